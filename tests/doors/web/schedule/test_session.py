from datetime import date
from typing import Any

import pytest
from django.test import Client

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.stages.schedule.models import CourseSession, Disruption, Room
from baeumgil.stages.schedule.terms import RunCause, SessionState
from tests.build_plan import a_course
from tests.build_schedule import a_room, a_session
from tests.build_web import signed_in
from tests.stages.schedule.calendar_world import MONDAY, TODAY, a_calendar_world

pytestmark = pytest.mark.django_db

LATER = date(2027, 3, 15)


@pytest.fixture(autouse=True)
def _now() -> Any:
    with clock.fixed(TODAY):
        yield


def standing(session: int) -> tuple[Any, ...]:
    row = CourseSession.objects.get(pk=session)
    return row.state, row.starts_on, row.room_id, row.is_date_pinned, row.announced_on, row.revision


def test_everybody_reads_a_session_and_the_office_sees_what_it_may_do(client: Client) -> None:
    world = a_calendar_world()
    signed_in(client)
    page = client.get(f"/schedule/sessions/{world.session}").content.decode()
    assert "<h1>보고서 작성 1기</h1>" in page
    assert "2027. 3. 8.(월) ~ 3. 9.(화)" in page
    assert "김강사" in page
    assert "옮기기" not in page
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get(f"/schedule/sessions/{world.session}").content.decode()
    assert f'href="/schedule/sessions/{world.session}/move"' in page
    assert "날짜 고정하기" in page
    assert "지금 자리에 맞지 않는 것이 있습니다" not in page


def test_a_session_without_days_may_look_for_a_place_with_the_fewest_moves(client: Client) -> None:
    world = a_calendar_world()
    session = a_session(year=world.year, course=world.course, number=2)
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get(f"/schedule/sessions/{session}").content.decode()
    assert "나머지를 가장 적게 옮겨 자리 찾기" in page
    assert "나머지를 가장 적게 옮겨 다시 맞추기" not in page
    assert client.post(f"/schedule/sessions/{session}/repair-rest").status_code == 302
    assert Disruption.objects.values_list("cause", "session").get() == (RunCause.SESSION_ADDED, session)


def test_a_session_is_moved_by_the_plain_form(client: Client) -> None:
    world = a_calendar_world()
    room = a_room("제2강의실", site=world.site)
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get(f"/schedule/sessions/{world.session}/move").content.decode()
    assert "그대로 (제1강의실)" in page
    assert "제2강의실 · 40석" in page
    assert "3. 10.(수)~3. 11.(목)" in page, "a free day nearby"
    answer = client.post(
        f"/schedule/sessions/{world.session}/move",
        {"starts": "2027-03-15", "room": str(room), "teacher_lead": "keep", "revision": "1"},
    )
    assert answer.status_code == 302
    assert answer["Location"] == f"/schedule/sessions/{world.session}"
    assert standing(world.session) == (SessionState.PLACED, LATER, room, False, None, 2)


def test_the_calendar_sends_day_and_revision_alone_and_gets_back_to_itself(client: Client) -> None:
    world = a_calendar_world()
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.post(
        f"/schedule/sessions/{world.session}/move",
        {"starts": "2027-03-15", "revision": "1", "next": "/schedule/calendar/2027/3"},
    )
    assert answer["Location"] == "/schedule/calendar/2027/3"
    assert standing(world.session)[1:3] == (LATER, world.room)
    answer = client.post(
        f"/schedule/sessions/{world.session}/move",
        {"starts": "2027-03-22", "revision": "2", "next": "//elsewhere.example/"},
    )
    assert answer["Location"] == f"/schedule/sessions/{world.session}"


def test_a_clash_is_named_beside_what_was_typed_and_nothing_moves(client: Client) -> None:
    world = a_calendar_world()
    a_session(
        year=world.year,
        course=a_course("엑셀", institute=world.institute),
        name="엑셀",
        number=1,
        starts=LATER,
        room=world.room,
    )
    signed_in(client, Role.TRAINING_OFFICE)
    before = standing(world.session)
    answer = client.post(f"/schedule/sessions/{world.session}/move", {"starts": "2027-03-15", "revision": "1"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "제1강의실: ‘엑셀 1기’가 있습니다." in page
    assert 'value="2027-03-15"' in page
    assert "바라던 것과 달라도 옮깁니다" not in page
    answer = client.post(f"/schedule/sessions/{world.session}/move", {"starts": "2027-03-22", "revision": "7"})
    assert answer.status_code == 409
    assert client.post(f"/schedule/sessions/{world.session}/move", {"starts": "soon"}).status_code == 400
    assert standing(world.session) == before


def test_what_was_only_wished_is_overruled_after_being_asked(client: Client) -> None:
    world = a_calendar_world()
    small = a_room("소회의실", site=world.site, seats=5)
    signed_in(client, Role.TRAINING_OFFICE)
    typed = {"starts": "2027-03-15", "room": str(small), "revision": "1"}
    answer = client.post(f"/schedule/sessions/{world.session}/move", typed)
    assert answer.status_code == 400
    assert "바라던 것과 달라도 옮깁니다" in answer.content.decode()
    assert client.post(f"/schedule/sessions/{world.session}/move", typed | {"keep_going": "on"}).status_code == 302
    assert standing(world.session)[2] == small


def test_the_calendar_learns_what_would_clash_on_each_day(client: Client) -> None:
    world = a_calendar_world()
    a_session(
        year=world.year,
        course=a_course("엑셀", institute=world.institute),
        name="엑셀",
        number=1,
        starts=LATER,
        room=world.room,
    )
    signed_in(client, Role.TRAINING_OFFICE)
    address = f"/schedule/sessions/{world.session}/tries?first=2027-03-12&last=2027-03-17"
    days = client.get(address).json()["days"]
    assert list(days) == [f"2027-03-{day}" for day in range(12, 18)]
    assert days["2027-03-17"] == {"clashes": [], "mayOverrule": False}
    assert days["2027-03-16"] == {
        "clashes": ["3. 16.(화) 제1강의실: ‘엑셀 1기’가 있습니다."],
        "mayOverrule": False,
    }
    assert client.get(f"/schedule/sessions/{world.session}/tries?first=x").status_code == 200


def test_the_seats_of_a_session_are_changed_and_a_smaller_room_says_so(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    world = a_calendar_world()
    address = f"/schedule/sessions/{world.session}/seats"
    revision = CourseSession.objects.get(pk=world.session).revision
    assert (
        client.post(address, {"seats": 12, "revision": revision})["Location"] == f"/schedule/sessions/{world.session}"
    )
    small = a_room("세미나실", site=Room.objects.get(pk=world.room).site_id, seats=10)
    CourseSession.objects.filter(pk=world.session).update(room_id=small)
    answer = client.post(address, {"seats": 13})
    assert (answer.status_code, "10석입니다" in answer.content.decode()) == (400, True)
    assert client.post(address, {"seats": 0}).status_code == 400
    assert CourseSession.objects.get(pk=world.session).seats == 12


def test_pins_announcing_and_taking_off(client: Client) -> None:
    world = a_calendar_world()
    signed_in(client, Role.TRAINING_OFFICE)
    base = f"/schedule/sessions/{world.session}"
    assert client.post(f"{base}/pin", {"part": "date", "pinned": "yes"}).status_code == 302
    assert client.post(f"{base}/announce").status_code == 302
    assert standing(world.session) == (SessionState.PLACED, MONDAY, world.room, True, MONDAY, 3)
    page = client.get(base).content.decode()
    assert "날짜 고정 풀기" in page
    assert "이 날짜로 알렸음" not in page
    assert "달력에서 뺄까요" in client.get(f"{base}/unplace").content.decode()
    assert client.post(f"{base}/unplace", {"revision": "1"}).status_code == 409
    assert client.post(f"{base}/unplace", {"revision": "3"}).status_code == 302
    assert standing(world.session)[:4] == (SessionState.OPEN, None, None, False)
    assert "아직 날짜가 없습니다" in client.get(base).content.decode()


def test_a_session_is_cancelled_with_a_reason(client: Client) -> None:
    world = a_calendar_world()
    signed_in(client, Role.TRAINING_OFFICE)
    base = f"/schedule/sessions/{world.session}"
    assert "폐강할까요" in client.get(f"{base}/cancel").content.decode()
    assert client.post(f"{base}/cancel", {"reason": ""}).status_code == 400
    assert standing(world.session)[0] == SessionState.PLACED
    assert client.post(f"{base}/cancel", {"reason": "신청이 모자람"}).status_code == 302
    page = client.get(base).content.decode()
    assert "폐강한 기수입니다" in page
    assert "신청이 모자람" in page


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.AUDITOR, Role.HEAD])
def test_others_only_look(client: Client, role: Role) -> None:
    world = a_calendar_world()
    signed_in(client, role)
    before = standing(world.session)
    base = f"/schedule/sessions/{world.session}"
    assert client.get(base).status_code == 200
    for step in ("move", "tries", "unplace", "cancel"):
        assert client.get(f"{base}/{step}").status_code == 403
    for step in ("move", "pin", "announce", "unplace", "cancel"):
        typed = {"starts": "2027-03-15", "part": "date", "pinned": "yes", "reason": "그냥"}
        assert client.post(f"{base}/{step}", typed).status_code == 403
    assert standing(world.session) == before
