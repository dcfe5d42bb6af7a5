"""`services.seat_changes`: an announced call follows a session whose seats change in the calendar."""

import pytest

from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.enrolment.models import Application, Call, SeatCount
from baeumgil.stages.enrolment.queries.calls import call_card
from baeumgil.stages.enrolment.services.seat_changes import follow_seats
from baeumgil.stages.enrolment.terms import ApplicationState as S
from baeumgil.stages.enrolment.terms import CallState
from baeumgil.stages.people.models import Notice
from baeumgil.stages.schedule.errors import ScheduleMovedOn, SessionInvalid, SessionNotFound
from baeumgil.stages.schedule.models import CourseSession
from baeumgil.stages.schedule.services.session_seats import change_seats
from tests.build import a_person, an_actor, the_operator
from tests.build_enrolment import a_call, a_quota, an_application
from tests.stages.enrolment.call_world import a_call_world

pytestmark = pytest.mark.django_db


def seats(session: int) -> tuple[int, int, int]:
    """Seats in the calendar, seats counted, seats taken."""
    counted = SeatCount.objects.get(pk=session)
    return CourseSession.objects.get(pk=session).seats, counted.capacity, counted.taken


def change(session: int, number: int) -> None:
    """The office changes the seats."""
    change_seats(actor=the_operator(), session=session, seats=number)


def test_more_seats_go_to_who_waits_in_order_and_fewer_stop_at_what_is_given() -> None:
    world = a_call_world()
    first, before = world.first, CourseSession.objects.get(pk=world.first).seats
    call = a_call(course=world.course, sessions=[first], state=CallState.DECIDED)
    change(first, 1)
    an_application(call=call, person=a_person(), wishes=[first], state=S.CONFIRMED)
    waiting = [
        an_application(call=call, person=a_person(), wishes=[first], state=S.WAITLISTED, wait_rank=rank)
        for rank in (2, 1, 3)
    ]
    change(first, 3)
    assert seats(first) == (3, 3, 3)
    assert [str(Application.objects.get(pk=pk).state) for pk in waiting] == ["offered", "offered", "waitlisted"]
    with pytest.raises(SessionInvalid) as caught:
        change(first, 2)
    assert [problem.code for problem in caught.value.problems] == ["seats_given"]
    assert (seats(first), before > 3) == ((3, 3, 3), True)


def test_an_announced_call_says_so_on_its_page_and_tells_who_applied() -> None:
    world = a_call_world()
    call = a_call(course=world.course, sessions=world.sessions)
    person, other = a_person(), a_person()
    an_application(call=call, person=person, wishes=[world.first])
    an_application(call=call, person=other, wishes=[world.second])
    a_quota(call=call, keys=["1"], reserved=4)
    before = CourseSession.objects.get(pk=world.first).seats
    change(world.first, before + 5)
    change(world.first, before + 5)
    page = call_card(actor=an_actor(person=person), call=call)
    assert [row.capacity for row in page.sessions][:1] == [before + 5]
    assert page.guidance.count(f"정원이 {before}명에서 {before + 5}명으로") == 1
    assert list(Notice.objects.values_list("person_id", flat=True)) == [person]
    assert Call.objects.get(pk=call).revision == 2
    with pytest.raises(SessionInvalid) as caught:
        change(world.first, 3)
    assert [problem.code for problem in caught.value.problems] == ["seats_reserved"]
    assert seats(world.first) == (before + 5, before + 5, 0)


def test_only_who_keeps_the_calendar_changes_seats_and_only_of_sessions_to_come() -> None:
    world = a_call_world()
    a_call(course=world.course, sessions=[world.first])
    before = seats(world.first)
    with pytest.raises(NotAllowed):
        change_seats(actor=an_actor(Role.LIAISON), session=world.first, seats=5)
    with pytest.raises(NotAllowed):
        follow_seats(actor=an_actor(Role.TRAINING_OFFICE), session=world.first, before=1, seats=5)
    with pytest.raises(SessionInvalid):
        change(world.first, 0)
    with pytest.raises(SessionNotFound):
        change(10**20, 5)
    with pytest.raises(ScheduleMovedOn):
        change_seats(actor=the_operator(), session=world.first, seats=5, revision=99)
    assert seats(world.first) == before
