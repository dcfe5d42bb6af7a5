"""과정별 현황. Every course that is held, by field."""

from itertools import groupby

from baeumgil.engines.documents.tree import Cell, Document, End, Orientation, Table
from baeumgil.stages.plan.documents.frame import EMPTY_PLAN, field_name, held_lines, in_fields, plan_document
from baeumgil.stages.plan.documents.grids import (
    Row,
    centred,
    counted,
    counted_or_nothing,
    heads,
    nothing,
    said,
    side,
    table,
)
from baeumgil.stages.plan.documents.wording import NOTHING, joined, word
from baeumgil.stages.plan.rules.book import BookLine, PlanBook
from baeumgil.stages.plan.rules.totals import Totals
from baeumgil.stages.plan.terms import ChangeVerb

COURSES = "과정별 현황표"
COLUMNS = (
    "분야",
    "과정명",
    "교육대상",
    "교육방법",
    "교육기간",
    "기수",
    "기당\n인원",
    "연인원",
    "담당",
    "비고",
)


def courses_paper(book: PlanBook, totals: Totals) -> Document:
    """과정별 현황. One row per course, the field's cell merged, a subtotal per field."""
    return plan_document(
        book,
        f"{totals.year}년 과정별 현황",
        (courses_table(book, totals), End()),
        orientation=Orientation.LANDSCAPE,
    )


def courses_table(book: PlanBook, totals: Totals) -> Table:
    """분야 / 과정명 / … / 비고, with subtotals and the plan's total at the top."""
    rows: list[Row] = [heads(*COLUMNS)]
    lines = in_fields(book, held_lines(book))
    if not lines:
        rows.append(nothing(len(COLUMNS), EMPTY_PLAN))
    else:
        now = totals.total.now
        rows.append(_total("총계", now.courses, now.sessions, now.people, columns=2))
    for _, group in groupby(lines, key=lambda line: line.field.code):
        members = list(group)
        tall = side(field_name(members[0]), rows=len(members) + 1)
        sums = (len(members), sum(line.sessions for line in members), sum(line.seats for line in members))
        rows.append((tall, *_total("소계", *sums)))
        rows += [_row(line) for line in members]
    return table(rows, (1.4, 3.2, 2.2, 1.2, 1.5, 0.8, 0.9, 1.2, 1.5, 2.6), name=COURSES, unit="(단위: 회, 명)")


def _total(label: str, courses: int, sessions: int, people: int, *, columns: int = 1) -> Row:
    empty = Cell(is_total=True, shade="total")
    return (
        side(f"{label} ({courses:,}과정)", columns=columns, is_total=True),
        empty,
        empty,
        empty,
        counted(sessions, is_total=True),
        empty,
        counted(people, is_total=True),
        empty,
        empty,
    )


def _row(line: BookLine) -> Row:
    return (
        said(line.name),
        said(line.target_text or word(line.target_group)),
        centred(word(line.kind)),
        centred(line.duration_text or NOTHING),
        counted_or_nothing(line.sessions),
        counted(line.seats_per_session),
        counted(line.seats),
        centred(line.owner_name or NOTHING),
        said(remark_of(line)),
    )


def remark_of(line: BookLine) -> str:
    """신설 and 개선 are marked; then the line's own remark."""
    verb = "" if line.verb is ChangeVerb.KEPT else word(line.verb)
    return joined((verb, line.remark))
