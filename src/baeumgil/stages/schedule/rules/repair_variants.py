"""재편성 방법. One year that stands, posed as several problems: each lets go of something else.

What people decided by hand stays: a session that stands outside its own windows does so because somebody put it
there, and no repair moves it for that. Sessions that wait for a place are nobody's business here, except one that was
just added. What has begun cannot be moved; its room and instructors are simply taken on its days.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from baeumgil.engines.timetabling.problem import Course, Pin, Problem, Session, Span
from baeumgil.stages.schedule.terms import RepairVariant, RunCause

TAKEN = "이미 시작한 기수"


@dataclass(frozen=True, slots=True)
class Broken:
    """What is to be repaired. Ids as the problem knows them.

    `dates` are the days of every session that stands; `hit` those to be put right, those that run already among them;
    `only_days`: hit by nothing but days off, so that other rooms cannot help. `added` waits for its first place,
    `moved` was just put where it is by hand.
    """

    cause: RunCause
    today: date
    dates: Mapping[str, tuple[date, ...]]
    hit: frozenset[str]
    only_days: frozenset[str] = frozenset()
    added: str | None = None
    moved: str | None = None

    def is_begun(self, session: str) -> bool:
        """Whether its first day is here or past: it cannot be moved any more."""
        dates = self.dates.get(session, ())
        return bool(dates) and dates[0] <= self.today


def variants_of(problem: Problem, broken: Broken) -> tuple[tuple[RepairVariant, Problem], ...]:
    """The ways worth trying, each a problem whose `present` is what stands."""
    base = _base(problem, broken)
    wanted = {session.id for session in base.sessions}
    movable = frozenset(broken.hit & wanted)
    found = [(RepairVariant.FEWEST_DATES, base)]
    if movable - broken.only_days:
        found.append((RepairVariant.SAME_DATES, _same_dates(base, broken, movable)))
    if movable:
        found.append((RepairVariant.OTHER_WEEK, _other_week(base, broken, movable)))
        found.append((RepairVariant.LEAVE_OUT, _left_out(base, broken, movable)))
    return tuple(found)


def _base(problem: Problem, broken: Broken) -> Problem:
    """The year with what stands: no open sessions, what has begun turned into taken days, rules bent to decisions."""
    running = [one for one in problem.sessions if one.id in broken.hit and broken.is_begun(one.id)]
    gone = {session.id for session in running}
    kept = tuple(
        _bent(session, problem, broken)
        for session in problem.sessions
        if session.id not in gone and (session.present is not None or session.id == broken.added)
    )
    there = {session.id for session in kept}
    is_by_hand = broken.cause in {RunCause.BY_HAND, RunCause.SESSION_ADDED}
    courses = problem.courses if is_by_hand else tuple(_eased(one, kept) for one in problem.courses)
    orders = tuple(order for order in problem.orders if {order.before, order.after} <= there)
    if not is_by_hand:
        orders = tuple(order for order in orders if _is_kept(order.before, order.after, order.lag_days, broken.dates))
    rooms, people = _taken(running, broken.dates)
    return replace(
        problem,
        sessions=kept,
        courses=courses,
        orders=orders,
        rooms=tuple(replace(room, closed=(*room.closed, *rooms.get(room.id, ()))) for room in problem.rooms),
        instructors=tuple(replace(one, away=(*one.away, *people.get(one.id, ()))) for one in problem.instructors),
    )


def _bent(session: Session, problem: Problem, broken: Broken) -> Session:
    """Rules that a session breaks where it stands do not count against it; one just moved stays where it was put."""
    dates = broken.dates.get(session.id, ())
    if broken.is_begun(session.id):
        return replace(session, windows=(), within_week=False, pinned=_pinned(session))
    if not dates:
        return replace(session, windows=_to_come(session.windows, problem, broken.today))
    is_inside = not session.windows or any(one.first <= dates[0] and dates[-1] <= one.last for one in session.windows)
    is_one_week = dates[0].isocalendar()[:2] == dates[-1].isocalendar()[:2]
    windows = _to_come(session.windows if is_inside else (), problem, broken.today)
    bent = replace(session, windows=windows, within_week=session.within_week and is_one_week)
    return replace(bent, pinned=_pinned(bent)) if session.id == broken.moved else bent


def _to_come(windows: Sequence[Span], problem: Problem, today: date) -> tuple[Span, ...]:
    """Windows without the past: nothing is moved to a day that is over."""
    if problem.calendar.first > today:
        return tuple(windows)
    tomorrow = today + timedelta(days=1)
    left = tuple(replace(span, first=max(span.first, tomorrow)) for span in windows if span.last >= tomorrow)
    return left or (Span(min(tomorrow, problem.calendar.last), problem.calendar.last),)


def _eased(course: Course, sessions: Sequence[Session]) -> Course:
    """The distance a course's sessions keep in fact, where it is less than asked; none where the order is mixed."""
    if course.gap_days is None:
        return course
    mine = sorted((one for one in sessions if one.course == course.id and one.present), key=lambda one: one.number)
    starts = [one.present.starts for one in mine if one.present is not None]
    gaps = [(later - earlier).days for earlier, later in pairwise(starts)]
    least = min(gaps, default=course.gap_days)
    return replace(course, gap_days=None if least < 0 else min(course.gap_days, least))


def _is_kept(before: str, after: str, lag_days: int, dates: Mapping[str, tuple[date, ...]]) -> bool:
    first, second = dates.get(before), dates.get(after)
    return not first or not second or second[0] > first[-1] + timedelta(days=lag_days)


def _taken(
    running: Collection[Session], dates: Mapping[str, tuple[date, ...]]
) -> tuple[dict[str, tuple[Span, ...]], dict[str, tuple[Span, ...]]]:
    """Days on which rooms, and instructors, of running sessions are taken."""
    rooms: dict[str, tuple[Span, ...]] = {}
    people: dict[str, tuple[Span, ...]] = {}
    for session in running:
        if session.present is None:
            continue
        spans = tuple(Span(day, day, TAKEN) for day in dates.get(session.id, ()))
        if session.present.room is not None:
            rooms[session.present.room] = (*rooms.get(session.present.room, ()), *spans)
        for one in session.present.instructors.values():
            people[one] = (*people.get(one, ()), *spans)
    return rooms, people


def _same_dates(base: Problem, broken: Broken, movable: Collection[str]) -> Problem:
    """Nobody's dates move; rooms and instructors may change."""

    def kept(session: Session) -> Session:
        if session.present is None:
            return session
        pinned = session.pinned or Pin()
        held = replace(session, pinned=replace(pinned, starts=pinned.starts or session.present.starts))
        return replace(held, windows=_as_it_stands(session, broken)) if session.id in movable else held

    return replace(base, sessions=tuple(kept(session) for session in base.sessions))


def _other_week(base: Problem, broken: Broken, movable: Collection[str]) -> Problem:
    """Whoever is hit goes to another week with the same room and instructors; all others stay as they are."""

    def moved(session: Session) -> Session:
        if session.id not in movable or session.present is None:
            return replace(session, pinned=_pinned(session))
        pin = Pin(
            starts=session.pinned.starts if session.pinned else None,
            room=session.present.room,
            instructors=dict(session.present.instructors),
        )
        return replace(session, pinned=pin, windows=_other_weeks(base, session, broken.dates[session.id]))

    return replace(base, sessions=tuple(moved(session) for session in base.sessions))


def _left_out(base: Problem, broken: Broken, movable: Collection[str]) -> Problem:
    """Everything stays exactly as it is, so that what is hit has no place and says why."""

    def held(session: Session) -> Session:
        windows = _as_it_stands(session, broken) if session.id in movable else session.windows
        return replace(session, pinned=_pinned(session), windows=windows)

    return replace(base, sessions=tuple(held(session) for session in base.sessions))


def _pinned(session: Session) -> Pin | None:
    if session.present is None:
        return session.pinned
    return Pin(session.present.starts, session.present.room, dict(session.present.instructors))


def _as_it_stands(session: Session, broken: Broken) -> tuple[Span, ...]:
    dates = broken.dates[session.id]
    return (Span(dates[0], dates[-1], "지금 날짜"),)


def _other_weeks(base: Problem, session: Session, dates: Sequence[date]) -> tuple[Span, ...]:
    """Its windows, or the whole calendar, without the weeks it stands in now."""
    monday = dates[0] - timedelta(days=dates[0].weekday())
    sunday = dates[-1] + timedelta(days=6 - dates[-1].weekday())
    whole = session.windows or (Span(base.calendar.first, base.calendar.last),)
    spans = []
    for span in whole:
        before = Span(span.first, min(span.last, monday - timedelta(days=1)), span.why)
        after = Span(max(span.first, sunday + timedelta(days=1)), span.last, span.why)
        spans += [one for one in (before, after) if one.first <= one.last]
    return tuple(spans) or (Span(monday, sunday, "다른 주가 없습니다"),)
