from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.jobs import JobState
from baeumgil.core.models import Job
from baeumgil.doors.web.office.dashboard import by_half_year
from baeumgil.doors.web.office.strips import strip
from baeumgil.stages.people.queries.retirements import RetirementDay
from baeumgil.stages.roadmap.terms import StageState
from tests.build import a_person
from tests.build_web import signed_in
from tests.doors.web.office.city import a_city, computed
from tests.doors.web.plan.plan_world import a_plan_world

pytestmark = pytest.mark.django_db


def test_the_office_sees_what_needs_attention(client: Client) -> None:
    city = a_city()
    a_person("곧떠남", unit=city.other, birth_on=date(1966, 5, 1), grade=6, appointed_on=date(1995, 1, 1))
    computed()
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.get("/office")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<h1>오늘 살필 일</h1>" in page
    assert "/board?state=overdue" in page
    assert "온보딩" in page
    assert "아직 올린 명단이 없습니다" in page
    assert "2026년 상반기" in page


def test_a_job_put_off_until_later_is_no_running_work(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    for name, delay in (("enrolment.offers", timedelta(0)), ("enrolment.lists", timedelta(hours=3))):
        moment = clock.now()
        Job.objects.create(
            name=name, state=JobState.QUEUED, requested_by=None, requested_at=moment, run_after=moment + delay
        )
    page = client.get("/office").content.decode()
    assert "자리 제안 기한 살피기" in page
    assert "교육생 명단 확정" not in page


def test_statutory_days_of_plan_lists_and_results_are_never_out_of_sight(client: Client) -> None:
    with clock.fixed(date(2026, 11, 6)):
        a_plan_world(12)
        signed_in(client, Role.TRAINING_OFFICE)
        page = client.get("/office").content.decode()
    shown = page[page.index('id="clocks"') :]
    days = [
        shown.index(words)
        for words in ("2026. 12. 31.", "과정 010 1기", "2026. 11. 15.", "과정 011 1기", "2026. 11. 25.")
    ]
    assert days == sorted(days)


def test_a_city_without_rules_is_told_what_to_do_first(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get("/office").content.decode()
    assert "아직 적용 중인 로드맵 규칙이 없습니다" in page
    assert 'href="/rules"' in page


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.INSTRUCTOR, Role.SYSTEM_ADMIN])
def test_who_may_see_nobody_is_refused(client: Client, role: Role) -> None:
    a_city()
    signed_in(client, role)
    assert client.get("/office").status_code == 403


def test_a_head_sees_no_rosters(client: Client) -> None:
    city = a_city()
    computed()
    signed_in(client, Role.HEAD, unit=city.division)
    page = client.get("/office").content.decode()
    assert "명단 올리기" not in page


def test_thirty_people_take_as_many_statements_as_one(client: Client) -> None:
    city = a_city()
    computed()
    signed_in(client, Role.TRAINING_OFFICE)
    with CaptureQueriesContext(connection) as one:
        assert client.get("/office").status_code == 200
    for number in range(30):
        a_person(f"이웃{number}", unit=city.other, grade=9)
    computed()
    with CaptureQueriesContext(connection) as many:
        assert client.get("/office").status_code == 200
    assert len(many) == len(one)


def test_a_strip_fills_its_line_and_leaves_out_empty_states() -> None:
    drawn = strip("a", "온보딩", {StageState.DONE: 3, StageState.OVERDUE: 1, StageState.DUE: 0})
    assert [(part.state, part.label, part.count, part.start, part.width) for part in drawn.parts] == [
        (StageState.OVERDUE, "기한 지남", 1, "0.000%", "25.000%"),
        (StageState.DONE, "이수", 3, "25.000%", "75.000%"),
    ]
    assert (drawn.total, drawn.open, drawn.overdue) == (4, 1, 1)
    assert strip("a", "온보딩", {}).parts == ()


def test_retirements_are_counted_by_half_year() -> None:
    days = [
        RetirementDay(date(2026, 6, 30), 3),
        RetirementDay(date(2026, 7, 1), 1),
        RetirementDay(date(2026, 12, 31), 2),
    ]
    assert by_half_year(days) == [("2026년 상반기", 3), ("2026년 하반기", 3)]
