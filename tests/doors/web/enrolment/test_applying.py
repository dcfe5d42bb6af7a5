"""Finding courses, applying in two steps, following and changing what was applied for: the pages."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.stages.enrolment.models import Application, Call, Step
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.terms import ApplicationState, ApproverKind, CallState, Criterion, Mechanism
from baeumgil.stages.people.terms import AbsenceKind
from baeumgil.stages.plan.models import CourseInterest
from tests.build import a_person, a_unit
from tests.build_enrolment import a_call, an_application
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session
from tests.build_web import signed_in

pytestmark = pytest.mark.django_db

TODAY = date(2027, 2, 1)
FIRST_COME = CallPolicy(mechanism=Mechanism.FIRST_COME, order=(Criterion.ARRIVAL,), most_wishes=1)


@pytest.fixture(autouse=True)
def _early_in_the_year() -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


def two_sessions(seats: int = 1) -> tuple[int, int, int]:
    """A course with sessions on 8 and 15 March."""
    institute = an_institute()
    course = a_course("보고서 작성", institute=institute)
    year = a_schedule_year(institute=institute)
    first, second = (
        a_session(year=year, course=course, number=number, seats=seats, starts=date(2027, 3, day))
        for number, day in ((1, 8), (2, 15))
    )
    return course, first, second


def text_of(client: Client, address: str, status: int = 200) -> str:
    """The page at an address."""
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_one_applies_in_two_steps_and_a_second_click_changes_nothing(client: Client) -> None:
    course, first, second = two_sessions()
    call = a_call(course=course, sessions=[first, second], policy=CallPolicy(approvals=(ApproverKind.HOME_BODY,)))
    signed_in(client, unit=a_unit())
    address = f"/apply/calls/{call}"
    assert "접수 중" in text_of(client, "/apply?words=보고서&phase=open")
    listed = text_of(client, "/apply")
    assert [word in listed for word in ("신청 0건", "1순위", "빈자리")] == [True, False, False]
    form = text_of(client, address)
    assert ("1순위 기수" in form, "석</option>" in form, " · 빈자리" in form) == (True, True, False)
    typed = {"wish_1": second, "wish_2": first, "motive": "배우려고", "needs": "", "key": "one"}
    checked = client.post(address, {**typed, "step": "check"})
    assert (checked.status_code, "확인하고 신청" in checked.content.decode()) == (200, True)
    assert "배우려고" in client.post(address, {**typed, "step": "edit"}).content.decode()
    assert Application.objects.count() == 0
    applied = client.post(address, {**typed, "step": "apply"})
    mine = Application.objects.get()
    assert applied["Location"] == f"/applications/{mine.pk}"
    assert client.post(address, {**typed, "step": "apply"})["Location"] == f"/applications/{mine.pk}"
    assert client.post(address, {**typed, "key": "two", "step": "apply"})["Location"] == f"/applications/{mine.pk}"
    assert Application.objects.count() == 1
    assert "신청 1건" in text_of(client, "/apply")
    receipt = text_of(client, f"/applications/{mine.pk}")
    assert mine.number in receipt
    assert "승인대기" in receipt
    assert "이미 신청했습니다" in text_of(client, address)
    assert "보고서 작성 모집" in text_of(client, "/applications")


def test_what_is_wrong_is_said_beside_what_was_typed(client: Client) -> None:
    course, first, second = two_sessions()
    call = a_call(course=course, sessions=[first, second], policy=CallPolicy(needs_motive=True))
    person = a_person(unit=a_unit(), absences=[(AbsenceKind.LEAVE, date(2027, 3, 8), date(2027, 3, 12))])
    signed_in(client, person=person)
    address = f"/apply/calls/{call}"
    assert " · 겹침</option>" in text_of(client, address)
    for step in ("check", "apply"):
        answer = client.post(
            address, {"wish_1": first, "wish_2": first, "motive": "", "needs": "통역", "key": "k", "step": step}
        )
        page = answer.content.decode()
        assert (answer.status_code, "통역" in page) == (400, True)
    assert "겹칩니다" in page
    assert "같은 기수를 두 번" in page
    assert client.post(address, {"wish_1": "x", "key": "k", "motive": "m", "step": "apply"}).status_code == 400
    assert Application.objects.count() == 0


@pytest.mark.parametrize(("opens_in", "status", "word"), [(1, 409, "아직 접수 기간이"), (-9, 409, "접수가 끝났습니다")])
def test_a_call_that_is_not_open_says_so(client: Client, opens_in: int, status: int, word: str) -> None:
    course, first, _second = two_sessions()
    opens = clock.now() + timedelta(days=opens_in)
    call = a_call(course=course, sessions=[first], opens_at=opens, closes_at=opens + timedelta(days=8))
    signed_in(client)
    address = f"/apply/calls/{call}"
    assert word in text_of(client, address)
    refused = client.post(address, {"wish_1": first, "key": "k", "step": "apply"})
    assert (refused.status_code, word in refused.content.decode()) == (status, True)
    Call.objects.update(state=CallState.CANCELLED)
    assert "취소된 모집입니다" in text_of(client, address)
    assert client.post(address, {"wish_1": first, "key": "k", "step": "apply"}).status_code == 409
    assert Application.objects.count() == 0
    assert client.get("/apply/calls/999999").status_code == 404
    assert client.post("/apply/calls/999999", {"step": "apply"}).status_code == 404


def test_who_comes_too_late_to_a_first_come_call_waits_with_a_number(client: Client) -> None:
    course, first, _second = two_sessions()
    call = a_call(course=course, sessions=[first], policy=FIRST_COME)
    for number in range(3):
        signed_in(client, unit=a_unit())
        receipt = client.post(
            f"/apply/calls/{call}", {"wish_1": first, "key": f"k{number}", "step": "apply"}, follow=True
        )
    page = receipt.content.decode()
    assert "대기 2번" in page
    assert "3번째로 신청" in page


def test_a_seat_is_swapped_confirmed_and_left(client: Client) -> None:
    course, first, second = two_sessions()
    call = a_call(course=course, sessions=[first, second], state=CallState.DECIDED)
    person = a_person(unit=a_unit())
    number = an_application(call=call, person=person, wishes=[first], state=ApplicationState.SELECTED)
    signed_in(client, person=person)
    address = f"/applications/{number}"
    assert "다른 기수로 옮기기" in text_of(client, address)
    assert "보고서 작성 2기" in text_of(client, f"{address}/swap")
    assert client.post(f"{address}/swap", {"session": second})["Location"] == address
    assert client.post(f"{address}/swap", {"session": "x"}).status_code == 400
    assert client.post(f"{address}/confirm")["Location"] == address
    assert client.post(f"{address}/withdraw", {"reason": "업무"})["Location"] == address
    late = client.post(f"{address}/withdraw", {"reason": "업무"})
    assert (late.status_code, "취소할 수 없습니다" in late.content.decode()) == (409, True)
    assert "업무" in text_of(client, address)
    row = Application.objects.get(pk=number)
    assert (row.state, row.seat_id, Step.objects.count()) == (ApplicationState.CANCELLED, None, 4)


def test_no_swap_is_offered_where_no_other_session_is_free(client: Client) -> None:
    course, first, second = two_sessions()
    call = a_call(course=course, sessions=[first, second], state=CallState.DECIDED)
    person = a_person(unit=a_unit())
    number = an_application(call=call, person=person, wishes=[first], state=ApplicationState.SELECTED)
    an_application(call=call, person=a_person(), wishes=[second], state=ApplicationState.SELECTED)
    signed_in(client, person=person)
    address = f"/applications/{number}"
    assert f"{address}/swap" not in text_of(client, address)
    page = text_of(client, f"{address}/swap")
    assert ("빈자리가 있는 다른 기수가 없습니다" in page, "신청으로 돌아가기" in page) == (True, True)


def test_wishes_are_changed_while_the_call_is_open(client: Client) -> None:
    course, first, second = two_sessions()
    call = a_call(course=course, sessions=[first, second])
    person = a_person(unit=a_unit())
    number = an_application(call=call, person=person, wishes=[first])
    signed_in(client, person=person)
    address = f"/applications/{number}"
    assert "희망 기수 바꾸기" in text_of(client, address)
    assert client.post(f"{address}/wishes", {"wish_1": second, "wish_2": second}).status_code == 400
    assert client.post(f"{address}/wishes", {"wish_1": second, "wish_2": first})["Location"] == address
    Call.objects.filter(pk=call).update(closes_at=clock.now())
    assert "지금은 바꿀 수 없습니다" in text_of(client, f"{address}/wishes")
    assert client.post(f"{address}/wishes", {"wish_1": first}).status_code == 409


def test_strangers_find_nothing_and_the_office_acts_for_people(client: Client) -> None:
    course, first, second = two_sessions()
    call = a_call(course=course, sessions=[first, second])
    number = an_application(call=call, person=a_person("박이름", unit=a_unit()), wishes=[first])
    pages = [f"/applications/{number}{more}" for more in ("", "/withdraw", "/wishes", "/swap")]
    signed_in(client)
    assert [client.get(address).status_code for address in pages] == [404] * 4
    assert client.post(f"/applications/{number}/confirm").status_code == 404
    assert client.get("/applications/all").status_code == 403
    signed_in(client, Role.AUDITOR)
    assert [client.get(address).status_code for address in pages] == [200, 403, 403, 403]
    signed_in(client, Role.TRAINING_OFFICE)
    assert [client.get(address).status_code for address in pages] == [200] * 4
    assert "박이름" in text_of(client, f"/applications/all?call={call}&state=approved&words=박")
    assert "신청이 없습니다" in text_of(client, "/applications/all?words=김")
    assert "/applications/all" in text_of(client, "/applications")
    assert client.get("/applications/all?call=x").status_code == 404
    assert client.post(f"/applications/{number}/withdraw", {"reason": "전화"}).status_code == 302


def test_an_onlooker_is_not_told_that_it_is_too_late_to_withdraw(client: Client) -> None:
    course, first, second = two_sessions()
    call = a_call(course=course, sessions=[first, second], state=CallState.DECIDED)
    unit = a_unit()
    person = a_person("박이름", unit=unit)
    number = an_application(call=call, person=person, wishes=[first], state=ApplicationState.SELECTED)
    signed_in(client, Role.LIAISON, unit=unit)
    assert "이 지났습니다" not in text_of(client, f"/applications/{number}")


def test_interest_is_noted_and_taken_back(client: Client) -> None:
    institute = an_institute()
    course = a_course("협상의 기술", institute=institute)
    signed_in(client)
    assert "협상의 기술" in text_of(client, "/apply/courses?words=협상")
    address = f"/apply/courses/{course}/interest"
    assert client.post(address, {"does": "note", "words": "협상"}).status_code == 302
    assert "적어 둠" in text_of(client, "/apply/courses")
    assert CourseInterest.objects.count() == 1
    client.post(address, {"does": "withdraw"})
    assert CourseInterest.objects.count() == 0
    assert client.post("/apply/courses/999999/interest").status_code == 404
    assert "지금 추천할 모집이 없습니다" in text_of(client, "/apply/advice")


def test_statements_of_lists_do_not_grow(client: Client) -> None:
    institute = an_institute()
    year = a_schedule_year(institute=institute)
    person = a_person(unit=a_unit())
    signed_in(client, Role.TRAINING_OFFICE, person=person)
    addresses = ("/apply", "/apply/advice", "/apply/courses", "/applications", "/applications/all")
    counts: list[list[int]] = []
    for size in (1, 4):
        for _ in range(size):
            course = a_course("과정", institute=institute, target_filters={"grades": [7]})
            session = a_session(year=year, course=course, starts=date(2027, 3, 8))
            an_application(call=a_call(course=course, sessions=[session]), person=person, wishes=[session])
            a_call(course=course, sessions=[session])
        counts.append([])
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            counts[-1].append(len(captured))
    assert counts[0] == counts[1]
    assert counts[0][0] <= 8
