"""빈자리 맞추기. Who of those who wait may have a freed seat now: the caps of the call against what holds today.

The same caps as in the selection, but against the seats people hold by now rather than those of that day. Who may
not have the seat keeps their place in line.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from baeumgil.stages.enrolment.terms import QuotaKind, RefusalCode

Skipped = dict[int, list[tuple[str, RefusalCode]]]


@dataclass(frozen=True, slots=True)
class Share:
    """배정. At most, or kept for, so many seats of a session (None: of each) for people with one of the keys."""

    id: int
    call: int
    session: int | None
    kind: QuotaKind
    keys: frozenset[str]
    most: int | None = None
    reserved: int | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """대기자. `wishes` are what they still want, the dearest first; `units` their unit and all above it.

    `busy` are sessions on whose days they are taken already; `held` counts their seats by year.
    """

    application: int
    call: int
    number: str
    wishes: tuple[int, ...]
    units: tuple[int, ...] = ()
    grade: str = ""
    series: str = ""
    busy: frozenset[int] = frozenset()
    held: Mapping[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Standing:
    """What holds now; `seat` notes what is given away meanwhile.

    `used` counts seats of a share by session, `away` people of a unit away in a week, `absence` how many may be,
    by call and unit; `yearly` is the most seats a year, by call. `days` are those on which a session takes people
    away from work, `years` those in which it begins.
    """

    free: dict[int, int]
    days: Mapping[int, tuple[date, ...]]
    years: Mapping[int, int] = field(default_factory=dict)
    shares: Sequence[Share] = ()
    used: Counter[tuple[int, int]] = field(default_factory=Counter)
    away: Counter[tuple[int, str]] = field(default_factory=Counter)
    absence: Mapping[tuple[int, int], int] = field(default_factory=dict)
    yearly: Mapping[int, int] = field(default_factory=dict)

    def refusal(self, one: Waiting, session: int, kept: int = 0) -> RefusalCode | None:
        """Why somebody may not have a seat of a session now; None when they may.

        `kept` seats are for people of a reserve which this one does not belong to.
        """
        days = self.days.get(session, ())
        most = self.yearly.get(one.call)
        if most is not None and one.held.get(self.years.get(session, 0), 0) >= most:
            return RefusalCode.OVER_LIMIT
        if session in one.busy:
            return RefusalCode.BUSY
        for week in weeks_of(days):
            if any(
                self.away[unit, week] >= self.absence[one.call, unit]
                for unit in one.units
                if (one.call, unit) in self.absence
            ):
                return RefusalCode.ABSENCE_FULL
        for share in self.shares:
            if (
                share.most is not None
                and counts_for(share, one, session)
                and self.used[share.id, session] >= share.most
            ):
                return RefusalCode.QUOTA_FULL
        if self.free.get(session, 0) <= 0:
            return RefusalCode.SEATS_GONE
        return RefusalCode.QUOTA_FULL if self.free[session] <= kept else None

    def seat(self, one: Waiting, session: int) -> None:
        """Somebody has a seat of it from now on."""
        self.free[session] -= 1
        for week in weeks_of(self.days.get(session, ())):
            for unit in one.units:
                self.away[unit, week] += 1
        for share in self.shares:
            if counts_for(share, one, session):
                self.used[share.id, session] += 1


@dataclass(frozen=True, slots=True)
class Seated:
    """Who gets which freed seat, and who before them could not have it."""

    application: int
    session: int
    skipped: tuple[tuple[str, RefusalCode], ...]


def seat_in_order(standing: Standing, queue: Sequence[Waiting], skipped: Skipped) -> tuple[Seated, ...]:
    """Give the free seats to those who wait, strictly in order, each the first wish that keeps every cap.

    `skipped` gathers, by session, who was passed before, across calls of this function for one line of people.
    """
    found: list[Seated] = []
    for at, one in enumerate(queue):
        if not any(free > 0 for free in standing.free.values()):
            break
        for session in one.wishes:
            if standing.free.get(session, 0) <= 0:
                continue
            why = standing.refusal(one, session, _kept(standing, one, session, queue[at + 1 :]))
            if why is None:
                standing.seat(one, session)
                found.append(Seated(one.application, session, tuple(skipped.get(session, ()))))
                break
            skipped.setdefault(session, []).append((one.number, why))
    return tuple(found)


def counts_for(share: Share, one: Waiting, session: int) -> bool:
    """Whether a seat of the session for this person counts in the share."""
    if share.call != one.call or share.session not in {None, session}:
        return False
    match share.kind:
        case QuotaKind.UNIT:
            return any(str(unit) in share.keys for unit in one.units)
        case QuotaKind.GRADE:
            return one.grade in share.keys
        case QuotaKind.SERIES:
            return one.series in share.keys


def weeks_of(days: Iterable[date]) -> tuple[str, ...]:
    """ISO weeks of some days, each once: `2026-W49`."""
    weeks = dict.fromkeys(day.isocalendar()[:2] for day in days)
    return tuple(f"{year}-W{week:02d}" for year, week in weeks)


def _kept(standing: Standing, one: Waiting, session: int, later: Sequence[Waiting]) -> int:
    """Seats to keep for reserves that are not used up and for whose people somebody further down waits."""
    kept = 0
    for share in standing.shares:
        if share.reserved is None or share.call != one.call or counts_for(share, one, session):
            continue
        open_seats = share.reserved - standing.used[share.id, session]
        if open_seats > 0 and share.session in {None, session}:
            wanting = sum(session in other.wishes and counts_for(share, other, session) for other in later)
            kept += min(open_seats, wanting)
    return kept
