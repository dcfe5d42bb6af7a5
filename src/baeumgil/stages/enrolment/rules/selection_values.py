"""선발 기준의 값. What the criteria say of one applicant, from facts as of the closing of the call."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from baeumgil.stages.enrolment.terms import SEATED_STATES, ApplicationState, Criterion
from baeumgil.stages.plan.terms import DutyInterval

FIRST_HALF = 6
HUNDRED = 100
Value = bool | int | None
MANDATORY, PROMOTION, NEVER, WAITING, REFUSALS, ARRIVAL = (
    criterion.value
    for criterion in (
        Criterion.MANDATORY,
        Criterion.PROMOTION_DEADLINE,
        Criterion.NEVER_ATTENDED,
        Criterion.LONGEST_WAITING,
        Criterion.EARLIER_REFUSALS,
        Criterion.ARRIVAL,
    )
)


@dataclass(frozen=True, slots=True)
class Duty:
    """법정의무교육 of the course: how often it is due, and by which courses (keys of records) it is met."""

    interval: DutyInterval
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier application for the same course: the day on which its call closed, and what became of it."""

    closed_on: date
    state: ApplicationState


@dataclass(frozen=True, slots=True)
class Standing:
    """One applicant as the records have it. `due_on` is when the stage of the course is due, None where it is not."""

    is_stage_due: bool = False
    promotion_due_on: date | None = None
    records: Sequence[tuple[str, date]] = ()
    earlier: Sequence[Earlier] = ()
    waiting_since: date | None = None
    arrival: int | None = None


def values_of(standing: Standing, *, course: frozenset[str], duties: Sequence[Duty], on: date) -> dict[str, Value]:
    """The value of every criterion that is a fact of the person; the draw comes from the seed."""
    unmet = _unmet(standing.earlier) if standing.earlier else ()
    since = min(unmet, default=None)
    if standing.waiting_since is not None:
        since = standing.waiting_since if since is None else min(since, standing.waiting_since)
    has_been = any(key in course for key, _day in standing.records) or any(
        each.state is ApplicationState.COMPLETED for each in standing.earlier
    )
    return {
        MANDATORY: standing.is_stage_due or any(is_open(duty, standing.records, on) for duty in duties),
        PROMOTION: days_left(standing.promotion_due_on, on),
        NEVER: not has_been,
        WAITING: max(0, (on - since).days) if since is not None else 0,
        REFUSALS: len(unmet),
        ARRIVAL: standing.arrival,
    }


def is_open(duty: Duty, records: Iterable[tuple[str, date]], on: date) -> bool:
    """Whether the duty is still to be met on a day. Duties that come with an event oblige nobody by themselves."""
    met = sorted(day for key, day in records if key in duty.keys and day <= on)
    match duty.interval:
        case DutyInterval.YEARLY:
            return not any(day.year == on.year for day in met)
        case DutyInterval.HALF_YEARLY:
            return not any(day.year == on.year and _half(day) == _half(on) for day in met)
        case DutyInterval.TWICE_A_YEAR:
            return sum(day.year == on.year for day in met) < 2  # noqa: PLR2004  twice
        case DutyInterval.EVERY_TWO_YEARS:
            return not any(day.year >= on.year - 1 for day in met)
        case DutyInterval.ON_EVENT | DutyInterval.REGULARLY:
            return False


def days_left(due_on: date | None, on: date) -> int | None:
    """Days to a deadline, nought once it has passed; None without one."""
    return None if due_on is None else max(0, (due_on - on).days)


def most_away(people: int, percent: int) -> int:
    """부서 공백 상한. So many of a unit's people may be away in one week; one always may."""
    return max(1, people * percent // HUNDRED)


def tier(values: Mapping[str, Value]) -> str:
    """Into which of three groups the figures put somebody: who must, who never could, the rest."""
    if values.get(MANDATORY):
        return MANDATORY
    return NEVER if values.get(NEVER) else "others"


def _unmet(earlier: Sequence[Earlier]) -> list[date]:
    """Days on which calls closed that gave nothing, since somebody last had a seat."""
    had = max((each.closed_on for each in earlier if each.state in SEATED_STATES), default=None)
    return [
        each.closed_on
        for each in earlier
        if each.state is ApplicationState.NOT_SELECTED and (had is None or each.closed_on > had)
    ]


def _half(day: date) -> bool:
    return day.month <= FIRST_HALF
