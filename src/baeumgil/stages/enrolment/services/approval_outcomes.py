"""What a decision about an approval brings about: the next stage, a seat, a place in the waiting list, a return.

Plain functions inside actions that hold the calls, applications and approvals.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.events import announce
from baeumgil.stages.enrolment.events import ParticipantsChanged
from baeumgil.stages.enrolment.models import Application, Approval, Wish
from baeumgil.stages.enrolment.queries.deciders import deciders
from baeumgil.stages.enrolment.rules.approval_line import nearest
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy, policy_from_json
from baeumgil.stages.enrolment.services.approval_opening import after_opening, open_now
from baeumgil.stages.enrolment.services.seats import release_seats, tell_schedule
from baeumgil.stages.enrolment.services.steps import Move, advance_all
from baeumgil.stages.enrolment.services.waiting import fill_vacancies
from baeumgil.stages.enrolment.terms import (
    ApplicationState,
    ApprovalState,
    ApproverKind,
    CallState,
    Mechanism,
    StepReason,
)
from baeumgil.stages.people.queries.unit_holders import lines_up
from baeumgil.stages.people.services.notices import Message, tell_each
from baeumgil.stages.people.terms import NoticeKind

BATCH = 500
DECIDING = (
    "state",
    "decided_at",
    "decided_by",
    "account",
    "as_deputy",
    "comment",
    "opened_at",
    "due_at",
    "reminded_at",
    "unit",
)
UNDECIDED = (ApprovalState.WAITING, ApprovalState.OPEN)


@dataclass(frozen=True, slots=True)
class Decided:
    """An approval somebody decided about; `as_deputy` says in whose place, as it is written behind the name."""

    approval: Approval
    as_deputy: str = ""


def is_too_late(approval: Approval) -> bool:
    """Nothing is left to be approved for: the result is out, or the session of the seat has begun.

    The approval comes with its application's call and seat.
    """
    application = approval.application
    if application.call.state is CallState.DECIDED and application.call.mechanism is not Mechanism.FIRST_COME:
        return True
    starts_on = None if application.seat is None else application.seat.starts_on
    return starts_on is not None and starts_on <= clock.today()


def give(decided: Sequence[Decided], *, actor: Actor, comment: str = "") -> int:
    """Approve these; how many applications need no more consent."""
    if not decided:
        return 0
    _sign(decided, ApprovalState.APPROVED, actor, comment)
    applications = [one.approval.application for one in decided]
    policies = {one.call_id: policy_from_json(one.call.policy) for one in applications}
    waiting = _next_waiting(applications)
    _hand_on(waiting.values())
    opened = open_now(waiting.values(), policies=policies)
    Approval.objects.bulk_update(opened, DECIDING, batch_size=BATCH)
    moves = [_after(one, waiting, policies, comment) for one in decided]
    advance_all(moves, actor=actor)
    after_opening(opened, actor=actor)
    tell_each([message for move in moves if (message := _good_news(move)) is not None])
    _settle_places([move.application for move in moves if move.application.arrival is not None], actor)
    return len(applications) - len(waiting)


def turn_down(
    decided: Sequence[Decided],
    *,
    actor: Actor,
    comment: str,
    reason: StepReason = StepReason.APPROVAL_RETURNED,
) -> None:
    """Return these applications: nothing more is asked of anybody, their seats go to who waits."""
    if not decided:
        return
    _sign(decided, ApprovalState.RETURNED, actor, comment)
    applications = [one.approval.application for one in decided]
    Approval.objects.filter(application__in=applications, state__in=[state.value for state in UNDECIDED]).update(
        state=ApprovalState.CLOSED
    )
    freed = [one.seat_id for one in applications if one.seat_id is not None]
    moves = [
        Move(
            one.approval.application,
            ApplicationState.RETURNED,
            reason,
            comment,
            {"stage": str(one.approval.kind), "as_deputy": bool(one.as_deputy)},
            {"seat_id": None},
        )
        for one in decided
    ]
    release_seats(freed)
    advance_all(moves, actor=actor)
    tell_each(
        [
            Message(
                person=one.person_id,
                kind=NoticeKind.APPLICATION,
                key=f"returned:{one.pk}",
                title=f"신청이 반려되었습니다: {one.call.name}",
                text=f"까닭: {comment}",
                link=f"application:{one.pk}",
            )
            for one in applications
        ]
    )
    if freed:
        _refill(freed, actor)


def _sign(decided: Sequence[Decided], state: ApprovalState, actor: Actor, comment: str) -> None:
    moment = clock.now()
    for one in decided:
        approval = one.approval
        approval.state = state
        approval.decided_at = moment
        approval.decided_by = f"{actor.label}{one.as_deputy}"[:200]
        approval.account = actor.account
        approval.as_deputy = bool(one.as_deputy)
        approval.comment = comment
    Approval.objects.bulk_update([one.approval for one in decided], DECIDING, batch_size=BATCH)


def _next_waiting(applications: Sequence[Application]) -> dict[int, Approval]:
    """The next approval of each application that still waits for one."""
    rows = Approval.objects.filter(application__in=applications, state=ApprovalState.WAITING)
    by_number = {one.pk: one for one in applications}
    found: dict[int, Approval] = {}
    for row in rows.order_by("application_id", "order"):
        if row.application_id not in found:
            row.application = by_number[row.application_id]
            found[row.application_id] = row
    return found


def _hand_on(approvals: Collection[Approval]) -> None:
    """Where by now nobody decides but the applicant, the next unit up is asked at once instead of after the deadline.

    Heads went on leave and deputies were named since the line was drawn. Constant statements; nothing is stored yet.
    """
    placed = [one for one in approvals if one.unit_id is not None]
    if not placed:
        return
    today = clock.today()
    ups = lines_up([one.unit_id for one in placed if one.unit_id is not None], today)
    known = deciders({(ApproverKind(one.kind), unit) for one in placed for unit in ups[one.unit_id or 0]}, today)
    for one in placed:
        units = ups[one.unit_id or 0]
        one.unit_id = nearest(ApproverKind(one.kind), applicant=one.application.person_id, units=units, deciders=known)


def _after(one: Decided, waiting: dict[int, Approval], policies: dict[int, CallPolicy], comment: str) -> Move:
    application = one.approval.application
    facts = {"stage": str(one.approval.kind), "as_deputy": bool(one.as_deputy)}
    if application.pk in waiting:
        return Move(application, ApplicationState.AWAITING_APPROVAL, StepReason.STAGE_APPROVED, comment, facts)
    moment = clock.now()
    changes: dict[str, Any] = {"is_approved": True, "approved_at": moment}
    if application.call.mechanism is not Mechanism.FIRST_COME:
        return Move(application, ApplicationState.APPROVED, StepReason.ALL_APPROVED, comment, facts, changes)
    if application.seat_id is not None:
        changes["confirm_by"] = policies[application.call_id].confirm_by(moment)
        return Move(application, ApplicationState.SELECTED, StepReason.BY_ARRIVAL, comment, facts, changes)
    changes |= {"wait_rank": application.arrival, "waiting_since": moment}
    return Move(application, ApplicationState.WAITLISTED, StepReason.BY_ARRIVAL, comment, facts, changes)


def _good_news(move: Move) -> Message | None:
    words = {
        ApplicationState.APPROVED: ("신청이 승인되었습니다", "선발 결과가 나오면 알려 드립니다."),
        ApplicationState.SELECTED: ("신청이 승인되어 자리가 확정되었습니다", "먼저 온 차례대로 받은 자리입니다."),
        ApplicationState.WAITLISTED: ("신청이 승인되어 대기자 명단에 올랐습니다", "자리가 나면 차례대로 제안합니다."),
    }.get(move.to)
    if words is None:
        return None
    application = move.application
    return Message(
        person=application.person_id,
        kind=NoticeKind.APPLICATION,
        key=f"approved:{application.pk}",
        title=f"{words[0]}: {application.call.name}",
        text=words[1],
        link=f"application:{application.pk}",
    )


def _settle_places(applications: Sequence[Application], actor: Actor) -> None:
    """First come: the calendar hears who sits and who waits; a free seat goes at once to who waits first."""
    waits = [one.pk for one in applications if one.state is ApplicationState.WAITLISTED]
    wished = set(Wish.objects.filter(application_id__in=waits, is_dropped=False).values_list("session_id", flat=True))
    seated = {one.seat_id for one in applications if one.state is ApplicationState.SELECTED and one.seat_id is not None}
    if wished:
        fill_vacancies(sorted(wished), actor=actor)
    if wished | seated:
        _tell(wished | seated)


def _refill(freed: Sequence[int], actor: Actor) -> None:
    fill_vacancies(sorted(set(freed)), actor=actor)
    _tell(set(freed))


def _tell(sessions: set[int]) -> None:
    tell_schedule(sorted(sessions))
    announce(ParticipantsChanged(tuple(sorted(sessions))))
