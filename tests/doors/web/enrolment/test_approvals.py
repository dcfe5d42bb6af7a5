"""The inbox of approvals, deputies, nominations and calling up, as pages."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.stages.enrolment.models import Application, Approval, Deputy, Wish
from baeumgil.stages.people.models import Account
from baeumgil.stages.people.queries.accounts import actor_of
from tests.build import a_person
from tests.build_approvals import a_call_with_approvals, a_small_city, asked, due_today
from tests.build_enrolment import a_quota
from tests.build_web import an_account, signed_in

pytestmark = pytest.mark.django_db

INBOX = "/enrolment/approvals"


def test_the_inbox_shows_what_waits_and_decides_many_at_once(client: Client) -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    a_quota(call=call, keys=[str(city.division)], most=3, label="총무과 배정")
    people = [a_person(name, unit=city.division) for name in ("가온", "나래")]
    asked(city, call, people)
    signed_in(client, Role.HEAD, unit=city.division)
    text = client.get(INBOX).content.decode()
    for word in ("가온", "나래", "총무과 배정 3자리 중 3자리 남음", "보고서 작성 모집"):
        assert word in text
    numbers = list(Approval.objects.filter(state="open").values_list("pk", flat=True))
    answer = client.post(INBOX, {"approval": numbers, "comment": "다녀오세요", "what": "approve"})
    assert (answer.status_code, answer["Location"]) == (302, INBOX)
    assert set(Approval.objects.filter(kind="unit_head").values_list("state", "comment")) == {
        ("approved", "다녀오세요")
    }
    assert "승인할 신청이 없습니다" in client.get(INBOX).content.decode()


def test_returning_without_a_reason_is_refused_and_keeps_the_ticks(client: Client) -> None:
    city = a_small_city()
    (application,) = asked(city, a_call_with_approvals(city), [a_person(unit=city.division)])
    signed_in(client, Role.HEAD, unit=city.division)
    number = Approval.objects.get(state="open").pk
    answer = client.post(INBOX, {"approval": [number], "comment": "", "what": "return"})
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "돌려보내는 까닭이 없습니다" in text
    assert f'value="{number}" checked' in text
    for nothing in ({"what": "approve"}, {"approval": [number]}, {"approval": ["x"], "what": "approve"}):
        assert client.post(INBOX, nothing).status_code == 400
    assert Application.objects.get(pk=application.pk).state == "awaiting_approval"


def test_the_inbox_asks_the_database_as_often_for_many_as_for_one(client: Client) -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    asked(city, call, [a_person(unit=city.division)])
    signed_in(client, Role.HEAD, unit=city.division)
    client.get(INBOX)
    with CaptureQueriesContext(connection) as few:
        client.get(INBOX)
    asked(city, call, [a_person(unit=city.division) for _ in range(5)])
    with CaptureQueriesContext(connection) as many:
        client.get(INBOX)
    assert len(many) == len(few)


def test_one_consent_is_decided_on_its_own_page(client: Client) -> None:
    city = a_small_city()
    (application,) = asked(city, a_call_with_approvals(city), [a_person("가온", unit=city.division)])
    number = Approval.objects.get(state="open").pk
    signed_in(client, Role.HEAD, unit=city.division)
    assert "가온" in client.get(f"{INBOX}/{number}").content.decode()
    assert client.post(f"{INBOX}/{number}", {"what": "return", "comment": "인사이동 뒤에"}).status_code == 302
    assert Application.objects.get(pk=application.pk).state == "returned"
    text = client.get(f"{INBOX}/{number}").content.decode()
    assert "인사이동 뒤에" in text
    signed_in(client, Role.LIAISON, unit=city.other)
    assert client.get(f"{INBOX}/{number}").status_code == 404
    assert client.get(f"{INBOX}/{2**70}").status_code == 404


def test_the_office_looks_at_all_and_decides_what_is_its_own(client: Client) -> None:
    city = a_small_city()
    asked(city, a_call_with_approvals(city), [a_person("가온", unit=city.division)])
    signed_in(client, Role.TRAINING_OFFICE)
    assert "가온" not in client.get(INBOX).content.decode()
    text = client.get(f"{INBOX}?all=1&words=가온").content.decode()
    assert "가온" in text
    assert 'name="approval"' not in text


def test_a_deputy_is_named_shown_and_ended(client: Client) -> None:
    a_small_city()
    an_account(person=a_person("동료", staff_no="C1"))
    me = signed_in(client, Role.HEAD)
    today = clock.today()
    said = {"deputy_staff_no": "C1", "starts_on": today, "ends_on": today + timedelta(days=3)}
    assert client.post("/enrolment/deputies", {**said, "deputy_staff_no": "X"}).status_code == 400
    assert Deputy.objects.count() == 0
    assert client.post("/enrolment/deputies", said).status_code == 302
    row = Deputy.objects.get()
    assert row.account_id == me.account
    assert row.deputy.display_name in client.get("/enrolment/deputies").content.decode()
    assert client.post(f"/enrolment/deputies/{row.pk}/end").status_code == 302
    assert Deputy.objects.count() == 0


def test_a_unit_names_its_people_and_sees_what_speaks_against_whom(client: Client) -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    able = a_person("가온", unit=city.division)
    there = a_person("나래", unit=city.division)
    a_person("다른과", unit=city.other)
    asked(city, call, [there])
    signed_in(client, Role.LIAISON, unit=city.division)
    assert "보고서 작성 모집" in client.get("/enrolment/nominations").content.decode()
    address = f"/enrolment/nominations/{call}"
    text = client.get(f"{address}?person={able}").content.decode()
    assert "다른과" not in text
    able_ones, others = text.split("신청할 수 없는 사람 1명과 까닭")
    assert ("가온" in able_ones, "나래" in able_ones, "나래" in others) == (True, False, True)
    assert "이미 신청했습니다." in text
    assert f'value="{able}" checked' in text
    said = {"person": [able], "wish1": city.sessions[0], "reason": "실무", "key": "k1"}
    assert client.post(address, {**said, "person": []}).status_code == 400
    assert client.post(address, {**said, "person": [there]}).status_code == 400
    assert client.post(address, said).status_code == 302
    assert Application.objects.get(person_id=able).via == "nomination"


def test_one_of_the_people_named_may_have_another_session(client: Client) -> None:
    city = a_small_city(sessions=2)
    call = a_call_with_approvals(city)
    first, second = city.sessions
    people = [a_person(unit=city.division) for _ in range(2)]
    signed_in(client, Role.LIAISON, unit=city.division)
    address = f"/enrolment/nominations/{call}"
    said = {"person": people, "wish1": first, "reason": "", "key": "k1", f"wish-{people[1]}-1": "x"}
    assert client.post(address, said).status_code == 400
    wrong = client.post(address, said | {"wish1": "", f"wish-{people[1]}-1": second}).content.decode()
    assert f'<option value="{second}" selected>' in wrong
    assert client.post(address, said | {f"wish-{people[1]}-1": second}).status_code == 302
    wishes = Wish.objects.order_by("application__person_id").values_list("application__person_id", "session_id")
    assert list(wishes) == list(zip(people, city.sessions, strict=True))


def test_where_nobody_can_be_named_the_reasons_stand_open(client: Client) -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    there = a_person("나래", unit=city.division)
    asked(city, call, [there])
    signed_in(client, Role.LIAISON, unit=city.division)
    text = client.get(f"/enrolment/nominations/{call}?words=나래").content.decode()
    assert "이 쪽에는 지금 신청할 수 있는 사람이 없습니다." in text
    assert (re.search(r"<details[^>]* open>", text) is not None, 'name="person"' in text) == (True, False)


def test_who_applied_sees_who_decides_and_by_when(client: Client) -> None:
    city = a_small_city()
    me = signed_in(client, unit=city.division)
    assert me.person is not None
    (mine,) = asked(city, a_call_with_approvals(city), [me.person])
    Approval.objects.filter(application=mine, state="open").update(due_at=datetime(2031, 5, 6, tzinfo=UTC))
    address = f"/applications/{mine.pk}"
    text = client.get(address).content.decode()
    for word in ("승인하는 사람과 기한은 아래에", "총무과", city.actor(city.head).label, "2031"):
        assert word in text
    Approval.objects.filter(application=mine, state="open").update(unit=None)
    text = client.get(address).content.decode()
    assert ("시 전체 담당" in text, city.actor(city.officer).label in text) == (True, True)
    Account.objects.filter(pk=city.officer).update(is_active=False)
    text = client.get(address).content.decode()
    assert ("승인할 곳과 기한은 아래에" in text, "시 전체 담당" in text) == (True, True)


def test_nobody_names_people_without_a_unit(client: Client) -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    signed_in(client, Role.AUDITOR)
    assert [client.get(f"/enrolment/nominations{rest}").status_code for rest in ("", f"/{call}")] == [403, 403]
    assert client.get(f"/enrolment/nominations/{call}/call-up").status_code == 403


def test_the_people_page_asks_the_database_as_often_for_many_as_for_one(client: Client) -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    a_person(unit=city.division)
    signed_in(client, Role.LIAISON, unit=city.division)
    address = f"/enrolment/nominations/{call}"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(4):
        a_person(unit=city.division)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_the_office_sees_whom_it_would_call_up(client: Client) -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    signed_in(client, Role.TRAINING_OFFICE)
    address = f"/enrolment/nominations/{call}/call-up"
    assert "로드맵의 단계와 이어지지 않은 과정입니다" in client.get(address).content.decode()
    assert client.post(address, {"how": "ask"}).status_code == 400
    assert Application.objects.count() == 0


def test_the_office_calls_people_up(client: Client) -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    person = a_person(unit=city.division)
    due_today(city, person, a_person(unit=city.division, left_on=clock.today() - timedelta(days=3)))
    signed_in(client, Role.TRAINING_OFFICE)
    address = f"/enrolment/nominations/{call}/call-up"
    assert "재직 중이 아님" in client.get(address).content.decode()
    assert client.post(address, {"how": "ask"})["Location"] == address
    assert Application.objects.count() == 0
    assert client.post(address, {"how": "enter"})["Location"] == address
    assert Application.objects.get().person_id == person
    assert 'name="how"' in client.get(address).content.decode()


def test_a_deputy_finds_it_in_their_own_inbox(client: Client) -> None:
    city = a_small_city()
    asked(city, a_call_with_approvals(city), [a_person("가온", unit=city.division)])
    me = signed_in(client, Role.OFFICIAL, unit=city.other)
    assert "가온" not in client.get(INBOX).content.decode()
    Deputy.objects.create(
        account_id=city.head,
        deputy_id=me.account,
        starts_on=clock.today(),
        ends_on=clock.today(),
        named_by="과장",
        named_at=clock.now(),
    )
    text = client.get(INBOX).content.decode()
    assert "가온" in text
    assert actor_of(city.head).label in text
