"""`services.caps`: two who are counted in the same cap at the same moment never both get its last place."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection

from baeumgil.core import clock
from baeumgil.stages.enrolment.models import Application, Step
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.services.applying import apply
from baeumgil.stages.enrolment.terms import ApplicationState, Criterion, Mechanism
from tests.build import a_person, a_unit, an_actor
from tests.build_enrolment import a_call
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session

pytestmark = pytest.mark.django_db(transaction=True)

TODAY, MONDAY = date(2027, 2, 1), date(2027, 3, 8)
FIRST_COME = CallPolicy(mechanism=Mechanism.FIRST_COME, order=(Criterion.ARRIVAL,), most_wishes=1)
Asked = tuple[int, int, int]
"""A call, a person and a session."""


def two_calls(policy: CallPolicy, *, weeks_apart: int = 0) -> list[tuple[int, int]]:
    """Two calls and their sessions, on the same days or so many weeks apart."""
    institute = an_institute()
    year = a_schedule_year(2027, institute=institute)
    found = []
    for name, starts in (("보고서 작성", MONDAY), ("문서 관리", MONDAY + timedelta(weeks=weeks_apart))):
        course = a_course(name, institute=institute)
        session = a_session(year=year, course=course, seats=9, starts=starts)
        found.append((a_call(course=course, sessions=[session], policy=policy), session))
    return found


def all_at_once(asked: list[Asked]) -> None:
    """Everybody applies at the same moment, each in a connection of their own; on SQLite they stand in line anyway."""
    gate = Barrier(len(asked))

    def one(call: int, person: int, session: int) -> None:
        try:
            gate.wait(10)
            _applies(call, person, session)
        finally:
            connection.close()

    if connection.vendor == "postgresql":
        with ThreadPoolExecutor(len(asked)) as pool:
            for done in [pool.submit(one, *each) for each in asked]:
                done.result(60)
    else:
        for each in asked:
            _applies(*each)


def _applies(call: int, person: int, session: int) -> None:
    with clock.fixed(TODAY):
        apply(actor=an_actor(person=person), call=call, wishes=[session], key=f"{call}-{person}")


def test_calls_of_one_week_share_what_a_unit_can_spare() -> None:
    with clock.fixed(TODAY):
        hall = a_unit("총무과")
        people = [a_person(unit=hall) for _ in range(8)]
        calls = two_calls(replace(FIRST_COME, absence_percent=25))
    asked = [(calls[place % 2], person) for place, person in enumerate(people)]
    all_at_once([(call, person, session) for (call, session), person in asked])
    assert Counter(Application.objects.values_list("state", flat=True)) == {
        ApplicationState.SELECTED: 2,
        ApplicationState.WAITLISTED: 6,
    }
    waiting = Application.objects.filter(state=ApplicationState.WAITLISTED)
    said = Step.objects.filter(application__in=waiting, after=ApplicationState.WAITLISTED)
    assert all("자리를 비울 수 있는 2명이 다 찼습니다." in step.text for step in said)


def test_nobody_gets_more_seats_of_a_year_by_applying_twice_at_once() -> None:
    with clock.fixed(TODAY):
        calls = two_calls(replace(FIRST_COME, seats_a_year=1), weeks_apart=1)
        people = [a_person(unit=a_unit()) for _ in range(4)]
    all_at_once([(call, person, session) for person in people for call, session in calls])
    seated = Application.objects.filter(state=ApplicationState.SELECTED)
    assert Counter(seated.values_list("person_id", flat=True)) == dict.fromkeys(people, 1)
    assert Application.objects.filter(state=ApplicationState.WAITLISTED).count() == len(people)
