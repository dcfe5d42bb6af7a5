import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.stages.plan.models import CourseRequest, NeedsRound
from baeumgil.stages.plan.terms import RequestState, RoundState
from tests.build import a_unit
from tests.build_web import signed_in
from tests.doors.web.plan.needs_world import YEAR, World, a_world, held_clock

pytestmark = pytest.mark.django_db
__all__ = ["held_clock"]


def a_request(world: World, *, unit: int | None = None, title: str = "생성형 AI로 보고서 쓰기") -> int:
    made = CourseRequest.objects.create(
        needs_round_id=world.needs_round,
        unit_id=unit,
        unit_name="총무과",
        kind="new_course",
        title=title,
        purpose="민원 답변에 씁니다",
        people=30,
        created_at=clock.now(),
    )
    return made.pk


def test_a_liaison_asks_in_a_minute_and_sees_the_answer(client: Client) -> None:
    world = a_world()
    unit = a_unit("총무과")
    signed_in(client, Role.LIAISON, unit=unit)
    page = client.get("/needs/requests/new").content.decode()
    assert "요청 보내기" in page
    assert 'type="hidden" name="unit"' in page
    asked = {
        "needs_round": world.needs_round,
        "unit": unit,
        "kind": "new_course",
        "title": "생성형 AI로 보고서 쓰기",
        "purpose": "민원 답변에 씁니다",
        "people": "30",
        "wanted_when": "상반기",
    }
    assert client.post("/needs/requests/new", asked | {"purpose": ""}).status_code == 400
    assert not CourseRequest.objects.exists()
    answer = client.post("/needs/requests/new", asked)
    made = CourseRequest.objects.get()
    assert answer["Location"] == f"/needs/requests/{made.pk}"
    assert (made.unit_id, made.unit_name, made.people, made.state) == (unit, "총무과", 30, RequestState.SUBMITTED)
    page = client.get(answer["Location"]).content.decode()
    assert "교육 부서가 살펴보고 있습니다" in page
    assert "답 보내기" not in page
    signed_in(client, Role.TRAINING_OFFICE)
    address = answer["Location"]
    assert client.post(address, {"state": "declined", "answer": " "}).status_code == 400
    assert client.post(address, {"state": "merged", "answer": "합칩니다"}).status_code == 400
    merged = {"state": "merged", "answer": "‘인공지능 실무’에 넣었습니다.", "course": world.course}
    assert client.post(address, merged).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.decided_course_id) == (RequestState.MERGED, world.course)
    signed_in(client, Role.LIAISON, unit=unit)
    assert "‘인공지능 실무’에 넣었습니다." in client.get(address).content.decode()
    assert client.post(f"{address}/reopen").status_code == 403
    assert client.post(f"{address}/withdraw").status_code == 409


def test_a_request_is_opened_again_and_withdrawn(client: Client) -> None:
    world = a_world()
    request = a_request(world)
    signed_in(client, Role.TRAINING_OFFICE)
    address = f"/needs/requests/{request}"
    assert client.post(address, {"state": "deferred", "answer": "내년에 봅니다."}).status_code == 302
    assert client.post(address, {"state": "declined", "answer": "또"}).status_code == 409
    assert client.post(f"{address}/reopen").status_code == 302
    page = client.get(address).content.decode()
    assert "다시 열기 전의 답" in page
    assert client.post(f"{address}/withdraw").status_code == 302
    assert CourseRequest.objects.get().state == RequestState.WITHDRAWN


def test_a_liaison_sees_only_requests_of_the_own_unit(client: Client) -> None:
    world = a_world()
    own, foreign = a_unit("총무과"), a_unit("세무과")
    mine, theirs = a_request(world, unit=own), a_request(world, unit=foreign, title="지방세 실무")
    signed_in(client, Role.LIAISON, unit=own)
    page = client.get(f"/needs/requests?year={YEAR}").content.decode()
    assert "생성형 AI로 보고서 쓰기" in page
    assert "지방세 실무" not in page
    assert client.get(f"/needs/requests/{mine}").status_code == 200
    assert client.get(f"/needs/requests/{theirs}").status_code == 404
    assert client.post(f"/needs/requests/{theirs}/withdraw").status_code == 403
    wrong = {"needs_round": world.needs_round, "unit": foreign, "kind": "new_course", "title": "가", "purpose": "나"}
    assert client.post("/needs/requests/new", wrong).status_code == 400
    assert CourseRequest.objects.count() == 2


def test_officials_do_not_see_requests(client: Client) -> None:
    world = a_world()
    request = a_request(world)
    signed_in(client, Role.OFFICIAL)
    assert client.get("/needs/requests").status_code == 403
    assert client.get("/needs/requests/new").status_code == 403
    assert client.get(f"/needs/requests/{request}").status_code == 404
    assert client.get("/needs/rounds").status_code == 403


def test_outside_the_round_nobody_asks(client: Client) -> None:
    world = a_world()
    NeedsRound.objects.filter(pk=world.needs_round).update(state=RoundState.CLOSED)
    signed_in(client, Role.LIAISON, unit=a_unit())
    assert "지금은 요청을 받는 기간이 아닙니다" in client.get("/needs/requests/new").content.decode()


def test_requests_are_found_by_state_and_words(client: Client) -> None:
    world = a_world()
    a_request(world)
    a_request(world, title="지방세 실무")
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get(f"/needs/requests?year={YEAR}&words=지방세&state=submitted").content.decode()
    assert "지방세 실무" in page
    assert "생성형" not in page
    assert "요청이 없습니다" in client.get(f"/needs/requests?year={YEAR}&state=adopted").content.decode()


def test_thirty_requests_take_as_many_statements_as_one(client: Client) -> None:
    world = a_world()
    a_request(world)
    signed_in(client, Role.TRAINING_OFFICE)
    client.get(f"/needs/requests?year={YEAR}")
    with CaptureQueriesContext(connection) as one:
        client.get(f"/needs/requests?year={YEAR}")
    for number in range(30):
        a_request(world, title=f"과정 {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(f"/needs/requests?year={YEAR}")
    assert len(many) == len(one)


def test_a_round_is_made_opened_changed_and_closed(client: Client) -> None:
    world = a_world()
    signed_in(client, Role.TRAINING_OFFICE)
    address = f"/needs/rounds/new?year={YEAR}"
    assert client.post(address, {"opens_on": "2026-10-01", "closes_on": "2026-09-01"}).status_code == 400
    answer = client.post(address, {"opens_on": "2026-09-01", "closes_on": "2026-09-30", "guidance": "간단히"})
    made = NeedsRound.objects.exclude(pk=world.needs_round).get()
    assert answer["Location"] == f"/needs/rounds/{made.pk}"
    assert (made.number, made.name, made.state) == (2, "2027년 2차 수요조사", RoundState.PLANNED)
    for step, state in (("open", RoundState.OPEN), ("close", RoundState.CLOSED), ("open", RoundState.OPEN)):
        assert client.post(f"{answer['Location']}/{step}").status_code == 302
        made.refresh_from_db()
        assert made.state == state
    changed = {"name": "둘째", "opens_on": "2026-09-01", "closes_on": "2026-09-20"}
    assert client.post(answer["Location"], changed).status_code == 302
    assert "둘째" in client.get(f"/needs/rounds?year={YEAR}").content.decode()
    assert client.get("/needs/rounds/999").status_code == 404


def test_only_the_office_manages_rounds(client: Client) -> None:
    world = a_world()
    signed_in(client, Role.LIAISON, unit=a_unit())
    assert client.get(f"/needs/rounds?year={YEAR}").status_code == 200
    assert client.get(f"/needs/rounds/{world.needs_round}").status_code == 200
    assert client.get("/needs/rounds/new").status_code == 403
    assert client.post(f"/needs/rounds/{world.needs_round}/close").status_code == 403
    assert NeedsRound.objects.get().state == RoundState.OPEN
