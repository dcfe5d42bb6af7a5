"""Deadlines of approvals: a reminder the day before; after it, one unit up, approved or returned by policy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.locks import hold
from baeumgil.stages.enrolment.access import may_run_calls
from baeumgil.stages.enrolment.models import Application, Approval, Call
from baeumgil.stages.enrolment.queries.deciders import deciders, people_at
from baeumgil.stages.enrolment.rules.approval_line import above
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy, policy_from_json
from baeumgil.stages.enrolment.rules.step_words import DEEMED_APPROVED, EXPIRED
from baeumgil.stages.enrolment.services.approval_opening import (
    INBOX,
    WARNED_BEFORE,
    after_opening,
    place_of,
    watch,
)
from baeumgil.stages.enrolment.services.approval_outcomes import Decided, give, is_too_late, turn_down
from baeumgil.stages.enrolment.services.steps import Move, advance_all
from baeumgil.stages.enrolment.terms import (
    ApplicationState,
    ApprovalState,
    ApproverKind,
    StepReason,
)
from baeumgil.stages.people.queries.unit_holders import lines_up
from baeumgil.stages.people.services.notices import Message, tell_each
from baeumgil.stages.people.terms import NoticeKind

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Followed:
    """What a look at the deadlines brought about."""

    reminded: int
    escalated: int
    approved: int
    returned: int


@action("enrolment.follow_approvals")
def follow_approvals(*, actor: Actor) -> Followed:
    """Remind of deadlines within a day, and do with those that have passed what each call's policy says.

    May run at any time and any number of times; the next look is queued.
    """
    allow(may_run_calls(actor))
    late = _late()
    returned = [one for one in late if _policy(one).approval_expired == "return" or is_too_late(one)]
    approved = [one for one in late if one not in returned and _policy(one).approval_expired == "approve"]
    handed_up = [one for one in late if one not in returned and one not in approved]
    turn_down([Decided(one) for one in returned], actor=actor, comment=EXPIRED, reason=StepReason.APPROVAL_EXPIRED)
    give([Decided(one) for one in approved], actor=actor, comment=DEEMED_APPROVED)
    _hand_up(handed_up, actor)
    reminded = _remind()
    _look_again(actor)
    followed = Followed(reminded, len(handed_up), len(approved), len(returned))
    record(
        "승인 기한 확인",
        reminded=followed.reminded,
        escalated=followed.escalated,
        approved=followed.approved,
        sent_back=followed.returned,
    )
    return followed


def _late() -> list[Approval]:
    """Those whose deadline has passed, held; what applications no longer wait for is closed."""
    moment = clock.now()
    Approval.objects.filter(state=ApprovalState.OPEN, due_at__lte=moment + WARNED_BEFORE).exclude(
        application__state=ApplicationState.AWAITING_APPROVAL
    ).update(state=ApprovalState.CLOSED)
    keys = list(
        Approval.objects.filter(state=ApprovalState.OPEN, due_at__lte=moment)
        .order_by("due_at", "pk")
        .values_list("pk", "application_id", "application__call_id")[:AT_ONCE]
    )
    hold(Call, [call for _approval, _application, call in keys])
    hold(Application, [application for _approval, application, _call in keys])
    hold(Approval, [approval for approval, _application, _call in keys])
    return list(
        Approval.objects.filter(
            pk__in=[approval for approval, _application, _call in keys],
            state=ApprovalState.OPEN,
            application__state=ApplicationState.AWAITING_APPROVAL,
        )
        .select_related("application__call", "application__seat")
        .order_by("pk")
    )


def _hand_up(approvals: Sequence[Approval], actor: Actor) -> None:
    """To the next unit up that has somebody; where there is none, it stays, and the same people are asked again."""
    if not approvals:
        return
    today = clock.today()
    units = {one.application.unit_id for one in approvals if one.application.unit_id is not None}
    ups = lines_up(units, today)
    places = {(ApproverKind(one.kind), unit) for one in approvals for unit in ups.get(one.application.unit_id or 0, ())}
    known = deciders(sorted(places), today)
    moment = clock.now()
    for one in approvals:
        line = ups.get(one.application.unit_id or 0, ())
        one.unit_id = above(place_of(one), applicant=one.application.person_id, units=line, deciders=known)
        one.escalated_at = moment
        one.due_at = moment + timedelta(days=_policy(one).approval_days)
        one.reminded_at = None
    Approval.objects.bulk_update(approvals, ["unit", "escalated_at", "due_at", "reminded_at"])
    advance_all([_handed_up(one) for one in approvals], actor=actor)
    after_opening(approvals, actor=actor)
    tell_each(
        [
            Message(
                person=one.application.person_id,
                kind=NoticeKind.APPLICATION,
                key=f"handed-up:{one.pk}:{today.isoformat()}",
                title=f"승인 기한이 지나 윗부서로 넘어갔습니다: {one.application.call.name}",
                link=f"application:{one.application_id}",
            )
            for one in approvals
        ]
    )


def _handed_up(approval: Approval) -> Move:
    """The step that says so; the application waits on, with whatever seat it holds."""
    to = "윗부서로 넘어갔습니다." if approval.unit_id is not None else "시 전체에서 승인할 사람에게 다시 묻습니다."
    return Move(
        approval.application,
        ApplicationState.AWAITING_APPROVAL,
        StepReason.HANDED_UP,
        text=f"{EXPIRED} {to}",
        facts={"approval": approval.pk, "kind": ApproverKind(approval.kind).value, "unit": approval.unit_id},
    )


def _remind() -> int:
    """Who decides hears once that a deadline is near."""
    moment = clock.now()
    near = list(
        Approval.objects.filter(
            state=ApprovalState.OPEN, reminded_at=None, due_at__gt=moment, due_at__lte=moment + WARNED_BEFORE
        )
        .select_related("application__call")
        .order_by("due_at", "pk")[:AT_ONCE]
    )
    people = people_at({place_of(one) for one in near}, clock.today())
    messages: dict[tuple[int, int], Message] = {}
    for one in near:
        call = one.application.call
        for person in people[place_of(one)] - {one.application.person_id}:
            messages.setdefault(
                (person, call.pk),
                Message(
                    person=person,
                    kind=NoticeKind.APPROVAL,
                    key=f"approvals-due:{call.pk}:{clock.today().isoformat()}",
                    title=f"승인 기한이 하루 안으로 다가왔습니다: {call.name}",
                    link=INBOX,
                    due_at=one.due_at,
                ),
            )
    tell_each(list(messages.values()))
    return Approval.objects.filter(pk__in=[one.pk for one in near]).update(reminded_at=moment)


def _look_again(actor: Actor) -> None:
    due = (
        Approval.objects.filter(state=ApprovalState.OPEN, application__state=ApplicationState.AWAITING_APPROVAL)
        .order_by("due_at")
        .values_list("due_at", flat=True)
        .first()
    )
    if due is not None:
        watch(due, topic="next", actor=actor)


def _policy(approval: Approval) -> CallPolicy:
    return policy_from_json(approval.application.call.policy)
