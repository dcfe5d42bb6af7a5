"""Invitations follow the calendar, and are answered."""

from datetime import date, timedelta

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Actor, ActorKind, Grant, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.schedule.errors import InstructorInvalid, InvitationNotFound, InvitationOver
from baeumgil.stages.schedule.models import CourseSession, Invitation, SessionDay
from baeumgil.stages.schedule.queries.invitations import invitation_card, invitations
from baeumgil.stages.schedule.services.invitations import answer, ask_again, invite_for
from baeumgil.stages.schedule.terms import InvitationState, SessionState, TeachingRole
from tests.build import a_person, an_actor
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_room, a_schedule_year, a_session, a_site, an_instructor

pytestmark = pytest.mark.django_db

OFFICE = an_actor(Role.TRAINING_OFFICE)
HEAD = an_actor(Role.HEAD)
TODAY = date(2027, 3, 2)
INVITED, ACCEPTED = InvitationState.INVITED, InvitationState.ACCEPTED
DECLINED, WITHDRAWN = InvitationState.DECLINED, InvitationState.WITHDRAWN


def a_taught_session(person: int | None = None, *, starts: date = TODAY, is_example: bool = False) -> int:
    institute = an_institute(code="x" if is_example else "", is_example=is_example)
    instructor = an_instructor("김강사", institute=institute, person=person)
    return a_session(
        year=a_schedule_year(institute=institute),
        course=a_course(institute=institute),
        number=3,
        starts=starts,
        room=a_room("제1강의실", site=a_site("배움관", institute=institute)),
        teachers={TeachingRole.LEAD: instructor},
    )


def a_teacher(person: int) -> Actor:
    return Actor(kind=ActorKind.PERSON, label="김강사", account=1, person=person, grants=(Grant(Role.INSTRUCTOR),))


def states() -> list[InvitationState]:
    return [row.state for row in Invitation.objects.order_by("pk")]


def move(session: int, days: int) -> None:
    held = CourseSession.objects.get(pk=session)
    assert held.starts_on is not None
    assert held.ends_on is not None
    held.starts_on += timedelta(days=days)
    held.ends_on += timedelta(days=days)
    held.save()


def test_a_placed_session_asks_its_instructor_once() -> None:
    session = a_taught_session()
    with clock.fixed(TODAY):
        assert invite_for([session]) == 1
        assert invite_for([session]) == 0
        (row,) = invitations(actor=OFFICE)
    assert (row.title, row.role, row.instructor_name, row.state) == (
        "보고서 작성 3기",
        TeachingRole.LEAD,
        "김강사",
        INVITED,
    )
    assert (row.dates, row.place, row.may_answer) == ((TODAY, TODAY + timedelta(days=1)), "배움관 제1강의실", True)


def test_a_moved_session_asks_anew_and_a_cancelled_one_asks_nobody() -> None:
    session = a_taught_session()
    with clock.fixed(TODAY):
        invite_for([session])
        answer(actor=OFFICE, invitation=Invitation.objects.get().pk, accepts=True)
        move(session, 7)
        assert invite_for([session]) == 1
        assert states() == [WITHDRAWN, INVITED]
        SessionDay.objects.all().delete()
        CourseSession.objects.update(state=SessionState.CANCELLED, starts_on=None, ends_on=None, room=None)
        assert invite_for([session]) == 0
    assert states() == [WITHDRAWN, WITHDRAWN]


def test_what_is_over_asks_nobody() -> None:
    session = a_taught_session()
    with clock.fixed(TODAY + timedelta(days=30)):
        assert invite_for([session]) == 0


def test_the_instructor_answers_at_their_own_account_once() -> None:
    person = a_person("김강사")
    session = a_taught_session(person)
    with clock.fixed(TODAY):
        invite_for([session])
        (row,) = invitations(actor=a_teacher(person))
        answer(actor=a_teacher(person), invitation=row.id, accepts=False, note=" 그날 출장 ")
        card = invitation_card(actor=a_teacher(person), invitation=row.id)
    assert (card.state, card.note, card.answered_label, card.may_answer) == (DECLINED, "그날 출장", "김강사", False)
    with pytest.raises(InvitationOver):
        answer(actor=a_teacher(person), invitation=row.id, accepts=True)
    assert states() == [DECLINED]


def test_nobody_answers_for_others_but_the_office() -> None:
    session = a_taught_session(a_person("김강사"))
    with clock.fixed(TODAY):
        invite_for([session])
        made = Invitation.objects.get().pk
        stranger = a_teacher(a_person("남"))
        with pytest.raises(NotAllowed):
            answer(actor=stranger, invitation=made, accepts=True)
        with pytest.raises(NotAllowed):
            answer(actor=HEAD, invitation=made, accepts=True)
        with pytest.raises(InvitationNotFound):
            invitation_card(actor=stranger, invitation=made)
        assert invitations(actor=stranger) == ()
    with pytest.raises(NotAllowed):
        answer(actor=stranger, invitation=made + 9, accepts=True)
    with pytest.raises(InvitationNotFound):
        answer(actor=OFFICE, invitation=made + 9, accepts=True)
    assert states() == [INVITED]


def test_who_declined_is_asked_again_by_hand_only() -> None:
    session = a_taught_session()
    with clock.fixed(TODAY):
        invite_for([session])
        made = Invitation.objects.get().pk
        with pytest.raises(InvitationOver):
            ask_again(actor=OFFICE, invitation=made)
        answer(actor=OFFICE, invitation=made, accepts=False)
        assert invite_for([session]) == 0
        ask_again(actor=OFFICE, invitation=made)
        with pytest.raises(InvitationOver):
            ask_again(actor=OFFICE, invitation=made)
        with pytest.raises(NotAllowed):
            ask_again(actor=HEAD, invitation=made)
    assert states() == [DECLINED, INVITED]


def test_a_registration_number_in_an_answer_is_refused() -> None:
    session = a_taught_session()
    with clock.fixed(TODAY):
        invite_for([session])
        with pytest.raises(InstructorInvalid):
            answer(actor=OFFICE, invitation=Invitation.objects.get().pk, accepts=True, note="900101-1234567")
    assert states() == [INVITED]


def test_invitations_of_examples_are_looked_at_only() -> None:
    session = a_taught_session(is_example=True)
    with clock.fixed(TODAY):
        invite_for([session])
        (row,) = invitations(actor=OFFICE)
        with pytest.raises(NotAllowed):
            answer(actor=OFFICE, invitation=row.id, accepts=True)
    assert (row.may_answer, states()) == (False, [INVITED])


def test_the_office_chooses_by_state_institute_and_day() -> None:
    session = a_taught_session()
    with clock.fixed(TODAY):
        invite_for([session])
        assert invitations(actor=OFFICE, state=DECLINED) == ()
        assert invitations(actor=OFFICE, institute=10**9) == ()
        assert invitations(actor=OFFICE, since=TODAY + timedelta(days=9)) == ()
        with pytest.raises(NotAllowed):
            invitations(actor=OFFICE, mine=True)
    assert states() == [INVITED]
