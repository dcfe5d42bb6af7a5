"""`services.approvals`: who is asked, who decides, what follows; nobody decides about themselves."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Actor, ActorKind, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import Job
from baeumgil.stages.enrolment.errors import ApprovalInvalid, ApprovalNotFound, OwnApplication
from baeumgil.stages.enrolment.models import Application, Approval, Call, Deputy, SeatCount, Step
from baeumgil.stages.enrolment.services.approvals import approve, close_approvals, send_back
from baeumgil.stages.enrolment.terms import ApplicationState, ApproverKind, CallState
from baeumgil.stages.people.models import Absence, Notice
from baeumgil.stages.people.terms import AbsenceKind
from tests.build import a_person, an_actor, the_operator
from tests.build_approvals import a_call_with_approvals, a_small_city, asked
from tests.build_web import an_account

pytestmark = pytest.mark.django_db


def lines(application: Application) -> list[tuple[str, int | None, str]]:
    """Kind, unit and state of each approval of an application."""
    rows = Approval.objects.filter(application=application.pk).order_by("order")
    return [(row.kind.value, row.unit_id, row.state.value) for row in rows]


def states(*applications: Application) -> list[str]:
    """As stored."""
    found = Application.objects.in_bulk([one.pk for one in applications])
    return [found[one.pk].state.value for one in applications]


def open_ones(*applications: Application) -> list[int]:
    """The approvals that are open now."""
    rows = Approval.objects.filter(application__in=[one.pk for one in applications], state="open")
    return list(rows.order_by("pk").values_list("pk", flat=True))


def test_the_nearest_unit_that_has_somebody_is_asked_and_told() -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    here, there, head = asked(
        city, call, [a_person(unit=city.division), a_person(unit=city.other), city.person(city.head)]
    )
    assert lines(here) == [("unit_head", city.division, "open"), ("home_body", city.division, "waiting")]
    assert lines(there) == [("unit_head", city.bureau, "open"), ("home_body", None, "waiting")]
    assert lines(head)[0] == ("unit_head", city.bureau, "open")
    told = Notice.objects.filter(kind="approval").order_by("person_id").values_list("person_id", flat=True)
    assert list(told) == sorted([city.person(city.bureau_head), city.person(city.head)])
    assert Job.objects.filter(name="enrolment.approvals").count() == 1


def test_after_the_last_consent_the_application_is_approved_and_every_step_is_written() -> None:
    city = a_small_city()
    (application,) = asked(city, a_call_with_approvals(city), [a_person(unit=city.division)])
    assert approve(actor=city.actor(city.head), approvals=open_ones(application), comment="다녀오세요") == 0
    assert lines(application) == [("unit_head", city.division, "approved"), ("home_body", city.division, "open")]
    assert Notice.objects.filter(person_id=city.person(city.liaison), kind="approval").count() == 1
    assert approve(actor=city.actor(city.liaison), approvals=open_ones(application)) == 1
    stored = Application.objects.get(pk=application.pk)
    assert (stored.state, stored.is_approved, stored.approved_at is None) == ("approved", True, False)
    steps = Step.objects.filter(application=application.pk).order_by("pk").values_list("reason", "text", "actor_label")
    assert list(steps)[2:] == [
        ("stage_approved", "다녀오세요", city.actor(city.head).label),
        ("all_approved", "", city.actor(city.liaison).label),
    ]


def test_a_second_click_changes_nothing() -> None:
    city = a_small_city()
    (application,) = asked(city, a_call_with_approvals(city), [a_person(unit=city.division)])
    numbers = open_ones(application)
    approve(actor=city.actor(city.head), approvals=numbers)
    before = (lines(application), Step.objects.count())
    assert approve(actor=city.actor(city.head), approvals=numbers) == 0
    assert (lines(application), Step.objects.count()) == before


def test_many_are_decided_in_as_many_statements_as_few() -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    one, *many = asked(city, call, [a_person(unit=city.division) for _ in range(6)])
    head = city.actor(city.head)
    with CaptureQueriesContext(connection) as few:
        approve(actor=head, approvals=open_ones(one))
    Notice.objects.all().delete()
    with CaptureQueriesContext(connection) as more:
        approve(actor=head, approvals=open_ones(*many))
    assert len(more) == len(few)
    assert {lines(each)[1][2] for each in many} == {"open"}


def test_all_or_none_and_every_problem_is_named() -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    mine, gone, elsewhere = asked(
        city,
        call,
        [
            a_person("가", unit=city.division),
            a_person("나", unit=city.division),
            a_person("다", unit=city.other),
        ],
    )
    numbers = open_ones(mine, gone, elsewhere)
    Application.objects.filter(pk=gone.pk).update(state=ApplicationState.CANCELLED)
    boss = an_account(Role.AUDITOR, person=a_person(unit=city.division))
    Deputy.objects.create(
        account_id=city.head,
        deputy_id=boss,
        starts_on=clock.today(),
        ends_on=clock.today(),
        named_by="과장",
        named_at=clock.now(),
    )
    with pytest.raises(ApprovalInvalid) as caught:
        send_back(actor=city.actor(boss), approvals=numbers, comment=" ")
    assert [problem.code for problem in caught.value.problems] == ["comment_missing", "not_awaiting", "not_yours"]
    assert [lines(one)[0][2] for one in (mine, gone, elsewhere)] == ["open"] * 3


def test_nobody_approves_their_own_application() -> None:
    city = a_small_city()
    call = a_call_with_approvals(city, approvals=[ApproverKind.INSTITUTE])
    (own,) = asked(city, call, [city.person(city.officer)])
    with pytest.raises(OwnApplication):
        approve(actor=city.actor(city.officer), approvals=open_ones(own))
    assert states(own) == ["awaiting_approval"]


def test_whose_approval_is_not_the_actors_to_know_is_not_there() -> None:
    city = a_small_city()
    (application,) = asked(city, a_call_with_approvals(city), [a_person(unit=city.division)])
    stranger = an_account(person=a_person(unit=city.other))
    for numbers in (open_ones(application), [2**70], []):
        with pytest.raises(ApprovalNotFound):
            approve(actor=city.actor(stranger), approvals=numbers)
    with pytest.raises(NotAllowed):
        approve(actor=Actor.nobody(), approvals=open_ones(application))
    assert lines(application)[0][2] == "open"


def test_a_deputy_decides_and_the_paper_says_in_whose_place() -> None:
    city = a_small_city()
    (application,) = asked(
        city, a_call_with_approvals(city, approvals=[ApproverKind.UNIT_HEAD]), [a_person(unit=city.division)]
    )
    deputy = an_account(person=a_person(unit=city.division))
    Deputy.objects.create(
        account_id=city.head,
        deputy_id=deputy,
        starts_on=clock.today(),
        ends_on=clock.today(),
        named_by="과장",
        named_at=clock.now(),
    )
    approve(actor=city.actor(deputy), approvals=open_ones(application))
    row = Approval.objects.get(application=application.pk)
    assert (row.as_deputy, row.decided_by) == (
        True,
        f"{city.actor(deputy).label} ({city.actor(city.head).label} 대리)",
    )
    assert states(application) == ["approved"]


def test_somebody_away_without_a_deputy_is_passed_over() -> None:
    city = a_small_city()
    absent = a_person("휴직 과장", unit=city.other, absences=[(AbsenceKind.LEAVE, date(2020, 1, 1), None)])
    away = an_account(Role.HEAD, unit=city.other, person=absent)
    call = a_call_with_approvals(city, approvals=[ApproverKind.UNIT_HEAD])
    (first,) = asked(city, call, [a_person(unit=city.other)])
    Deputy.objects.create(
        account_id=away,
        deputy_id=city.head,
        starts_on=clock.today(),
        ends_on=clock.today() + timedelta(days=1),
        named_by="과장",
        named_at=clock.now(),
    )
    (second,) = asked(city, call, [a_person(unit=city.other)])
    assert [lines(first)[0][1], lines(second)[0][1]] == [city.bureau, city.other]


def stand_in(deputy: int, account: int) -> None:
    """Today somebody acts in the place of an account."""
    today = clock.today()
    Deputy.objects.create(
        account_id=account, deputy_id=deputy, starts_on=today, ends_on=today, named_by="과장", named_at=clock.now()
    )


def test_a_later_stage_opens_where_somebody_besides_the_applicant_decides_by_then() -> None:
    city = a_small_city()
    applicant = a_person(unit=city.division)
    (application,) = asked(
        city, a_call_with_approvals(city, approvals=[ApproverKind.HOME_BODY, ApproverKind.UNIT_HEAD]), [applicant]
    )
    assert lines(application)[1][1:] == (city.division, "waiting")
    Absence.objects.create(person_id=city.person(city.head), kind=AbsenceKind.LEAVE, starts_on=clock.today())
    stand_in(an_account(person=applicant), city.head)
    approve(actor=city.actor(city.liaison), approvals=open_ones(application))
    assert lines(application)[1][1:] == (city.bureau, "open")


def test_who_stands_in_for_the_head_neither_decides_about_themselves_nor_is_waited_for() -> None:
    city = a_small_city()
    absent = a_person("휴직 과장", unit=city.other, absences=[(AbsenceKind.LEAVE, date(2020, 1, 1), None)])
    away = an_account(Role.HEAD, unit=city.other, person=absent)
    deputy = a_person(unit=city.other)
    stands_in = an_account(person=deputy)
    call = a_call_with_approvals(city, approvals=[ApproverKind.UNIT_HEAD])
    for account in (away, city.head):
        stand_in(stands_in, account)
    own, colleague = asked(city, call, [deputy, a_person(unit=city.other)])
    assert [lines(own)[0][1:], lines(colleague)[0][1:]] == [(city.bureau, "open"), (city.other, "open")]
    Approval.objects.filter(application=own.pk).update(unit_id=city.division)
    with pytest.raises(OwnApplication):
        approve(actor=city.actor(stands_in), approvals=open_ones(own))
    assert states(own) == ["awaiting_approval"]


def test_a_returned_application_says_why_and_its_seat_goes_on() -> None:
    city = a_small_city(seats=1)
    call = a_call_with_approvals(city, approvals=[ApproverKind.UNIT_HEAD], is_first_come=True)
    holder, waiter = asked(
        city, call, [a_person(unit=city.division), a_person(unit=city.division)], arrivals=[1, 2], seated=1
    )
    approve(actor=city.actor(city.head), approvals=open_ones(waiter))
    assert states(holder, waiter) == ["awaiting_approval", "waitlisted"]
    assert Application.objects.get(pk=waiter.pk).wait_rank == 2
    assert send_back(actor=city.actor(city.head), approvals=open_ones(holder), comment="업무 집중 기간") == 1
    assert states(holder, waiter) == ["returned", "offered"]
    assert SeatCount.objects.get(pk=city.sessions[0]).taken == 1
    told = Notice.objects.get(person_id=holder.person_id, key=f"returned:{holder.pk}")
    assert "업무 집중 기간" in told.text


def test_first_come_with_a_seat_is_selected_once_approved() -> None:
    city = a_small_city()
    call = a_call_with_approvals(city, approvals=[ApproverKind.UNIT_HEAD], is_first_come=True)
    (application,) = asked(city, call, [a_person(unit=city.division)], arrivals=[1], seated=1)
    assert approve(actor=city.actor(city.head), approvals=open_ones(application)) == 1
    stored = Application.objects.get(pk=application.pk)
    assert (stored.state, stored.seat_id, stored.is_approved) == ("selected", city.sessions[0], True)


def test_nothing_is_approved_after_the_result_is_out() -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    (application,) = asked(city, call, [a_person(unit=city.division)])
    Call.objects.filter(pk=call).update(state=CallState.DECIDED)
    with pytest.raises(ApprovalInvalid) as caught:
        approve(actor=city.actor(city.head), approvals=open_ones(application))
    assert [problem.code for problem in caught.value.problems] == ["too_late"]
    assert states(application) == ["awaiting_approval"]


def test_nothing_is_approved_once_the_session_has_begun() -> None:
    city = a_small_city()
    call = a_call_with_approvals(city, approvals=[ApproverKind.UNIT_HEAD], is_first_come=True)
    (application,) = asked(city, call, [a_person(unit=city.division)], arrivals=[1], seated=1)
    with clock.fixed(date(2027, 3, 8)), pytest.raises(ApprovalInvalid) as caught:
        approve(actor=city.actor(city.head), approvals=open_ones(application))
    assert [problem.code for problem in caught.value.problems] == ["too_late"]
    assert states(application) == ["awaiting_approval"]


def test_a_key_has_to_name_who_decides_and_then_decides_as_they_may() -> None:
    city = a_small_city()
    (application,) = asked(
        city, a_call_with_approvals(city, approvals=[ApproverKind.UNIT_HEAD]), [a_person(unit=city.division)]
    )
    key = Actor(kind=ActorKind.API_KEY, label="전자결재", scopes=frozenset({"enrolment:write"}))
    numbers = open_ones(application)
    with pytest.raises(NotAllowed):
        approve(actor=key, approvals=numbers)
    with pytest.raises(ApprovalNotFound):
        approve(actor=key, approvals=numbers, by=a_person_with_account())
    assert approve(actor=key, approvals=numbers, by=city.person(city.head)) == 1
    assert Approval.objects.get(pk=numbers[0]).decided_by == f"{city.actor(city.head).label} · 전자결재"


def a_person_with_account() -> int:
    """Somebody who decides nothing."""
    person = a_person()
    an_account(person=person)
    return person


def test_nobody_acts_in_anothers_name_at_a_screen() -> None:
    city = a_small_city()
    (application,) = asked(city, a_call_with_approvals(city), [a_person(unit=city.division)])
    with pytest.raises(NotAllowed):
        approve(actor=an_actor(Role.OFFICIAL, person=1), approvals=open_ones(application), by=city.person(city.head))
    assert lines(application)[0][2] == "open"


def test_what_is_closed_no_longer_waits() -> None:
    city = a_small_city()
    (application,) = asked(city, a_call_with_approvals(city), [a_person(unit=city.division)])
    close_approvals([application.pk])
    assert [state for _kind, _unit, state in lines(application)] == ["closed", "closed"]


def test_the_command_line_may_decide_everything() -> None:
    city = a_small_city()
    (application,) = asked(city, a_call_with_approvals(city), [a_person(unit=city.other)])
    approve(actor=the_operator(), approvals=open_ones(application))
    approve(actor=the_operator(), approvals=open_ones(application))
    assert states(application) == ["approved"]
