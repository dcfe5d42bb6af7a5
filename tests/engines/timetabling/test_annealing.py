from dataclasses import replace
from datetime import date

import pytest

from baeumgil.engines.timetabling.annealing import anneal, cost_of
from baeumgil.engines.timetabling.board import compile_board
from baeumgil.engines.timetabling.construction import construct
from baeumgil.engines.timetabling.costing import cost_lines, total
from baeumgil.engines.timetabling.problem import Calendar, Course, Problem, Room, RoomNeed, Session, Span
from baeumgil.engines.timetabling.state import NOWHERE, empty_state, placements, state_of
from tests.engines.timetabling.hard_rules import broken
from tests.years import random_year, seoul


@pytest.mark.parametrize("seed", range(24))
def test_hard_rules_hold_and_points_are_exact_after_every_anneal(seed: int) -> None:
    problem = random_year(seed, sessions=4 + seed, months=1 + seed % 4)
    board = compile_board(problem)
    begun = construct(board, seed=seed)
    begun_cost = total(cost_lines(problem, placements(board, begun)))

    state = anneal(board, begun, moves=20_000, seed=seed, heat=50.0 if seed % 2 else 2000.0)

    placed = placements(board, state)
    assert broken(problem, placed) == []
    assert cost_of(board, state) == total(cost_lines(problem, placed))
    assert cost_of(board, begun) == begun_cost
    assert cost_of(board, state) <= begun_cost
    assert state_of(board, placed) == state


@pytest.mark.parametrize("seed", range(10))
def test_points_stay_exact_from_nothing(seed: int) -> None:
    problem = random_year(seed, sessions=20)
    board = compile_board(problem)

    state = anneal(board, empty_state(board), moves=20_000, seed=seed, heat=300.0)

    placed = placements(board, state)
    assert broken(problem, placed) == []
    assert state.placed > 10
    assert cost_of(board, state) == total(cost_lines(problem, placed))


def test_a_large_year_keeps_its_rules_and_its_points() -> None:
    problem = seoul(2)
    board = compile_board(problem)
    begun = construct(board, seed=1)

    state = anneal(board, begun, moves=50_000, seed=1, heat=5.0)

    placed = placements(board, state)
    assert broken(problem, placed) == []
    assert cost_of(board, state) == total(cost_lines(problem, placed))
    assert cost_of(board, state) < cost_of(board, begun)


def test_the_same_seed_and_moves_give_the_same_plan() -> None:
    board, again = compile_board(random_year(8, sessions=25)), compile_board(random_year(8, sessions=25))
    begun = construct(board, seed=1)
    first = anneal(board, begun, moves=5_000, seed=3)
    assert first == anneal(again, begun, moves=5_000, seed=3)
    assert first == anneal(board, begun, moves=5_000, seed=3)


def test_no_moves_change_nothing() -> None:
    board = compile_board(random_year(8))
    begun = construct(board, seed=1)
    assert anneal(board, begun, moves=0, seed=1) == begun
    nothing = compile_board(replace(random_year(8), sessions=(), orders=()))
    assert anneal(nothing, empty_state(nothing), moves=100, seed=1) == empty_state(nothing)


def test_what_was_left_out_finds_its_place_by_pushing() -> None:
    talk = Session("any", "course", 1, people=20, days=2, room=RoomNeed())
    first = Span(date(2026, 3, 2), date(2026, 3, 3))
    problem = Problem(
        Calendar(date(2026, 3, 2), date(2026, 3, 5)),
        rooms=(Room("room", "방", 30),),
        instructors=(),
        courses=(Course("course", "과정"),),
        sessions=(talk, replace(talk, id="early", number=2, windows=(first,))),
    )
    board = compile_board(problem)
    stuck = state_of(board, placements(board, replace(empty_state(board), starts=(0, NOWHERE), rooms=(0, NOWHERE))))
    assert anneal(board, stuck, moves=2_000, seed=1).starts == (2, 0)
