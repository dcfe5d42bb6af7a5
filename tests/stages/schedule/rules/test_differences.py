"""What a plan changes, and whom it disturbs."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from baeumgil.stages.schedule.rules.differences import People, as_json, change_of, difference, from_json
from baeumgil.stages.schedule.rules.rows import Placing
from baeumgil.stages.schedule.terms import LineChange, TeachingRole

MONDAY = date(2027, 3, 8)
HERE = Placing(1, (MONDAY,), 1, {TeachingRole.LEAD: 1})

placings = st.builds(
    lambda start, days, room, lead: Placing(
        1, tuple(MONDAY + timedelta(days=start + step) for step in range(days)), room, {TeachingRole.LEAD: lead}
    ),
    st.integers(0, 40),
    st.integers(1, 5),
    st.none() | st.integers(1, 3),
    st.integers(1, 3),
)


@settings(max_examples=60)
@given(placings)
def test_a_place_survives_being_written_down(place: Placing) -> None:
    assert from_json(1, as_json(place)) == place
    assert from_json(1, as_json(None)) is None


@settings(max_examples=60)
@given(st.none() | placings, st.none() | placings)
def test_only_what_is_equal_is_kept_and_disturbs_nobody(before: Placing | None, after: Placing | None) -> None:
    line = difference(1, before, after, People(selected=5, seats=30, is_announced=True))
    assert (line.change is LineChange.KEPT) == (before is not None and before == after)
    if before is None or before == after:
        assert line.disturbed == 0


def test_the_weightiest_change_names_the_line() -> None:
    assert change_of(HERE, Placing(1, (MONDAY + timedelta(days=1),), 2, {})) is LineChange.MOVED
    assert change_of(HERE, Placing(1, (MONDAY,), 2, {})) is LineChange.ROOM_CHANGED
    assert change_of(HERE, Placing(1, (MONDAY,), 1, {TeachingRole.LEAD: 2})) is LineChange.INSTRUCTOR_CHANGED
    assert change_of(HERE, None) is LineChange.UNPLACED
    assert change_of(None, HERE) is LineChange.PLACED


def test_a_moved_date_disturbs_those_with_a_seat_or_else_those_who_were_told() -> None:
    moved = Placing(1, (MONDAY + timedelta(days=1),), 1, {TeachingRole.LEAD: 1})
    assert difference(1, HERE, moved, People(12, 30, is_announced=True)).disturbed == 13
    assert difference(1, HERE, moved, People(0, 30, is_announced=True)).disturbed == 31
    assert difference(1, HERE, moved, People(0, 30, is_announced=False)).disturbed == 1


def test_another_instructor_disturbs_the_one_who_goes_and_the_one_who_comes() -> None:
    swapped = Placing(1, (MONDAY,), 1, {TeachingRole.LEAD: 2})
    assert difference(1, HERE, swapped, People(12, 30, is_announced=True)).disturbed == 2
