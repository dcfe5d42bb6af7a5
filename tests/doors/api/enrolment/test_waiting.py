"""`/enrolment`: waiting lists, offers, lists of participants, outcomes, second calls."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from baeumgil.core import clock
from baeumgil.stages.enrolment.models import Application, Call, Offer
from baeumgil.stages.enrolment.services.waiting import fill_vacancies
from baeumgil.stages.enrolment.terms import ApplicationState, CallState
from baeumgil.stages.people.terms import Scope
from tests.build import a_person, the_operator
from tests.build_enrolment import a_call, an_application
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session
from tests.doors.api.conftest import a_key

pytestmark = pytest.mark.django_db

TODAY = date(2027, 2, 1)
TOP = "/api/v1/enrolment"


@pytest.fixture
def world() -> Iterator[tuple[int, int]]:
    """A decided call of one session with two seats, one of them free, and two people who wait."""
    with clock.fixed(TODAY):
        institute = an_institute()
        course = a_course("보고서 작성", institute=institute)
        year = a_schedule_year(2027, institute=institute)
        session = a_session(year=year, course=course, number=1, seats=2, starts=date(2027, 3, 8))
        now = clock.now()
        call = a_call(
            course=course,
            sessions=[session],
            state=CallState.DECIDED,
            opens_at=now - timedelta(days=9),
            closes_at=now - timedelta(days=1),
        )
        an_application(call=call, person=a_person(), wishes=[session], state=ApplicationState.SELECTED)
        for rank in (1, 2):
            an_application(
                call=call, person=a_person(), wishes=[session], state=ApplicationState.WAITLISTED, wait_rank=rank
            )
        yield call, session


def ask(path: str, said: dict[str, Any] | None = None, *scopes: Scope) -> Any:
    headers = {"authorization": f"Bearer {a_key(*(scopes or (Scope.ENROLMENT_READ,)))}"}
    if said is None:
        return Client().get(f"{TOP}{path}", headers=headers)
    return Client().post(f"{TOP}{path}", said, content_type="application/json", headers=headers)


def test_who_waits_is_listed_and_an_offer_answered(world: tuple[int, int]) -> None:
    fill_vacancies([world[1]], actor=the_operator())
    found = ask(f"/calls/{world[0]}/waiting").json()
    assert [(row["place"], row["state"]) for row in found["rows"]] == [(1, "offered"), (2, "waitlisted")]
    offer = Offer.objects.get()
    assert ask(f"/offers/{offer.pk}", {"accepts": True}).status_code == 403
    answer = ask(f"/offers/{offer.pk}", {"accepts": True}, Scope.ENROLMENT_WRITE)
    assert (answer.status_code, answer.json()["state"]) == (200, "accepted")
    assert ask(f"/offers/{offer.pk}", {"accepts": True}, Scope.ENROLMENT_WRITE).status_code == 409
    assert ask(f"/offers/{2**63}", {"accepts": True}, Scope.ENROLMENT_WRITE).status_code == 404


def test_a_list_is_fixed_and_outcomes_noted(world: tuple[int, int]) -> None:
    path = f"/sessions/{world[1]}"
    assert ask(f"{path}/list", {"sent_to": "교육원"}, Scope.ENROLMENT_WRITE).json()["current"]["number"] == 1
    rows = ask(f"{path}/list?full=true").json()["rows"]
    assert [row["name"] for row in rows] == ["김○늘"]
    said = {"outcomes": [{"application": number, "outcome": "no_show"} for number in (rows[0]["application"], 2**70)]}
    assert ask(f"{path}/outcomes", said, Scope.ENROLMENT_WRITE).status_code == 422
    assert Application.objects.get(pk=rows[0]["application"]).state == ApplicationState.CONFIRMED
    said["outcomes"] = said["outcomes"][:1]
    with clock.fixed(date(2027, 3, 9)):
        assert ask(f"{path}/outcomes", said, Scope.ENROLMENT_WRITE).json() == {"changed": 1}


def test_a_second_call_is_looked_at_and_opened_by_a_key_that_also_writes_the_schedule(world: tuple[int, int]) -> None:
    path = f"/calls/{world[0]}/second"
    assert ask(path).json()["places"] == []
    need = ask(path, None, Scope.ENROLMENT_READ, Scope.SCHEDULE_READ).json()
    assert (need["waiting"], need["may_open"]) == (2, True)
    place = {**need["places"][0], "starts": need["places"][0]["dates"][0], "days": len(need["places"][0]["dates"])}
    said = {"places": [place], "seats": need["size"]}
    assert ask(path, said, Scope.ENROLMENT_WRITE).status_code == 403
    assert Call.objects.count() == 1
    made = ask(path, said, Scope.ENROLMENT_WRITE, Scope.SCHEDULE_WRITE)
    assert (made.status_code, Call.objects.get(pk=made.json()["call"]).parent_id) == (201, world[0])
