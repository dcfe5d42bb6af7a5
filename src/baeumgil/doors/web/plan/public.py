"""대시민공개: published plans for everybody, without sign-in, cookies or a script."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from baeumgil.core.paging import Page
from baeumgil.doors.web.frame.pages import page
from baeumgil.doors.web.frame.request import PageRequest, before_password_change, public
from baeumgil.doors.web.plan.line_filter import LineFilter, grouped, page_number
from baeumgil.doors.web.plan.totals import flow_lines, tables
from baeumgil.doors.web.plan.totals_charts import totals_charts, years_chart
from baeumgil.stages.plan.documents.frame import organisation
from baeumgil.stages.plan.queries.plans import public_plan, public_years
from baeumgil.stages.plan.rules.book import BookLine, PlanBook, SessionDays
from baeumgil.stages.plan.rules.totals import totals_of

KEPT_FOR = 300
"""Seconds a cache may keep a public page."""
LINES_A_PAGE = 300
"""Most plans fit on one page, so that they print whole."""


@dataclass(frozen=True, slots=True)
class DatedSession:
    """A session with its course, for the list by month."""

    line: BookLine
    days: SessionDays


class PublicFilter(LineFilter):
    """찾기. As in the office, and by the month in which a session begins."""

    month = forms.TypedChoiceField(
        label=_("시작하는 달"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("모두")), *((str(month), str(month)) for month in range(1, 13))],
    )

    def found(self, lines: Sequence[BookLine]) -> list[BookLine]:
        """The lines that answer, also to the month."""
        month = self.cleaned_data.get("month")
        chosen = super().found(lines)
        return [line for line in chosen if not month or any(_month(days) == month for days in line.planned)]


@public
@before_password_change
@require_safe
def index(request: PageRequest) -> HttpResponse:
    """The years there are."""
    rows = public_years()
    context = {
        "own": [row for row in rows if not row.is_example],
        "examples": [row for row in rows if row.is_example],
    }
    return _kept(request, page(request, "plan/public/plans.html", context))


@public
@before_password_change
@require_safe
def show(request: PageRequest, year: int) -> HttpResponse:
    """The plan of a year."""
    institute = request.GET.get("institute", "")[:40]
    book = public_plan(year=year, institute_code=institute)
    held = [line for line in book.lines if not line.is_ended]
    form = PublicFilter(request.GET, book.lines)
    found = form.found(book.lines) if form.cleaned_data.get("verb") else form.found(held)
    listing = _listing(found, page_number(request.GET.get("page")))
    totals = totals_of(book)
    context = {
        "book": book,
        "head": book.head,
        "institute": institute,
        "whose": organisation(book.head.body_name, book.head.institute_name),
        "totals": totals,
        "tables": [table for table in tables(totals) if table.code in {"delivery", "area", "target"}],
        "flows": flow_lines(totals.flows),
        "charts": [*totals_charts(totals), *(chart for chart in [years_chart(book.years)] if chart is not None)],
        "form": form,
        "listing": listing,
        "groups": grouped(listing.rows, found),
        "ended": [line for line in book.lines if line.is_ended],
        "months": months(book),
    }
    return _kept(request, page(request, "plan/public/plan.html", context))


def months(book: PlanBook) -> list[tuple[int, list[DatedSession]]]:
    """The dated sessions of a plan by month, in the order of their days."""
    dated = [
        DatedSession(line, days)
        for line in book.lines
        if not line.is_ended
        for days in line.planned
        if days.starts_on is not None and days.starts_on.year == book.head.year
    ]
    dated.sort(key=lambda one: (str(one.days.starts_on), one.line.name, one.days.number))
    found: dict[int, list[DatedSession]] = {}
    for one in dated:
        if one.days.starts_on is not None:
            found.setdefault(one.days.starts_on.month, []).append(one)
    return list(found.items())


def _listing(found: list[BookLine], number: int) -> Page[BookLine]:
    last = max(1, -(-len(found) // LINES_A_PAGE))
    number = min(max(1, number), last)
    start = (number - 1) * LINES_A_PAGE
    return Page(found[start : start + LINES_A_PAGE], number, LINES_A_PAGE, len(found))


def _month(days: SessionDays) -> int | None:
    return days.starts_on.month if days.starts_on is not None else days.month


def _kept(request: PageRequest, answer: HttpResponse) -> HttpResponse:
    """The same for everybody, so caches may keep it; what somebody signed in gets stays theirs."""
    reach = "public" if request.actor.account is None else "private"
    answer.headers["Cache-Control"] = f"{reach}, max-age={KEPT_FOR}"
    return answer
