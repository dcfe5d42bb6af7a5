from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.stages.plan.models import SeatProposal
from baeumgil.stages.schedule.models import Condition, CourseSession
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session
from tests.build_web import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Any:
    with clock.fixed(date(2026, 11, 2)):
        yield


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def seats_decided(course: int, sessions: int, seats: int) -> None:
    SeatProposal.objects.create(
        course_id=course,
        year=2027,
        proposed_seats=seats,
        proposed_sessions=sessions,
        decided_seats=seats,
        decided_sessions=sessions,
        decided_at=clock.now(),
    )


def test_each_value_says_where_it_comes_from_and_the_office_decides_otherwise(client: Client) -> None:
    course = a_course(institute=an_institute(), days=3)
    signed_in(client, Role.TRAINING_OFFICE)
    page = text(client, f"/schedule/conditions/{course}")
    assert "과정 목록의 교육일수 3일입니다." in page
    assert page.count("<h1") == 1
    data = {"revision": 0, "given-wish": "on", "wish": "3.1~3.31\n9.1~9.30", "session_days": 1}
    answer = client.post(f"/schedule/conditions/{course}", data)
    assert (answer.status_code, answer["Location"]) == (302, f"/schedule/conditions/{course}")
    condition = Condition.objects.get(course=course)
    assert (condition.given, condition.wish, condition.session_days) == (
        ["wish"],
        [["03-01", "03-31"], ["09-01", "09-30"]],
        None,
    )
    assert "담당" not in text(client, "/schedule/conditions")


def test_a_wrong_value_is_named_and_what_was_typed_stays(client: Client) -> None:
    course = a_course(institute=an_institute(), days=3)
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.post(f"/schedule/conditions/{course}", {"revision": 0, "given-wish": "on", "wish": "봄에"})
    assert answer.status_code == 400
    assert "기간으로 읽지 못했습니다: 봄에" in answer.content.decode()
    given = {"revision": 0, "given-follows": "on", "follows": course}
    assert client.post(f"/schedule/conditions/{course}", given).status_code == 400
    late = client.post(f"/schedule/conditions/{course}", {"revision": 7, "note": "늦음"})
    assert late.status_code == 409
    assert Condition.objects.count() == 0


def test_others_read_or_are_turned_away(client: Client) -> None:
    institute = an_institute()
    course = a_course(institute=institute)
    year = a_schedule_year(institute=institute)
    reading = ("/schedule/conditions", f"/schedule/conditions/{course}", f"/schedule/years/{year}/counts")
    for role, status in ((Role.AUDITOR, 200), (Role.HEAD, 200), (Role.OFFICIAL, 403), (Role.LIAISON, 403)):
        signed_in(client, role)
        assert [client.get(address).status_code for address in reading] == [status] * 3
        assert client.post(f"/schedule/conditions/{course}", {"revision": 0}).status_code == 403
    signed_in(client, Role.TRAINING_OFFICE)
    assert client.get("/schedule/conditions/999999").status_code == 404
    assert client.get("/schedule/years/999999/counts").status_code == 404
    assert Condition.objects.count() == 0


def test_missing_sessions_are_shown_with_their_arithmetic_and_added(client: Client) -> None:
    institute = an_institute()
    course = a_course("보고서 작성", institute=institute, days=2)
    year = a_schedule_year(2027, institute=institute)
    a_session(year=year, course=course, seats=30)
    seats_decided(course, 3, 90)
    signed_in(client, Role.TRAINING_OFFICE)
    page = text(client, f"/schedule/years/{year}/counts")
    assert "90명 − 30석 = 60명. 60 ÷ 30명 → 기수 2개를 더합니다." in page
    answer = client.post(f"/schedule/years/{year}/counts/add", {"course": course, "count": 2, "seats": 30})
    assert answer["Location"] == f"/schedule/years/{year}/counts"
    assert CourseSession.objects.count() == 3
    assert "넉넉함" in text(client, f"/schedule/years/{year}/counts")
    wrong = client.post(f"/schedule/years/{year}/counts/add", {"course": course, "count": 0, "seats": 30})
    unknown = client.post(f"/schedule/years/{year}/counts/add", {"course": 999_999, "count": 1, "seats": 30})
    assert (wrong.status_code, unknown.status_code, CourseSession.objects.count()) == (400, 400, 3)


def test_lists_take_the_same_statements_however_many_courses(client: Client) -> None:
    institute = an_institute()
    year = a_schedule_year(2027, institute=institute)
    first = a_course(institute=institute)
    seats_decided(first, 1, 30)
    signed_in(client, Role.TRAINING_OFFICE)
    for address in ("/schedule/conditions", f"/schedule/years/{year}/counts"):
        client.get(address)
        with CaptureQueriesContext(connection) as few:
            client.get(address)
        for _more in range(8):
            seats_decided(a_course(institute=institute), 1, 30)
        with CaptureQueriesContext(connection) as many:
            client.get(address)
        assert len(many) == len(few)
