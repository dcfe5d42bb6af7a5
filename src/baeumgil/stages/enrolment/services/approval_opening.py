"""Opening a stage of approval: who decides is told, and a job watches the deadline. Inside actions only."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.jobs import enqueue
from baeumgil.stages.enrolment.models import Approval, Call
from baeumgil.stages.enrolment.queries.deciders import people_at
from baeumgil.stages.enrolment.rules.approval_line import Decider, Place
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.terms import ApprovalState, ApproverKind
from baeumgil.stages.people.services.notices import Message, tell_each
from baeumgil.stages.people.terms import NoticeKind

JOB = "enrolment.approvals"
INBOX = "application-approvals"
WARNED_BEFORE = timedelta(days=1)
ROUND = timedelta(minutes=10)


def open_now(approvals: Iterable[Approval], *, policies: Mapping[int, CallPolicy]) -> list[Approval]:
    """Set these approvals open, due by the policy of their call (by number); nothing is stored yet."""
    moment = clock.now()
    opened = []
    for approval in approvals:
        policy = policies[approval.application.call_id]
        approval.state = ApprovalState.OPEN
        approval.opened_at = moment
        approval.due_at = moment + timedelta(days=policy.approval_days)
        approval.reminded_at = None
        opened.append(approval)
    return opened


def after_opening(
    approvals: Sequence[Approval], *, actor: Actor, known: Mapping[Place, Sequence[Decider]] | None = None
) -> None:
    """Tell who decides, once a day for each call however many applications wait, and watch the deadlines.

    `known`: who decides where, as far as it has been read already.
    """
    if not approvals:
        return
    today = clock.today()
    places = {place_of(approval) for approval in approvals}
    people = people_at(places, today, known)
    due: defaultdict[tuple[int, int], datetime] = defaultdict(lambda: datetime.max.replace(tzinfo=clock.now().tzinfo))
    calls = {approval.application.call_id for approval in approvals}
    names = dict(Call.objects.filter(pk__in=calls).values_list("pk", "name"))
    for approval in approvals:
        call = approval.application.call_id
        for person in people[place_of(approval)] - {approval.application.person_id}:
            due[person, call] = min(due[person, call], approval.due_at or clock.now())
    tell_each(
        [
            Message(
                person=person,
                kind=NoticeKind.APPROVAL,
                key=f"approvals:{call}:{today.isoformat()}",
                title=f"승인을 기다리는 교육신청이 있습니다: {names[call]}",
                text="승인함에서 한꺼번에 승인하거나 까닭을 적어 돌려보낼 수 있습니다.",
                link=INBOX,
                due_at=at,
            )
            for (person, call), at in sorted(due.items())
        ]
    )
    soonest = min(approval.due_at for approval in approvals if approval.due_at is not None)
    watch(soonest, topic=str(min(calls)), actor=actor)


def watch(due_at: datetime, *, topic: str, actor: Actor) -> None:
    """Look at what waits a day before a deadline, or at the deadline when that is nearer.

    The topic is the call that the caller holds, so that no two actions queue the same look at the same moment.
    """
    moment = clock.now()
    at = due_at - WARNED_BEFORE if due_at - WARNED_BEFORE > moment else due_at
    at = at + (datetime.min.replace(tzinfo=at.tzinfo) - at) % ROUND  # so that many deadlines share one look
    enqueue(JOB, actor=actor, unique_key=f"{JOB}:{topic}:{at.isoformat()}", delay=max(at - moment, timedelta(0)))


def place_of(approval: Approval) -> Place:
    """Where it is decided."""
    return ApproverKind(approval.kind), approval.unit_id
