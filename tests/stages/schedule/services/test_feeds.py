from datetime import date
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.enrolment.queries.own_seats import own_seats
from baeumgil.stages.people.errors import UnitNotFound
from baeumgil.stages.people.queries.accounts import actor_of
from baeumgil.stages.schedule.errors import FeedNotFound, InstructorNotFound, RoomNotFound
from baeumgil.stages.schedule.models import Feed
from baeumgil.stages.schedule.queries.feeds import feed_stamp, my_feeds
from baeumgil.stages.schedule.services.feeds import open_feed, revoke_feed
from baeumgil.stages.schedule.services.moving import announce_sessions, move_session
from baeumgil.stages.schedule.services.years import cancel_session
from baeumgil.stages.schedule.terms import FeedKind
from tests.build import a_person, a_unit, an_actor, the_operator
from tests.build_web import an_account
from tests.stages.schedule.calendar_world import MONDAY, TODAY, a_calendar_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Any:
    with clock.fixed(TODAY):
        yield


def somebody() -> Actor:
    return actor_of(an_account(person=a_person()))


def events(client: Client, token: str) -> list[tuple[str, str, date, date, int]]:
    calendar: Any = Calendar.from_ical(client.get(f"/calendar/{token}.ics").content)
    return [
        (str(one["summary"]), str(one["status"]), one["dtstart"].dt, one["dtend"].dt, int(one["sequence"]))
        for one in calendar.walk("VEVENT")
    ]


def test_a_feed_follows_the_calendar_without_signing_in(client: Client) -> None:
    world = a_calendar_world()
    token = open_feed(actor=somebody(), kind=FeedKind.INSTITUTE).token
    assert token not in str(Feed.objects.values_list("token_hash", flat=True).get())
    assert events(client, token) == [("보고서 작성 1기", "CONFIRMED", MONDAY, date(2027, 3, 10), 1)]
    operator = the_operator()
    announce_sessions(actor=operator, sessions=[world.session])
    move_session(actor=operator, session=world.session, starts=date(2027, 3, 12), keep_going=True)
    assert events(client, token) == [
        ("보고서 작성 1기", "CONFIRMED", date(2027, 3, 12), date(2027, 3, 13), 3),
        ("보고서 작성 1기", "CONFIRMED", date(2027, 3, 15), date(2027, 3, 16), 3),
    ]
    cancel_session(actor=operator, session=world.session, reason="신청이 모자람")
    assert [found[:3] for found in events(client, token)] == [("[폐강] 보고서 작성 1기", "CANCELLED", MONDAY)]


def test_an_unchanged_feed_is_not_sent_again(client: Client) -> None:
    world = a_calendar_world()
    token = open_feed(actor=somebody(), kind=FeedKind.ROOM, subject=world.room).token
    answer = client.get(f"/calendar/{token}.ics")
    mark = answer["ETag"]
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert client.get(f"/calendar/{token}.ics", headers={"If-None-Match": mark}).status_code == 304
    move_session(actor=the_operator(), session=world.session, starts=date(2027, 3, 22))
    assert client.get(f"/calendar/{token}.ics", headers={"If-None-Match": mark}).status_code == 200


def test_a_revoked_or_unknown_address_does_not_open(client: Client) -> None:
    a_calendar_world()
    actor = somebody()
    opened = open_feed(actor=actor, kind=FeedKind.MINE)
    with pytest.raises(FeedNotFound):
        revoke_feed(actor=somebody(), feed=opened.id)
    assert len(my_feeds(actor=actor)) == 1
    revoke_feed(actor=actor, feed=opened.id)
    assert my_feeds(actor=actor) == ()
    assert client.get(f"/calendar/{opened.token}.ics").status_code == 404
    with pytest.raises(FeedNotFound):
        feed_stamp("nobody", seats=own_seats)


def test_what_is_not_there_has_no_feed() -> None:
    a_calendar_world()
    actor = somebody()
    for error, kind, subject in (
        (RoomNotFound, FeedKind.ROOM, 999_999),
        (InstructorNotFound, FeedKind.INSTRUCTOR, 999_999),
        (UnitNotFound, FeedKind.UNIT, a_unit()),
    ):
        with pytest.raises(error):
            open_feed(actor=actor, kind=kind, subject=subject)
    with pytest.raises(NotAllowed):
        open_feed(actor=an_actor(Role.TRAINING_OFFICE), kind=FeedKind.INSTITUTE)
    assert Feed.objects.count() == 0
