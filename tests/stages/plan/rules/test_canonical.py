from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from baeumgil.stages.plan.rules.book import Ancestor, FieldRow, GoalRow, PlanBook, SessionDays, YearFigure
from baeumgil.stages.plan.rules.canonical import canonical, digest
from baeumgil.stages.plan.terms import ChangeVerb, Improvement, LegalKind, VersionState
from tests.stages.plan.rules.build import JOB, book_line, plan_of

LINE = replace(
    book_line("A", ancestors=("B",), improvements=(Improvement.METHOD, Improvement.CONTENT)),
    planned=(SessionDays(1, 30, starts_on=date(2027, 3, 2), ends_on=date(2027, 3, 5)),),
)
BOOK = replace(plan_of([LINE, book_line("C")]), fields=(JOB,), goals=(GoalRow("g", "목표", ("전략",)),))

Change = Callable[[PlanBook], PlanBook]


def _line(**values: object) -> Change:
    return lambda book: replace(book, lines=(replace(book.lines[0], **values), *book.lines[1:]))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        lambda book: replace(book, head=replace(book.head, vision="다른 비전")),
        lambda book: replace(book, head=replace(book.head, title="다른 제목")),
        lambda book: replace(book, head=replace(book.head, institute_name="다른 기관")),
        lambda book: replace(book, head=replace(book.head, previous=99)),
        lambda book: replace(book, contents=book.contents[1:]),
        lambda book: replace(book, pre_checks=()),
        lambda book: replace(book, lines=book.lines[:1]),
        lambda book: replace(book, lines=tuple(reversed(book.lines))),
        lambda book: replace(book, fields=(FieldRow("job", "다른 이름", "job", "직무", LegalKind.SPECIALISED),)),
        lambda book: replace(book, goals=(GoalRow("g", "목표", ("다른 전략",)),)),
        _line(name="다른 과정"),
        _line(seats=61),
        _line(verb=ChangeVerb.IMPROVED),
        _line(reason="다른 까닭"),
        _line(ancestors=(Ancestor("D", "B 과정"),)),
        _line(planned=(SessionDays(1, 30, starts_on=date(2027, 3, 2), ends_on=date(2027, 3, 6)),)),
        _line(remark="비고"),
        _line(budget=1),
    ],
)
def test_whatever_the_version_says_changes_its_digest(change: Change) -> None:
    assert digest(change(BOOK)) != digest(BOOK)


@pytest.mark.parametrize(
    "change",
    [
        lambda book: replace(book, head=replace(book.head, state=VersionState.APPROVED, digest="0" * 64, revision=9)),
        lambda book: replace(book, head=replace(book.head, document_number="총무-1", policy_number="제1호")),
        lambda book: replace(book, head=replace(book.head, approved_at=datetime(2026, 12, 28, tzinfo=UTC))),
        lambda book: replace(book, years=(YearFigure(2026, "계획", 1, 2),)),
        lambda book: replace(book, previous_lines=(LINE,)),
        _line(improvements=(Improvement.CONTENT, Improvement.METHOD)),
        _line(ancestors=(Ancestor("B", "오늘 바뀐 이름"),)),
        _line(id=77, course=78, revision=5),
    ],
)
def test_what_signing_does_to_a_version_leaves_its_digest(change: Change) -> None:
    assert digest(change(BOOK)) == digest(BOOK)


def test_the_text_is_plain_utf_8_with_sorted_keys() -> None:
    text = canonical(BOOK).decode()
    assert text.startswith('{"contents":{"course_details":"내용",')
    assert "\\u" not in text
