"""모집. Prepared as a draft, changed, shared out among units and grades."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.enrolment.access import may_run_calls
from baeumgil.stages.enrolment.errors import CallCancelled, CallFixed, CallInvalid, CallNotFound
from baeumgil.stages.enrolment.models import Call, Quota
from baeumgil.stages.enrolment.queries.call_facts import quota_means
from baeumgil.stages.enrolment.rules.call_draft import QuotaDraft, check_quotas
from baeumgil.stages.enrolment.services.call_writing import (
    Typed,
    course_of,
    fill,
    held_call,
    known_sessions,
    may_touch,
    policy_of,
    refuse,
    sessions_of,
    write_sessions,
)
from baeumgil.stages.enrolment.terms import CallState


@action("enrolment.open_call")
def open_call(
    *,
    actor: Actor,
    course: int,
    sessions: Sequence[int],
    opens_at: datetime,
    closes_at: datetime,
    name: str = "",
    guidance: str = "",
    policy: Mapping[str, object] | None = None,
    parent: int | None = None,
) -> int:
    """Prepare a call for sessions of a course; the call. What `policy` says differs from the policy of the day.

    With `parent` it is the next call (2차 모집) of that one. Raises `CallInvalid` with every problem.
    """
    allow(may_run_calls(actor))
    institute, brief = course_of(course)
    may_touch(actor, institute)
    first = _parent(parent, course)
    row = Call(
        institute_id=institute,
        course_id=course,
        parent=first,
        number=1 if first is None else first.number + 1,
        created_at=clock.now(),
    )
    refuse(fill(row, Typed(tuple(sessions), opens_at, closes_at, name, guidance, policy), brief), course=course)
    row.save()
    write_sessions(row, sessions)
    record(f"모집 {row}", call=row.pk, course=course, sessions=len(sessions))
    return row.pk


@action("enrolment.save_call")
def save_call(
    *,
    actor: Actor,
    call: int,
    sessions: Sequence[int],
    opens_at: datetime,
    closes_at: datetime,
    name: str = "",
    guidance: str = "",
    policy: Mapping[str, object] | None = None,
    revision: int | None = None,
) -> None:
    """Change a call before it is announced; quotas of sessions that left it go as well.

    What `policy` does not say is as the policy of the day says. Raises `CallInvalid`, `CallFixed`, `CallMovedOn`.
    """
    row = held_call(actor, call, revision)
    _need_draft(row)
    _, brief = course_of(row.course_id)
    refuse(fill(row, Typed(tuple(sessions), opens_at, closes_at, name, guidance, policy), brief), call=call)
    row.revision += 1
    row.save()
    write_sessions(row, sessions)
    Quota.objects.filter(call=row).exclude(session=None).exclude(session_id__in=list(sessions)).delete()
    record(f"모집 {row}", call=call, sessions=len(sessions))


@action("enrolment.save_quotas")
def save_quotas(*, actor: Actor, call: int, quotas: Sequence[QuotaDraft], revision: int | None = None) -> None:
    """Share out seats: these quotas instead of those there. Raises `CallInvalid`, `CallFixed`, `CallMovedOn`."""
    row = held_call(actor, call, revision)
    _need_draft(row)
    known = known_sessions(row, sessions_of(row.pk))
    means = quota_means(clock.today())
    refuse(check_quotas(quotas, known, policy_of(row), means.known, means.below), call=call)
    Quota.objects.filter(call=row).delete()
    Quota.objects.bulk_create(
        Quota(
            call=row,
            session_id=quota.session,
            kind=quota.kind,
            label=quota.label.strip(),
            keys=sorted(set(quota.keys)),
            most=quota.most,
            reserved=quota.reserved,
        )
        for quota in quotas
    )
    row.revision += 1
    row.save(update_fields=["revision"])
    record(f"모집 {row}", call=call, rows=len(quotas))


def _parent(parent: int | None, course: int) -> Call | None:
    """The call that came before, locked: one of the same course that was announced and not taken back."""
    if parent is None:
        return None
    rows = hold(Call, [parent])
    if not rows or not isinstance(rows[0], Call) or rows[0].course_id != course:
        raise CallNotFound(call=parent)
    if rows[0].state not in {CallState.ANNOUNCED, CallState.DECIDED}:
        raise CallInvalid(
            message=Said(
                "공고한 모집에만 이어서 모집할 수 있습니다.", "Only an announced call can be followed by another."
            ),
            call=parent,
        )
    return rows[0]


def _need_draft(row: Call) -> None:
    if row.state != CallState.DRAFT:
        raise CallCancelled(call=row.pk) if row.state == CallState.CANCELLED else CallFixed(call=row.pk)
