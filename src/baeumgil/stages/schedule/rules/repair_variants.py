"""재편성 방법. One year that stands, posed as several problems: each lets go of something else.

What people decided by hand stays: a session that stands outside its own windows does so because somebody put it
there, and no repair moves it for that. Sessions that wait for a place are nobody's business here, except one that was
just added. What has begun is not in the problem at all: its room and instructors are taken on its days.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from baeumgil.engines.timetabling.problem import Calendar, Course, Pin, Problem, Room, RoomNeed, Session, Span
from baeumgil.stages.schedule.terms import RepairVariant, RunCause

LEFT_FOR_ADDED = timedelta(days=45)
"""Before the end of the year by which an added session must find room after the others of its course."""


@dataclass(frozen=True, slots=True)
class Broken:
    """What is to be repaired. Ids as the problem knows them.

    `dates` are the days of every session that stands, `hit` those to be put right; `only_days`: hit by nothing but
    days off, so that other rooms cannot help. `added` waits for its first place, `moved` was just put where it is.
    """

    cause: RunCause
    dates: Mapping[str, tuple[date, ...]]
    hit: frozenset[str]
    only_days: frozenset[str] = frozenset()
    added: str | None = None
    moved: str | None = None
    not_before: date = date.min


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
    """The year with what stands: no open sessions, rules bent to what people decided."""
    rooms = {room.id: room for room in problem.rooms}
    kept = tuple(
        _bent(session, broken, rooms, problem.calendar)
        for session in problem.sessions
        if session.present is not None or session.id == broken.added
    )
    kept = _renumbered(kept)
    there = {session.id for session in kept}
    orders = tuple(order for order in problem.orders if {order.before, order.after} <= there)
    if broken.cause is RunCause.SESSION_ADDED:
        room_left = problem.calendar.last - LEFT_FOR_ADDED
        courses = tuple(_with_room(one, kept, room_left) for one in problem.courses)
        return replace(problem, sessions=kept, orders=orders, courses=courses)
    if broken.moved is not None:
        return replace(problem, sessions=kept, orders=orders)
    return replace(
        problem,
        sessions=kept,
        courses=tuple(_eased(one, kept) for one in problem.courses),
        orders=tuple(one for one in orders if _is_kept(one.before, one.after, one.lag_days, broken.dates)),
    )


def _renumbered(sessions: Sequence[Session]) -> tuple[Session, ...]:
    """Sessions of a course numbered as they stand in the year, whatever number they carry; an added one comes last."""
    last = max((one.present.starts for one in sessions if one.present), default=date.min)
    ordered = sorted(
        sessions, key=lambda one: (one.present.starts if one.present else last, not one.present, one.number)
    )
    numbers: dict[str, int] = {}
    found = {}
    for session in ordered:
        numbers[session.course] = numbers.get(session.course, 0) + 1
        found[session.id] = numbers[session.course]
    return tuple(replace(session, number=found[session.id]) for session in sessions)


def _with_room(course: Course, sessions: Sequence[Session], room_left: date) -> Course:
    """No distance where a session that is to come last would have to begin at the very end of the year."""
    mine = [one for one in sessions if one.course == course.id]
    if course.gap_days is None or all(one.present for one in mine):
        return course
    latest = max((one.present.starts for one in mine if one.present), default=None)
    if latest is None or latest + timedelta(days=course.gap_days) <= room_left:
        return course
    return replace(course, gap_days=None)


def _bent(session: Session, broken: Broken, rooms: Mapping[str, Room], calendar: Calendar) -> Session:
    """Rules that a session breaks where it stands do not count against it; one just moved stays where it was put."""
    dates = broken.dates.get(session.id, ())
    if not dates:
        return session
    is_inside = not session.windows or any(one.first <= dates[0] and dates[-1] <= one.last for one in session.windows)
    is_one_week = dates[0].isocalendar()[:2] == dates[-1].isocalendar()[:2]
    windows = session.windows if is_inside else (*session.windows, Span(dates[0], dates[-1]))
    bent = _with_its_room(
        replace(
            session,
            windows=_in_time(windows, Span(dates[0], dates[-1]), broken.not_before, calendar),
            within_week=session.within_week and is_one_week,
            roles=tuple(one for one in session.roles if session.present and one.id in session.present.instructors),
        ),
        rooms,
    )
    return replace(bent, pinned=_pinned(bent)) if session.id == broken.moved else bent


def _in_time(windows: Sequence[Span], stands: Span, not_before: date, calendar: Calendar) -> tuple[Span, ...]:
    """What of the windows is late enough to be told of; where it stands a session may stay."""
    if not_before <= calendar.first:
        return tuple(windows)
    whole = windows or (Span(calendar.first, calendar.last),)
    left = tuple(replace(one, first=max(one.first, not_before)) for one in whole if one.last >= not_before)
    return left if stands.first >= not_before else (*left, stands)


def _with_its_room(session: Session, rooms: Mapping[str, Room]) -> Session:
    """A session that stands without a room, or in one that was found good enough, asks for no more than that."""
    if session.room is None or session.present is None:
        return session
    room = rooms.get(session.present.room or "")
    if room is None:
        return replace(session, room=None)
    is_fit = set(session.room.features) <= set(room.features) and (
        not session.room.only or room.id in session.room.only
    )
    need = session.room if is_fit else RoomNeed()
    return replace(session, room=need, people=min(session.people, room.seats))


def _eased(course: Course, sessions: Sequence[Session]) -> Course:
    """The distance a course's sessions keep in fact, where that is less than was asked."""
    if course.gap_days is None:
        return course
    starts = sorted(one.present.starts for one in sessions if one.course == course.id and one.present)
    least = min(((later - earlier).days for earlier, later in pairwise(starts)), default=course.gap_days)
    return replace(course, gap_days=min(course.gap_days, least))


def _is_kept(before: str, after: str, lag_days: int, dates: Mapping[str, tuple[date, ...]]) -> bool:
    first, second = dates.get(before), dates.get(after)
    return not first or not second or second[0] > first[-1] + timedelta(days=lag_days)


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
