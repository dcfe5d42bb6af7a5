"""The hard rules once more, naively: for tests of what places sessions."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations, pairwise

from baeumgil.engines.timetabling.plan import Placement
from baeumgil.engines.timetabling.problem import Calendar, Pattern, Pin, Problem, Session, Span


def broken(problem: Problem, placements: Iterable[Placement]) -> list[str]:
    """A word for every hard rule that the placements break."""
    by_id = {session.id: session for session in problem.sessions}
    placed = [(by_id[one.session], one) for one in placements]
    found = [word for session, one in placed for word in _alone(problem, session, one)]
    for (session, one), (other, two) in combinations(placed, 2):
        if one.session == two.session:
            found.append("twice")
        if set(one.days) & set(two.days):
            if one.room is not None and one.room == two.room:
                found.append("room_clash")
            if set(one.instructors.values()) & set(two.instructors.values()):
                found.append("instructor_clash")
            if set(session.audiences) & set(other.audiences):
                found.append("audience_clash")
    return found + _gaps(problem, placed) + _orders(problem, placed)


def _alone(problem: Problem, session: Session, one: Placement) -> list[str]:
    pin = session.pinned or Pin()
    is_kept = (
        pin.starts in {None, one.starts}
        and pin.room in {None, one.room}
        and all(one.instructors.get(role) == person for role, person in pin.instructors.items())
    )
    found = [] if is_kept else ["pinned"]
    return found + _when(problem, session, one) + _where(problem, session, one) + _who(problem, session, one)


def _when(problem: Problem, session: Session, one: Placement) -> list[str]:
    days = days_of(problem.calendar, session, one.starts)
    windows = session.windows or (Span(problem.calendar.first, problem.calendar.last),)
    fits = (
        one.days == days
        and len(days) == session.days
        and days[0] == one.starts
        and any(window.first <= days[0] and days[-1] <= window.last for window in windows)
        and (not session.within_week or len({day.isocalendar()[:2] for day in days}) == 1)
    )
    return [] if fits else ["days"]


def _where(problem: Problem, session: Session, one: Placement) -> list[str]:
    if session.room is None or one.room is None:
        return [] if session.room is None and one.room is None else ["room_fit"]
    room = next(room for room in problem.rooms if room.id == one.room)
    fits = (
        room.seats >= session.people
        and set(session.room.features) <= set(room.features)
        and (not session.room.only or room.id in session.room.only)
    )
    is_closed = any(_holds(span, day) for span in room.closed for day in one.days)
    return ["room_fit"] * (not fits) + ["room_closed"] * is_closed


def _who(problem: Problem, session: Session, one: Placement) -> list[str]:
    found = []
    people = {person.id: person for person in problem.instructors}
    if [*one.instructors] != [role.id for role in session.roles]:
        return ["instructor_fit"]
    if len(set(one.instructors.values())) < len(session.roles):
        found.append("instructor_fit")
    for role in session.roles:
        person = people[one.instructors[role.id]]
        if person.id not in role.instructors:
            found.append("instructor_fit")
        if any(
            day.isoweekday() not in person.weekdays or any(_holds(span, day) for span in person.away)
            for day in one.days
        ):
            found.append("instructor_away")
    return found


def days_of(calendar: Calendar, session: Session, starts: date) -> tuple[date, ...]:
    """The days of a session that starts then; too few where the calendar ends."""
    free = {holiday.on for holiday in calendar.holidays}
    after_all = {day.on for day in calendar.working}
    days: list[date] = []
    day = starts
    while day <= calendar.last and len(days) < session.days:
        works = day in after_all or (day not in free and day.isoweekday() not in calendar.weekend)
        if works and (session.pattern is Pattern.BLOCK or day.isoweekday() == starts.isoweekday()):
            days.append(day)
        day += timedelta(1)
    return tuple(days)


def _gaps(problem: Problem, placed: list[tuple[Session, Placement]]) -> list[str]:
    found = []
    for course in problem.courses:
        if course.gap_days is None:
            continue
        turns = sorted((session.number, one.starts) for session, one in placed if session.course == course.id)
        found += ["gap" for (_, before), (_, after) in pairwise(turns) if (after - before).days < course.gap_days]
    return found


def _orders(problem: Problem, placed: list[tuple[Session, Placement]]) -> list[str]:
    at = {session.id: one for session, one in placed}
    return [
        "order"
        for order in problem.orders
        if order.before in at
        and order.after in at
        and (at[order.after].starts - at[order.before].days[-1]).days <= order.lag_days
    ]


def _holds(span: Span, day: date) -> bool:
    return span.first <= day <= span.last
