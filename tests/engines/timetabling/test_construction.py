from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baeumgil.engines.timetabling.board import compile_board
from baeumgil.engines.timetabling.construction import construct
from baeumgil.engines.timetabling.problem import Calendar, Course, Order, Problem, Room, RoomNeed, Session, Span
from baeumgil.engines.timetabling.state import NOWHERE, placements
from tests.engines.timetabling.hard_rules import broken
from tests.years import goyang, random_year, seoul

WEEK = Calendar(date(2026, 3, 2), date(2026, 3, 6))
TALK = Session("talk", "course", 1, people=20, days=2, room=RoomNeed())


def one_room(*sessions: Session, orders: tuple[Order, ...] = ()) -> Problem:
    return Problem(
        WEEK,
        rooms=(Room("room", "방", 30),),
        instructors=(),
        courses=(Course("course", "과정"),),
        sessions=sessions,
        orders=orders,
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 100_000), st.integers(2, 30))
def test_hard_rules_hold_in_every_first_plan(seed: int, sessions: int) -> None:
    problem = random_year(seed, sessions=sessions)
    board = compile_board(problem)
    assert broken(problem, placements(board, construct(board, seed=seed))) == []


def test_a_year_of_any_size_is_placed_wholly() -> None:
    for problem in (goyang(), seoul(2)):
        board = compile_board(problem)
        state = construct(board, seed=1)
        possible = sum(bool(session.starts) for session in board.sessions)
        assert state.placed >= possible - 2
        assert broken(problem, placements(board, state)) == []


def test_the_same_seed_builds_the_same_plan() -> None:
    board = compile_board(random_year(3, sessions=30))
    assert construct(board, seed=5) == construct(compile_board(random_year(3, sessions=30)), seed=5)


def test_a_session_goes_where_it_is_wished() -> None:
    board = compile_board(one_room(TALK))
    assert construct(board, seed=1, wished={0: 3}).starts == (3,)
    assert construct(board, seed=1, wished={0: 1}).starts == (1,)


def test_what_stands_in_the_way_is_put_out_and_counted() -> None:
    early = Span(date(2026, 3, 2), date(2026, 3, 3))
    board = compile_board(
        one_room(
            replace(TALK, id="a", windows=(early,), roles=()),
            replace(TALK, id="b", number=2, windows=(early,), priority=2),
        )
    )
    state = construct(board, seed=1)
    assert state.starts == (NOWHERE, 0)
    assert state.ejections.rooms[0] > 0
    assert sum(state.ejections.sessions) == state.ejections.rooms[0]


@pytest.mark.parametrize("seed", range(5))
def test_a_cycle_of_orders_leaves_one_out(seed: int) -> None:
    sessions = (TALK, replace(TALK, id="b", number=2))
    board = compile_board(one_room(*sessions, orders=(Order("talk", "b"), Order("b", "talk"))))
    state = construct(board, seed=seed)
    assert state.placed == 1
    assert sum(state.ejections.orders) > 0


def test_a_session_without_any_start_room_or_day_stays_out() -> None:
    board = compile_board(one_room(replace(TALK, days=9), replace(TALK, id="big", people=31), replace(TALK, id="fits")))
    assert construct(board, seed=1).starts[:2] == (NOWHERE, NOWHERE)
    assert construct(board, seed=1).placed == 1


def test_nothing_to_place_is_a_plan() -> None:
    assert construct(compile_board(one_room()), seed=1).starts == ()
