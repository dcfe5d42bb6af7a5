"""`services.applying`: one application, checked whole, stored once, in line by the server's clock."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import AuditEntry
from baeumgil.stages.enrolment.errors import (
    ApplicationInvalid,
    AppliedAlready,
    CallCancelled,
    CallMovedOn,
    CallNotFound,
    ClosedAlready,
    NotOpenYet,
    SeatsGone,
)
from baeumgil.stages.enrolment.models import Application, SeatCount, Step, Wish
from baeumgil.stages.enrolment.queries.applicant_facts import applicant_facts
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.services import applying
from baeumgil.stages.enrolment.services.applying import apply
from baeumgil.stages.enrolment.terms import (
    ApplicationState,
    CallState,
    Criterion,
    IneligibleReason,
    Mechanism,
    StepReason,
)
from baeumgil.stages.people.terms import AbsenceKind
from baeumgil.stages.schedule.services.years import cancel_session
from tests.build import a_person, a_unit, an_actor, the_operator
from tests.build_enrolment import a_call, an_application
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session

pytestmark = pytest.mark.django_db

FIRST_COME = CallPolicy(mechanism=Mechanism.FIRST_COME, order=(Criterion.ARRIVAL,), most_wishes=2)


@pytest.fixture(autouse=True)
def _early_in_the_year() -> Iterator[None]:
    with clock.fixed(date(2027, 2, 1)):
        yield


def sessions_of_a_course(*, seats: int = 1, **course: Any) -> tuple[int, int, int]:
    """A course with two placed sessions in March."""
    institute = an_institute()
    made = a_course("보고서 작성", institute=institute, **course)
    year = a_schedule_year(2027, institute=institute)
    first, second = (a_session(year=year, course=made, seats=seats, starts=date(2027, 3, day)) for day in (8, 15))
    return made, first, second


def somebody(**facts: Any) -> int:
    """An official of a unit."""
    return a_person(unit=a_unit(), **facts)


def test_a_policy_with_an_order_stores_wishes_and_steps() -> None:
    course, first, second = sessions_of_a_course()
    call = a_call(course=course, sessions=[first, second])
    person = somebody()
    applied = apply(actor=an_actor(person=person), call=call, wishes=[second, first], motive=" 배우려고 ", key="k1")
    stored = Application.objects.get(pk=applied.application)
    assert (applied.state, applied.arrival, applied.place) == (ApplicationState.APPROVED, None, None)
    assert (stored.number, stored.motive, stored.grade, stored.unit_name) == (applied.number, "배우려고", 7, "총무과")
    assert list(Wish.objects.order_by("rank").values_list("session_id", flat=True)) == [second, first]
    assert list(Step.objects.order_by("pk").values_list("after", "reason")) == [
        (ApplicationState.SUBMITTED, StepReason.APPLIED),
        (ApplicationState.APPROVED, StepReason.NO_APPROVAL_NEEDED),
    ]


def test_first_come_takes_seats_in_the_order_of_wishes_and_then_lines_up() -> None:
    course, first, second = sessions_of_a_course()
    call = a_call(course=course, sessions=[first, second], policy=FIRST_COME)
    got = [
        apply(actor=an_actor(person=somebody()), call=call, wishes=[first, second], key=f"k{number}")
        for number in range(4)
    ]
    assert [(each.state.value, each.arrival, each.place) for each in got] == [
        ("selected", 1, None),
        ("selected", 2, None),
        ("waitlisted", 3, 1),
        ("waitlisted", 4, 2),
    ]
    assert dict(Application.objects.values_list("arrival", "seat_id")) == {1: first, 2: second, 3: None, 4: None}
    assert list(SeatCount.objects.values_list("taken", flat=True)) == [1, 1]


def test_the_same_key_gets_the_same_answer_and_another_is_a_second_application() -> None:
    course, first, _second = sessions_of_a_course()
    call = a_call(course=course, sessions=[first], policy=FIRST_COME)
    actor = an_actor(person=somebody())
    one = apply(actor=actor, call=call, wishes=[first], key="same")
    again = apply(actor=actor, call=call, wishes=[first], key="same")
    assert again == replace(one, is_repeat=True)
    with pytest.raises(AppliedAlready) as refused:
        apply(actor=actor, call=call, wishes=[first], key="other")
    assert refused.value.facts == {"application": one.application}
    assert Application.objects.count() == SeatCount.objects.get(pk=first).taken == 1


def test_who_was_returned_or_withdrew_may_apply_again() -> None:
    course, first, _second = sessions_of_a_course()
    call = a_call(course=course, sessions=[first])
    person = somebody()
    an_application(call=call, person=person, wishes=[first], state=ApplicationState.RETURNED)
    applied = apply(actor=an_actor(person=person), call=call, wishes=[first], key="again")
    assert applied.state is ApplicationState.APPROVED


def test_nobody_applies_for_somebody_else() -> None:
    course, first, _second = sessions_of_a_course()
    call = a_call(course=course, sessions=[first])
    for actor in (an_actor(person=somebody()), an_actor(Role.TRAINING_OFFICE), an_actor()):
        with pytest.raises(NotAllowed):
            apply(actor=actor, call=call, wishes=[first], person=somebody(), key="k")
    assert Application.objects.count() == 0
    refused = AuditEntry.objects.order_by("number").values_list("action", "facts__refusal")
    assert list(refused) == [("enrolment.apply", "not_allowed")] * 3


@pytest.mark.parametrize(
    ("state", "opens_in", "refusal"),
    [
        (CallState.DRAFT, -1, CallNotFound),
        (CallState.ANNOUNCED, 1, NotOpenYet),
        (CallState.ANNOUNCED, -9, ClosedAlready),
        (CallState.DECIDED, -1, ClosedAlready),
        (CallState.CANCELLED, -1, CallCancelled),
    ],
)
def test_only_an_open_call_takes_applications(state: CallState, opens_in: int, refusal: type[Exception]) -> None:
    course, first, _second = sessions_of_a_course()
    opens = clock.now() + timedelta(days=opens_in)
    call = a_call(course=course, sessions=[first], state=state, opens_at=opens, closes_at=opens + timedelta(days=8))
    with pytest.raises(refusal):
        apply(actor=an_actor(person=somebody()), call=call, wishes=[first], key="k")
    assert Application.objects.count() == 0


def test_a_call_that_is_not_there_is_not_found() -> None:
    for number in (0, -1, 2**63, 999_999):
        with pytest.raises(CallNotFound):
            apply(actor=an_actor(person=somebody()), call=number, wishes=[1], key="k")


def test_everything_that_is_wrong_is_named_at_once() -> None:
    course, first, second = sessions_of_a_course(target_filters={"grades": [5]})
    elsewhere = a_session(
        year=a_schedule_year(2028, institute=an_institute()), course=course, starts=date(2027, 3, 9), seats=9
    )
    person = somebody(absences=[(AbsenceKind.LEAVE, date(2027, 3, 16), date(2027, 5, 1))])
    an_application(
        call=a_call(course=course, sessions=[elsewhere]),
        person=person,
        wishes=[elsewhere],
        state=ApplicationState.CONFIRMED,
    )
    call = a_call(course=course, sessions=[first, second], policy=CallPolicy(most_wishes=2, needs_motive=True))
    with pytest.raises(ApplicationInvalid) as refused:
        apply(actor=an_actor(person=person), call=call, wishes=[first, second, elsewhere], needs="가" * 301, key="")
    assert [(problem.code, problem.field) for problem in refused.value.problems] == [
        ("too_many_wishes", "wishes"),
        ("not_offered", "wishes"),
        ("no_motive", "motive"),
        ("too_long", "needs"),
        ("bad_key", "key"),
        (IneligibleReason.NOT_TARGET.value, "person"),
        ("clash_booking", "wishes"),
        ("clash_absence", "wishes"),
    ]
    assert Application.objects.filter(call=call).count() == 0


def test_a_full_line_is_said_so_and_leaves_nothing_behind() -> None:
    course, first, _second = sessions_of_a_course()
    call = a_call(course=course, sessions=[first], policy=replace(FIRST_COME, most_waiting=1))
    for number in range(2):
        apply(actor=an_actor(person=somebody()), call=call, wishes=[first], key=f"k{number}")
    with pytest.raises(SeatsGone):
        apply(actor=an_actor(person=somebody()), call=call, wishes=[first], key="late")
    last = Application.objects.order_by("-arrival").first()
    assert last is not None
    assert (Application.objects.count(), last.arrival) == (2, 2)


def test_an_application_costs_the_same_few_statements_however_many_there_are() -> None:
    course, first, second = sessions_of_a_course(seats=9)
    call = a_call(course=course, sessions=[first, second], policy=FIRST_COME)
    counts = []
    for number in range(4):
        actor = an_actor(person=somebody())
        with CaptureQueriesContext(connection) as captured:
            apply(actor=actor, call=call, wishes=[first], key=f"k{number}")
        counts.append(len(captured))
    assert counts[1] == counts[-1] <= 30


def test_what_was_read_before_a_session_was_cancelled_holds_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    course, first, second = sessions_of_a_course()
    call = a_call(course=course, sessions=[first, second], policy=FIRST_COME)
    person = somebody()
    before = applicant_facts(call, person)
    monkeypatch.setattr(applying, "applicant_facts", lambda *_asked: before)
    cancel_session(actor=the_operator(), session=first, reason="수요 없음")
    with pytest.raises(CallMovedOn):
        apply(actor=an_actor(person=person), call=call, wishes=[first], key="k")
    assert (Application.objects.count(), SeatCount.objects.get(pk=first).taken) == (0, 0)
