from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.plan.rules.quorum import is_quorate, needed

MEMBERS = st.integers(1, 200)
PERCENTS = st.integers(0, 100)


def test_a_majority_of_twelve_is_seven() -> None:
    assert [needed(members, 50) for members in (1, 2, 11, 12)] == [1, 2, 6, 7]


def test_two_thirds_of_twelve_and_everybody() -> None:
    assert (needed(12, 66), needed(12, 100), needed(12, 0), needed(0, 50)) == (8, 12, 1, 1)


@given(MEMBERS, PERCENTS)
def test_the_quorum_is_more_than_the_share_and_can_be_reached(members: int, percent: int) -> None:
    quorum = needed(members, percent)
    assert 1 <= quorum <= members
    assert quorum * 100 > members * percent or quorum == members
    assert (quorum - 1) * 100 <= members * percent


@given(MEMBERS, PERCENTS, st.integers(0, 200))
def test_one_more_present_never_unmakes_a_quorum(members: int, percent: int, present: int) -> None:
    if is_quorate(present=present, in_office=members, percent=percent):
        assert is_quorate(present=present + 1, in_office=members, percent=percent)


@given(MEMBERS, PERCENTS, PERCENTS)
def test_a_higher_share_never_needs_fewer(members: int, one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert needed(members, low) <= needed(members, high)


@given(PERCENTS)
def test_an_empty_committee_is_never_quorate(percent: int) -> None:
    assert not is_quorate(present=0, in_office=0, percent=percent)
