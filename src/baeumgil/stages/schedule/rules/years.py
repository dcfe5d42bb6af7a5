"""기수 가져오기. Which sessions a line of the plan asks for, and how many days each takes."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from baeumgil.stages.plan.rules.book import BookLine, SessionDays
from baeumgil.stages.plan.terms import Delivery
from baeumgil.stages.schedule.terms import MOST_SESSION_DAYS

MINUTES_A_DAY = 7 * 60
SATURDAY, WEEK = 5, 7


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """기수 하나, as the plan names it."""

    course: int
    number: int
    label: str
    name: str
    seats: int
    days: int
    planned_starts_on: date | None = None
    planned_ends_on: date | None = None
    planned_month: int | None = None


def sessions_of(line: BookLine, holidays: Collection[date], usual_days: int | None = None) -> tuple[SessionDraft, ...]:
    """Sessions of one line: those it names, then as many without days as it counts beyond them.

    Lines that end, and those that are learnt online, have none. `usual_days` is what the course's conditions say.
    """
    if line.is_ended or line.delivery is not Delivery.CLASS:
        return ()
    named = [_named(line, planned, holidays, usual_days) for planned in line.planned]
    missing = max(0, line.sessions - len(named))
    free = _free_numbers({draft.number for draft in named})
    days = usual_days or usual_length(line.total_minutes)
    return (
        *named,
        *(SessionDraft(line.course, next(free), "", line.name, _seats(line), days) for _ in range(missing)),
    )


def usual_length(total_minutes: int | None) -> int:
    """Working days of seven hours that so many minutes fill, one at least."""
    return min(max(1, -(-(total_minutes or 0) // MINUTES_A_DAY)), MOST_SESSION_DAYS)


def working_length(first: date, last: date, holidays: Collection[date]) -> int:
    """Weekdays between two days, one at least; over more than a week, without holidays.

    A session of one week was meant to have all its days: a holiday in it was declared after the plan was made.
    """
    span = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    kept = [day for day in span if day.weekday() < SATURDAY]
    if len(span) > WEEK:
        kept = [day for day in kept if day not in holidays]
    return min(max(1, len(kept)), MOST_SESSION_DAYS)


def _named(line: BookLine, planned: SessionDays, holidays: Collection[date], usual_days: int | None) -> SessionDraft:
    length = usual_days or usual_length(line.total_minutes)
    if planned.starts_on is not None and planned.ends_on is not None:
        length = working_length(planned.starts_on, planned.ends_on, holidays)
    return SessionDraft(
        course=line.course,
        number=planned.number,
        label=planned.note,
        name=line.name,
        seats=planned.seats or _seats(line),
        days=length,
        planned_starts_on=planned.starts_on,
        planned_ends_on=planned.ends_on,
        planned_month=planned.month or (planned.starts_on.month if planned.starts_on else None),
    )


def _seats(line: BookLine) -> int:
    shared = -(-line.seats // line.sessions) if line.sessions else line.seats
    return max(1, line.seats_per_session or shared)


def _free_numbers(taken: Collection[int]) -> Iterator[int]:
    return (number for number in count(1) if number not in taken)
