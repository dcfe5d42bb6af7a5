"""The cheapest plan of a tiny problem by trying everything, straight from the words of the format."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from baeumgil.engines.timetabling.costing import cost_lines, total
from baeumgil.engines.timetabling.plan import Placement
from baeumgil.engines.timetabling.problem import Pattern, Problem, Session, Span
from tests.years import random_year, working_days


def cheapest(problem: Problem) -> int:
    """Points of the best plan."""
    choices = [[None, *_places(problem, session)] for session in problem.sessions]
    return min(total(cost_lines(problem, placed)) for placed in _plans(problem, choices, ()))


def _plans(
    problem: Problem, choices: list[list[Placement | None]], placed: tuple[Placement, ...]
) -> Iterator[tuple[Placement, ...]]:
    if not choices:
        yield placed
        return
    for one in choices[0]:
        if one is None:
            yield from _plans(problem, choices[1:], placed)
        elif all(_go_together(problem, other, one) for other in placed):
            yield from _plans(problem, choices[1:], (*placed, one))


def _places(problem: Problem, session: Session) -> Iterator[Placement]:
    days, pin = working_days(problem.calendar), session.pinned
    for at, start in enumerate(days):
        after = days[at:]
        if session.pattern is Pattern.WEEKLY:
            after = [day for day in after if day.isoweekday() == start.isoweekday()]
        taken = tuple(after[: session.days])
        if len(taken) < session.days or (pin and pin.starts and pin.starts != start):
            continue
        if session.within_week and taken[-1] > start + timedelta(7 - start.isoweekday()):
            continue
        if session.windows and not any(one.first <= start and taken[-1] <= one.last for one in session.windows):
            continue
        rooms = [
            room.id
            for room in problem.rooms
            if session.room is not None
            and room.seats >= session.people
            and set(session.room.features) <= set(room.features)
            and not _any_within(taken, room.closed)
        ]
        people = {
            one.id
            for one in problem.instructors
            if not _any_within(taken, one.away) and all(day.isoweekday() in one.weekdays for day in taken)
        }
        for room in rooms if session.room else [None]:
            for who in product(*([one for one in role.instructors if one in people] for role in session.roles)):
                if len(set(who)) == len(who):
                    by_role = {role.id: one for role, one in zip(session.roles, who, strict=True)}
                    yield Placement(session.id, start, taken, room, by_role)


def _any_within(days: tuple[date, ...], spans: tuple[Span, ...]) -> bool:
    return any(span.first <= day <= span.last for day in days for span in spans)


def _go_together(problem: Problem, one: Placement, other: Placement) -> bool:
    sessions = {session.id: session for session in problem.sessions}
    here, there = sessions[one.session], sessions[other.session]
    if set(one.days) & set(other.days) and (
        (one.room is not None and one.room == other.room)
        or set(one.instructors.values()) & set(other.instructors.values())
        or set(here.audiences) & set(there.audiences)
    ):
        return False
    gap = next(course.gap_days for course in problem.courses if course.id == here.course)
    if here.course == there.course and gap is not None:
        early, late = (one, other) if here.number < there.number else (other, one)
        if late.starts < early.starts + timedelta(gap):
            return False
    by_id = {one.session: one, other.session: other}
    return all(
        by_id[order.after].starts > by_id[order.before].days[-1] + timedelta(order.lag_days)
        for order in problem.orders
        if order.before in by_id and order.after in by_id
    )


def tiny_year(seed: int) -> Problem:
    """Two weeks, three sessions, two rooms, three instructors: every rule, and few enough plans to try all."""
    problem = random_year(seed, sessions=3, months=1, rooms=2, instructors=3)
    calendar = problem.calendar
    return replace(problem, calendar=replace(calendar, last=calendar.first + timedelta(13), avoid=()))
