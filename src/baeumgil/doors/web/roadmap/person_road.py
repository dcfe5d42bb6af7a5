"""The road of a person for those who look after them; the office grants and withdraws exemptions there."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from baeumgil.core import clock
from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import Choice
from baeumgil.doors.web.people.search_form import asked_day
from baeumgil.stages.roadmap.access import may_exempt
from baeumgil.stages.roadmap.queries.facts import ExemptionRow, exemption_rows
from baeumgil.stages.roadmap.queries.road import Road, road
from baeumgil.stages.roadmap.queries.rulesets import in_force
from baeumgil.stages.roadmap.services.exemptions import grant, withdraw
from baeumgil.stages.roadmap.terms import SETTLED


class ExemptionForm(PageForm):
    """면제. A stage and why."""

    stage_code = forms.ChoiceField(label=gettext_lazy("면제할 단계"))
    reason = forms.CharField(
        label=gettext_lazy("까닭"),
        max_length=300,
        help_text=gettext_lazy("예: 같은 내용의 외부 과정을 마침(공문 교육과-123호)"),
        error_messages={"required": gettext_lazy("면제하는 까닭을 적으세요. 본인의 로드맵에도 보입니다.")},
    )

    def __init__(self, *args: Any, stages: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage_code"].choices = list(stages)  # type: ignore[attr-defined]  # a choice field


class WithdrawForm(PageForm):
    """면제 거두기."""

    reason = forms.CharField(
        label=gettext_lazy("거두는 까닭"),
        max_length=300,
        error_messages={"required": gettext_lazy("면제를 거두는 까닭을 적으세요.")},
    )


@require_GET
def show(request: PageRequest, person_id: int) -> HttpResponse:
    """The whole road of somebody, as of today or of `?on=`."""
    on = asked_day(request.GET.get("on", ""), clock.today())
    found = road(actor=request.actor, on=on, person=person_id)
    return page(request, "people/road.html", _context(request, found))


@require_POST
def exempt(request: PageRequest, person_id: int) -> HttpResponse:
    """Grant an exemption."""
    found = road(actor=request.actor, on=clock.today(), person=person_id)
    need(may_exempt(request.actor, unit=found.person.unit))
    form = ExemptionForm(request.POST, stages=_open_stages(found))
    if form.is_valid():
        try:
            grant(actor=request.actor, person=person_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("면제했습니다."))
            return go("person-road", person_id)
    return page(request, "people/road.html", _context(request, found) | {"exempt_form": form}, status=form.status)


@require_POST
def take_back(request: PageRequest, person_id: int, exemption_id: int) -> HttpResponse:
    """Withdraw an exemption."""
    found = road(actor=request.actor, on=clock.today(), person=person_id)
    need(may_exempt(request.actor, unit=found.person.unit))
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            withdraw(actor=request.actor, exemption=exemption_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("면제를 거두었습니다."))
            return go("person-road", person_id)
    context = _context(request, found) | {"withdraw_form": form, "withdrawing": exemption_id}
    return page(request, "people/road.html", context, status=form.status)


def _context(request: PageRequest, found: Road) -> dict[str, object]:
    may = may_exempt(request.actor, unit=found.person.unit)
    return {
        "road": found,
        "person": found.person,
        "today": clock.today(),
        "may_exempt": may,
        "exemptions": _exemptions(found.person.id) if may else [],
        "exempt_form": ExemptionForm(stages=_open_stages(found)),
        "withdraw_form": WithdrawForm(),
    }


def _exemptions(person: int) -> list[tuple[str, ExemptionRow]]:
    """Exemptions in force, each with its stage's name; the code for a stage that the rules no longer have."""
    names = {stage.code: stage.name for stage in in_force().stages}
    return [(names.get(row.stage_code, row.stage_code), row) for row in exemption_rows(person)]


def _open_stages(found: Road) -> list[Choice]:
    """Stages that somebody can still be exempted from, once each."""
    choices = ((one.stage.code, one.stage.name) for one in found.standings if one.state not in SETTLED)
    return list(dict.fromkeys(choices))
