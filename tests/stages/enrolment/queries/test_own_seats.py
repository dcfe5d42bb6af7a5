"""What somebody's own calendar and feed show of the seats they hold."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.enrolment.models import Application
from baeumgil.stages.enrolment.queries.own_seats import own_seats
from baeumgil.stages.enrolment.services.changing import withdraw
from baeumgil.stages.enrolment.terms import ApplicationState
from baeumgil.stages.people.queries.accounts import actor_of
from baeumgil.stages.plan.models import Course
from baeumgil.stages.schedule.queries.calendars import tied_sessions
from baeumgil.stages.schedule.services.feeds import open_feed
from baeumgil.stages.schedule.terms import FeedKind, SessionTie, TeachingRole
from tests.build import a_person, an_actor
from tests.build_enrolment import a_call, an_application
from tests.build_plan import a_course
from tests.build_schedule import a_session, an_instructor
from tests.build_web import an_account, signed_in, statements_of
from tests.stages.schedule.calendar_world import TODAY, a_calendar_world

pytestmark = pytest.mark.django_db

MARCH: dict[str, Any] = {"first": date(2027, 3, 1), "last": date(2027, 3, 31)}
STATES = [state for state in ApplicationState if state not in (ApplicationState.OFFERED, ApplicationState.WAITLISTED)]
"""Those that stand without a place in the queue."""
SHOWN = ("awaiting_approval", "selected", "confirmed", "completed", "not_completed")


@pytest.fixture(autouse=True)
def _now() -> Any:
    with clock.fixed(TODAY):
        yield


def shown(actor: Actor) -> list[tuple[str, tuple[str, ...]]]:
    rows, ties = tied_sessions(actor=actor, seats=own_seats, **MARCH)
    return [(row.title, tuple(str(tie) for tie in ties.of(row))) for row in rows]


def told(client: Client, token: str) -> list[tuple[str, str]]:
    calendar: Any = Calendar.from_ical(client.get(f"/calendar/{token}.ics").content)
    return [(str(one["summary"]), str(one["status"])) for one in calendar.walk("VEVENT")]


def test_a_seat_is_in_ones_own_calendar_and_feed_with_its_state_and_leaves_when_it_is_given_back(
    client: Client,
) -> None:
    world = a_calendar_world()
    call = a_call(course=world.course, sessions=[world.session])
    person, other = a_person(), a_person()
    account = an_account(person=person)
    me, stranger = actor_of(account), an_actor(Role.OFFICIAL, person=other)
    token = open_feed(actor=me, kind=FeedKind.MINE).token
    assert shown(me) == []
    before = client.get(f"/calendar/{token}.ics")["ETag"]
    application = an_application(
        call=call, person=person, wishes=[world.session], state=ApplicationState.OFFERED, wait_rank=1
    )
    assert shown(me) == [("보고서 작성 1기", ("offered",))]
    assert told(client, token) == [("[자리 제안] 보고서 작성 1기", "TENTATIVE")]
    Application.objects.filter(pk=application).update(state=ApplicationState.CONFIRMED)
    assert shown(me) == [("보고서 작성 1기", ("confirmed",))]
    assert told(client, token) == [("[확정] 보고서 작성 1기", "CONFIRMED")]
    assert client.get(f"/calendar/{token}.ics", headers={"If-None-Match": before}).status_code == 200
    assert shown(stranger) == []
    withdraw(actor=me, application=application, reason="업무")
    assert shown(me) == [] == told(client, token)


def test_what_somebody_teaches_stays_and_a_seat_beside_it_says_both() -> None:
    world = a_calendar_world()
    person = a_person()
    teacher = an_instructor("박내부", institute=world.institute, person=person)
    taught = a_course("보안", institute=world.institute, target_filters={"grades": [7]})
    a_session(year=world.year, course=taught, starts=date(2027, 3, 4), teachers={TeachingRole.LEAD: teacher})
    call = a_call(course=world.course, sessions=[world.session])
    an_application(call=call, person=person, wishes=[world.session], state=ApplicationState.SELECTED)
    me = an_actor(Role.OFFICIAL, person=person)
    assert [ties for _title, ties in shown(me)] == [("teaches", "target"), ("selected",)]
    Course.objects.filter(pk=world.course).update(target_filters={"grades": [7]})
    assert shown(me)[1][1] == (ApplicationState.SELECTED, SessionTie.TARGET)


@pytest.mark.parametrize("state", STATES)
def test_only_who_holds_a_seat_or_sat_in_it_sees_it(state: ApplicationState) -> None:
    world = a_calendar_world()
    call = a_call(course=world.course, sessions=[world.session])
    person = a_person()
    arrival = 1 if state is ApplicationState.AWAITING_APPROVAL else None
    an_application(call=call, person=person, wishes=[world.session], state=state, seat=world.session, arrival=arrival)
    found = own_seats(actor=an_actor(Role.OFFICIAL, person=person), **MARCH)
    assert {session: (seat.state, seat.is_sure) for session, seat in found.items()} == (
        {world.session: (state, state is not ApplicationState.AWAITING_APPROVAL)} if state in SHOWN else {}
    )


def test_nobody_and_who_is_no_person_sees_no_seats() -> None:
    with pytest.raises(NotAllowed):
        own_seats(actor=Actor.nobody(), **MARCH)
    assert own_seats(actor=an_actor(Role.SYSTEM_ADMIN), **MARCH) == {}


def test_twenty_seats_take_no_more_statements_than_one(client: Client) -> None:
    world = a_calendar_world()
    me = signed_in(client, person=a_person())
    assert me.person is not None
    token = open_feed(actor=actor_of(me.account), kind=FeedKind.MINE).token
    call = a_call(course=world.course, sessions=[world.session])
    an_application(call=call, person=me.person, wishes=[world.session], state=ApplicationState.CONFIRMED)
    addresses = ("/schedule/calendar/mine?month=2027-03", f"/calendar/{token}.ics")
    few = [statements_of(client, address) for address in addresses]
    for number in range(2, 21):
        other = a_session(year=world.year, course=world.course, number=number, starts=date(2027, 3, number), days=1)
        again = a_call(course=world.course, sessions=[other], number=number)
        an_application(call=again, person=me.person, wishes=[other], state=ApplicationState.CONFIRMED)
    assert [statements_of(client, address) for address in addresses] == few
    page = client.get(addresses[0]).content.decode()
    assert page.count("<small>확정 · ") == 20
    assert len(told(client, token)) == 20
