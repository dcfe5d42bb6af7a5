import pytest
from django.test import Client

from baeumgil.core.actors import Role
from baeumgil.stages.plan.rules.line_draft import LineDraft
from baeumgil.stages.plan.services.plans import put_line, set_content
from baeumgil.stages.plan.terms import ChangeVerb, ContentKey
from tests.build_web import signed_in, statements_of
from tests.doors.web.plan.plan_world import (
    OPERATOR,
    PlanWorld,
    a_changed_line,
    a_new_course,
    a_plan_world,
    more_courses,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> PlanWorld:
    return a_plan_world()


def test_two_years_stand_side_by_side(client: Client, world: PlanWorld) -> None:
    a_changed_line(world)
    a_new_course(world)
    for draft in (
        LineDraft(
            course="AI1", verb=ChangeVerb.NEW, reason="요청", sessions=1, seats_per_session=20, ancestors=("C001",)
        ),
        LineDraft(course="C001", verb=ChangeVerb.MERGED, reason="합칩니다."),
    ):
        put_line(actor=OPERATOR, version=world.version, draft=draft)
    set_content(actor=OPERATOR, version=world.version, key=ContentKey.DIRECTION, text="새 방향입니다.")
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get("/plans/compare", {"from": world.before, "to": world.version}).content.decode()
    for text in ("새로 여는 과정 1개", "열지 않는 과정 1개", "달라진 과정 1개", "생성형 AI 활용", "새 방향입니다."):
        assert text in page
    assert '<span class="bg-change__before">60</span>' in page
    assert '<span class="bg-change__after">120</span>' in page


def test_without_a_question_the_newest_plan_is_compared_with_the_year_before(client: Client, world: PlanWorld) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get("/plans/compare").content.decode()
    assert "2026년 1판" in page
    assert "2027년 1판" in page
    assert client.get("/plans/compare", {"to": world.version}).status_code == 200


def test_one_plan_alone_is_asked_for_another(client: Client, world: PlanWorld) -> None:
    signed_in(client, Role.OFFICIAL)
    page = client.get("/plans/compare").content.decode()
    assert "견줄 두 계획을 고르세요" in page


@pytest.mark.parametrize("asked", [{"from": "999999"}, {"to": "999999"}])
def test_versions_that_are_not_there_are_not_compared(client: Client, world: PlanWorld, asked: dict[str, str]) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    assert client.get("/plans/compare", asked).status_code == 404


def test_drafts_are_hidden_from_who_may_not_see_them(client: Client, world: PlanWorld) -> None:
    signed_in(client, Role.OFFICIAL)
    answer = client.get("/plans/compare", {"from": world.before, "to": world.version})
    assert answer.status_code == 404


def test_ten_times_the_courses_take_as_many_statements(client: Client, world: PlanWorld) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    address = f"/plans/compare?from={world.before}&to={world.version}"

    few = statements_of(client, address)
    more_courses(world, 27)
    assert statements_of(client, address) == few
