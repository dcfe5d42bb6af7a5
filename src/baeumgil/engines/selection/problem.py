"""What goes into a selection, as plain values. The file format is docs/formats/selection.md."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Mechanism = Literal["serial", "deferred", "fill", "first_come"]
Value = bool | int | None
"""What a criterion says of an applicant, in its own unit: yes or no, days, times; None where it does not apply."""

CRITERIA = (
    "mandatory",
    "promotion_deadline",
    "never_attended",
    "longest_waiting",
    "earlier_refusals",
    "own_institute",
    "arrival",
    "draw",
)
"""Known criteria. Who comes first: mandatory yes; fewer days to the promotion deadline, none last; never attended yes;
more days waiting; more earlier refusals; own institute yes (of one session: deferred acceptance only); earlier
arrival; the smaller draw. Exactly one of the last two stands, at the end."""


@dataclass(frozen=True, slots=True)
class Session:
    """기수. Seats to give, and the days on which its people are away from work."""

    id: str
    name: str
    seats: int
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Quota:
    """배정. Of each session's seats (of one session's, if named): at most so many for these people, or so many kept.

    `kind` is `unit`, `grade` or `series`; it covers an applicant one of whose groups of that kind is in `keys`.
    """

    id: str
    kind: str
    keys: frozenset[str]
    session: str | None = None
    most: int | None = None
    reserved: int | None = None


@dataclass(frozen=True, slots=True)
class AbsenceCap:
    """부서 공백 상한. So many people of a unit (with those below it) away in an ISO week; `held` are away already."""

    unit: str
    week: str
    most: int
    held: int = 0


@dataclass(frozen=True, slots=True)
class Applicant:
    """신청자. A draw number instead of a name, what the criteria say, and the wishes in the applicant's own order.

    `groups` has, by kind, all that somebody belongs to: the unit and every unit above it, the grade, the series.
    `busy` are days of seats or absences they have already; `held` counts seats they hold this year; `own` are
    sessions of their own institute.
    """

    id: str
    wishes: tuple[str, ...]
    values: Mapping[str, Value] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    busy: tuple[date, ...] = ()
    held: int = 0
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """선발 문제. Everything a selection depends on but the seed; same problem, same seed, same result."""

    name: str
    mechanism: Mechanism
    order: tuple[str, ...]
    sessions: tuple[Session, ...]
    applicants: tuple[Applicant, ...]
    quotas: tuple[Quota, ...] = ()
    absences: tuple[AbsenceCap, ...] = ()
    seats_a_year: int | None = None
    most_waiting: int | None = None
    seed_hash: str = ""


def week_of(day: date) -> str:
    """The ISO week of a day: `2026-W49`."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02d}"
