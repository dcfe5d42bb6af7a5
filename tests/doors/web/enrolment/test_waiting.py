"""Pages of what follows once seats are given: each once well, each refusal with what was typed kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.stages.enrolment.models import Application, Bar, Call, NameList, Offer, Replacement
from baeumgil.stages.enrolment.services.waiting import fill_vacancies
from baeumgil.stages.enrolment.terms import ApplicationState, BarCause, CallState, ReplacementState
from baeumgil.stages.schedule.models import CourseSession
from tests.build import a_person, a_unit, the_operator
from tests.build_enrolment import a_call, an_application
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session
from tests.build_web import signed_in

pytestmark = pytest.mark.django_db

TODAY = date(2027, 2, 1)
MONDAY = date(2027, 3, 8)
SELECTED, WAITLISTED = ApplicationState.SELECTED, ApplicationState.WAITLISTED


@dataclass(frozen=True, slots=True)
class World:
    """A decided call of one session of two seats, one of them free."""

    call: int
    session: int
    unit: int


@pytest.fixture
def world() -> Iterator[World]:
    with clock.fixed(TODAY):
        institute = an_institute()
        course = a_course("보고서 작성", institute=institute)
        year = a_schedule_year(2027, institute=institute)
        session = a_session(year=year, course=course, number=1, seats=2, starts=MONDAY)
        call = a_call(
            course=course,
            sessions=[session],
            state=CallState.DECIDED,
            opens_at=clock.now() - timedelta(days=9),
            closes_at=clock.now() - timedelta(days=1),
        )
        yield World(call, session, a_unit("총무과"))


def waits(world: World, rank: int = 1, *, person: int | None = None) -> int:
    """Somebody who waits."""
    return an_application(
        call=world.call, person=person or a_person(), wishes=[world.session], state=WAITLISTED, wait_rank=rank
    )


def seated(world: World, state: ApplicationState = SELECTED, *, person: int | None = None) -> int:
    """Somebody with a seat."""
    return an_application(
        call=world.call, person=person or a_person(unit=world.unit), wishes=[world.session], state=state
    )


def text_of(client: Client, path: str, status: int = 200) -> str:
    """A page."""
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def state_of(application: int) -> str:
    """How an application stands."""
    return str(Application.objects.get(pk=application).state)


def test_the_waiting_list_names_people_in_order_at_a_constant_cost(client: Client, world: World) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    path = f"/enrolment/calls/{world.call}/waiting"
    assert "기다리는 사람이 없습니다" in text_of(client, path)
    costs = []
    for people in (1, 3):
        for _one in range(people):
            waits(world, Application.objects.count() + 1)
        fill_vacancies([world.session], actor=the_operator())
        text_of(client, path)
        with CaptureQueriesContext(connection) as seen:
            text = text_of(client, path)
        costs.append(len(seen))
    assert "4번" in text
    assert costs[0] == costs[1]
    signed_in(client, Role.OFFICIAL)
    text_of(client, path, 403)


def test_an_offer_is_answered_with_one_of_two_buttons(client: Client, world: World) -> None:
    person = a_person()
    mine = waits(world, person=person)
    fill_vacancies([world.session], actor=the_operator())
    offer = f"/enrolment/offers/{Offer.objects.get().pk}"
    signed_in(client, person=person)
    assert offer in text_of(client, "/enrolment/offers")
    assert "자리를 받습니다" in text_of(client, offer)
    assert client.post(offer).status_code == 400
    assert state_of(mine) == "offered"
    assert client.post(offer, {"answer": "accept"}).status_code == 302
    assert state_of(mine) == "selected"
    assert client.post(offer, {"answer": "decline"}).status_code == 409
    assert state_of(mine) == "selected"
    signed_in(client)
    text_of(client, offer, 404)


def test_a_list_is_looked_at_masked_fixed_and_taken_away_as_a_file(client: Client, world: World) -> None:
    seated(world, person=a_person("홍길동", unit=world.unit))
    signed_in(client, Role.TRAINING_OFFICE)
    path = f"/enrolment/sessions/{world.session}/list"
    text = text_of(client, path)
    assert ("홍○동" in text, "홍길동" in text) == (True, False)
    assert "홍길동" in text_of(client, f"{path}?full=yes")
    assert client.post(f"{path}/fix", {"sent_to": "가" * 201}).status_code == 400
    assert NameList.objects.count() == 0
    assert client.post(f"{path}/fix", {"sent_to": "교육원"}).status_code == 302
    assert NameList.objects.get().sent_to == "교육원"
    assert "제1호" in text_of(client, path)
    answer = client.get(f"/enrolment/sessions/{world.session}/list.xlsx?full=yes")
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")
    text_of(client, f"/enrolment/sessions/{world.session}/list.exe", 404)
    signed_in(client)
    text_of(client, path, 403)
    text_of(client, f"/enrolment/sessions/{2**63}/list", 404)


def test_outcomes_are_noted_for_everybody_at_once_and_can_be_taken_back(client: Client, world: World) -> None:
    came, away = (seated(world, ApplicationState.CONFIRMED) for _one in range(2))
    signed_in(client, Role.TRAINING_OFFICE)
    path = f"/enrolment/sessions/{world.session}/outcomes"
    chosen = {str(came): "completed", str(away): "no_show"}
    assert client.post(path, chosen).status_code == 400
    assert (state_of(came), state_of(away)) == ("confirmed", "confirmed")
    with clock.fixed(MONDAY + timedelta(days=30)):
        signed_in(client, Role.TRAINING_OFFICE)
        assert 'name="text"' in text_of(client, path)
        assert client.post(path, chosen).status_code == 302
        assert (state_of(came), state_of(away)) == ("completed", "no_show")
        assert f"/enrolment/applications/{away}/outcome" in text_of(client, path)
        bar = Bar.objects.get()
        assert "막힘" in text_of(client, "/enrolment/bars")
        assert client.post(f"/enrolment/bars/{bar.pk}/lift", {"reason": " "}).status_code == 400
        assert client.post(f"/enrolment/bars/{bar.pk}/lift", {"reason": "병가"}).status_code == 302
        assert "풀림" in text_of(client, "/enrolment/bars?all=yes")
        assert client.post(f"/enrolment/applications/{away}/outcome", {"reason": "착오"}).status_code == 302
        assert state_of(away) == "confirmed"


def test_a_unit_asks_for_a_replacement_and_the_office_answers(client: Client, world: World) -> None:
    old, coming = seated(world), a_person("이가람", unit=world.unit)
    signed_in(client, Role.LIAISON, unit=world.unit)
    path = f"/enrolment/applications/{old}/replacement"
    assert "이가람" in text_of(client, path)
    assert client.post(path, {"person": str(coming), "reason": ""}).status_code == 400
    assert Replacement.objects.count() == 0
    assert client.post(path, {"person": str(coming), "reason": "병가"}).status_code == 302
    asked = f"/enrolment/replacements/{Replacement.objects.get().pk}"
    assert "받아들입니다" not in text_of(client, asked)
    signed_in(client, Role.TRAINING_OFFICE)
    assert asked in text_of(client, "/enrolment/replacements")
    assert client.post(asked, {"decision": "decline", "answer": ""}).status_code == 400
    assert client.post(asked, {"decision": "accept", "answer": ""}).status_code == 302
    assert Replacement.objects.get().state is ReplacementState.ACCEPTED
    assert state_of(old) == "cancelled"
    assert "이가람" in text_of(client, asked)


def test_a_liaison_finds_the_lists_of_the_unit_from_the_menu_and_same_numbers_of_two_years_apart(
    client: Client, world: World
) -> None:
    seated(world)
    seated(world, person=a_person(unit=a_unit("세무과")))
    held = CourseSession.objects.get(pk=world.session)
    earlier = a_session(
        year=a_schedule_year(2026, institute=held.course.institute_id),
        course=held.course_id,
        number=1,
        starts=TODAY - timedelta(days=20),
    )
    before = a_call(course=held.course_id, sessions=[earlier], state=CallState.DECIDED)
    an_application(call=before, person=a_person(unit=world.unit), wishes=[earlier], state=ApplicationState.COMPLETED)
    signed_in(client, Role.LIAISON, unit=world.unit)
    assert 'href="/enrolment/lists"' in text_of(client, "/")
    with CaptureQueriesContext(connection) as seen:
        page = text_of(client, "/enrolment/lists")
    assert re.findall(r'<a href="(/enrolment/sessions/\d+/list)">([^<]+)</a>', page) == [
        (f"/enrolment/sessions/{world.session}/list", "2027년 보고서 작성 1기"),
        (f"/enrolment/sessions/{earlier}/list", "2026년 보고서 작성 1기"),
    ]
    assert page.count("1명") == 2
    assert len(seen) < 20
    signed_in(client, Role.LIAISON, unit=a_unit("홍보과"))
    assert "자리를 받은 사람이 없습니다" in text_of(client, "/enrolment/lists")
    signed_in(client)
    text_of(client, "/enrolment/lists", 403)


def test_a_replacement_is_offered_once_nobody_comes_first_and_not_of_barred_people(
    client: Client, world: World
) -> None:
    old, coming = seated(world), a_person("이가람", unit=world.unit)
    barred = a_person("박제한", unit=world.unit)
    Bar.objects.create(person_id=barred, cause=BarCause.NO_SHOW, starts_on=TODAY, ends_on=MONDAY)
    signed_in(client, Role.LIAISON, unit=world.unit)
    listed, asked = f"/enrolment/sessions/{world.session}/list", f"/enrolment/applications/{old}/replacement"
    assert asked in text_of(client, listed)
    page = text_of(client, asked)
    assert (f'value="{coming}"' in page, f'value="{barred}"' in page, "박제한" in page) == (True, False, False)
    waits(world)
    assert asked not in text_of(client, listed)


def test_a_second_call_is_opened_with_one_click(client: Client, world: World) -> None:
    waiting = [waits(world, rank) for rank in (1, 2, 3)]
    signed_in(client, Role.TRAINING_OFFICE)
    assert "보고서 작성" in text_of(client, "/enrolment/extra-sessions")
    path = f"/enrolment/calls/{world.call}/second"
    text = text_of(client, path)
    assert "<svg" in text
    code = text.split('name="places"')[1].split('value="')[1].split('"')[0]
    assert client.post(path, {"seats": "3", "open_days": "0"}).status_code == 400
    assert client.post(path, {"places": ["x:y"], "seats": "3", "open_days": "0"}).status_code == 400
    assert Call.objects.count() == 1
    assert client.post(path, {"places": [code], "seats": "3", "open_days": "0"}).status_code == 302
    assert Application.objects.filter(carried_from__in=waiting).count() == 3
    assert "이어서 연 모집 보기" in text_of(client, path)
    signed_in(client)
    text_of(client, path, 403)
    text_of(client, "/enrolment/extra-sessions", 403)
