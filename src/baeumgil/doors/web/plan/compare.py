"""두 계획 견주기: two versions of a plan, or the plans of two years, side by side."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from baeumgil.core.actors import Actor
from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.frame.pages import page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import label_of
from baeumgil.stages.plan.queries.plans import PlanRow, plan_book, plan_version, plans, version_history
from baeumgil.stages.plan.rules.book import VersionHead
from baeumgil.stages.plan.rules.comparing import Comparison, compare
from baeumgil.stages.plan.rules.totals import TotalRow
from baeumgil.stages.plan.terms import VersionState


class CompareForm(PageForm):
    """견줄 두 판. The address carries them as `from` and `to`."""

    def __init__(self, data: Any, choices: Sequence[tuple[str, str]], initial: dict[str, object]) -> None:
        super().__init__(data, initial=initial)
        for name, label in (("from", gettext_lazy("앞")), ("to", gettext_lazy("뒤"))):
            self.fields[name] = forms.TypedChoiceField(label=label, choices=choices, coerce=int)

    @property
    def before(self) -> forms.BoundField:
        """The field of the earlier one; its name is no word templates can say."""
        return self["from"]

    @property
    def after(self) -> forms.BoundField:
        """The field of the later one."""
        return self["to"]


@require_GET
def show(request: PageRequest) -> HttpResponse:
    """The comparison; without two versions the question alone."""
    rows = plans(actor=request.actor)
    after = _number(request.GET.get("to")) or _newest(rows)
    head = plan_version(actor=request.actor, version=after) if after else None
    before = _number(request.GET.get("from")) or (_natural_before(head) if head is not None else None)
    asked = {"from": before, "to": after}
    form = CompareForm(
        {name: str(value) for name, value in asked.items()} if before and after else None,
        _choices(request.actor, rows, head, before),
        {name: value for name, value in asked.items() if value},
    )
    found = None
    if form.is_bound and form.is_valid():
        found = compare(
            plan_book(actor=request.actor, version=form.cleaned_data["from"]),
            plan_book(actor=request.actor, version=form.cleaned_data["to"]),
        )
    context = {"form": form, "found": found, "totals": _totals(found) if found is not None else []}
    return page(request, "plan/plans/compare.html", context, status=form.status)


def _totals(found: Comparison) -> list[TotalRow]:
    """Whole, deliveries and areas: the earlier plan's figures beside the later one's."""
    before, after = found.totals_before, found.totals_after
    rows = [TotalRow("total", _("모두"), after.total.now, before.total.now)]
    for old, new in ((before.by_delivery, after.by_delivery), (before.by_area, after.by_area)):
        olds, news = {row.key: row for row in old}, {row.key: row for row in new}
        for key in dict.fromkeys([*news, *olds]):
            named = news.get(key) or olds[key]
            nothing = TotalRow(key, named.label, named.now - named.now, named.now - named.now)
            rows.append(TotalRow(key, named.label, news.get(key, nothing).now, olds.get(key, nothing).now))
    return rows


def _choices(
    actor: Actor, rows: Sequence[PlanRow], head: VersionHead | None, before: int | None
) -> list[tuple[str, str]]:
    """The versions of the plan that is looked at, then one of every other plan."""
    choices: dict[str, str] = {}
    if head is not None:
        for version in version_history(actor=actor, plan=head.plan):
            choices[str(version.id)] = _named(head.year, head.institute_name, version.number, version.state)
    for row in rows:
        if head is None or row.id != head.plan:
            for number in dict.fromkeys((row.approved_version, row.open_version, row.version)):
                if number is not None:
                    state = row.state if number == row.version else VersionState.APPROVED
                    choices[str(number)] = _named(row.year, row.institute_name, None, state)
    if before is not None and str(before) not in choices:
        other = plan_version(actor=actor, version=before)
        choices[str(before)] = _named(other.year, other.institute_name, other.number, other.state)
    return list(choices.items())


def _named(year: int, institute: str, number: int | None, state: VersionState) -> str:
    facts = {"year": year, "institute": institute, "number": number, "state": label_of(state)}
    if number is None:
        return _("%(year)s년 %(institute)s (%(state)s)") % facts
    return _("%(year)s년 %(institute)s %(number)s판 (%(state)s)") % facts


def _newest(rows: Sequence[PlanRow]) -> int | None:
    return rows[0].version if rows else None


def _natural_before(head: VersionHead) -> int | None:
    """What a version came from: the version it was copied from, else the plan of the year before."""
    return head.based_on or head.previous


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None  # noqa: PLR2004
