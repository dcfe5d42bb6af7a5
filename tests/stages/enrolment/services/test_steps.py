"""`services.steps` and `services.seats`: nothing moves but by the table, and nothing is oversold."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from baeumgil.core import clock
from baeumgil.stages.enrolment.errors import NotAtThisStage, SeatsGone
from baeumgil.stages.enrolment.models import Application, SeatCount, Step
from baeumgil.stages.enrolment.services.seats import free_seats, release_seats, take_seat, take_seats
from baeumgil.stages.enrolment.services.steps import Move, advance, advance_all
from baeumgil.stages.enrolment.terms import ApplicationState, StepReason
from tests.build import a_person, the_operator
from tests.build_enrolment import a_call, an_application
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session

pytestmark = pytest.mark.django_db


def two_seats() -> tuple[int, int]:
    """A call with one session of two seats."""
    institute = an_institute()
    course = a_course("보고서 작성", institute=institute)
    session = a_session(
        year=a_schedule_year(2027, institute=institute), course=course, seats=2, starts=date(2027, 3, 8)
    )
    return a_call(course=course, sessions=[session]), session


def test_a_step_writes_state_and_history_and_counts_the_revision() -> None:
    call, session = two_seats()
    application = Application.objects.get(pk=an_application(call=call, person=a_person(), wishes=[session]))
    advance(
        Move(
            application,
            ApplicationState.WAITLISTED,
            StepReason.BY_SELECTION,
            "3번째",
            changes={"wait_rank": 3},
        ),
        actor=the_operator(),
    )
    stored = Application.objects.get(pk=application.pk)
    assert (stored.state, stored.wait_rank, stored.revision) == (ApplicationState.WAITLISTED, 3, 2)
    step = Step.objects.filter(application=application.pk).last()
    assert step is not None
    assert (step.before, step.after, step.reason, step.text) == ("approved", "waitlisted", "by_selection", "3번째")


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        (ApplicationState.CONFIRMED, StepReason.CONFIRMED_BY_PERSON),
        (ApplicationState.WAITLISTED, StepReason.OFFER_DECLINED),
    ],
)
def test_a_step_that_is_not_in_the_table_changes_nothing(to: ApplicationState, reason: StepReason) -> None:
    call, session = two_seats()
    application = Application.objects.get(pk=an_application(call=call, person=a_person(), wishes=[session]))
    with pytest.raises(NotAtThisStage):
        advance(Move(application, to, reason), actor=the_operator())
    with pytest.raises(NotAtThisStage):
        advance_all([Move(application, to, reason)], actor=the_operator())
    assert Application.objects.get(pk=application.pk).state == ApplicationState.APPROVED
    assert Step.objects.count() == 1


def test_who_read_an_older_state_comes_too_late() -> None:
    call, session = two_seats()
    number = an_application(call=call, person=a_person(), wishes=[session])
    first, second = Application.objects.get(pk=number), Application.objects.get(pk=number)
    withdrawn = (ApplicationState.CANCELLED, StepReason.WITHDRAWN)
    advance(Move(first, *withdrawn), actor=the_operator())
    with pytest.raises(NotAtThisStage):
        advance(Move(second, ApplicationState.NOT_SELECTED, StepReason.LINE_FELL_BEFORE), actor=the_operator())
    assert Application.objects.get(pk=number).state == ApplicationState.CANCELLED


def test_many_steps_are_written_as_each_alone_would_be() -> None:
    call, session = two_seats()
    moment = datetime(2027, 3, 1, 9, tzinfo=UTC)
    kinds: list[tuple[ApplicationState, StepReason, dict[str, Any]]] = [
        (ApplicationState.SELECTED, StepReason.BY_SELECTION, {"seat_id": session, "confirm_by": moment}),
        (ApplicationState.WAITLISTED, StepReason.BY_SELECTION, {"wait_rank": 1, "waiting_since": moment}),
        (ApplicationState.NOT_SELECTED, StepReason.LINE_FELL_BEFORE, {}),
    ]
    numbers = [an_application(call=call, person=a_person(), wishes=[session]) for _kind in kinds]

    def written(*, together: bool) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        with transaction.atomic():
            moves = [
                Move(Application.objects.get(pk=number), to, reason, "까닭", {"place": number}, changes)
                for number, (to, reason, changes) in zip(numbers, kinds, strict=True)
            ]
            if together:
                advance_all(moves, actor=the_operator())
            else:
                for move in moves:
                    advance(move, actor=the_operator())
            steps = Step.objects.filter(reason__in=[kind[1].value for kind in kinds]).order_by("pk").values()
            found = (
                [dict(row) for row in Application.objects.order_by("pk").values()],
                [{**step, "id": 0} for step in steps],
            )
            transaction.set_rollback(True)
        return found

    with clock.fixed(moment):
        each, many = written(together=False), written(together=True)
    assert many == each
    assert [row["state"] for row in many[0]] == [kind[0] for kind in kinds]


@pytest.mark.parametrize("people", [2, 12])
def test_many_steps_ask_for_nothing_that_was_not_read(
    people: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    call, session = two_seats()
    for _each in range(people):
        an_application(call=call, person=a_person(), wishes=[session])
    read = Application.objects.filter(call=call).order_by("pk").only("state", "revision")
    moves = [Move(each, ApplicationState.NOT_SELECTED, StepReason.LINE_FELL_BEFORE) for each in read]
    with django_assert_max_num_queries(2):
        advance_all(moves, actor=the_operator())
    assert Application.objects.filter(call=call, state=ApplicationState.NOT_SELECTED).count() == people


def test_seats_are_taken_once_and_given_back() -> None:
    _call, session = two_seats()
    assert [take_seat(session) for _ in range(3)] == [True, True, False]
    with pytest.raises(SeatsGone):
        take_seats({session: 1})
    release_seats([session, session])
    assert free_seats([session]) == {session: 2}
    take_seats({session: 2})
    assert free_seats([session]) == {session: 0}


def test_the_database_itself_refuses_to_oversell() -> None:
    _call, session = two_seats()
    with pytest.raises(IntegrityError), transaction.atomic():
        SeatCount.objects.filter(pk=session).update(taken=3)


def test_the_database_itself_lets_nobody_on_without_approval() -> None:
    call, session = two_seats()
    number = an_application(call=call, person=a_person(), wishes=[session])
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=number).update(is_approved=False)
