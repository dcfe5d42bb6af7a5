"""월별 일정표. Courses by months, with public holidays under the head."""

from collections.abc import Sequence
from datetime import date

from baeumgil.engines.documents.tree import Align, Cell, Document, End, Orientation, Table
from baeumgil.stages.plan.documents.frame import EMPTY_PLAN, held_lines, in_fields, note, plan_document
from baeumgil.stages.plan.documents.grids import Row, centred, counted, counted_or_nothing, head, nothing, side, table
from baeumgil.stages.plan.documents.wording import WEEKDAYS, circled
from baeumgil.stages.plan.rules.book import BookLine, PlanBook, SessionDays
from baeumgil.stages.plan.rules.totals import Totals

MONTHS = range(1, 13)
SCHEDULE = "월별 일정"
SUNDAY = 6


def months_paper(book: PlanBook, totals: Totals) -> Document:
    """월별 일정표. Session numbers and days in the month they begin; the public holidays below the months."""
    return plan_document(
        book,
        f"{totals.year}년 월별 일정표",
        (
            schedule_table(book),
            note("원 숫자는 기수, 뒤는 그 달의 시작일과 종료일. 두 달에 걸친 기수는 시작하는 달에 적음."),
            note("기수가 없는 과정(상시 e-러닝 등)은 '미정'에 '상시'로 적음."),
            End(),
        ),
        orientation=Orientation.LANDSCAPE,
    )


def schedule_table(book: PlanBook) -> Table:
    """과정명 × 1월…12월, 일정 미정, 계; totals of sessions and people at the foot."""
    lines = in_fields(book, held_lines(book))
    head_rows: list[Row] = [
        (head("과정명"), *(head(f"{month}월") for month in MONTHS), head("미정"), head("계")),
    ]
    has_holidays = any(day.year == book.head.year for day in book.holidays)
    if has_holidays:
        head_rows.append(_holidays(book.holidays, book.head.year))
    rows = [*head_rows, *(_row(line) for line in lines)]
    if not lines:
        rows.append(nothing(15, EMPTY_PLAN))
    else:
        rows += _sums(lines)
    return table(
        rows, (2.9, *([1.4] * 12), 1.15, 1.15), name=SCHEDULE, unit="(단위: 회, 명)", header_rows=len(head_rows)
    )


def month_of(days: SessionDays) -> int | None:
    """The month a session begins in; None while nobody knows."""
    return days.starts_on.month if days.starts_on else days.month


def open_sessions(line: BookLine) -> int:
    """How many sessions of a line have no month yet: those planned without one, and those not written down."""
    return line.sessions - sum(month_of(days) is not None for days in line.planned)


def _row(line: BookLine) -> Row:
    by_month: dict[int, list[str]] = {}
    for days in line.planned:
        month = month_of(days)
        if month is not None:
            by_month.setdefault(month, []).append(_mark(days))
    cells = (_cell(by_month.get(month, [])) for month in MONTHS)
    left = open_sessions(line)
    unknown = "상시" if not line.sessions else f"{left:,}회" if left > 0 else ""
    return (Cell(line.name, align=Align.LEFT), *cells, centred(unknown), counted_or_nothing(line.sessions))


def _mark(days: SessionDays) -> str:
    """①13.~15. under its month; the month is said where a session ends in another one."""
    number, first, last = circled(days.number), days.starts_on, days.ends_on
    if first is None:
        return number
    if last is None or last == first:
        return f"{number}{first.day}."
    if (last.year, last.month) == (first.year, first.month):
        return f"{number}{first.day}.~{last.day}."
    return f"{number}{first.day}.~\n{last.month}.{last.day}."


def _cell(marks: list[str]) -> Cell:
    return Cell("\n".join(marks) or None, align=Align.CENTRE)


def _holidays(holidays: tuple[date, ...], year: int) -> Row:
    """The days in red of each month; a Sunday closes nothing that was open."""
    texts = []
    for month in MONTHS:
        found = sorted(day for day in holidays if (day.year, day.month) == (year, month) and day.weekday() != SUNDAY)
        texts.append("\n".join(f"{day.day}({WEEKDAYS[day.weekday()]})" for day in found))
    cells = (
        Cell(text or None, is_header=True, align=Align.CENTRE, shade="closed" if text else "header") for text in texts
    )
    return (head("공휴일"), *cells, head(""), head(""))


def _sums(lines: Sequence[BookLine]) -> list[Row]:
    sessions, people = dict.fromkeys((*MONTHS, None), 0), dict.fromkeys((*MONTHS, None), 0)
    for line in lines:
        dated = [days for days in line.planned if month_of(days) is not None]
        for days in dated:
            sessions[month_of(days)] += 1
            people[month_of(days)] += days.seats
        sessions[None] += line.sessions - len(dated)
        people[None] += line.seats - sum(days.seats for days in dated)
    return [
        _sum_row("기수 계", [sessions[month] for month in (*MONTHS, None)]),
        _sum_row("인원 계", [people[month] for month in (*MONTHS, None)]),
    ]


def _sum_row(label: str, figures: list[int]) -> Row:
    cells = [counted_or_nothing(figure, is_total=True) for figure in figures]
    return (side(label, is_total=True), *cells, counted(sum(figures), is_total=True))
