"""승인. Consent that applications need: asked for, given, sent back; by oneself or for whom one stands in."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor, ActorKind
from baeumgil.core.errors import Problem
from baeumgil.core.locks import HIGHEST_NUMBER, hold
from baeumgil.core.said import Said, joined
from baeumgil.stages.enrolment.access import may_decide_approvals, may_see_application
from baeumgil.stages.enrolment.errors import ApprovalInvalid, ApprovalNotFound, OwnApplication
from baeumgil.stages.enrolment.models import Application, Approval, Call
from baeumgil.stages.enrolment.queries.deciders import Chair, actor_of_person, chair_for, chairs_of, deciders
from baeumgil.stages.enrolment.rules.approval_line import Decider, Place, line_for
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.services.approval_opening import after_opening, open_now, place_of
from baeumgil.stages.enrolment.services.approval_outcomes import Decided, give, is_too_late, turn_down
from baeumgil.stages.enrolment.terms import ApplicationState, ApprovalState, ApproverKind, CallState
from baeumgil.stages.people.queries.unit_holders import lines_up

BATCH = 500
MOST_AT_ONCE = 500
LONGEST_COMMENT = 500


def ask_approvals(
    applications: Sequence[Application],
    *,
    actor: Actor,
    policy: CallPolicy,
    consented: Mapping[int, Collection[ApproverKind]] | None = None,
) -> frozenset[int]:
    """Make the approvals that the policy asks of stored applications, open the first of each, tell who decides.

    Answers the applications that now await approval; those that are not among them need none (any more). States are
    the caller's: it advances to AWAITING_APPROVAL (`APPROVAL_ASKED`) or APPROVED. Constant statements. To be called
    inside an action. `consented` says, by person, which consents the actor gave with the act itself (nominations);
    never for the actor's own application.
    """
    if not policy.approvals or not applications:
        return frozenset()
    made = []
    lines, known = _lines(applications, policy)
    for application, line in zip(applications, lines, strict=True):
        given = (consented or {}).get(application.person_id, ()) if actor.person != application.person_id else ()
        for order, (kind, unit) in enumerate(line, 1):
            approval = Approval(
                application=application, order=order, kind=kind, unit_id=unit, state=ApprovalState.WAITING
            )
            if kind in given:
                approval.state = ApprovalState.APPROVED
                approval.decided_at = clock.now()
                approval.decided_by = actor.label[:200]
                approval.account = actor.account
            made.append(approval)
    first: dict[int, Approval] = {}
    for approval in made:
        if approval.state is ApprovalState.WAITING:
            first.setdefault(approval.application_id, approval)
    opened = open_now(first.values(), policies={application.call_id: policy for application in applications})
    Approval.objects.bulk_create(made, batch_size=BATCH)
    after_opening(opened, actor=actor, known=known)
    return frozenset(first)


def close_approvals(applications: Collection[int]) -> None:
    """Close what these applications still wait for: they were withdrawn, cancelled or returned. Inside an action."""
    undecided = [ApprovalState.WAITING.value, ApprovalState.OPEN.value]
    Approval.objects.filter(application_id__in=sorted(applications), state__in=undecided).update(
        state=ApprovalState.CLOSED
    )


@action("enrolment.approve")
def approve(*, actor: Actor, approvals: Collection[int], comment: str = "", by: int | None = None) -> int:
    """Give these consents, all or none; how many applications are fully approved now.

    What the actor has approved before is left as it is, so that a second click changes nothing. `by` is the person
    who decides, where a key or the command line passes it on.
    """
    allow(may_decide_approvals(actor))
    decider = _decider(actor, by)
    decided = _decided(decider, approvals, comment, ApprovalState.APPROVED)
    finished = give(decided, actor=decider, comment=comment.strip())
    record("교육신청 승인", approvals=sorted(one.approval.pk for one in decided), finished=finished)
    return finished


@action("enrolment.send_back")
def send_back(*, actor: Actor, approvals: Collection[int], comment: str, by: int | None = None) -> int:
    """Refuse these consents with a reason, all or none: the applications are returned, their seats freed."""
    allow(may_decide_approvals(actor))
    decider = _decider(actor, by)
    decided = _decided(decider, approvals, comment, ApprovalState.RETURNED)
    turn_down(decided, actor=decider, comment=comment.strip())
    record("교육신청 반려", approvals=sorted(one.approval.pk for one in decided))
    return len(decided)


def _lines(
    applications: Sequence[Application], policy: CallPolicy
) -> tuple[Sequence[tuple[Place, ...]], Mapping[Place, Sequence[Decider]]]:
    """Where consent to each application is asked, and who decides at the places looked at."""
    today = clock.today()
    ups = lines_up([one.unit_id for one in applications if one.unit_id is not None], today)
    units_above = [ups[one.unit_id] if one.unit_id is not None else () for one in applications]
    places = {(kind, unit) for kind in policy.approvals for units in units_above for unit in units}
    known = deciders([place for place in places if place[0] is not ApproverKind.INSTITUTE], today)
    lines = [
        line_for(policy.approvals, applicant=application.person_id, units=units, deciders=known)
        for application, units in zip(applications, units_above, strict=True)
    ]
    return lines, known


def _decider(actor: Actor, by: int | None) -> Actor:
    """Who decides: the actor, or whom a key or the command line names. A key has to name somebody."""
    if by is None:
        allow(
            actor.kind is not ActorKind.API_KEY,
            Said("결정하는 사람(사번)을 함께 적으세요.", "Add who decides (staff number)."),
        )
        return actor
    allow(actor.is_trusted or actor.kind is ActorKind.API_KEY or actor.person == by)
    named = actor_of_person(by, actor.address)
    if named is None:
        raise ApprovalInvalid(
            [
                Problem(
                    "no_account",
                    Said("결정하는 사람의 계정이 없습니다.", "The person who decides has no account."),
                    Said(
                        "계정이 있는 사람의 사번을 적으세요.", "Enter the staff number of somebody who has an account."
                    ),
                    field="by",
                )
            ]
        )
    return replace(named, label=f"{named.label} · {actor.label}") if actor.person != by else actor


def _decided(actor: Actor, numbers: Collection[int], comment: str, outcome: ApprovalState) -> list[Decided]:
    """What is to be decided, held, with the chair each is decided from; every problem is named at once."""
    chairs = chairs_of(actor)
    found = _held(numbers)
    chosen = [(one, chair_for(chairs, place_of(one), applicant=one.application.person_id)) for one in found]
    hidden = [one.pk for one, chair in chosen if chair is None and not _may_know(actor, chairs, one)]
    if hidden:
        raise ApprovalNotFound(approvals=hidden)
    problems = _problems_of_form(numbers, comment, outcome)
    decided = []
    for approval, chair in chosen:
        if approval.state is outcome and approval.account is not None and approval.account == actor.account:
            continue
        trouble = _trouble(approval, chair, chairs)
        if trouble is not None:
            problems.append(trouble)
        elif chair is not None:
            decided.append(Decided(approval, f" ({chair.actor.label} 대리)" if chair.is_deputy else ""))
    if len(found) == 1 and any(problem.code == OwnApplication.code for problem in problems):
        raise OwnApplication(approval=found[0].pk)
    if problems:
        raise ApprovalInvalid(problems)
    return decided


def _may_know(actor: Actor, chairs: Sequence[Chair], approval: Approval) -> bool:
    """Whether the actor may hear whose application it is."""
    application = approval.application
    own = any(chair.actor.person == application.person_id for chair in chairs)
    return own or may_see_application(actor, person=application.person_id, unit=application.unit_id)


def _held(numbers: Collection[int]) -> list[Approval]:
    """These approvals with their applications and calls, locked in the order of the stage."""
    wanted = sorted({number for number in numbers if 0 < number <= HIGHEST_NUMBER})[: MOST_AT_ONCE + 1]
    keys = list(Approval.objects.filter(pk__in=wanted).values_list("application_id", "application__call_id"))
    hold(Call, [call for _application, call in keys])
    hold(Application, [application for application, _call in keys])
    hold(Approval, wanted)
    found = list(
        Approval.objects.filter(pk__in=wanted)
        .select_related("application__call", "application__person", "application__seat")
        .order_by("pk")
    )
    if not found or len(found) < len(set(numbers)) <= MOST_AT_ONCE:
        known = {approval.pk for approval in found}
        raise ApprovalNotFound(approvals=sorted(set(numbers) - known))
    return found


def _problems_of_form(numbers: Collection[int], comment: str, outcome: ApprovalState) -> list[Problem]:
    problems = []
    if len(set(numbers)) > MOST_AT_ONCE:
        problems.append(
            Problem(
                "too_many",
                Said(f"한 번에 {MOST_AT_ONCE}건까지 처리합니다.", f"At most {MOST_AT_ONCE} can be decided at once."),
                Said("나누어 처리하세요.", "Decide them in parts."),
                field="approvals",
            )
        )
    if outcome is ApprovalState.RETURNED and not comment.strip():
        problems.append(
            Problem(
                "comment_missing",
                Said("돌려보내는 까닭이 없습니다.", "The reason for sending it back is missing."),
                Said("신청한 사람이 볼 까닭을 적으세요.", "Write a reason for the applicant to read."),
                field="comment",
            )
        )
    if len(comment.strip()) > LONGEST_COMMENT:
        problems.append(
            Problem(
                "comment_long",
                Said(
                    f"의견이 {LONGEST_COMMENT}자를 넘습니다.",
                    f"The comment has more than {LONGEST_COMMENT} characters.",
                ),
                Said("줄여 적으세요.", "Shorten it."),
                field="comment",
            )
        )
    if "\x00" in comment:
        problems.append(
            Problem(
                "not_text",
                Said("글자가 아닌 값이 있습니다.", "There is something in it that is not text."),
                Said("다시 적어 주세요.", "Please write it again."),
                field="comment",
            )
        )
    return problems


@dataclass(frozen=True, slots=True)
class _Check:
    """One thing that stands in the way of a decision."""

    code: str
    message: str
    remedy: str
    is_so: Callable[[Approval], bool]


_CHECKS = (
    _Check(
        "call_cancelled",
        Said("모집이 취소되었습니다.", "The call was cancelled."),
        Said("처리할 것이 없습니다.", "There is nothing to decide."),
        lambda one: one.application.call.state is CallState.CANCELLED,
    ),
    _Check(
        "not_awaiting",
        Said("이제 승인을 기다리지 않는 신청입니다.", "This application no longer awaits approval."),
        Said("목록을 새로 고치세요.", "Reload the list."),
        lambda one: one.application.state is not ApplicationState.AWAITING_APPROVAL,
    ),
    _Check(
        "decided_already",
        Said(
            "이미 처리되었거나 아직 차례가 아닌 승인입니다.",
            "This approval is already given, or its turn is still to come.",
        ),
        Said("목록을 새로 고치세요.", "Reload the list."),
        lambda one: one.state is not ApprovalState.OPEN,
    ),
    _Check(
        "too_late",
        Said(
            "이미 선발 결과가 나왔거나 시작한 교육입니다.",
            "The result of the selection is out, or the course has begun.",
        ),
        Said("교육부서에 물어보세요.", "Ask the training office."),
        is_too_late,
    ),
)


def _trouble(approval: Approval, chair: Chair | None, chairs: Sequence[Chair]) -> Problem | None:
    who = approval.application.person.name
    if any(one.actor.person == approval.application.person_id for one in chairs) and chair is None:
        return Problem(
            OwnApplication.code,
            joined((who, OwnApplication.message), ": "),
            Said("다른 승인권자가 결정합니다.", "Another approver decides."),
        )
    if chair is None:
        return Problem(
            "not_yours",
            Said(f"{who}: 다른 사람이 결정할 신청입니다.", f"{who}: somebody else decides about this application."),
            Said("선택에서 빼세요.", "Take it out of the choice."),
        )
    for check in _CHECKS:
        if check.is_so(approval):
            return Problem(check.code, joined((who, check.message), ": "), check.remedy)
    return None
