"""Pages of rooms."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.stages.schedule.models import Room, RoomClosure, Site
from baeumgil.stages.schedule.terms import ClosureKind
from tests.build_plan import an_institute
from tests.build_schedule import a_room, a_site, an_instructor
from tests.build_web import signed_in

pytestmark = pytest.mark.django_db

ROOMS = "/schedule/resources/rooms"
TODAY = date(2027, 3, 2)


def test_a_building_and_a_room_are_set_up_and_changed(client: Client) -> None:
    an_institute(code="own")
    signed_in(client, Role.TRAINING_OFFICE)
    assert "아직 강의실이 없습니다" in client.get(ROOMS).content.decode()
    assert client.get(f"{ROOMS}/new")["Location"] == "/schedule/resources/sites/new?institute=own"
    made = client.post("/schedule/resources/sites/new?institute=own", {"code": "A", "name": "배움관", "order": "1"})
    assert (made.status_code, made["Location"]) == (302, f"{ROOMS}?institute=own")
    site = Site.objects.get()
    said = {
        "site": str(site.pk),
        "code": "301",
        "name": "전산실",
        "kind": "pc_room",
        "seats": "30",
        "features": ["pc", "screen"],
        "order": "0",
        "is_in_use": "on",
    }
    made = client.post(f"{ROOMS}/new", said)
    room = Room.objects.get()
    assert made["Location"] == f"{ROOMS}/{room.pk}"
    assert (room.features, room.is_in_use) == (["pc", "screen"], True)
    page = client.get(f"{ROOMS}/{room.pk}/edit").content.decode()
    assert page.count("checked") == 3
    client.post(f"{ROOMS}/{room.pk}/edit", {**said, "name": "큰 전산실", "seats": "50"})
    client.post(f"/schedule/resources/sites/{site.pk}/edit", {"code": "A", "name": "새 관", "order": "0"})
    page = client.get(ROOMS).content.decode()
    assert ("큰 전산실" in page, "새 관" in page, ">50<" in page) == (True, True, True)


def test_what_is_wrong_stands_beside_what_was_typed(client: Client) -> None:
    site = a_site(institute=an_institute())
    signed_in(client, Role.TRAINING_OFFICE)
    taken = Room.objects.get(pk=a_room(site=site)).code
    said = {"site": site, "code": taken, "name": "적던 이름", "kind": "lecture", "seats": "30", "order": "0"}
    answer = client.post(f"{ROOMS}/new", said)
    page = answer.content.decode()
    assert (answer.status_code, "코드가 이미 있습니다" in page, "적던 이름" in page) == (400, True, True)
    assert Room.objects.count() == 1


def test_a_room_is_closed_for_one_day_or_more_and_opened_again(client: Client) -> None:
    room = a_room(site=a_site(institute=an_institute()))
    with clock.fixed(TODAY):
        signed_in(client, Role.TRAINING_OFFICE)
        page = client.get(f"{ROOMS}/{room}/close").content.decode()
        assert ('value="2027-03-02"' in page, "로그인한 사람 모두에게 보입니다." in page) == (True, True)
        answer = client.post(f"{ROOMS}/{room}/close", {"kind": "flood", "first": "2027-03-02", "note": "누수"})
        assert answer["Location"] == f"{ROOMS}/{room}"
        closure = RoomClosure.objects.get()
        assert (closure.kind, closure.starts_on, closure.ends_on) == (ClosureKind.FLOOD, TODAY, TODAY)
        assert "침수" in client.get(f"{ROOMS}/{room}").content.decode()
        wrong = client.post(f"{ROOMS}/{room}/close", {"kind": "flood", "first": "2027-03-02", "last": "2027-03-01"})
        assert (wrong.status_code, RoomClosure.objects.count()) == (400, 1)
        assert client.post(f"{ROOMS}/{room + 1}/closures/{closure.pk}/reopen").status_code == 404
        client.post(f"{ROOMS}/{room}/closures/{closure.pk}/reopen")
    assert RoomClosure.objects.count() == 0


def test_auditors_look_and_officials_do_not(client: Client) -> None:
    room = a_room(site=a_site(institute=an_institute()))
    signed_in(client, Role.AUDITOR)
    page = client.get(f"{ROOMS}/{room}").content.decode()
    assert f"{ROOMS}/{room}/edit" not in page
    for path in (f"{ROOMS}/new", f"{ROOMS}/{room}/edit", f"{ROOMS}/{room}/close"):
        assert client.get(path).status_code == 403
    signed_in(client)
    for path in ("/schedule/resources", ROOMS, f"{ROOMS}/{room}"):
        assert client.get(path).status_code == 403


def test_rooms_of_an_example_are_looked_at_only(client: Client) -> None:
    an_institute(code="own")
    room = a_room("본보기 방", site=a_site(institute=an_institute(code="ex", is_example=True)))
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get(f"{ROOMS}?institute=ex").content.decode()
    assert ("본보기 방" in page, f"{ROOMS}/new" in page) == (True, False)
    assert client.get(f"{ROOMS}/{room}/edit").status_code == 403


def test_rooms_that_are_not_there_are_not_found(client: Client) -> None:
    an_institute()
    signed_in(client, Role.TRAINING_OFFICE)
    for path in (f"{ROOMS}/{2**70}", f"{ROOMS}/9/edit", "/schedule/resources/sites/9/edit", f"{ROOMS}/9/close"):
        assert client.get(path).status_code == 404


def test_lists_and_the_overview_ask_the_same_however_many(client: Client) -> None:
    institute = an_institute()
    signed_in(client, Role.TRAINING_OFFICE)

    def fill(many: int) -> None:
        for _number in range(many):
            room = a_room(site=a_site(institute=institute))
            RoomClosure.objects.create(
                room_id=room,
                kind=ClosureKind.REPAIR,
                starts_on=clock.today(),
                ends_on=clock.today() + timedelta(days=1),
                declared_at=clock.now(),
            )
            an_instructor(institute=institute)

    def asked(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as statements:
            assert client.get(path).status_code == 200
        return len(statements)

    fill(1)
    paths = ("/schedule/resources", ROOMS, "/schedule/resources/instructors")
    for path in paths:
        client.get(path)
    before = [asked(path) for path in paths]
    fill(5)
    assert [asked(path) for path in paths] == before
