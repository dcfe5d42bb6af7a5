"""`services.turns`: who comes first gets a seat under every cap; who meets one waits with its name, and comes first."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.models import Job
from baeumgil.stages.enrolment.errors import ApplicationInvalid
from baeumgil.stages.enrolment.jobs import look_again
from baeumgil.stages.enrolment.models import Application, CapGuard, Offer, SeatCount, Step
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.services.applying import Applied, apply
from baeumgil.stages.enrolment.services.changing import withdraw
from baeumgil.stages.enrolment.services.nominations import nominate
from baeumgil.stages.enrolment.services.swapping import swap_session
from baeumgil.stages.enrolment.terms import ApplicationState, Criterion, Mechanism, QuotaKind, StepReason
from tests.build import a_person, a_unit, an_actor, the_operator
from tests.build_approvals import a_call_with_approvals, a_small_city
from tests.build_enrolment import a_call, a_quota
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session

pytestmark = pytest.mark.django_db

FIRST_COME = CallPolicy(mechanism=Mechanism.FIRST_COME, order=(Criterion.ARRIVAL,), most_wishes=2)
TODAY = date(2027, 2, 1)


@pytest.fixture(autouse=True)
def _early_in_the_year() -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


def a_first_come_call(policy: CallPolicy = FIRST_COME, *, seats: int = 2, name: str = "보고서 작성") -> tuple[int, Any]:
    """A call with two sessions, in one week of March and the next."""
    institute = an_institute()
    course = a_course(name, institute=institute)
    year = a_schedule_year(2027, institute=institute)
    sessions = [a_session(year=year, course=course, seats=seats, starts=date(2027, 3, day)) for day in (8, 15)]
    return a_call(course=course, sessions=sessions, policy=policy), sessions


def comes(call: int, person: int, wishes: Sequence[int]) -> Applied:
    """Somebody applies, now."""
    return apply(actor=an_actor(person=person), call=call, wishes=wishes, key=f"{call}-{person}")


def states() -> list[str]:
    return [str(state) for state in Application.objects.order_by("call_id", "arrival").values_list("state", flat=True)]


def last_step(applied: Applied) -> Step:
    return Step.objects.filter(application_id=applied.application).order_by("-pk")[0]


def test_who_is_over_a_quota_waits_with_its_name_and_the_next_of_another_unit_is_seated() -> None:
    call, [first, _second] = a_first_come_call()
    hall, other = a_unit("총무과"), a_unit("회계과")
    a_quota(call=call, keys=[str(hall)], most=1, label="총무과 몫")
    got = [comes(call, a_person(unit=unit), [first]) for unit in (hall, hall, other)]
    assert [each.state.value for each in got] == ["selected", "waitlisted", "selected"]
    step = last_step(got[1])
    assert step.reason == StepReason.BY_ARRIVAL
    assert step.text.endswith("‘총무과 몫’ 배정 1명이 다 찼습니다.")
    assert [refused["code"] for refused in step.facts["refused"]] == ["quota_full"]
    withdraw(actor=the_operator(), application=got[0].application, reason="일이 생김")
    assert states() == ["cancelled", "offered", "selected"]


def test_seats_are_kept_until_the_call_closes_and_then_offered_to_who_waits() -> None:
    call, [first, _second] = a_first_come_call()
    a_quota(call=call, kind=QuotaKind.GRADE, keys=["9"], reserved=1, label="9급")
    got = [comes(call, a_person(unit=a_unit()), [first]) for _ in range(2)]
    assert [each.state.value for each in got] == ["selected", "waitlisted"]
    assert "따로 배정한 사람들 몫" in last_step(got[1]).text
    assert comes(call, a_person(unit=a_unit(), grade=9), [first]).state is ApplicationState.SELECTED
    withdraw(actor=the_operator(), application=Application.objects.get(grade=9).pk, reason="일이 생김")
    assert states() == ["selected", "waitlisted", "cancelled"]
    with clock.fixed(TODAY + timedelta(days=8)):
        assert [look_again(call), look_again(call)] == [{"made": 1}, {"made": 0}]
    assert states() == ["selected", "offered", "cancelled"]


def test_a_unit_is_not_emptied_by_calls_of_the_same_week_and_the_earliest_comes_first_when_somebody_leaves() -> None:
    capped = replace(FIRST_COME, absence_percent=50)
    hall = a_unit("총무과")
    people = [a_person(unit=hall) for _ in range(4)]
    one, [first, _] = a_first_come_call(capped)
    two, [same_week, later] = a_first_come_call(capped, name="문서 관리")
    got = [comes(one, people[0], [first]), comes(two, people[1], [same_week]), comes(two, people[2], [same_week])]
    assert [each.state.value for each in got] == ["selected", "selected", "waitlisted"]
    assert "‘총무과’에서 2027년 10번째 주에 자리를 비울 수 있는 2명이 다 찼습니다." in last_step(got[2]).text
    assert comes(one, people[3], [first]).place == 1
    withdraw(actor=the_operator(), application=got[0].application, reason="일이 생김")
    assert states() == ["cancelled", "offered", "selected", "waitlisted"]
    stranger = comes(two, a_person(unit=a_unit("회계과")), [same_week, later])
    assert stranger.state is ApplicationState.SELECTED
    assert CapGuard.objects.filter(key="week:2027-W10").exists()


def test_a_newcomer_comes_after_who_waits_for_a_cap_that_gave_way_elsewhere() -> None:
    capped = replace(FIRST_COME, absence_percent=25)
    hall = a_unit("총무과")
    people = [a_person(unit=hall) for _ in range(4)]
    one, [first, _] = a_first_come_call(capped)
    two, [same_week, _] = a_first_come_call(capped, name="문서 관리", seats=1)
    held, waits = comes(one, people[0], [first]), comes(two, people[1], [same_week])
    assert (held.state.value, waits.state.value) == ("selected", "waitlisted")
    withdraw(actor=the_operator(), application=held.application, reason="일이 생김")
    late = comes(two, a_person(unit=a_unit("회계과")), [same_week])
    assert late.state is ApplicationState.WAITLISTED
    assert Offer.objects.get().application_id == waits.application
    with clock.fixed(TODAY + timedelta(days=1)):
        assert Job.objects.filter(name="enrolment.vacancies", arguments={"call": two}).count() == 1


def test_who_has_the_seats_of_a_year_waits_and_a_full_line_refuses_with_the_cap() -> None:
    yearly = replace(FIRST_COME, seats_a_year=1)
    person = a_person(unit=a_unit())
    one, [first, _] = a_first_come_call(yearly)
    two, [_, other] = a_first_come_call(replace(yearly, most_waiting=1), name="문서 관리")
    assert comes(one, person, [first]).state is ApplicationState.SELECTED
    waits = comes(two, person, [other])
    assert waits.state is ApplicationState.WAITLISTED
    assert last_step(waits).text.endswith("한 해에 받는 자리 1개를 이미 받았습니다.")
    second = a_person(unit=a_unit())
    comes(one, second, [first])
    before = Application.objects.count()
    with pytest.raises(ApplicationInvalid) as refused:
        comes(two, second, [other])
    assert [problem.code for problem in refused.value.problems] == ["capped"]
    assert Application.objects.count() == before


def test_a_swap_keeps_the_caps_too() -> None:
    call, [first, second] = a_first_come_call()
    hall = a_unit("총무과")
    a_quota(call=call, keys=[str(hall)], most=1, session=second)
    comes(call, a_person(unit=hall), [second])
    person = a_person(unit=hall)
    mine = comes(call, person, [first])
    with pytest.raises(ApplicationInvalid) as refused:
        swap_session(actor=an_actor(person=person), application=mine.application, session=second)
    assert [problem.code for problem in refused.value.problems] == ["quota_full"]
    assert list(SeatCount.objects.order_by("pk").values_list("taken", flat=True)) == [1, 1]


def test_who_waits_beside_a_free_seat_is_told_once_why() -> None:
    call, [first, _second] = a_first_come_call(seats=3)
    hall = a_unit("총무과")
    a_quota(call=call, keys=[str(hall)], most=1, label="총무과 몫")
    waits = [comes(call, a_person(unit=hall), [first]) for _ in range(2)][1]
    got = [comes(call, a_person(unit=a_unit()), [first]) for _ in range(2)]
    withdraw(actor=the_operator(), application=got[0].application, reason="일이 생김")
    steps = Step.objects.filter(application_id=waits.application).values_list("reason", flat=True)
    assert [str(reason) for reason in steps.order_by("pk")] == ["applied", "by_arrival"]


def test_without_quota_and_cap_a_turn_asks_one_statement_for_each_wish() -> None:
    call, [first, second] = a_first_come_call(seats=1)
    comes(call, a_person(unit=a_unit()), [first])
    actor = an_actor(person=a_person(unit=a_unit()))
    with CaptureQueriesContext(connection) as asked:
        apply(actor=actor, call=call, wishes=[first, second], key="last")
    assert sum("seatcount" in each["sql"] for each in asked.captured_queries) == 2
    assert not any("capguard" in each["sql"] for each in asked.captured_queries)


def test_people_named_together_are_counted_together_whatever_each_wishes() -> None:
    city = a_small_city(sessions=2)
    call = a_call_with_approvals(city, approvals=(), is_first_come=True)
    first, second = city.sessions[:2]
    hall = a_unit("총무과")
    people = [a_person(unit=hall) for _ in range(3)]
    for session in (first, second):
        a_quota(call=call, keys=[str(hall)], most=1, session=session)
    nominate(actor=the_operator(), call=call, people=people, wishes=[first, second], reason="실무", key="k1")
    seats = Application.objects.order_by("arrival").values_list("state", "seat_id")
    assert [(str(state), seat) for state, seat in seats] == [
        ("selected", first),
        ("selected", second),
        ("waitlisted", None),
    ]
