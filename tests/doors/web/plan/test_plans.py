from collections.abc import Iterator

import pytest
from django.test import Client

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.stages.plan.models import Plan, PlanLine, PlanVersion
from baeumgil.stages.plan.services.results import set_year_result
from baeumgil.stages.plan.terms import ChangeVerb, VersionState
from tests.build_plan import a_line, a_plan, a_version, an_institute
from tests.build_web import signed_in, statements_of
from tests.doors.web.plan.plan_world import LAST, NEXT, OPERATOR, TODAY, a_plan_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[None]:
    """The plan of next year is due in 39 days."""
    with clock.fixed(TODAY):
        yield


def test_plans_stand_by_year_with_their_state_and_the_next_step(client: Client) -> None:
    world = a_plan_world()
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get("/plans").content.decode()
    assert "<h1>연간계획</h1>" in page
    assert page.index(f"{NEXT}년 교육훈련계획") < page.index(f'href="/public/plans/{LAST}"')
    assert "과정과 글을 채워 심의에 올립니다" in page
    assert "39일 남음" in page
    assert f"/plans/compare?from={world.before}&amp;to={world.version}" in page


def test_plan_against_actual_is_drawn_and_tabled_with_the_name_of_its_plan(client: Client) -> None:
    world = a_plan_world()
    for year, planned, actual in ((2024, 161_820, 206_820), (2025, 168_350, 180_347)):
        set_year_result(
            actor=OPERATOR,
            institute=world.institute,
            year=year,
            plan_name=f"{year}년 계획 1판",
            planned_people=planned,
            actual_people=actual,
        )
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get("/plans").content.decode()
    assert "127.8%" in page
    assert "107.1%" in page
    assert "2024년 계획 1판" in page
    assert page.count('role="img"') == 2


def test_next_years_plan_begins_with_this_years_courses(client: Client) -> None:
    world = a_plan_world()
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.post("/plans/new", {"year": "2028", "copy_from": str(world.before), "title": ""})
    made = PlanVersion.objects.get(plan__year=2028)
    assert answer["Location"] == f"/plans/versions/{made.pk}"
    assert list(PlanLine.objects.filter(version=made).values_list("course__code", "verb").order_by("course__code")) == [
        ("C000", ChangeVerb.KEPT),
        ("C001", ChangeVerb.KEPT),
        ("C002", ChangeVerb.KEPT),
    ]


@pytest.mark.parametrize("year", ["", "1889", "zwei"])
def test_a_year_that_cannot_be_is_refused_and_kept(client: Client, year: str) -> None:
    a_plan_world()
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.post("/plans/new", {"year": year, "title": "나의 제목"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "나의 제목" in page
    assert "aria-invalid" in page
    assert Plan.objects.count() == 2


def test_a_year_has_one_plan(client: Client) -> None:
    a_plan_world()
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.post("/plans/new", {"year": str(NEXT)})
    assert answer.status_code == 409
    assert "그 연도의 계획이 이미 있습니다" in answer.content.decode()
    assert Plan.objects.count() == 2


def test_who_does_not_write_plans_sees_no_form_and_cannot_begin_one(client: Client) -> None:
    a_plan_world()
    signed_in(client, Role.OFFICIAL)
    page = client.get("/plans").content.decode()
    assert "새 계획 열기" not in page
    assert f"{LAST}년 교육훈련계획" in page
    assert f"{NEXT}년 교육훈련계획" not in page
    assert client.post("/plans/new", {"year": "2030"}).status_code == 403
    assert Plan.objects.count() == 2


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.TRAINING_OFFICE])
def test_a_city_without_an_institute_is_told_what_to_do(client: Client, role: Role) -> None:
    signed_in(client, role)
    assert "아직 우리 기관이 없습니다" in client.get("/plans").content.decode()


def test_an_institute_without_plans_can_begin_its_first(client: Client) -> None:
    an_institute()
    signed_in(client, Role.OFFICIAL)
    page = client.get("/plans").content.decode()
    assert "아직 계획이 없습니다" in page


def test_twenty_years_of_plans_take_as_many_statements_as_two(client: Client) -> None:
    world = a_plan_world()
    signed_in(client, Role.TRAINING_OFFICE)

    few = statements_of(client, "/plans")
    for year in range(2005, 2024):
        version = a_version(plan=a_plan(year, institute=world.institute), state=VersionState.APPROVED, published=True)
        a_line(version=version, course=world.courses[0])
    assert statements_of(client, "/plans") == few
