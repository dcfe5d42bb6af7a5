"""`services.approval_deadlines`: a reminder, then what the policy of the call says."""

from datetime import timedelta

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import Job
from baeumgil.stages.enrolment.models import Application, Approval, Call, SeatCount, Step
from baeumgil.stages.enrolment.services.approval_deadlines import Followed, follow_approvals
from baeumgil.stages.enrolment.terms import ApplicationState, ApproverKind, CallState
from baeumgil.stages.people.models import Notice
from tests.build import a_person, an_actor, the_operator
from tests.build_approvals import a_call_with_approvals, a_small_city, asked

pytestmark = pytest.mark.django_db

HEAD_ONLY = [ApproverKind.UNIT_HEAD]


def later(application: Application, days: float) -> None:
    """Move the deadline of what is open."""
    Approval.objects.filter(application=application.pk, state="open").update(due_at=clock.now() + timedelta(days=days))


def followed() -> Followed:
    """One look at the deadlines."""
    return follow_approvals(actor=the_operator())


def test_who_decides_is_reminded_once_the_day_before() -> None:
    city = a_small_city()
    (application,) = asked(city, a_call_with_approvals(city), [a_person(unit=city.division)])
    assert followed() == Followed(0, 0, 0, 0)
    later(application, 0.5)
    assert [followed(), followed()] == [Followed(1, 0, 0, 0), Followed(0, 0, 0, 0)]
    assert Notice.objects.filter(person_id=city.person(city.head), key__startswith="approvals-due:").count() == 1


def test_what_nobody_decided_goes_one_unit_up_and_again_has_time() -> None:
    city = a_small_city()
    (application,) = asked(city, a_call_with_approvals(city), [a_person(unit=city.division)])
    later(application, -1)
    assert followed() == Followed(0, 1, 0, 0)
    row = Approval.objects.get(application=application.pk, state="open")
    assert (row.unit_id, row.escalated_at is None, row.due_at is not None and row.due_at > clock.now()) == (
        city.bureau,
        False,
        True,
    )
    assert Notice.objects.filter(person_id=city.person(city.bureau_head), kind="approval").count() == 1
    step = Step.objects.filter(application=application.pk).latest("pk")
    assert (step.before, step.after, step.reason, step.actor_label, step.facts["unit"]) == (
        *("awaiting_approval", "awaiting_approval", "handed_up", the_operator().label),
        city.bureau,
    )
    later(application, -1)
    followed()
    row.refresh_from_db()
    assert (row.unit_id, row.state) == (None, "open")
    assert Step.objects.filter(application=application.pk, reason="handed_up").count() == 2
    assert Application.objects.get(pk=application.pk).state is ApplicationState.AWAITING_APPROVAL


def test_by_policy_it_counts_as_approved() -> None:
    city = a_small_city()
    call = a_call_with_approvals(city, approvals=HEAD_ONLY, expired="approve")
    (application,) = asked(city, call, [a_person(unit=city.division)])
    later(application, -1)
    assert followed() == Followed(0, 0, 1, 0)
    step = Step.objects.filter(application=application.pk).last()
    assert step is not None
    assert (step.after, step.reason, step.actor_label) == ("approved", "all_approved", the_operator().label)


def test_by_policy_it_is_returned_and_the_seat_is_free_again() -> None:
    city = a_small_city(seats=1)
    call = a_call_with_approvals(city, approvals=HEAD_ONLY, expired="return", is_first_come=True)
    (application,) = asked(city, call, [a_person(unit=city.division)], arrivals=[1], seated=1)
    later(application, -1)
    assert followed() == Followed(0, 0, 0, 1)
    step = Step.objects.filter(application=application.pk).last()
    assert step is not None
    assert (step.after, step.reason) == ("returned", "approval_expired")
    assert SeatCount.objects.get(pk=city.sessions[0]).taken == 0


def test_after_the_result_it_is_returned_whatever_the_policy_says() -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    (application,) = asked(city, call, [a_person(unit=city.division)])
    later(application, -1)
    Call.objects.filter(pk=call).update(state=CallState.DECIDED)
    assert followed() == Followed(0, 0, 0, 1)


def test_what_was_withdrawn_is_closed_and_nobody_is_asked() -> None:
    city = a_small_city()
    (application,) = asked(city, a_call_with_approvals(city), [a_person(unit=city.division)])
    later(application, -1)
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.CANCELLED)
    assert followed() == Followed(0, 0, 0, 0)
    assert Approval.objects.filter(application=application.pk, state="open").count() == 0


def test_the_next_look_is_queued_for_the_day_before_the_next_deadline() -> None:
    city = a_small_city()
    asked(city, a_call_with_approvals(city), [a_person(unit=city.division)])
    Job.objects.all().delete()
    followed()
    due = Approval.objects.get(state="open").due_at
    assert due is not None
    run_after = Job.objects.get(name="enrolment.approvals").run_after
    assert timedelta(0) <= run_after - (due - timedelta(days=1)) < timedelta(minutes=10)


def test_only_the_office_and_the_worker_look() -> None:
    with pytest.raises(NotAllowed):
        follow_approvals(actor=an_actor(Role.HEAD))
