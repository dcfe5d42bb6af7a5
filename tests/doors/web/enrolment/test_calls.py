"""Pages of calls: the office's, and the one that everybody sees."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.engines.selection_checking.checking import check
from baeumgil.stages.enrolment.models import Call, Quota
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.terms import ApplicationState, CallState, Criterion, Mechanism, QuotaKind
from tests.build import a_person, a_unit
from tests.build_enrolment import SEED, SEED_HASH, a_call, a_quota, an_application
from tests.build_web import signed_in
from tests.stages.enrolment.call_world import CLOSES, TODAY, CallWorld, a_call_world

pytestmark = pytest.mark.django_db

CALLS = "/enrolment/calls"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


def typed(world: CallWorld, **more: object) -> dict[str, object]:
    """What a browser sends back from the form of a call, as it was shown."""
    policy = CallPolicy().as_json()
    said = {name: value for name, value in policy.items() if value is not None and value is not False}
    said |= {f"order_{place}": word for place, word in enumerate(policy["order"], 1)}
    return {
        **said,
        "sessions": [str(session) for session in world.sessions],
        "opens_at": "2027-03-03T09:00",
        "closes_at": "2027-03-10T18:00",
        "name": "봄 모집",
        **more,
    }


def test_a_call_is_prepared_looked_at_changed_and_announced(client: Client) -> None:
    world = a_call_world()
    signed_in(client, Role.TRAINING_OFFICE)
    assert "아직 모집이 없습니다" in client.get(CALLS).content.decode()
    new = f"{CALLS}/new?course={world.course}"
    page = client.get(new).content.decode()
    assert (page.count('name="sessions"'), 'value="2027-03-03T09:00"' in page) == (2, True)
    answer = client.post(new, typed(world, absence_percent="30", approval_1="unit_head"))
    call = Call.objects.get()
    assert answer["Location"] == f"{CALLS}/{call.pk}/office"
    assert (call.name, call.policy["absence_percent"], call.policy["approvals"]) == ("봄 모집", 30, ["unit_head"])
    office = client.get(f"{CALLS}/{call.pk}/office").content.decode()
    assert ("공고하기" in office, "한 부서의 30%까지만" in office) == (True, True)
    page = client.get(f"{CALLS}/{call.pk}/edit").content.decode()
    assert page.count("checked") == 3
    answer = client.post(f"{CALLS}/{call.pk}/edit", typed(world, name="새 이름", revision="1"))
    assert answer.status_code == 302
    client.post(f"{CALLS}/{call.pk}/announce", {"revision": "2"})
    call.refresh_from_db()
    assert (call.name, call.state) == ("새 이름", CallState.ANNOUNCED)
    for path in ("edit", "quotas"):
        refused = client.get(f"{CALLS}/{call.pk}/{path}")
        assert (refused.status_code, f'href="{CALLS}/{call.pk}/office"' in refused.content.decode()) == (409, True)
    assert client.post(f"{CALLS}/{call.pk}/announce", {"revision": "2"}).status_code == 409


def test_what_is_wrong_stands_beside_what_was_typed(client: Client) -> None:
    world = a_call_world()
    signed_in(client, Role.TRAINING_OFFICE)
    wrong = typed(world, closes_at="2027-04-01T18:00", order_1="arrival", guidance="적던 안내")
    answer = client.post(f"{CALLS}/new?course={world.course}", wrong)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert ["적던 안내" in page, "추첨이나 신청 순서 하나여야" in page, "명단 확정일(2027-03-27)" in page] == [True] * 3
    assert page.count("checked") == 3
    assert client.get(f"{CALLS}/new")["Location"] == f"{CALLS}/bulk?without=course"
    bulk = client.get(f"{CALLS}/bulk?without=course").content.decode()
    assert "과정을 고르지 않아 이 화면으로 왔습니다" in bulk
    assert "과정을 고르지 않아" not in client.get(f"{CALLS}/bulk").content.decode()
    assert client.get(f"{CALLS}/new?course=999999999999999999999").status_code == 404
    assert Call.objects.count() == 0


def test_seats_are_shared_out_line_by_line(client: Client) -> None:
    world, unit = a_call_world(), a_unit("읍면동")
    call = a_call(course=world.course, sessions=world.sessions, state=CallState.DRAFT)
    address = f"{CALLS}/{call}/quotas"
    signed_in(client, Role.TRAINING_OFFICE)
    assert client.post(address, {"kind": "unit", "units": [str(unit)], "most": "10"})["Location"] == address
    client.post(address, {"kind": "grade", "grades": ["7", "8"], "reserved": "5", "session": str(world.first)})
    client.post(address, {"kind": "series", "series": "행정, 세무", "most": "3", "label": "행정과 세무"})
    rows = list(Quota.objects.values_list("label", "keys", "session_id", "most", "reserved"))
    assert rows == [
        ("읍면동", [str(unit)], None, 10, None),
        ("7급, 8급", ["7", "8"], world.first, None, 5),
        ("행정과 세무", ["세무", "행정"], None, 3, None),
    ]
    wrong = client.post(address, {"kind": "grade", "grades": ["7"], "reserved": "26"})
    page = wrong.content.decode()
    assert (wrong.status_code, "확보 인원의 합(31명)이 정원(30명)보다 많습니다" in page) == (400, True)
    nobody = client.post(address, {"kind": "unit", "most": "3"}).content.decode()
    assert "대상을 고르세요" in nobody
    first = Quota.objects.order_by("pk")[0]
    client.post(address, {"remove": str(first.pk)})
    assert list(Quota.objects.values_list("label", flat=True)) == ["7급, 8급", "행정과 세무"]


def test_a_call_is_extended_and_taken_back_with_a_reason(client: Client) -> None:
    world = a_call_world()
    call = a_call(course=world.course, sessions=world.sessions, closes_at=CLOSES)
    signed_in(client, Role.TRAINING_OFFICE)
    extend, cancel = f"{CALLS}/{call}/extend", f"{CALLS}/{call}/cancel"
    assert 'value="2027-03-10T09:00"' in client.get(extend).content.decode()
    wrong = client.post(extend, {"closes_at": "2027-03-09T09:00", "reason": "전산 장애"})
    assert (wrong.status_code, "전산 장애" in wrong.content.decode()) == (400, True)
    client.post(extend, {"closes_at": "2027-03-12T09:00", "reason": "전산 장애", "revision": "1"})
    assert "신청 기간을 늘렸습니다: 전산 장애" in Call.objects.get().guidance
    assert client.post(cancel, {"reason": ""}).status_code == 400
    assert client.post(cancel, {"reason": "사정", "revision": "1"}).status_code == 409
    client.post(cancel, {"reason": "사정", "revision": "2"})
    assert Call.objects.get().state == CallState.CANCELLED
    assert "취소된 모집입니다" in client.get(f"{CALLS}/{call}").content.decode()


def test_sessions_of_a_month_are_ticked_and_announced(client: Client) -> None:
    world = a_call_world()
    signed_in(client, Role.TRAINING_OFFICE)
    bulk = f"{CALLS}/bulk?month=2027-04"
    page = client.get(bulk).content.decode()
    assert (page.count('name="session"'), "checked" in page) == (2, False)
    window = {"opens_at": "2027-03-03T09:00", "closes_at": "2027-03-10T18:00"}
    nothing = client.post(bulk, window)
    assert (nothing.status_code, "기수를 하나 넘게 고르세요" in nothing.content.decode()) == (400, True)
    answer = client.post(bulk, {**window, "session": [str(world.first)]})
    assert answer["Location"] == CALLS
    assert Call.objects.get().state == CallState.ANNOUNCED
    page = client.get(bulk).content.decode()
    assert page.count('name="session"') == 1
    client.post(bulk, {**window, "session": [str(world.second)]})
    assert "이 달에는 모집할 기수가 없습니다" in client.get(f"{CALLS}/bulk?month=rubbish").content.decode()


def test_officials_see_the_policy_in_order_and_the_hash_but_no_seed(client: Client) -> None:
    world = a_call_world()
    policy = CallPolicy(order=(Criterion.MANDATORY, Criterion.DRAW))
    call = a_call(course=world.course, sessions=world.sessions, policy=policy)
    a_quota(call=call, kind=QuotaKind.GRADE, keys=["7"], most=5, label="7급")
    signed_in(client)
    page = client.get(f"{CALLS}/{call}").content.decode()
    parts = ("지금 이수해야 하는 단계", "여기까지 같으면 추첨", "7급", "이득이 없습니다", SEED_HASH)
    places = [page.find(part) for part in parts]
    assert places == sorted(places)
    assert -1 not in places
    assert (SEED in page, "공고하기" in page, "남은 자리" in page, "개 남음" in page) == (False,) * 4
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = client.get(f"{CALLS}/{call}").content.decode()
    assert ("Nobody gains by hiding or reordering wishes" in english, "In each session, at most 5" in english) == (
        True,
        True,
    )


def test_the_page_of_a_session_tells_the_policy_and_neither_page_takes_many_statements(client: Client) -> None:
    world = a_call_world()
    call = a_call(course=world.course, sessions=world.sessions)
    signed_in(client)
    for address in (f"/schedule/sessions/{world.first}", f"{CALLS}/{call}"):
        assert "지금 이수해야 하는 단계" in client.get(address).content.decode()
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        assert len(captured) <= 8


def test_with_the_result_the_seed_is_shown(client: Client) -> None:
    world = a_call_world()
    call = a_call(course=world.course, sessions=world.sessions, state=CallState.DECIDED)
    signed_in(client)
    page = client.get(f"{CALLS}/{call}").content.decode()
    assert (SEED in page, "두 사람이 서명해" in page) == (True, True)


def test_first_come_shows_no_draw(client: Client) -> None:
    world = a_call_world()
    policy = CallPolicy(mechanism=Mechanism.FIRST_COME, order=(Criterion.ARRIVAL,), most_wishes=1)
    call = a_call(course=world.course, sessions=world.sessions, policy=policy)
    signed_in(client)
    page = client.get(f"{CALLS}/{call}").content.decode()
    assert (SEED_HASH in page, "빨리 신청한 사람이 앞섭니다" in page) == (False, True)
    assert "개 남음" in page
    with clock.fixed(clock.now() + timedelta(days=8)):
        signed_in(client)
        page = client.get(f"{CALLS}/{call}").content.decode()
        assert "도착 기록" in page
        address = f"/selection/bundles/{call}.json"
        assert address in page
        found = client.get(address)
        assert (found.status_code, check(found.content).findings) == (200, ())
        assert client.get(address, headers={"If-None-Match": found.headers["ETag"]}).status_code == 304


def test_drafts_and_office_pages_are_not_for_officials(client: Client) -> None:
    world = a_call_world()
    draft = a_call(course=world.course, state=CallState.DRAFT)
    shown = a_call(course=world.course)
    signed_in(client)
    assert client.get(f"{CALLS}/{draft}").status_code == 404
    for path in ("", "/new", "/bulk", f"/{shown}/office", f"/{shown}/extend", f"/{shown}/cancel", f"/{draft}/edit"):
        assert client.get(f"{CALLS}{path}").status_code == 403
    assert client.post(f"{CALLS}/{draft}/announce").status_code == 403
    assert client.get(f"{CALLS}/{2**63}").status_code == 404
    assert Call.objects.get(pk=draft).state == CallState.DRAFT


def test_lists_and_pages_take_as_many_statements_for_one_call_as_for_many(client: Client) -> None:
    world = a_call_world()
    signed_in(client, Role.TRAINING_OFFICE)
    counted = []
    for number in (1, 1, 4):
        for _ in range(number):
            call = a_call(course=world.course, sessions=world.sessions)
            an_application(call=call, person=a_person(), wishes=world.sessions, state=ApplicationState.APPROVED)
        taken = []
        for address in (CALLS, f"{CALLS}?phase=open&words=보고서", f"{CALLS}/{call}", f"{CALLS}/{call}/office"):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            taken.append(len(captured))
        counted.append(taken)
    assert counted[1] == counted[2]
