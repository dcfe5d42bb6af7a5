"""Repairs against trying everything, and the disruptions of a large year."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import product

import pytest

from baeumgil.engines.timetabling.board import Board, BoardSession, compile_board
from baeumgil.engines.timetabling.construction import construct
from baeumgil.engines.timetabling.placing import Placing, Seat
from baeumgil.engines.timetabling.plan import RepairLevel
from baeumgil.engines.timetabling.problem import (
    Calendar,
    Course,
    Instructor,
    NamedDay,
    Pin,
    Present,
    Problem,
    Role,
    Room,
    RoomNeed,
    Session,
    Span,
)
from baeumgil.engines.timetabling.repairing import repair
from baeumgil.engines.timetabling.state import NOWHERE, placements
from tests.years import seoul, standing

ENOUGH = 60.0
MONDAY = date(2026, 6, 8)


def tiny(seed: int) -> Problem:
    """Four sessions in six working days, standing soundly; then one thing is disrupted."""
    draw = random.Random(seed)
    rooms = tuple(Room(f"r{n}", f"방 {n}", 30) for n in range(2))
    people = tuple(Instructor(f"i{n}", f"강사 {n}") for n in range(2))
    sessions = tuple(
        Session(
            f"s{n}",
            f"c{n // 2}",
            n % 2 + 1,
            20,
            draw.choice((1, 2, 2, 3)),
            room=RoomNeed(),
            roles=(Role("lead", draw.choice((("i0",), ("i1",), ("i0", "i1")))),),
            selected=draw.choice((0, 10)),
        )
        for n in range(4)
    )
    courses = (Course("c0", "과정 0", draw.choice((None, 0, 2))), Course("c1", "과정 1"))
    problem = Problem(Calendar(MONDAY, MONDAY + timedelta(7)), rooms, people, courses, sessions)
    board = compile_board(problem)
    stood = standing(problem, placements(board, construct(board, seed=seed)))
    return disrupted(stood, draw)


def disrupted(problem: Problem, draw: random.Random) -> Problem:
    first = MONDAY + timedelta(draw.choice((0, 1, 2)))
    lost = Span(first, first + timedelta(1))
    match draw.randrange(4):
        case 0:
            return replace(problem, rooms=(replace(problem.rooms[0], closed=(lost,)), problem.rooms[1]))
        case 1:
            away = replace(problem.instructors[0], away=(lost,))
            return replace(problem, instructors=(away, problem.instructors[1]))
        case 2:
            return replace(problem, calendar=replace(problem.calendar, holidays=(NamedDay(first, "임시공휴일"),)))
        case _:
            new = replace(problem.sessions[0], id="new", number=9, present=None)
            return replace(problem, sessions=(*problem.sessions, new))


def every_seat(board: Board, session: BoardSession) -> Iterator[Seat]:
    rooms = session.rooms if session.needs_room else (NOWHERE,)
    for place, room, people in product(range(len(session.starts)), rooms, product(*session.roles)):
        yield Seat(place, room, people)


def least_by_trying(problem: Problem) -> tuple[int, int]:
    """Left out by priority and moved, over all plans there are."""
    board = compile_board(problem)
    hand = Placing(board)
    best = [(10**6, 10**6)]

    def is_free(session: BoardSession, seat: Seat) -> bool:
        mask = session.masks[seat.place]
        used = [hand.instructors[one] for one in seat.people] + [hand.rooms[seat.room]]
        earliest, latest, latest_end = hand.turn_of(session.index)
        first, last = board.ordinals[session.starts[seat.place]], board.ordinals[session.lasts[seat.place]]
        return not any(one.busy & mask for one in used) and earliest <= first <= latest and last <= latest_end

    def go(at: int, left_out: int, moved: int) -> None:
        if (left_out, moved) >= best[0]:
            return
        if at == len(board.sessions):
            best[0] = (left_out, moved)
            return
        session, posed = board.sessions[at], problem.sessions[at]
        for seat in every_seat(board, session):
            if is_free(session, seat):
                moves = posed.present is not None and board.days[session.starts[seat.place]] != posed.present.starts
                hand.put(session, seat)
                go(at + 1, left_out, moved + moves)
                hand.lift(session)
        go(at + 1, left_out + posed.priority, moved)

    go(0, 0, 0)
    return best[0]


@pytest.mark.parametrize("seed", range(24))
def test_a_repair_moves_as_few_dates_as_trying_everything(seed: int) -> None:
    problem = tiny(seed)

    plan = repair(problem, seconds=ENOUGH)

    priorities = {one.id: one.priority for one in problem.sessions}
    assert plan.repair is not None
    left_out = sum(priorities[one.session] for one in plan.unplaced)
    assert (left_out, plan.repair.moved, plan.repair.proved) == (*least_by_trying(problem), True)


def test_what_stands_soundly_is_left_alone() -> None:
    problem = seoul_standing()

    plan = repair(problem)

    assert plan.repair is not None
    assert (plan.repair.moved, plan.repair.room_changes, plan.repair.proved) == (0, 0, True)
    assert {one.session: (one.starts, one.room, dict(one.instructors)) for one in plan.placed} == {
        one.id: (one.present.starts, one.present.room, dict(one.present.instructors))
        for one in problem.sessions
        if one.present is not None
    }


def test_a_room_lost_for_three_weeks_moves_nobody_where_others_are_free() -> None:
    problem = seoul_standing()
    lost = Span(date(2026, 5, 11), date(2026, 5, 31))
    rooms = tuple(replace(one, closed=(*one.closed, lost)) if one.id == "r05" else one for one in problem.rooms)

    plan = repair(replace(problem, rooms=rooms), seconds=ENOUGH)

    assert plan.repair is not None
    assert (plan.repair.moved, plan.repair.level, plan.repair.proved) == (0, RepairLevel.SAME_DATES, True)


def test_a_late_holiday_moves_what_began_on_it_and_proves_that_no_less_will_do() -> None:
    problem = seoul_standing()
    day = date(2026, 5, 13)
    began = [one for one in problem.sessions if one.present is not None and one.present.starts == day]
    calendar = replace(problem.calendar, holidays=(*problem.calendar.holidays, NamedDay(day, "임시공휴일")))

    plan = repair(replace(problem, calendar=calendar), seconds=ENOUGH)

    assert plan.repair is not None
    assert plan.repair.moved >= len(began) > 0
    assert (plan.repair.proved, plan.unplaced) == (True, ())


def test_what_is_pinned_stays_even_when_it_could_give_way() -> None:
    problem = tiny(3)
    first = problem.sessions[0]
    assert first.present is not None
    pinned = replace(first, pinned=Pin(starts=first.present.starts))
    other = replace(
        problem.sessions[1], present=Present(first.present.starts, first.present.room, first.present.instructors)
    )

    plan = repair(replace(problem, sessions=(pinned, other, *problem.sessions[2:])), seconds=ENOUGH)

    assert [one.starts for one in plan.placed if one.session == first.id] == [first.present.starts]


@cache
def seoul_standing() -> Problem:
    problem = seoul()
    board = compile_board(problem)
    return standing(problem, placements(board, construct(board, seed=1)))
