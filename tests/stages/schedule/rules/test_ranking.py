from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.schedule.rules.ranking import Disturbance, LineFacts, disturbance_of, ranked
from baeumgil.stages.schedule.terms import LineChange, RepairVariant

COUNTS = st.integers(0, 50)
FOUND = st.lists(
    st.tuples(
        st.sampled_from(list(RepairVariant)),
        st.builds(Disturbance, people=COUNTS, concerned=COUNTS, left_out=COUNTS, moved=COUNTS, days_shifted=COUNTS),
    ),
    max_size=4,
)


@given(FOUND)
def test_fewer_people_always_come_first(found: list[tuple[RepairVariant, Disturbance]]) -> None:
    order = ranked(found)
    assert sorted(order) == list(range(len(found)))
    people = [found[place][1].people for place in order]
    assert people == sorted(people)


def test_of_two_that_disturb_nobody_the_one_that_leaves_out_comes_last() -> None:
    moved = disturbance_of([LineFacts(LineChange.MOVED, 0, 30, 7)])
    out = disturbance_of([LineFacts(LineChange.UNPLACED, 0, 30)])
    assert ranked([(RepairVariant.LEAVE_OUT, out), (RepairVariant.OTHER_WEEK, moved)]) == (1, 0)


def test_lines_are_counted_by_what_changes() -> None:
    found = disturbance_of(
        [
            LineFacts(LineChange.MOVED, 21, 20, 7),
            LineFacts(LineChange.UNPLACED, 31, 30),
            LineFacts(LineChange.ROOM_CHANGED, 0, 10),
            LineFacts(LineChange.INSTRUCTOR_CHANGED, 2, 10),
            LineFacts(LineChange.PLACED, 0, 10),
        ]
    )
    assert found == Disturbance(54, 50, 1, 1, 1, 1, 1, 7)
    assert found.changes == 5
