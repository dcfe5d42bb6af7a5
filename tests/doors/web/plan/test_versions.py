from collections.abc import Iterator

import pytest
from django.test import Client

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.stages.plan.models import PlanContent, PlanLine, PlanVersion
from baeumgil.stages.plan.services.freezing import digest_of
from baeumgil.stages.plan.terms import VersionState
from tests.build_web import signed_in, statements_of
from tests.doors.web.plan.plan_world import TODAY, PlanWorld, a_changed_line, a_plan_world, complete, more_courses

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[None]:
    """Every test of these pages happens on one day."""
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def world() -> PlanWorld:
    return a_plan_world()


def state_of(version: int) -> str:
    return str(PlanVersion.objects.get(pk=version).state)


def test_a_version_shows_where_it_stands_and_its_courses(client: Client, world: PlanWorld) -> None:
    a_changed_line(world)
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.get(f"/plans/versions/{world.version}")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count('aria-current="step"') == 1
    assert "역량 ›" in page
    for name in ("과정 000", "과정 001", "과정 002"):
        assert name in page
    assert "전년 대비 +60" in page
    assert page.count('role="img"') == 2


def test_what_is_missing_is_listed_with_the_way_to_mend_it(client: Client, world: PlanWorld) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get(f"/plans/versions/{world.version}").content.decode()
    assert "법정 기재사항 6가지" in page
    assert "사전 검토항목 12가지" in page
    PlanLine.objects.filter(version=world.version, course=world.courses[0]).update(seats=0)
    line = PlanLine.objects.get(version=world.version, course=world.courses[0])
    page = client.get(f"/plans/versions/{world.version}").content.decode()
    assert "과정에서 고칠 것" in page
    assert f'<li><a href="/plans/versions/{world.version}/lines/{line.pk}">' in page
    complete(world.version)
    PlanLine.objects.filter(pk=line.pk).update(seats=60)
    assert "다 갖추었습니다" in client.get(f"/plans/versions/{world.version}").content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"words": "001"}, {"과정 001"}),
        ({"words": "없는말"}, set()),
        ({"kind": "e_learning"}, {"과정 002"}),
        ({"verb": "improved"}, {"과정 000"}),
        ({"field": "area:A", "kind": "classroom"}, {"과정 000", "과정 001"}),
        ({"field": "nonsense", "page": "x"}, {"과정 000", "과정 001", "과정 002"}),
    ],
)
def test_the_courses_can_be_looked_through(
    client: Client, world: PlanWorld, asked: dict[str, str], found: set[str]
) -> None:
    a_changed_line(world)
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get(f"/plans/versions/{world.version}", asked).content.decode()
    assert {name for name in ("과정 000", "과정 001", "과정 002") if f">{name}</a>" in page} == found


def test_a_frozen_version_shows_its_digest_and_whether_it_is_intact(client: Client, world: PlanWorld) -> None:
    signed_in(client, Role.OFFICIAL)
    address = f"/plans/versions/{world.before}"
    page = client.get(address).content.decode()
    assert digest_of(world.before) in page
    assert "확정한 그대로" in page
    assert "/steps/" not in page
    PlanLine.objects.filter(version=world.before).update(reason="몰래 고친 글")
    assert "확정한 뒤에 내용이 달라졌습니다" in client.get(address).content.decode()


def test_an_incomplete_version_is_not_submitted(client: Client, world: PlanWorld) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    address = f"/plans/versions/{world.version}/steps/submit"
    assert "이렇게 됩니다" in client.get(address).content.decode()
    answer = client.post(address)
    assert answer.status_code == 400
    assert "법정 기재사항 6가지" in answer.content.decode()
    assert state_of(world.version) == VersionState.DRAFT


def test_a_version_goes_to_the_committee_and_comes_back(client: Client, world: PlanWorld) -> None:
    complete(world.version)
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.post(f"/plans/versions/{world.version}/steps/submit")
    assert answer["Location"] == f"/plans/versions/{world.version}"
    assert state_of(world.version) == VersionState.IN_COMMITTEE
    page = client.get(answer["Location"]).content.decode()
    assert "심의에서 거두기" in page
    assert "과정 넣기" not in page
    assert client.post(f"/plans/versions/{world.version}/steps/submit").status_code == 409
    client.post(f"/plans/versions/{world.version}/steps/take-back")
    assert state_of(world.version) == VersionState.DRAFT


def test_a_new_version_is_opened_from_the_approved_one_and_can_be_discarded(client: Client, world: PlanWorld) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.post(f"/plans/versions/{world.before}/steps/open", {"note": "하반기 추가"})
    made = PlanVersion.objects.get(based_on=world.before)
    assert answer["Location"] == f"/plans/versions/{made.pk}"
    page = client.get(answer["Location"]).content.decode()
    assert "하반기 추가" in page
    assert f"/plans/compare?from={world.before}&amp;to={made.pk}" in page
    assert client.post(f"/plans/versions/{made.pk}/steps/discard")["Location"] == "/plans"
    assert not PlanVersion.objects.filter(pk=made.pk).exists()


def test_an_approved_version_is_published(client: Client) -> None:
    world = a_plan_world(published=False)
    signed_in(client, Role.TRAINING_OFFICE)
    assert client.get("/public/plans/2026").status_code == 404
    assert client.post(f"/plans/versions/{world.before}/steps/publish").status_code == 302
    assert client.get("/public/plans/2026").status_code == 200


@pytest.mark.parametrize("step", ["submit", "take-back", "discard", "open", "publish"])
@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.LIAISON, Role.HEAD, Role.AUDITOR])
def test_only_the_office_takes_steps(client: Client, world: PlanWorld, role: Role, step: str) -> None:
    signed_in(client, role)
    before = list(PlanVersion.objects.order_by("pk").values())
    for version in (world.version, world.before):
        assert client.post(f"/plans/versions/{version}/steps/{step}").status_code == 403
    assert list(PlanVersion.objects.order_by("pk").values()) == before


def test_unknown_steps_and_hidden_drafts_are_not_there(client: Client, world: PlanWorld) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    assert client.get(f"/plans/versions/{world.version}/steps/fly").status_code == 404
    assert client.get("/plans/versions/999999").status_code == 404
    signed_in(client, Role.OFFICIAL)
    assert client.get(f"/plans/versions/{world.version}").status_code == 404


def test_the_texts_and_the_check_sheet_are_written(client: Client, world: PlanWorld) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    address = f"/plans/versions/{world.version}/texts"
    typed = {"vision": "함께 자라는 도시", "direction": "기본방향을\r\n적습니다.", "other": ""}
    assert client.post(address, typed).status_code == 302
    assert PlanVersion.objects.get(pk=world.version).vision == "함께 자라는 도시"
    said = dict(PlanContent.objects.filter(version=world.version).values_list("key", "text"))
    assert said["direction"] == "기본방향을\n적습니다."
    address = f"/plans/versions/{world.version}/checks"
    rows = PlanVersion.objects.get(pk=world.version).pre_checks.all()
    typed = {f"mark-{row.code}": "not_applicable" for row in rows}
    typed |= {f"remark-{rows[0].code}": "시민 의견을 들었습니다.", f"mark-{rows[0].code}": "reviewed"}
    assert client.post(address, typed).status_code == 302
    assert {str(row.mark) for row in rows.all()} == {"reviewed", "not_applicable"}
    assert client.post(address, {f"mark-{rows[0].code}": "perhaps"}).status_code == 400


@pytest.mark.parametrize("page", ["texts", "checks"])
def test_a_frozen_versions_words_are_only_read(client: Client, world: PlanWorld, page: str) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    address = f"/plans/versions/{world.before}/{page}"
    assert 'method="post" action="/sign-out"' in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 409
    signed_in(client, Role.HEAD)
    assert client.post(f"/plans/versions/{world.version}/{page}", {}).status_code == 403


@pytest.mark.parametrize("page", ["", "/totals", "/texts", "/checks", "/lines/new"])
def test_ten_times_the_courses_take_as_many_statements(client: Client, page: str) -> None:
    world = a_plan_world(3)
    signed_in(client, Role.TRAINING_OFFICE)

    few = statements_of(client, f"/plans/versions/{world.version}{page}")
    more_courses(world, 27)
    assert statements_of(client, f"/plans/versions/{world.version}{page}") == few
