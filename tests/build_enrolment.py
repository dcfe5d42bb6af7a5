"""Builders of `enrolment`: rows straight into the tables, so that one test needs one thing."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import count

from baeumgil.core import clock
from baeumgil.stages.enrolment.models import Application, Call, CallSession, Quota, SeatCount, Step, Wish
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.services.seats import open_seats
from baeumgil.stages.enrolment.terms import (
    SEATED_STATES,
    UNAPPROVED_STATES,
    ApplicationState,
    AppliedVia,
    CallState,
    QuotaKind,
    StepReason,
)
from baeumgil.stages.people.queries.persons import person_rows
from baeumgil.stages.plan.queries.course_shapes import institute_of_course

_numbers = count(1)
SEED_HASH = "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925"
SEED = "0" * 64
"""Thirty-two zero bytes; their SHA-256 stands above."""


def a_call(
    *,
    course: int,
    sessions: Sequence[int] = (),
    state: CallState = CallState.ANNOUNCED,
    policy: CallPolicy | None = None,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    parent: int | None = None,
    number: int = 1,
    name: str = "보고서 작성 모집",
) -> int:
    """A call, open since yesterday for a week unless said otherwise; the seats of its sessions are counted."""
    policy = policy or CallPolicy()
    now = clock.now()
    call = Call.objects.create(
        institute_id=institute_of_course(course),
        course_id=course,
        parent_id=parent,
        number=number,
        name=name,
        state=state,
        mechanism=policy.mechanism,
        policy=policy.as_json(),
        policy_from=date(2000, 1, 1),
        opens_at=opens_at or now - timedelta(days=1),
        closes_at=closes_at or now + timedelta(days=7),
        seed=SEED,
        seed_hash=SEED_HASH,
        created_at=now,
        announced_at=None if state is CallState.DRAFT else now,
        decided_at=now if state is CallState.DECIDED else None,
    )
    CallSession.objects.bulk_create(
        CallSession(call=call, session_id=session, order=order) for order, session in enumerate(sessions)
    )
    open_seats(sessions)
    return call.pk


def a_quota(
    *,
    call: int,
    kind: QuotaKind = QuotaKind.UNIT,
    keys: Sequence[str],
    session: int | None = None,
    most: int | None = None,
    reserved: int | None = None,
    label: str = "배정",
) -> int:
    """A quota of a call."""
    quota = Quota.objects.create(
        call_id=call, session_id=session, kind=kind, label=label, keys=list(keys), most=most, reserved=reserved
    )
    return quota.pk


def an_application(
    *,
    call: int,
    person: int,
    wishes: Sequence[int] = (),
    state: ApplicationState = ApplicationState.APPROVED,
    via: AppliedVia = AppliedVia.SELF,
    seat: int | None = None,
    wait_rank: int | None = None,
    arrival: int | None = None,
    number: str = "",
    applied_at: datetime | None = None,
) -> int:
    """An application as it stands in a state, with its first step; a seat is counted as taken."""
    now = clock.now()
    row = person_rows(person_ids=[person], on=clock.today())[person]
    is_seated = state in SEATED_STATES or (seat is not None and arrival is not None)
    held = (seat if seat is not None else next(iter(wishes), None)) if is_seated else None
    application = Application.objects.create(
        call_id=call,
        person_id=person,
        unit_id=row.unit,
        unit_name=row.unit_name,
        grade=row.grade,
        grade_title=row.grade_title,
        series=row.series,
        number=number or f"TEST-{next(_numbers):06d}",
        via=via,
        state=state,
        is_approved=state not in UNAPPROVED_STATES,
        approved_at=None if state in UNAPPROVED_STATES else now,
        request_key=f"test-{next(_numbers)}",
        arrival=arrival,
        seat_id=held,
        wait_rank=wait_rank,
        waiting_since=now if wait_rank is not None else None,
        applied_at=applied_at or now,
        changed_at=now,
    )
    Wish.objects.bulk_create(
        Wish(application=application, session_id=session, rank=rank) for rank, session in enumerate(wishes, 1)
    )
    Step.objects.create(
        application=application,
        at=now,
        after=ApplicationState.SUBMITTED,
        reason=StepReason.APPLIED,
        actor_label="시험",
    )
    if held is not None:
        counted = SeatCount.objects.get(pk=held)
        SeatCount.objects.filter(pk=held).update(taken=counted.taken + 1)
    return application.pk
