"""One roster row against one known person: what the decisions share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from baeumgil.core.glossary import label
from baeumgil.core.said import Said
from baeumgil.stages.people.rules.roster.facts import RosterFacts
from baeumgil.stages.people.rules.roster.known import Known, KnownGrade, KnownPosting
from baeumgil.stages.people.rules.roster.people import Setting
from baeumgil.stages.people.rules.roster.plan import DAY, GRADE, POSTING, SERVICE, Plan, shown
from baeumgil.stages.people.terms import Authority, EmploymentKind, EntryKind, RosterField

CHECK_HISTORY = Said(
    "미리 기록된 이력과 파일 가운데 틀린 쪽을 고치세요.",
    "Correct whichever is wrong, the history on record or the file.",
)

Span = TypeVar("Span", KnownGrade, KnownPosting)


@dataclass(slots=True)
class Row:
    """What a row says, what is known, where decisions go. `corrected` gathers (what, before, after)."""

    facts: RosterFacts
    known: Known
    plan: Plan
    setting: Setting
    corrected: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def person(self) -> int:
        """Id of the person."""
        return self.known.person.id


def correct(row: Row, target: tuple[str, int], before: dict[str, Any], after: dict[str, Any], what: str) -> None:
    """A recorded fact was wrong; say the last column that differs."""
    differing = [name for name, value in after.items() if before[name] != value]
    if not differing:
        return
    row.plan.update(*target, before, after)
    name = differing[-1]
    old, new = before[name], after[name]
    row.corrected.append((what, said(old), said(new)))


def insert_service(row: Row, start: date, entry: EntryKind) -> None:
    """A new service with what the row states."""
    facts = row.facts
    row.plan.insert(
        SERVICE,
        row.person,
        facts.employment or EmploymentKind.GENERAL,
        facts.authority or Authority.MAYOR,
        entry,
        None,
        start,
        None,
        facts.term_ends_on,
    )


def shift_said(
    row: Row, spans: Sequence[KnownGrade] | Sequence[KnownPosting], at: int, start: date, column: RosterField
) -> None:
    """Let a span begin on another day and say so."""
    old = spans[at].starts_on
    if shift(row, spans, at, start, column):
        row.corrected.append((label(column), shown(old), shown(start)))


def shift(
    row: Row, spans: Sequence[KnownGrade] | Sequence[KnownPosting], at: int, start: date, column: RosterField
) -> bool:
    """Let a recorded span begin on another day; the one before it gives way. False when it cannot."""
    table = GRADE if column is RosterField.GRADE_SINCE else POSTING
    span = spans[at]
    if span.ends_on is not None and start > span.ends_on:
        return contradicts(row, column)
    if at > 0:
        previous = spans[at - 1]
        touching = previous.ends_on is not None and previous.ends_on + DAY == span.starts_on
        if start <= previous.starts_on:
            return contradicts(row, column)
        if touching or (previous.ends_on is not None and previous.ends_on >= start):
            row.plan.update(table, previous.id, {"ends_on": previous.ends_on}, {"ends_on": start - DAY})
    row.plan.update(table, span.id, {"starts_on": span.starts_on}, {"starts_on": start})
    return True


def contradicts(row: Row, column: RosterField) -> bool:
    """Name the cell that contradicts the record; always False."""
    row.plan.problem(
        row.facts,
        column,
        "contradicts_history",
        Said("이미 기록된 이력의 날짜와 어긋납니다.", "This contradicts the dates of the history on record."),
        CHECK_HISTORY,
    )
    return False


def said(value: Any) -> str:
    """A value in words."""
    if isinstance(value, date):
        return shown(value)
    return label(value) if isinstance(value, StrEnum) else str(value or "")


def last_of(spans: Sequence[Span]) -> Span | None:
    """The latest span, if any."""
    return spans[-1] if spans else None


def run_start(spans: Sequence[Span], equal: Callable[[Span, Span], bool]) -> int:
    """Where the unbroken run of equal spans begins that the last one ends."""
    at = len(spans) - 1
    while at > 0:
        before = spans[at - 1]
        if before.ends_on is None or before.ends_on + DAY != spans[at].starts_on or not equal(before, spans[at]):
            break
        at -= 1
    return at


def at_least(day: date | None, start: date) -> date | None:
    """The later of the two; None stays None."""
    return None if day is None else max(day, start)


def is_later(day: date | None, start: date) -> bool:
    """True for a day after another."""
    return day is not None and day > start
