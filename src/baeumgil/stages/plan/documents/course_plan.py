"""과정 운영계획. One course on one page."""

from collections.abc import Sequence

from baeumgil.engines.documents.tree import Cell, Document, End, Heading, Table
from baeumgil.stages.plan.documents.frame import organisation
from baeumgil.stages.plan.documents.grids import (
    Row,
    centred,
    counted,
    grouped,
    head,
    heads,
    keyed,
    nothing,
    said,
    side,
    table,
)
from baeumgil.stages.plan.documents.wording import (
    NOTHING,
    circled,
    hours,
    hours_text,
    joined,
    number,
    short_period,
    thousands,
    word,
)
from baeumgil.stages.plan.rules.book import CourseBook, SubjectRow

OUTLINE = "과정 개요"
SUBJECTS = "교과목 편성"
RULES = "평가와 수료"
BUDGET = "예산 산출기초"
OUTLINE_KEYS = (
    "교육목표",
    "교육대상",
    "교육방법",
    "교육기간",
    "교육인원",
    "교육장소",
    "특징",
    "사전 학습",
    "접근성 지원",
    "협력기관",
    "담당부서",
)


def course_paper(book: CourseBook) -> Document:
    """과정 운영계획. 목표, 대상, 기간, 인원, 특징, 교과목, 평가, 수료기준, 예산."""
    return Document(
        title=f"{book.name} 운영계획",
        subtitle=f"{book.year}년, {book.field.area_name}",
        body=(
            Heading(OUTLINE, 1, "1."),
            outline_table(book),
            Heading(SUBJECTS, 1, "2."),
            subjects_table(book.subjects),
            Heading(RULES, 1, "3."),
            rules_table(book),
            Heading(BUDGET, 1, "4."),
            budget_table(book.budget),
            End(),
        ),
        header=organisation(book.body_name, book.institute_name),
        footer=f"{book.year}년 교육훈련계획 {book.code}",
        author=book.institute_name,
        subject=f"{book.year}년 {book.name} 운영계획",
        keywords=("과정 운영계획", str(book.year), book.name),
    )


def outline_table(book: CourseBook) -> Table:
    """목표 to 담당, as key and value; what is not said takes no row."""
    return keyed([(key, value) for key, value in outline(book).items() if value], name=OUTLINE)


def outline(book: CourseBook) -> dict[str, str]:
    """Every key of the outline with what the course says about it."""
    size = "" if book.seats_per_session is None else f" (기당 {number(book.seats_per_session)}명)"
    values = (
        book.objectives,
        book.target_text,
        word(book.kind),
        joined((book.duration_text, _days(book))),
        f"{number(book.sessions)}회 {number(book.seats)}명{size}",
        book.place,
        book.features,
        book.pre_study,
        book.accessibility,
        book.partner,
        book.owner_name,
    )
    return dict(zip(OUTLINE_KEYS, values, strict=True))


def _days(book: CourseBook) -> str:
    return joined(
        [
            f"{circled(days.number)}{short_period(days.starts_on, days.ends_on)}"
            for days in book.days
            if days.starts_on is not None
        ]
    )


def subjects_table(subjects: Sequence[SubjectRow]) -> Table:
    """분야 / 과목 / 시간 (강의, 참여, 현장, 기타, 계) / 강사 / 방법, the hours' head merged, sums below."""
    rows: list[Row] = [
        (
            head("분야", rows=2),
            head("과목", rows=2),
            head("시간", columns=5),
            head("강사", rows=2),
            head("방법", rows=2),
        ),
        heads("강의", "참여", "현장", "기타", "계"),
    ]
    rows += grouped((one.area or NOTHING, _subject(one)) for one in subjects)
    if not subjects:
        rows.append(nothing(9, "교과목 없음"))
    else:
        sums = [sum(parts) for parts in zip(*(_minutes(one) for one in subjects), strict=True)]
        empty = Cell(is_total=True, shade="total")
        rows.append(
            (side("계", columns=2, is_total=True), *(_hours(minutes, is_total=True) for minutes in sums), empty, empty)
        )
    return table(
        rows,
        (1.3, 3.2, 0.8, 0.8, 0.8, 0.8, 0.8, 1.5, 1.6),
        name=SUBJECTS,
        unit="(단위: 시간)",
        header_rows=2,
    )


def _minutes(one: SubjectRow) -> tuple[int, ...]:
    return one.lecture_minutes, one.participation_minutes, one.field_minutes, one.other_minutes, one.minutes


def _subject(one: SubjectRow) -> Row:
    return (
        said(one.name),
        *(_hours(minutes) for minutes in _minutes(one)),
        centred(one.instructor or NOTHING),
        centred(one.method or NOTHING),
    )


def _hours(minutes: int, *, is_total: bool = False) -> Cell:
    made = counted(hours(minutes), is_total=is_total)
    return Cell(
        made.value, align=made.align, text=hours_text(minutes), is_total=is_total, shade="total" if is_total else ""
    )


def rules_table(book: CourseBook) -> Table:
    """평가, 수료기준, 인정시간, 교재."""
    recognised = "" if book.recognised_minutes is None else f"{hours_text(book.recognised_minutes)}시간"
    pairs = (
        ("평가", book.assessment_text or "평가 없음"),
        ("수료기준", book.completion_text or NOTHING),
        ("인정시간", recognised),
        ("교재", book.materials),
    )
    return keyed([(key, value) for key, value in pairs if value], name=RULES)


def budget_table(lines: Sequence[tuple[str, str, int]]) -> Table:
    """항목 / 산출기초 / 금액; what is no whole thousand keeps its decimals, so that the sum closes."""
    rows: list[Row] = [heads("항목", "산출기초", "금액")]
    rows += [(centred(name), said(basis or NOTHING), counted(thousands(won))) for name, basis, won in lines]
    if not lines:
        rows.append(nothing(3, "별도 예산 없음"))
    else:
        total = sum(won for _, _, won in lines)
        rows.append((side("계", columns=2, is_total=True), counted(thousands(total), is_total=True)))
    return table(rows, (1.5, 4, 1.2), name=BUDGET, unit="(단위: 천원)")
