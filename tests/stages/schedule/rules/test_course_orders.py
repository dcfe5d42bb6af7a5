"""Courses that come after each other, and rings of them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from baeumgil.stages.schedule.rules.course_orders import cycle_through, knots_of, untied

GRAPHS = st.dictionaries(st.integers(0, 6), st.lists(st.integers(0, 6), max_size=3, unique=True).map(tuple), max_size=7)


def test_a_ring_is_told_in_the_order_of_holding_and_others_do_not_matter() -> None:
    assert cycle_through(1, {1: (2,), 2: (3, 4), 3: (1,), 4: ()}) == (1, 3, 2)
    assert cycle_through(1, {1: (1,)}) == (1,)
    assert cycle_through(1, {1: (2,), 2: (3,), 3: (2,)}) == ()


def test_every_knot_is_named_once_and_only_its_own_orders_go() -> None:
    follows = {1: (2, 5), 2: (1,), 3: (4,), 4: (3,), 5: (), 6: (1,)}
    assert knots_of(follows) == ((1, 2), (3, 4))
    assert untied(follows) == {1: (5,), 2: (), 3: (), 4: (), 5: (), 6: (1,)}


@settings(max_examples=60)
@given(GRAPHS)
def test_what_is_untied_has_no_ring_and_lost_nothing_but_rings(follows: dict[int, tuple[int, ...]]) -> None:
    left = untied(follows)
    assert knots_of(left) == ()
    lost = {(course, before) for course in follows for before in follows[course] if before not in left[course]}
    assert bool(lost) == bool(knots_of(follows))
    for ring in knots_of(follows):
        assert all(before in follows[after] for before, after in zip(ring, (*ring[1:], ring[0]), strict=True))
