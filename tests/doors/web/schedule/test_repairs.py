from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.stages.schedule.models import CalendarDay, CourseSession, Disruption, RoomClosure
from baeumgil.stages.schedule.services.repairs import report_disruption
from baeumgil.stages.schedule.terms import RunCause
from tests.build import an_actor, the_operator
from tests.build_schedule import a_room, a_session, a_site
from tests.build_web import signed_in
from tests.stages.schedule.repair_world import MONDAY, RepairWorld, a_repair_world, work_out

pytestmark = pytest.mark.django_db

NEW = "/schedule/disruptions/new"
TODAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def _now() -> Any:
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def world(client: Client) -> RepairWorld:
    signed_in(client, Role.TRAINING_OFFICE)
    return a_repair_world()


def said(world: RepairWorld, **more: Any) -> dict[str, Any]:
    room = world.world.rooms[0]
    return {
        "year": world.year,
        "cause": "room_closed",
        "room": room,
        "closure": "flood",
        "first": "2027-03-08",
        "last": "",
    } | more


def reported(world: RepairWorld) -> int:
    return report_disruption(
        actor=an_actor(Role.TRAINING_OFFICE),
        year=world.year,
        cause=RunCause.ROOM_CLOSED,
        first=MONDAY,
        last=MONDAY,
        room=world.world.rooms[0],
    )


def text(client: Client, address: str, **asked: Any) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def test_the_form_asks_only_what_its_cause_needs(client: Client, world: RepairWorld) -> None:
    page = text(client, NEW, room=world.world.rooms[1])
    assert ('name="room"' in page, 'name="instructor"' in page, 'name="name"' in page) == (True, False, False)
    assert f'value="{world.world.rooms[1]}" selected' in page
    assert page.count("<h1") == 1


def test_what_is_hit_is_shown_before_anything_is_written(client: Client, world: RepairWorld) -> None:
    page = text(client, NEW, check="1", **said(world))
    assert "보고서 작성 1기" in page
    assert "보고서 작성 2기" not in page
    assert "기수 1개, 사람 20명이 걸립니다" in page
    assert (RoomClosure.objects.count(), Disruption.objects.count()) == (0, 0)


def test_one_confirmation_writes_it_and_leads_to_the_repairs(client: Client, world: RepairWorld) -> None:
    answer = client.post(NEW, said(world))
    made = Disruption.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/schedule/repairs/{made.pk}")
    page = text(client, answer["Location"])
    assert "셈하고 있습니다" in page
    assert "보고서 작성 1기" in page


def test_a_form_with_faults_keeps_what_was_typed(client: Client, world: RepairWorld) -> None:
    answer = client.get(NEW, said(world, check="1", first="2027-03-09", last="2027-03-08"))
    assert answer.status_code == 400
    assert "끝나는 날이 시작하는 날보다 빠릅니다" in answer.content.decode()
    for wrong in ({"room": ""}, {"first": "31일"}):
        answer = client.post(NEW, said(world, **wrong))
        assert answer.status_code == 400
    assert RoomClosure.objects.count() == 0


def test_repairs_are_listed_the_least_disturbing_first_and_accepted(client: Client, world: RepairWorld) -> None:
    larger = a_room("제3강의실", site=a_site(institute=world.world.institute), seats=50)
    made = reported(world)
    proposals = work_out(the_operator(), made, "fewest_dates", "leave_out")
    page = text(client, f"/schedule/repairs/{made}")
    assert page.index("날짜를 가장 적게 옮김") < page.index("걸린 기수를 빼 둠")
    assert "제1강의실 → 제3강의실" in page
    answer = client.post(f"/schedule/repairs/{made}/accept", {"proposal": proposals["fewest_dates"]})
    assert answer["Location"] == f"/schedule/repairs/{made}"
    assert CourseSession.objects.get(pk=world.first).room_id == larger
    again = text(client, f"/schedule/repairs/{made}")
    assert "이 안 받아들이기" not in again


def test_hits_are_listed_with_one_button(client: Client, world: RepairWorld) -> None:
    empty = text(client, f"/schedule/years/{world.year}/hits")
    assert "걸린 기수가 없습니다" in empty
    RoomClosure.objects.create(
        room_id=world.world.rooms[0], kind="flood", starts_on=MONDAY, ends_on=MONDAY, declared_at=clock.now()
    )
    page = text(client, f"/schedule/years/{world.year}/hits")
    assert "제1강의실을 쓰지 못합니다(침수)" in page
    answer = client.post(f"/schedule/years/{world.year}/repair")
    assert answer["Location"] == f"/schedule/repairs/{Disruption.objects.get().pk}"


def test_the_rest_gives_way_to_a_session_moved_by_hand(client: Client, world: RepairWorld) -> None:
    answer = client.post(f"/schedule/sessions/{world.first}/repair-rest")
    made = Disruption.objects.get()
    assert (answer["Location"], made.session_id) == (f"/schedule/repairs/{made.pk}", world.first)


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.LIAISON, Role.HEAD, Role.AUDITOR])
def test_only_the_office_may_say_that_something_fails(client: Client, role: Role) -> None:
    world = a_repair_world()
    signed_in(client, role)
    made = reported(world)
    posts: tuple[tuple[str, dict[str, Any]], ...] = (
        (NEW, said(world)),
        (f"/schedule/years/{world.year}/repair", {}),
        (f"/schedule/sessions/{world.first}/repair-rest", {}),
        (f"/schedule/repairs/{made}/accept", {"proposal": 1}),
    )
    assert client.get(NEW).status_code == 403
    assert [client.post(address, data).status_code for address, data in posts] == [403] * 4
    assert (CalendarDay.objects.count(), Disruption.objects.count()) == (0, 1)
    seen = 200 if role in {Role.HEAD, Role.AUDITOR} else 403
    reading = (f"/schedule/years/{world.year}/hits", f"/schedule/repairs/{made}")
    assert [client.get(address).status_code for address in reading] == [seen, seen]


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("get", "/schedule/years/999999/hits", 404),
        ("get", "/schedule/repairs/999999", 404),
        ("get", f"{NEW}?year=999999", 404),
        ("get", f"{NEW}?year=x&cause=y&first=z&room=-1&check=1", 404),
        ("post", "/schedule/years/999999/repair", 404),
        ("post", "/schedule/sessions/999999/repair-rest", 404),
        ("post", "/schedule/repairs/999999/accept", 404),
    ],
)
def test_what_is_not_there_is_said_to_be_so(
    client: Client, world: RepairWorld, method: str, address: str, status: int
) -> None:
    assert world.year
    assert getattr(client, method)(address).status_code == status


def test_nothing_to_repair_is_a_refusal_in_words(client: Client, world: RepairWorld) -> None:
    answer = client.post(f"/schedule/years/{world.year}/repair")
    assert (answer.status_code, "다시 편성할 기수가 없습니다" in answer.content.decode()) == (409, True)


def test_hits_take_the_same_statements_however_many_there_are(client: Client, world: RepairWorld) -> None:
    room = world.world.rooms[0]
    RoomClosure.objects.create(
        room_id=room, kind="flood", starts_on=MONDAY, ends_on=date(2027, 12, 1), declared_at=clock.now()
    )
    address = f"/schedule/years/{world.year}/hits"
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(address)
    for week in range(10):
        starts = date.fromordinal(MONDAY.toordinal() + 7 * (week + 1))
        a_session(year=world.year, course=world.world.course, starts=starts, room=room)
    with CaptureQueriesContext(connection) as many:
        assert client.get(address).content.decode().count("제1강의실을 쓰지 못합니다") == 11
    assert len(many) == len(one)
