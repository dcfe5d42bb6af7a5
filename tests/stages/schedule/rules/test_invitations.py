"""Who is asked, and asked anew."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.schedule.rules.invitations import Asked, Inviting, Wanted, inviting
from baeumgil.stages.schedule.terms import InvitationState, TeachingRole

MONDAY, TUESDAY = date(2027, 3, 8), date(2027, 3, 9)
STATES = st.sampled_from(sorted(InvitationState))


def a_wish(instructor: int = 7, starts: date = MONDAY) -> Wanted:
    return Wanted(1, TeachingRole.LEAD, instructor, starts, TUESDAY)


def test_whoever_is_asked_for_the_very_same_stays_asked() -> None:
    asked = [Asked(1, a_wish(), InvitationState.ACCEPTED)]
    assert inviting([a_wish()], asked) == Inviting((), ())


def test_a_moved_session_or_another_instructor_is_asked_about_anew() -> None:
    asked = [Asked(1, a_wish(), InvitationState.ACCEPTED)]
    assert inviting([a_wish(starts=TUESDAY)], asked) == Inviting((1,), (a_wish(starts=TUESDAY),))
    assert inviting([a_wish(8)], asked) == Inviting((1,), (a_wish(8),))
    assert inviting([], asked) == Inviting((1,), ())


def test_who_declined_is_not_asked_for_the_same_again() -> None:
    asked = [Asked(1, a_wish(), InvitationState.DECLINED), Asked(2, a_wish(8), InvitationState.WITHDRAWN)]
    assert inviting([a_wish()], asked) == Inviting((), ())
    assert inviting([a_wish(8)], asked) == Inviting((), (a_wish(8),))


@given(st.lists(st.tuples(st.integers(1, 3), STATES), max_size=5), st.integers(1, 3))
def test_doing_it_twice_changes_nothing(asked: list[tuple[int, InvitationState]], instructor: int) -> None:
    before = [Asked(number, a_wish(one), state) for number, (one, state) in enumerate(asked)]
    todo = inviting([a_wish(instructor)], before)
    after = [one for one in before if one.id not in todo.withdraw]
    after += [Asked(100 + number, one, InvitationState.INVITED) for number, one in enumerate(todo.invite)]
    assert inviting([a_wish(instructor)], after) == Inviting((), ())
