"""`services.changing` and `services.swapping`: wishes changed, applications withdrawn, seats swapped, in time."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.stages.enrolment.errors import (
    ApplicationInvalid,
    ApplicationNotFound,
    ClosedAlready,
    NotAtThisStage,
    SeatsGone,
)
from baeumgil.stages.enrolment.models import Application, Bar, Offer, SeatCount, Step, Wish
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.services.changing import change_wishes, withdraw
from baeumgil.stages.enrolment.services.swapping import swap_session
from baeumgil.stages.enrolment.terms import ApplicationState, BarCause, CallState, Criterion, Mechanism, StepReason
from tests.build import a_person, a_unit, an_actor
from tests.build_enrolment import a_call, an_application
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _early_in_the_year() -> Iterator[None]:
    with clock.fixed(date(2027, 2, 1)):
        yield


def sessions(*, seats: int = 1) -> tuple[int, int, int]:
    """A course with sessions on 8 and 15 March."""
    institute = an_institute()
    course = a_course("보고서 작성", institute=institute)
    year = a_schedule_year(2027, institute=institute)
    first, second = (a_session(year=year, course=course, seats=seats, starts=date(2027, 3, day)) for day in (8, 15))
    return course, first, second


def somebody() -> int:
    """An official of a unit."""
    return a_person(unit=a_unit())


def test_wishes_change_while_the_call_is_open() -> None:
    course, first, second = sessions()
    person = somebody()
    call = a_call(course=course, sessions=[first, second])
    number = an_application(call=call, person=person, wishes=[first])
    change_wishes(actor=an_actor(person=person), application=number, wishes=[second, first], revision=1)
    assert list(Wish.objects.order_by("rank").values_list("session_id", flat=True)) == [second, first]
    step = Step.objects.filter(application=number).last()
    assert step is not None
    assert (step.reason, step.facts) == ("wishes_changed", {"before": [first], "after": [second, first]})
    with pytest.raises(NotAtThisStage):
        change_wishes(actor=an_actor(person=person), application=number, wishes=[first], revision=1)


def test_wishes_stay_when_wrong_late_or_won_by_arrival() -> None:
    course, first, second = sessions()
    person = somebody()
    actor = an_actor(person=person)
    call = a_call(course=course, sessions=[first, second], policy=CallPolicy(most_wishes=1))
    number = an_application(call=call, person=person, wishes=[first])
    with pytest.raises(ApplicationInvalid) as refused:
        change_wishes(actor=actor, application=number, wishes=[second, 0])
    assert [problem.code for problem in refused.value.problems] == ["too_many_wishes", "not_offered"]
    with clock.fixed(clock.now() + timedelta(days=9)), pytest.raises(ClosedAlready):
        change_wishes(actor=actor, application=number, wishes=[second])
    arrived = CallPolicy(mechanism=Mechanism.FIRST_COME, order=(Criterion.ARRIVAL,))
    rush = a_call(course=course, sessions=[first], policy=arrived)
    queued = an_application(
        call=rush, person=person, wishes=[first], arrival=1, state=ApplicationState.WAITLISTED, wait_rank=1
    )
    with pytest.raises(NotAtThisStage):
        change_wishes(actor=actor, application=queued, wishes=[second])
    assert list(Wish.objects.filter(application=number).values_list("session_id", flat=True)) == [first]


def test_a_withdrawn_seat_goes_to_who_waits_first() -> None:
    course, first, second = sessions()
    person = somebody()
    call = a_call(course=course, sessions=[first, second], state=CallState.DECIDED)
    number = an_application(call=call, person=person, wishes=[first], state=ApplicationState.SELECTED)
    waiting = [
        an_application(call=call, person=somebody(), wishes=[first], state=ApplicationState.WAITLISTED, wait_rank=rank)
        for rank in (1, 2)
    ]
    withdraw(actor=an_actor(person=person), application=number, reason=" 업무가 바빠서 ")
    row = Application.objects.get(pk=number)
    step = Step.objects.filter(application=number).last()
    assert step is not None
    assert (row.state, row.seat_id, step.reason, step.text) == ("cancelled", None, "withdrawn", "업무가 바빠서")
    assert list(Offer.objects.values_list("application_id", "session_id")) == [(waiting[0], first)]
    assert SeatCount.objects.get(pk=first).taken == 1


def test_after_the_day_of_the_policy_only_the_office_withdraws() -> None:
    course, first, _second = sessions()
    person = somebody()
    call = a_call(course=course, sessions=[first], state=CallState.DECIDED)
    number = an_application(call=call, person=person, wishes=[first], state=ApplicationState.CONFIRMED)
    with clock.fixed(date(2027, 3, 6)):
        with pytest.raises(ClosedAlready) as refused:
            withdraw(actor=an_actor(person=person), application=number)
        assert refused.value.facts["until"] == date(2027, 3, 5)
        assert Application.objects.get(pk=number).state == ApplicationState.CONFIRMED
        withdraw(actor=an_actor(Role.TRAINING_OFFICE), application=number, reason="전화로 알려 옴")
    assert Application.objects.get(pk=number).state == ApplicationState.CANCELLED
    with pytest.raises(NotAtThisStage):
        withdraw(actor=an_actor(person=person), application=number)


def test_who_leaves_after_the_list_is_barred_where_the_policy_says_so() -> None:
    course, first, _second = sessions()
    person = somebody()
    call = a_call(
        course=course, sessions=[first], policy=CallPolicy(late_cancellation_bar_days=30), state=CallState.DECIDED
    )
    number = an_application(call=call, person=person, wishes=[first], state=ApplicationState.CONFIRMED)
    with clock.fixed(date(2027, 3, 1)):
        withdraw(actor=an_actor(person=person), application=number)
    assert list(Bar.objects.values_list("person_id", "cause", "starts_on", "ends_on")) == [
        (person, BarCause.LATE_CANCELLATION, date(2027, 3, 1), date(2027, 3, 31))
    ]


def test_other_peoples_applications_are_not_there() -> None:
    course, first, second = sessions()
    call = a_call(course=course, sessions=[first, second], state=CallState.DECIDED)
    number = an_application(call=call, person=somebody(), wishes=[first], state=ApplicationState.SELECTED)
    stranger = an_actor(person=somebody())
    for unknown in (number, 0, 2**63):
        with pytest.raises(ApplicationNotFound):
            withdraw(actor=stranger, application=unknown)
        with pytest.raises(ApplicationNotFound):
            change_wishes(actor=stranger, application=unknown, wishes=[second])
        with pytest.raises(ApplicationNotFound):
            swap_session(actor=stranger, application=unknown, session=second)
    assert Application.objects.get(pk=number).state == ApplicationState.SELECTED


def test_a_seat_is_swapped_for_a_free_one_and_goes_to_who_waits() -> None:
    course, first, second = sessions()
    person = somebody()
    call = a_call(course=course, sessions=[first, second], state=CallState.DECIDED)
    number = an_application(call=call, person=person, wishes=[first], state=ApplicationState.SELECTED)
    waiting = an_application(
        call=call, person=somebody(), wishes=[first], state=ApplicationState.WAITLISTED, wait_rank=1
    )
    swap_session(actor=an_actor(person=person), application=number, session=second)
    row = Application.objects.get(pk=number)
    assert (row.state, row.seat_id) == (ApplicationState.SELECTED, second)
    assert Application.objects.get(pk=waiting).state == ApplicationState.OFFERED
    assert dict(SeatCount.objects.values_list("pk", "taken")) == {first: 1, second: 1}
    step = Step.objects.filter(application=number).last()
    assert step is not None
    assert step.reason == StepReason.SWAPPED


def test_a_swap_that_cannot_be_changes_nothing() -> None:
    course, first, second = sessions()
    person = somebody()
    actor = an_actor(person=person)
    call = a_call(course=course, sessions=[first, second], state=CallState.DECIDED)
    number = an_application(call=call, person=person, wishes=[first], state=ApplicationState.SELECTED)
    an_application(call=call, person=somebody(), wishes=[second], state=ApplicationState.SELECTED)
    with pytest.raises(SeatsGone):
        swap_session(actor=actor, application=number, session=second)
    for session in (first, 0):
        with pytest.raises(ApplicationInvalid):
            swap_session(actor=actor, application=number, session=session)
    with clock.fixed(date(2027, 2, 27)), pytest.raises(ClosedAlready):
        swap_session(actor=actor, application=number, session=second)
    assert Application.objects.get(pk=number).seat_id == first
    assert dict(SeatCount.objects.values_list("pk", "taken")) == {first: 1, second: 1}


def test_a_cap_of_the_unit_holds_for_a_swap_too() -> None:
    institute = an_institute()
    course = a_course("보고서 작성", institute=institute)
    year = a_schedule_year(2027, institute=institute)
    first, second = (a_session(year=year, course=course, seats=5, starts=date(2027, 3, day)) for day in (8, 15))
    unit = a_unit()
    people = [a_person(unit=unit) for _ in range(3)]
    call = a_call(
        course=course, sessions=[first, second], policy=CallPolicy(absence_percent=30), state=CallState.DECIDED
    )
    mine = an_application(call=call, person=people[0], wishes=[first], state=ApplicationState.SELECTED)
    an_application(call=call, person=people[1], wishes=[second], state=ApplicationState.SELECTED)
    with pytest.raises(ApplicationInvalid) as refused:
        swap_session(actor=an_actor(person=people[0]), application=mine, session=second)
    assert [(problem.code, problem.field) for problem in refused.value.problems] == [("absence_full", "session")]
    assert Application.objects.get(pk=mine).seat_id == first
