"""교육훈련 총괄표. Totals this year beside the year before; every figure is counted from the lines."""

from baeumgil.engines.documents.tree import Block, Bullet, Document, End, Heading, Table
from baeumgil.stages.plan.documents.frame import UNIT, arithmetic, note, plan_document
from baeumgil.stages.plan.documents.grids import (
    Row,
    changed,
    counted,
    counted_or_nothing,
    head,
    nothing,
    side,
    table,
)
from baeumgil.stages.plan.documents.wording import part, word
from baeumgil.stages.plan.rules.book import PlanBook
from baeumgil.stages.plan.rules.totals import Flow, TotalRow, Totals
from baeumgil.stages.plan.terms import ChangeVerb

AREAS = "분야별 총괄표"
DELIVERIES = "교육방법별"
FLOWS = "과정 개편 셈"
VERBS = "개편 구분별 과정수"
LEGAL_KINDS = "법정 구분별"
KINDS = "과정 유형별"
GOALS = "목표별"
TARGETS = "교육대상별"
MONTHS = "월별"


def totals_paper(book: PlanBook, totals: Totals) -> Document:
    """교육훈련 총괄표. By area and field, delivery, goal, target, month and legal kind, with the arithmetic."""
    body: list[Block] = [
        Heading("총괄", 1, "1."),
        areas_table(totals),
        Heading("교육방법별 과정수와 인원", 1, "2."),
        deliveries_table(totals),
        *(Bullet(f"{label}: {text}") for label, text in arithmetic(totals)),
        *([flows_table(totals)] if totals.has_previous else [note("전년 계획이 없어 증감을 적지 않음.")]),
        Heading("구분별 현황", 1, "3."),
    ]
    parts = (
        breakdown_table(LEGAL_KINDS, totals.by_legal_kind, totals),
        breakdown_table(KINDS, totals.by_kind, totals),
        breakdown_table(GOALS, totals.by_goal, totals),
        breakdown_table(TARGETS, totals.by_target, totals),
        months_table(totals),
    )
    for place, made in enumerate(parts, start=1):
        body += [Heading(made.sheet, 2, part(place)), made]
    return plan_document(book, f"{totals.year}년 교육훈련 총괄표", (*body, End()))


def areas_table(totals: Totals) -> Table:
    """구분 / 금년 / 전년 / 증감: the grand total first, then each area with its sub-fields under a subtotal."""
    rows: list[Row] = [
        *_two_heads(columns=2),
        (side("총계", columns=2, is_total=True), *_figures(totals.total, totals, is_total=True)),
    ]
    for area in totals.by_area:
        fields = [row for row in totals.by_field if (row.parent or row.key) == area.key]
        if [row.key for row in fields] in ([], [area.key]):
            rows.append((side(area.label, columns=2), *_figures(area, totals)))
            continue
        tall = side(area.label, rows=len(fields) + 1)
        rows.append((tall, side("소계", is_total=True), *_figures(area, totals, is_total=True)))
        rows += [(side(row.label), *_figures(row, totals)) for row in fields]
    return table(rows, (2, 2.4, 1.2, 1.2, 1.5, 1.2, 1.5, 1.1, 1.5), name=AREAS, unit=UNIT, header_rows=2)


def deliveries_table(totals: Totals) -> Table:
    """집합, e-러닝, 계."""
    return breakdown_table(DELIVERIES, totals.by_delivery, totals)


def breakdown_table(caption: str, parts: tuple[TotalRow, ...], totals: Totals) -> Table:
    """The same totals divided another way."""
    rows: list[Row] = [
        *_two_heads(columns=1),
        *((side(row.label), *_figures(row, totals)) for row in parts),
        (side("계", is_total=True), *_figures(totals.total, totals, is_total=True)),
    ]
    return table(rows, (3, 1.2, 1.2, 1.5, 1.2, 1.5, 1.1, 1.5), name=caption, unit=UNIT, header_rows=2)


def flows_table(totals: Totals) -> Table:
    """전년 + 신설 − 통합·대체·폐지 = 금년, and how many of this year's are improved or kept."""
    rows: list[Row] = [
        (
            head("구분", rows=2),
            head("전년(A)", rows=2),
            head("신설(B)", rows=2),
            head("통합·대체·폐지(C)", rows=2),
            head("금년", columns=3),
        ),
        (head("계(A+B−C)"), head("개선"), head("유지")),
    ]
    for flow in totals.flows:
        is_total = flow.delivery is None
        rows.append((side(word(flow.delivery) or "계", is_total=is_total), *_flow(flow, is_total=is_total)))
    return table(rows, (2, 1.3, 1.3, 2, 1.5, 1.3, 1.3), name=FLOWS, title=FLOWS, unit="(단위: 과정)", header_rows=2)


def verbs_table(totals: Totals) -> Table:
    """How many courses of each verb, by delivery; verbs without any stay away, 유지 closes the list."""
    shown = [row for row in totals.by_verb if row.verb is not ChangeVerb.KEPT and row.total]
    kept = [row for row in totals.by_verb if row.verb is ChangeVerb.KEPT]
    rows: list[Row] = [(head("구분"), head("집합"), head("e-러닝"), head("계"))]
    rows += [
        (
            side(word(row.verb)),
            counted_or_nothing(row.in_class),
            counted_or_nothing(row.online),
            counted_or_nothing(row.total),
        )
        for row in (*shown, *kept)
    ]
    if len(rows) == 1:
        rows.append(nothing(4))
    return table(rows, (2, 1, 1, 1), name=VERBS, title=VERBS, unit="(단위: 과정)")


def months_table(totals: Totals) -> Table:
    """Sessions and people by the month they begin in; those without a day apart."""
    rows: list[Row] = [(head("월"), head("기수"), head("계획인원"))]
    rows += [
        (
            side("일정 미정" if row.month is None else f"{row.month}월"),
            counted_or_nothing(row.sessions),
            counted_or_nothing(row.people),
        )
        for row in totals.by_month
    ]
    sessions = sum(row.sessions for row in totals.by_month)
    people = sum(row.people for row in totals.by_month)
    rows.append((side("계", is_total=True), counted(sessions, is_total=True), counted(people, is_total=True)))
    return table(rows, (2, 1, 1), name=MONTHS, unit="(단위: 회, 명)")


def _two_heads(*, columns: int) -> list[Row]:
    return [
        (
            head("구분", rows=2, columns=columns),
            head("금년", columns=3),
            head("전년", columns=2),
            head("증감", columns=2),
        ),
        tuple(head(text) for text in ("과정수", "기수", "계획인원", "과정수", "계획인원", "과정수", "계획인원")),
    ]


def _figures(row: TotalRow, totals: Totals, *, is_total: bool = False) -> Row:
    now = tuple(
        counted_or_nothing(value, is_total=is_total) for value in (row.now.courses, row.now.sessions, row.now.people)
    )
    if not totals.has_previous:
        return (*now, *(counted(None, is_total=is_total) for _ in range(4)))
    return (
        *now,
        counted_or_nothing(row.before.courses, is_total=is_total),
        counted_or_nothing(row.before.people, is_total=is_total),
        changed(row.change.courses, is_total=is_total),
        changed(row.change.people, is_total=is_total),
    )


def _flow(flow: Flow, *, is_total: bool) -> Row:
    return tuple(
        counted(value, is_total=is_total)
        for value in (flow.before, flow.new, flow.ended, flow.now, flow.improved, flow.kept)
    )
