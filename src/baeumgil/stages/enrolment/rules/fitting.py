"""빈자리 맞추기. Who of those who wait may have a freed seat now: the caps of the call against what holds today.

The same caps as in the selection, but against the seats people hold by now rather than those of that day. Who may
not have the seat keeps their place in line.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from baeumgil.stages.enrolment.terms import QuotaKind, RefusalCode

Skipped = dict[int, list[tuple["Waiting", "Why"]]]


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
    label: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """왜 자리가 없는지. The cap that is met, whose it is (`at`), how many it allows and how many use it already.

    `at` is the share, or unit and week; `held` counts people away by other calls, or seats of the year.
    """

    code: RefusalCode
    at: str = ""
    most: int = 0
    held: int = 0
    is_kept: bool = False


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
    away from work, `years` those in which it begins. `keeping` are calls whose reserves stand whoever waits, since
    those they are kept for may still apply. `inside` counts, of `away`, who is so by a seat of the call itself. `units`
    and `titles` name units and sessions.
    """

    free: dict[int, int]
    days: Mapping[int, tuple[date, ...]]
    years: Mapping[int, int] = field(default_factory=dict)
    shares: Sequence[Share] = ()
    used: Counter[tuple[int, int]] = field(default_factory=Counter)
    away: Counter[tuple[int, str]] = field(default_factory=Counter)
    absence: Mapping[tuple[int, int], int] = field(default_factory=dict)
    yearly: Mapping[int, int] = field(default_factory=dict)
    keeping: frozenset[int] = frozenset()
    inside: Counter[tuple[int, int, str]] = field(default_factory=Counter)
    units: Mapping[int, str] = field(default_factory=dict)
    titles: Mapping[int, str] = field(default_factory=dict)

    def refusal(self, one: Waiting, session: int, kept: int = 0) -> RefusalCode | None:
        """The one code of what `why` says."""
        found = self.why(one, session, kept)
        return None if found is None else found.code

    def why(self, one: Waiting, session: int, kept: int = 0) -> Why | None:
        """Why somebody may not have a seat of a session now; None when they may.

        `kept` seats are for people of a reserve which this one does not belong to.
        """
        most, held = self.yearly.get(one.call), self.seats_of(one, session)
        if most is not None and held >= most:
            return Why(RefusalCode.OVER_LIMIT, most=most, held=held)
        if session in one.busy:
            return Why(RefusalCode.BUSY)
        for unit, week, allowed, elsewhere in self.cells(one, session):
            if self.away[unit, week] >= allowed:
                return Why(RefusalCode.ABSENCE_FULL, f"{unit}|{week}", allowed, elsewhere)
        for share in self.shares:
            if (
                share.most is not None
                and counts_for(share, one, session)
                and self.used[share.id, session] >= share.most
            ):
                return Why(RefusalCode.QUOTA_FULL, str(share.id), share.most)
        if self.free.get(session, 0) <= 0:
            return Why(RefusalCode.SEATS_GONE)
        return Why(RefusalCode.QUOTA_FULL, most=kept, is_kept=True) if self.free[session] <= kept else None

    def seats_of(self, one: Waiting, session: int) -> int:
        """Seats somebody holds in the year in which a session begins."""
        return one.held.get(self.years.get(session, 0), 0)

    def cells(self, one: Waiting, session: int) -> tuple[tuple[int, str, int, int], ...]:
        """Units and weeks with a cap that a seat would count in: how many it allows, how many other calls use."""
        return tuple(
            (unit, week, self.absence[one.call, unit], self.away[unit, week] - self.inside[one.call, unit, week])
            for week in sorted(weeks_of(self.days.get(session, ())))
            for unit in one.units
            if (one.call, unit) in self.absence
        )

    def seat(self, one: Waiting, session: int) -> None:
        """Somebody has a seat of it from now on."""
        self.free[session] -= 1
        for week in weeks_of(self.days.get(session, ())):
            for unit in one.units:
                self.away[unit, week] += 1
                self.inside[one.call, unit, week] += 1
        for share in self.shares:
            if counts_for(share, one, session):
                self.used[share.id, session] += 1


@dataclass(frozen=True, slots=True)
class Seated:
    """Who gets which freed seat, and who before them could not have it."""

    application: int
    session: int
    skipped: tuple[tuple[Waiting, Why], ...]
    cells: tuple[tuple[int, str, int, int], ...] = ()
    held: int = 0


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
            why = standing.why(one, session, kept_from(standing, one, session, queue[at + 1 :]))
            if why is None:
                cells, held = standing.cells(one, session), standing.seats_of(one, session)
                standing.seat(one, session)
                found.append(Seated(one.application, session, tuple(skipped.get(session, ())), cells, held))
                break
            skipped.setdefault(session, []).append((one, why))
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


def kept_from(standing: Standing, one: Waiting, session: int, later: Sequence[Waiting] = ()) -> int:
    """Seats to keep for reserves that are not used up: for whose people somebody further down waits, or may come."""
    kept = 0
    for share in standing.shares:
        if share.reserved is None or share.call != one.call or counts_for(share, one, session):
            continue
        open_seats = share.reserved - standing.used[share.id, session]
        if open_seats <= 0 or share.session not in {None, session}:
            continue
        if one.call in standing.keeping:
            kept += open_seats
        else:
            wanting = sum(session in other.wishes and counts_for(share, other, session) for other in later)
            kept += min(open_seats, wanting)
    return kept
