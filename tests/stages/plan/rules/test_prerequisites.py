"""선수 과정: circles are found, all of them and nothing else."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.plan.rules.prerequisites import cycles, way_back

CODES = st.sampled_from("ABCDEFG")
EDGES = st.lists(st.tuples(CODES, CODES), max_size=20)


def reached(start: str, edges: list[tuple[str, str]]) -> set[str]:
    """Everything that `start` needs, over any number of steps."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for course, needed in edges:
            if course == here and needed not in found:
                found.add(needed)
                waiting.append(needed)
    return found


def test_a_ladder_has_no_circle() -> None:
    assert cycles([("중급", "기초"), ("심화", "중급"), ("심화", "기초")]) == []


def test_each_knot_is_named_once() -> None:
    edges = [("A", "B"), ("B", "A"), ("C", "C"), ("D", "A"), ("E", "F"), ("F", "G"), ("G", "E")]
    assert cycles(edges) == [("A", "B"), ("C",), ("E", "F", "G")]


@given(EDGES)
def test_courses_in_knots_are_those_that_reach_themselves(edges: list[tuple[str, str]]) -> None:
    knots = cycles(edges)
    in_knots = [code for knot in knots for code in knot]
    assert sorted(in_knots) == sorted({code for edge in edges for code in edge if code in reached(code, edges)})
    for knot in knots:
        assert all(other in reached(code, edges) for code in knot for other in knot)


@given(EDGES, CODES)
def test_the_way_back_is_a_walk_along_edges_and_there_whenever_there_is_a_circle(
    edges: list[tuple[str, str]], course: str
) -> None:
    way = way_back(course, edges)
    assert bool(way) == (course in reached(course, edges))
    assert set(pairwise(way)) <= set(edges)
    if way:
        assert (way[0], way[-1]) == (course, course)


def test_a_very_long_ladder_does_not_overflow() -> None:
    edges = [(f"C{step}", f"C{step + 1}") for step in range(5_000)]
    assert cycles(edges) == []
    assert len(cycles([*edges, ("C5000", "C0")])[0]) == 5_001
