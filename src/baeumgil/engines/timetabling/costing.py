"""What a plan costs, rule by rule, straight from dates and names: the solvers' own sums are held against this."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeAlias

from baeumgil.engines.timetabling.board import SEATS_A_POINT, months_of, weeks_from
from baeumgil.engines.timetabling.plan import CostLine, Placement
from baeumgil.engines.timetabling.problem import Calendar, CostRule, Problem, Session

Placed: TypeAlias = Sequence[tuple[Session, Placement]]


def cost_lines(problem: Problem, placements: Iterable[Placement]) -> tuple[CostLine, ...]:
    """One line per rule, in the order of the format."""
    by_session = {placement.session: placement for placement in placements}
    placed = [(session, by_session[session.id]) for session in problem.sessions if session.id in by_session]
    costs = problem.costs
    amounts = {
        CostRule.UNPLACED: (
            costs.unplaced,
            sum(session.priority for session in problem.sessions if session.id not in by_session),
        ),
        CostRule.PROMISE: (
            costs.promise,
            sum(session.announced not in {None, placement.starts} for session, placement in placed),
        ),
        CostRule.EMPTIED: (costs.emptied, _emptied(problem, placed)),
        CostRule.AVOID: (
            costs.avoid,
            sum(_avoided(problem.calendar, day) for _, placement in placed for day in placement.days),
        ),
        CostRule.WISH: (
            costs.wish,
            sum(weeks_from(session.wish, placement.starts) for session, placement in placed if session.wish),
        ),
        CostRule.WEEKDAY: (
            costs.weekday,
            sum(
                placement.starts.isoweekday() not in session.weekdays
                for session, placement in placed
                if session.weekdays
            ),
        ),
        CostRule.CROWDED: (costs.crowded, _crowded(problem, placed)),
        CostRule.FEE: (costs.fee, _fees(problem, placed)),
        CostRule.SPARE: (costs.spare, _spare(problem, placed)),
    }
    return tuple(CostLine(rule, amounts[rule][1], amounts[rule][0] * amounts[rule][1]) for rule in CostRule)


def total(lines: Iterable[CostLine]) -> int:
    """Points of all lines."""
    return sum(line.cost for line in lines)


def _emptied(problem: Problem, placed: Placed) -> int:
    away: Counter[tuple[str, date]] = Counter()
    for session, placement in placed:
        for group, people in session.absent.items():
            for day in placement.days:
                away[group, day] += people
    limits = {group.id: group.away_limit for group in problem.groups}
    return sum(max(0, people - limits[group]) for (group, _), people in away.items())


def _avoided(calendar: Calendar, day: date) -> int:
    return sum(span.cost for span in calendar.avoid if span.first <= day <= span.last)


def _crowded(problem: Problem, placed: Placed) -> int:
    load: Counter[tuple[int, int]] = Counter()
    for session, placement in placed:
        load[placement.starts.year, placement.starts.month] += session.days
    all_days = sum(session.days for session in problem.sessions)
    limit = problem.costs.crowded_percent * all_days // (100 * len(months_of(problem.calendar)))
    return sum(max(0, days - limit) for days in load.values())


def _fees(problem: Problem, placed: Placed) -> int:
    fees = {person.id: person.fee for person in problem.instructors}
    return sum(
        fees[person] * len(placement.days) for _, placement in placed for person in placement.instructors.values()
    )


def _spare(problem: Problem, placed: Placed) -> int:
    seats = {room.id: room.seats for room in problem.rooms}
    return sum(
        (seats[placement.room] - session.people) // SEATS_A_POINT
        for session, placement in placed
        if placement.room is not None
    )
