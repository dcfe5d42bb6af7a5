"""Calls written and locked: what the actions on calls share. Used inside actions only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from baeumgil.core import clock
from baeumgil.core.actions import allow
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.enrolment.access import may_run_calls
from baeumgil.stages.enrolment.errors import CallInvalid, CallMovedOn, CallNotFound
from baeumgil.stages.enrolment.models import Call, CallSession
from baeumgil.stages.enrolment.queries.call_facts import policy_of_day, session_facts, storable
from baeumgil.stages.enrolment.rules.call_draft import CallDraft, SessionFacts, check_call
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy, policy_from_json
from baeumgil.stages.enrolment.rules.policy_draft import policy_with
from baeumgil.stages.plan.errors import CourseNotFound
from baeumgil.stages.plan.queries.course_briefs import CourseBrief, course_briefs
from baeumgil.stages.plan.queries.course_shapes import institute_of_course
from baeumgil.stages.plan.queries.institutes import institute_by_id


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed of a call."""

    sessions: tuple[int, ...]
    opens_at: datetime
    closes_at: datetime
    name: str
    guidance: str
    policy: Mapping[str, object] | None


def held_call(actor: Actor, call: int, revision: int | None) -> Call:
    """The call, locked, as it was seen. Raises `CallNotFound`, `CallMovedOn`; allows who may run calls of it."""
    allow(may_run_calls(actor))
    rows = hold(Call, [call])
    if not rows or not isinstance(rows[0], Call):
        raise CallNotFound(call=call)
    row = rows[0]
    may_touch(actor, row.institute_id)
    if revision is not None and row.revision != revision:
        raise CallMovedOn(call=call)
    return row


def may_touch(actor: Actor, institute: int) -> None:
    """Our own institute: whoever may run calls. Example institutes: the command line alone."""
    allow(actor.is_trusted or not institute_by_id(institute).is_example)


def course_of(course: int) -> tuple[int, CourseBrief]:
    """The institute of a course, and the course. Raises `CourseNotFound`."""
    if not storable([course]):
        raise CourseNotFound(course=course)
    institute = institute_of_course(course)
    return institute, course_briefs(institute, [course])[course]


def fill(row: Call, said: Typed, brief: CourseBrief) -> list[Problem]:
    """Put what was typed into the row, unless something is wrong with it; every problem."""
    today = clock.today()
    base = policy_of_day(brief.kind, today)
    policy, problems = policy_with(base, said.policy or {})
    row.name = said.name.strip() or brief.name
    row.guidance = said.guidance.strip()
    row.opens_at, row.closes_at = said.opens_at, said.closes_at
    row.policy, row.policy_from, row.mechanism = policy.as_json(), today, policy.mechanism
    if not brief.is_active:
        problems.append(
            Problem(
                "course_ended",
                Said("더 열지 않는 과정입니다.", "This course is no longer held."),
                Said("다른 과정을 고르세요.", "Choose another course."),
                field="course",
            )
        )
    known = session_facts(said.sessions, but=row.pk)
    return [*problems, *check_call(draft_of(row, said.sessions), known, clock.now())]


def draft_of(row: Call, sessions: Sequence[int]) -> CallDraft:
    """The call as the rules read it."""
    return CallDraft(
        course=row.course_id,
        sessions=tuple(sessions),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        closes_on=timezone.localtime(row.closes_at).date(),
        policy=policy_from_json(row.policy),
        name=row.name,
        guidance=row.guidance,
    )


def write_sessions(call: Call, sessions: Sequence[int]) -> None:
    """These sessions instead of those there, in the order given."""
    CallSession.objects.filter(call=call).delete()
    CallSession.objects.bulk_create(
        CallSession(call=call, session_id=session, order=order) for order, session in enumerate(sessions)
    )


def sessions_of(call: int) -> tuple[int, ...]:
    """Sessions of a call, in its order; one statement."""
    rows = CallSession.objects.filter(call_id__in=storable([call])).order_by("order", "pk")
    return tuple(rows.values_list("session_id", flat=True))


def policy_of(call: Call) -> CallPolicy:
    """The policy stored with a call."""
    return policy_from_json(call.policy)


def refuse(problems: Sequence[Problem], **facts: int) -> None:
    """Raise `CallInvalid` with every problem; nothing happens without one."""
    if problems:
        raise CallInvalid(problems, "", **facts)


def known_sessions(call: Call, sessions: Sequence[int]) -> tuple[SessionFacts, ...]:
    """Facts of the sessions of a call, in its order."""
    found = session_facts(sessions, but=call.pk)
    return tuple(found[session] for session in sessions if session in found)
