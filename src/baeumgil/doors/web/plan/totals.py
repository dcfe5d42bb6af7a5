"""총괄: every total of a version beside the year before, drawn and as tables."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baeumgil.doors.web.frame.pages import page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import label_of
from baeumgil.doors.web.plan.totals_charts import totals_charts, years_chart
from baeumgil.stages.plan.queries.plans import plan_book
from baeumgil.stages.plan.rules.totals import Flow, TotalRow, Totals, totals_of
from baeumgil.stages.plan.terms import CourseKind, Delivery, LegalKind, TargetGroup


@dataclass(frozen=True, slots=True)
class TotalsTable:
    """One table of totals; its rows add up to the whole."""

    code: str
    title: str
    heading: str
    rows: tuple[TotalRow, ...]
    total: TotalRow


@dataclass(frozen=True, slots=True)
class FlowLine:
    """before + new − ended = now, in words."""

    name: str
    flow: Flow


@require_GET
def show(request: PageRequest, version_id: int) -> HttpResponse:
    """The totals."""
    book = plan_book(actor=request.actor, version=version_id)
    totals = totals_of(book)
    context = {
        "head": book.head,
        "totals": totals,
        "charts": totals_charts(totals),
        "tables": tables(totals),
        "flows": flow_lines(totals.flows),
        "years": book.years,
        "years_chart": years_chart(book.years),
    }
    return page(request, "plan/plans/totals.html", context)


def tables(totals: Totals) -> list[TotalsTable]:
    """The tables that say something, in the order of the official paper."""
    found = [
        TotalsTable("delivery", _("교육방법별"), _("교육방법"), _worded(totals.by_delivery, Delivery), totals.total),
        TotalsTable("area", _("분야별"), _("분야"), totals.by_area, totals.total),
        TotalsTable("field", _("세부 분야별"), _("세부 분야"), totals.by_field, totals.total),
        TotalsTable("legal", _("법정 구분별"), _("구분"), _worded(totals.by_legal_kind, LegalKind), totals.total),
        TotalsTable("kind", _("과정 유형별"), _("과정 유형"), _worded(totals.by_kind, CourseKind), totals.total),
        TotalsTable("goal", _("목표별"), _("목표"), totals.by_goal, totals.total),
        TotalsTable("target", _("교육대상별"), _("교육대상"), _worded(totals.by_target, TargetGroup), totals.total),
    ]
    return [table for table in found if table.rows and (table.code != "field" or _is_finer(totals))]


def _worded(rows: Sequence[TotalRow], terms: type[StrEnum]) -> tuple[TotalRow, ...]:
    """Rows of our own terms, in the language of the screen; what a city named itself stays as it is."""
    return tuple(replace(row, label=label_of(terms(row.key))) for row in rows)


def flow_lines(flows: Sequence[Flow]) -> list[FlowLine]:
    """The arithmetic of courses, named by delivery; the last is both together."""
    return [FlowLine(label_of(flow.delivery) if flow.delivery is not None else _("모두"), flow) for flow in flows]


def _is_finer(totals: Totals) -> bool:
    """Whether fields say more than areas do."""
    return [row.label for row in totals.by_field] != [row.label for row in totals.by_area]
