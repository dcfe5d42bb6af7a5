import pytest
from django.test import Client

from baeumgil.core.actors import Role
from baeumgil.stages.plan.models import PlanContent, PlanLine, PlanVersion
from baeumgil.stages.plan.terms import VersionState
from tests.build_plan import a_planned_session
from tests.build_web import signed_in, statements_of
from tests.doors.web.plan.plan_world import LAST, NEXT, PlanWorld, a_plan_world, more_courses

pytestmark = pytest.mark.django_db
ADDRESS = f"/public/plans/{LAST}"
MOST_STATEMENTS = 8


@pytest.fixture
def world() -> PlanWorld:
    return a_plan_world()


def test_everybody_reads_the_published_plan_without_a_cookie(client: Client, world: PlanWorld) -> None:
    PlanContent.objects.create(version_id=world.before, key="direction", text="함께 배우는 도시를 만듭니다.")
    answer = client.get(ADDRESS)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer.cookies == {}
    assert answer["Cache-Control"] == "public, max-age=300"
    assert f"<h1>{LAST}년 교육훈련계획</h1>" in page
    for text in ("2025. 12. 20.(토) 확정", "인재기획과-1", "과정 000", "1월", "함께 배우는 도시를 만듭니다."):
        assert text in page
    assert "<script" not in page
    assert "csrf" not in page


def test_the_list_of_years_names_published_plans_only(client: Client, world: PlanWorld) -> None:
    page = client.get("/public/plans").content.decode()
    assert f'href="{ADDRESS}"' in page
    assert f"{NEXT}년" not in page
    PlanVersion.objects.filter(pk=world.before).update(published_at=None)
    assert "아직 공개한 계획이 없습니다" in client.get("/public/plans").content.decode()


@pytest.mark.parametrize("address", [f"/public/plans/{NEXT}", "/public/plans/1999", f"{ADDRESS}?institute=nobody"])
def test_what_is_not_published_is_not_there(client: Client, world: PlanWorld, address: str) -> None:
    assert PlanVersion.objects.get(pk=world.version).state == VersionState.DRAFT
    answer = client.get(address)
    assert answer.status_code == 404
    assert "과정 000" not in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"words": "001"}, {"과정 001"}),
        ({"words": "직무역량 전 직원"}, {"과정 000", "과정 001", "과정 002"}),
        ({"words": "없는말"}, set()),
        ({"kind": "e_learning"}, {"과정 002"}),
        ({"month": "2"}, {"과정 001"}),
        ({"month": "13", "page": "-4"}, {"과정 000", "과정 001", "과정 002"}),
    ],
)
def test_courses_can_be_searched(client: Client, world: PlanWorld, asked: dict[str, str], found: set[str]) -> None:
    page = client.get(ADDRESS, asked).content.decode()
    listed = page[page.index('id="courses"') :]
    assert {name for name in ("과정 000", "과정 001", "과정 002") if f'<th scope="row">{name}' in listed} == found


def test_no_name_of_an_office_or_person_stands_on_it(client: Client, world: PlanWorld) -> None:
    PlanLine.objects.filter(version=world.before).update(owner_name="총무과 홍길동", remark="홍길동 담당")
    assert "홍길동" not in client.get(ADDRESS).content.decode()
    assert "홍길동" not in client.get("/public/plans").content.decode()


def test_whoever_is_signed_in_gets_the_same_page_but_no_shared_cache_keeps_it(client: Client, world: PlanWorld) -> None:
    open_page = client.get(ADDRESS).content
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.get(ADDRESS)
    assert answer.content == open_page
    assert answer["Cache-Control"] == "private, max-age=300"


def test_ten_times_the_courses_take_as_few_statements(client: Client, world: PlanWorld) -> None:
    few = statements_of(client, ADDRESS)
    more_courses(world, 27)
    for line in PlanLine.objects.filter(version=world.before)[:50]:
        a_planned_session(line=line.pk, number=9)
    assert statements_of(client, ADDRESS) == few
    assert few <= MOST_STATEMENTS


def test_very_long_lists_are_paged(client: Client, world: PlanWorld) -> None:
    more_courses(world, 299)
    first = client.get(ADDRESS).content.decode()
    last = client.get(ADDRESS, {"page": "2"}).content.decode()
    assert "과정 302개" in first
    assert first.count("더한 과정") + last.count("더한 과정") == 299
