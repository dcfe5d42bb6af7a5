"""근무 달력: which days are worked, from dated lists of public holidays, what the institute added, and times to avoid.

Added days are weightier than the list: a holiday declared late closes a weekday, a day worked after all opens one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said, english
from baeumgil.stages.schedule.rules.rows import DayInfo
from baeumgil.stages.schedule.terms import DayKind, PeakKind

POLICY = "plan.holidays"
PEAKS = "schedule.peaks"
SATURDAY = 6
MOST_COST = 100
EARLIEST, LATEST = 2000, 2100
DAY_NAME, PEAK_NAME, BASIS = 80, 80, 200


@dataclass(frozen=True, slots=True)
class HolidayList:
    """공휴일 방침. Names by day, as they stand while the policy is in force."""

    valid_from: date
    valid_to: date | None
    days: Mapping[date, str]


@dataclass(frozen=True, slots=True)
class AddedDay:
    """근무 달력에 더한 날."""

    on: date
    kind: DayKind
    name: str


@dataclass(frozen=True, slots=True)
class PeakSpan:
    """피할 때. Both ends included; `cost` is points per session day."""

    kind: PeakKind
    name: str
    starts_on: date
    ends_on: date
    cost: int


def holiday_list(value: object, valid_from: date, valid_to: date | None) -> HolidayList:
    """A policy's value as days; rows that are no `[day, name]` are passed over."""
    days: dict[date, str] = {}
    for row in value if isinstance(value, list) else ():
        match row:
            case [str(day), str(name)]:
                try:
                    days[date.fromisoformat(day)] = name
                except ValueError:
                    continue
            case _:
                continue
    return HolidayList(valid_from, valid_to, days)


def calendar_of(
    first: date,
    last: date,
    *,
    lists: Sequence[HolidayList],
    added: Iterable[AddedDay] = (),
    peaks: Sequence[PeakSpan] = (),
) -> tuple[DayInfo, ...]:
    """Every day of the span. `lists` ordered by their first day; the latest in force on a day speaks for it."""
    by_day = {day.on: day for day in added}
    return tuple(
        _day(on, _holiday(on, lists), by_day.get(on), [peak for peak in peaks if peak.starts_on <= on <= peak.ends_on])
        for on in (first + timedelta(days=step) for step in range((last - first).days + 1))
    )


def check_day(*, on: date, kind: DayKind, name: str, basis: str, now: DayInfo) -> tuple[Problem, ...]:
    """What is wrong with declaring the day, which stands as `now`; all at once."""
    problems = [*_check_text(name, "name", DAY_NAME), *_check_length(basis, "basis", BASIS)]
    if not EARLIEST <= on.year <= LATEST:
        text = Said(f"{EARLIEST}년부터 {LATEST}년까지의 날을 적으세요.", f"Give a day from {EARLIEST} to {LATEST}.")
        problems.append(Problem("day_range", text, field="on"))
    elif kind is DayKind.WORKING and now.is_working:
        remedy = Said("쉬는 날을 근무하는 날로 바꿀 때만 씁니다.", "This is only for making a day off a working day.")
        problems.append(
            Problem(
                "already_worked", Said("이미 근무하는 날입니다.", "It is a working day already."), remedy, field="on"
            )
        )
    elif kind is not DayKind.WORKING and not now.is_working:
        why = Said(
            f"이미 쉬는 날입니다{f'({now.name})' if now.name else ''}.",
            f"It is a day off already{f' ({english(now.name)})' if now.name else ''}.",
        )
        problems.append(
            Problem(
                "already_off", why, Said("평일만 더하면 됩니다.", "Only working days need to be added."), field="on"
            )
        )
    return tuple(problems)


def check_peak(*, name: str, first: date, last: date, cost: int) -> tuple[Problem, ...]:
    """What is wrong with a time to avoid; all at once."""
    problems = [*_check_text(name, "name", PEAK_NAME), *check_span(first, last)]
    if not 0 <= cost <= MOST_COST:
        problems.append(
            Problem(
                "cost", Said(f"벌점은 0부터 {MOST_COST}까지입니다.", f"Points go from 0 to {MOST_COST}."), field="cost"
            )
        )
    return tuple(problems)


def check_span(first: date, last: date) -> tuple[Problem, ...]:
    """A span begins before it ends, in years people live in."""
    if last < first:
        return (
            Problem(
                "span",
                Said("끝나는 날이 시작하는 날보다 빠릅니다.", "The last day is before the first."),
                Said("두 날을 바꾸어 적으세요.", "Exchange the two days."),
                field="last",
            ),
        )
    if first.year < EARLIEST or last.year > LATEST:
        return (
            Problem(
                "span_range",
                Said(f"{EARLIEST}년부터 {LATEST}년까지의 날을 적으세요.", f"Give a day from {EARLIEST} to {LATEST}."),
                field="first",
            ),
        )
    return ()


def usual_peaks(value: object, year: int) -> tuple[PeakSpan, ...]:
    """The policy's times to avoid in one year; rows that cannot be read are passed over."""
    spans = []
    for row in value if isinstance(value, list) else ():
        match row:
            case {
                "kind": str(kind),
                "name": str(name),
                "first": str(first),
                "last": str(last),
                "cost": int(cost),
            } if kind in set(PeakKind):
                try:
                    days = date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}")
                except ValueError:
                    continue
                spans.append(PeakSpan(PeakKind(kind), name, *days, cost))
            case _:
                continue
    return tuple(
        span
        for span in spans
        if not check_peak(name=span.name, first=span.starts_on, last=span.ends_on, cost=span.cost)
    )


def _holiday(on: date, lists: Sequence[HolidayList]) -> str | None:
    in_force = [one for one in lists if one.valid_from <= on and (one.valid_to is None or on <= one.valid_to)]
    return in_force[-1].days.get(on) if in_force else None


def _day(on: date, holiday: str | None, added: AddedDay | None, peaks: Sequence[PeakSpan]) -> DayInfo:
    is_working = on.isoweekday() < SATURDAY and holiday is None
    if added is not None:
        is_working = added.kind is DayKind.WORKING
    return DayInfo(
        on=on,
        is_working=is_working,
        name=added.name if added is not None else holiday or "",
        peaks=tuple(peak.name for peak in peaks),
        peak_cost=sum(peak.cost for peak in peaks),
    )


def _check_text(text: str, field: str, longest: int) -> tuple[Problem, ...]:
    if not text.strip():
        return (Problem("blank", Said("이름을 적으세요.", "Give a name."), field=field),)
    return _check_length(text, field, longest)


def _check_length(text: str, field: str, longest: int) -> tuple[Problem, ...]:
    if len(text.strip()) > longest:
        return (
            Problem(
                "long",
                Said(f"{longest}자까지 적을 수 있습니다.", f"At most {longest} characters can be written."),
                field=field,
            ),
        )
    return ()
