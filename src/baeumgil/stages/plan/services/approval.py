"""결재: a paper runs through its line. The password is asked for at every signature, and each signature keeps
the fingerprint of what it saw.

The password is checked outside the transaction of the action, so that a wrong try stays written down.
"""

from dataclasses import dataclass

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Invalid, Problem
from baeumgil.core.locks import hold
from baeumgil.core.policies import values_on
from baeumgil.core.said import Said
from baeumgil.stages.people.errors import SignInRefused
from baeumgil.stages.people.queries.signers import signers
from baeumgil.stages.people.services.sign_in import confirm_password
from baeumgil.stages.plan.access import may_see_case, may_sign, may_start_case
from baeumgil.stages.plan.errors import (
    CaseNotFound,
    CaseOver,
    CommitteeNotFound,
    ContentChanged,
    NotYourTurn,
    PasswordWrong,
    PlanNotFound,
    RouteInvalid,
    RouteMissing,
    VersionStateWrong,
)
from baeumgil.stages.plan.models import ApprovalCase, ApprovalStep, Institute, Meeting, PlanVersion
from baeumgil.stages.plan.queries.routes import boxes_of_route, route_in_force
from baeumgil.stages.plan.rules.approval import Box, box_for, check_disclosure, may_be_reached
from baeumgil.stages.plan.services.freezing import digest_of, freeze
from baeumgil.stages.plan.services.minutes_digest import digest_of_minutes
from baeumgil.stages.plan.services.races import one_wins
from baeumgil.stages.plan.services.routes import save_route
from baeumgil.stages.plan.services.steps import back_to_draft, to_approval
from baeumgil.stages.plan.services.version_hold import held_in, touch
from baeumgil.stages.plan.terms import (
    CaseState,
    Disclosure,
    DocumentType,
    MeetingState,
    StepMark,
    StepRole,
    StepState,
    VersionState,
)

__all__ = ["return_case", "save_route", "sign", "start_case", "withdraw_case"]

PREFIX = "plan.document_number_prefix"
LONGEST_COMMENT = 500
CHANGES = "변경"


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is to be approved."""

    institute: int
    title: str
    version: int | None = None
    meeting: int | None = None
    from_state: VersionState | None = None


def start_case(
    *,
    actor: Actor,
    document_type: DocumentType,
    password: str,
    version: int | None = None,
    meeting: int | None = None,
    disclosure: Disclosure = Disclosure.OPEN,
    disclosure_ground: str = "",
    title: str = "",
    policy_number: str = "",
    comment: str = "",
) -> int:
    """기안. Send a paper through the line of the day; the drafter signs by it; the case.

    A plan must be reviewed; a change of an approved plan may also be a draft; minutes those of a closed meeting.
    Raises `RouteMissing`, `RouteInvalid`, `Invalid` (disclosure without a ground), `VersionStateWrong`,
    `PasswordWrong`.
    """
    _confirm(actor, password)
    return _start(
        actor=actor,
        document_type=document_type,
        version=version,
        meeting=meeting,
        disclosure=disclosure,
        disclosure_ground=disclosure_ground,
        title=title,
        policy_number=policy_number,
        comment=comment,
    )


def sign(*, actor: Actor, case: int, password: str, comment: str = "", as_deputy: bool = False) -> CaseState:
    """서명. Sign the actor's own box, or as deputy (대결) that of the one they stand in for; how the case stands.

    Raises `NotYourTurn`, `CaseOver`, `ContentChanged`, `PasswordWrong`.
    """
    _confirm(actor, password)
    return _sign(actor=actor, case=case, comment=comment, as_deputy=as_deputy)


def return_case(*, actor: Actor, case: int, password: str, comment: str, as_deputy: bool = False) -> None:
    """반려. Send the paper back with a reason instead of signing; the plan is a draft again."""
    _confirm(actor, password)
    _return(actor=actor, case=case, comment=comment, as_deputy=as_deputy)


@action("plan.withdraw_case")
def withdraw_case(*, actor: Actor, case: int, comment: str = "") -> None:
    """회수. The drafter takes the paper back before it is decided; the plan stands where it stood before."""
    held = _held(actor, case)
    drafting = next(step for step in _steps(held) if step.role is StepRole.DRAFTS)
    allow(may_sign(actor, account=actor.account) and drafting.signed_by_id == actor.account)
    _need_running(held)
    _end(held, CaseState.WITHDRAWN)
    if held.version_id is not None:
        held_in(held.version_id, (VersionState.IN_APPROVAL,))
        if held.from_state == VersionState.REVIEWED:
            touch(held.version_id, state=VersionState.REVIEWED)
        else:
            back_to_draft(held.version_id)
    if comment.strip():
        ApprovalStep.objects.filter(pk=drafting.pk).update(comment=comment.strip()[:LONGEST_COMMENT])
    record(f"결재 회수 {held.title}", case=held.pk)


@action("plan.start_case")
def _start(
    *,
    actor: Actor,
    document_type: DocumentType,
    version: int | None,
    meeting: int | None,
    disclosure: Disclosure,
    disclosure_ground: str,
    title: str,
    policy_number: str,
    comment: str,
) -> int:
    allow(may_start_case(actor) and may_sign(actor, account=actor.account))
    subject = _subject(document_type, version, meeting)
    problems = check_disclosure(disclosure, disclosure_ground)
    if problems:
        raise Invalid(problems)
    boxes = _boxes_today(subject.institute, document_type, actor)
    with one_wins():
        if subject.version is not None:
            if subject.from_state is VersionState.DRAFT:
                touch(subject.version, state=VersionState.REVIEWED)
            to_approval(subject.version)
        case = ApprovalCase.objects.create(
            institute_id=subject.institute,
            document_type=document_type,
            version_id=subject.version,
            meeting_id=subject.meeting,
            title=(title.strip() or subject.title)[:200],
            digest=_digest(subject.version, subject.meeting),
            disclosure=disclosure,
            disclosure_ground=disclosure_ground.strip(),
            policy_number=policy_number.strip(),
            from_state=subject.from_state,
            drafted_at=clock.now(),
            drafted_label=actor.label[:200],
        )
        ApprovalStep.objects.bulk_create(
            [
                ApprovalStep(
                    case=case,
                    order=box.order,
                    role=box.role,
                    post=box.post,
                    account_id=box.account,
                    deputy_id=box.deputy,
                    is_delegated=box.is_delegated,
                    mark=StepMark.DELEGATED if box.is_delegated else StepMark.OWN,
                )
                for box in boxes
            ]
        )
    drafting = next(step for step in _steps(case) if step.role is StepRole.DRAFTS)
    _put(drafting, actor, case.digest, comment=comment, mark=StepMark.OWN)
    record(f"결재 올림 {case.title}", case=case.pk, document_type=document_type.value, digest=case.digest)
    return case.pk


@action("plan.sign")
def _sign(*, actor: Actor, case: int, comment: str, as_deputy: bool) -> CaseState:
    held = _held(actor, case)
    allow(may_sign(actor, account=actor.account))
    _need_running(held)
    step = _my_step(held, actor, as_deputy=as_deputy)
    if _digest(held.version_id, held.meeting_id) != held.digest:
        raise ContentChanged(case=held.pk)
    mark = StepMark.DEPUTY if as_deputy else StepMark.DELEGATED if step.is_delegated else StepMark.OWN
    _put(step, actor, held.digest, comment=comment, mark=mark)
    if step.role is StepRole.DECIDES:
        _approve(held)
    record(f"결재 서명 {held.title}", case=held.pk, step=step.order, mark=mark.value, digest=held.digest)
    return CaseState(held.state)


@action("plan.return_case")
def _return(*, actor: Actor, case: int, comment: str, as_deputy: bool) -> None:
    held = _held(actor, case)
    allow(may_sign(actor, account=actor.account))
    _need_running(held)
    step = _my_step(held, actor, as_deputy=as_deputy)
    if not comment.strip():
        raise Invalid(
            [
                Problem(
                    "missing",
                    Said("반려하는 까닭이 없습니다.", "The reason for returning it is missing."),
                    Said("고칠 것을 쓰세요.", "Say what to correct."),
                    field="comment",
                )
            ]
        )
    step.state, step.comment, step.signed_at = StepState.RETURNED, comment.strip()[:LONGEST_COMMENT], clock.now()
    step.signed_by_id, step.signed_name = actor.account, _name(actor)
    step.mark = StepMark.DEPUTY if as_deputy else step.mark
    step.save()
    _end(held, CaseState.RETURNED)
    if held.version_id is not None:
        back_to_draft(held.version_id)
    record(f"결재 반려 {held.title}", case=held.pk, step=step.order)


def _confirm(actor: Actor, password: str) -> None:
    try:
        confirm_password(actor=actor, password=password)
    except SignInRefused as refused:
        raise PasswordWrong from refused


def _subject(document_type: DocumentType, version: int | None, meeting: int | None) -> _Subject:
    """What is to be approved, locked and in the right state."""
    if document_type is DocumentType.MINUTES:
        return _minutes(meeting or 0)
    if not hold(PlanVersion, [version or 0]):
        raise PlanNotFound(version=version)
    held = PlanVersion.objects.select_related("plan").get(pk=version or 0)
    plan, title = held.plan, held.plan.title
    wanted = {VersionState.REVIEWED}
    if document_type is DocumentType.PLAN_CHANGE:
        if not plan.versions.filter(state=VersionState.APPROVED).exists():
            raise VersionStateWrong(
                Said(
                    "승인된 계획이 있어야 변경을 올릴 수 있습니다.",
                    "A change can be handed in only when there is an approved plan.",
                ),
                version=version,
            )
        wanted, title = {VersionState.REVIEWED, VersionState.DRAFT}, f"{title} {CHANGES}"
    if held.state not in wanted:
        raise VersionStateWrong(version=version, state=held.state)
    return _Subject(plan.institute_id, title, version=held.pk, from_state=held.state)


def _minutes(meeting: int) -> _Subject:
    if not hold(Meeting, [meeting]):
        raise CommitteeNotFound(meeting=meeting)
    held = Meeting.objects.select_related("committee", "version__plan").get(pk=meeting)
    if held.state != MeetingState.CLOSED:
        raise VersionStateWrong(
            Said(
                "회의를 마친 뒤에 회의록을 올릴 수 있습니다.",
                "The minutes can be handed in after the meeting is closed.",
            ),
            meeting=meeting,
        )
    if held.approval_cases.filter(state=CaseState.APPROVED).exists():
        raise VersionStateWrong(
            Said("이미 결재가 끝난 회의록입니다.", "The minutes are approved already."), meeting=meeting
        )
    title = f"{held.version.plan.year}년 제{held.number}차 {held.committee.name} 회의록"
    return _Subject(held.committee.institute_id, title, meeting=held.pk)


def _boxes_today(institute: int, document_type: DocumentType, actor: Actor) -> tuple[Box, ...]:
    """The boxes of the paper, the drafter's named. Raises `RouteMissing`, or `RouteInvalid` with every problem."""
    route = route_in_force(institute, document_type, clock.today())
    if route is None:
        raise RouteMissing(document_type=document_type.value)
    boxes = boxes_of_route(route)
    problems = []
    if boxes[0].account not in {None, actor.account}:
        problems.append(
            Problem(
                "drafter",
                Said("이 결재선의 기안은 다른 사람이 맡습니다.", "Someone else drafts in this approval line."),
                Said(
                    "그 사람이 올리거나 결재선을 고치세요.", "Let that person hand it in, or change the approval line."
                ),
            )
        )
    if any(box.account == actor.account for box in boxes[1:]):
        problems.append(
            Problem(
                "twice",
                Said("기안하는 사람이 다른 칸에도 있습니다.", "Who drafts is in another box too."),
                Said(
                    "다른 사람이 올리거나 결재선을 고치세요.",
                    "Let someone else hand it in, or change the approval line.",
                ),
            )
        )
    named = signers({account for box in boxes for account in (box.account, box.deputy) if account is not None})
    problems += may_be_reached(boxes[1:], {account: signer.is_able for account, signer in named.items()})
    if problems:
        raise RouteInvalid(problems)
    first = boxes[0]
    return (Box(first.order, first.role, first.post, actor.account), *boxes[1:])


def _held(actor: Actor, case: int) -> ApprovalCase:
    """The case, locked; as good as absent for whoever may not see it."""
    held = hold(ApprovalCase, [case])
    if not held or not isinstance(held[0], ApprovalCase):
        raise CaseNotFound(case=case)
    seen_by = {account for step in _steps(held[0]) for account in (step.account_id, step.deputy_id)}
    if not may_see_case(actor, signers=frozenset(account for account in seen_by if account is not None)):
        raise CaseNotFound(case=case)
    return held[0]


def _steps(case: ApprovalCase) -> list[ApprovalStep]:
    return list(ApprovalStep.objects.filter(case=case).order_by("order"))


def _need_running(case: ApprovalCase) -> None:
    if case.state != CaseState.RUNNING:
        raise CaseOver(case=case.pk, state=case.state)


def _my_step(case: ApprovalCase, actor: Actor, *, as_deputy: bool) -> ApprovalStep:
    """The box the actor may sign now. Raises `NotYourTurn`."""
    steps = {step.order: step for step in _steps(case)}
    box = box_for([box_of(step) for step in steps.values()], actor.account or 0, as_deputy=as_deputy)
    if box is None:
        raise NotYourTurn(case=case.pk)
    return steps[box.order]


def box_of(step: ApprovalStep) -> Box:
    """A box as the rules want it."""
    return Box(
        step.order,
        step.role,
        step.post,
        step.account_id,
        step.deputy_id,
        is_delegated=step.is_delegated,
        state=step.state,
    )


def _put(step: ApprovalStep, actor: Actor, digest: str, *, comment: str, mark: StepMark) -> None:
    step.state, step.mark, step.signed_digest = StepState.SIGNED, mark, digest
    step.signed_by_id, step.signed_name, step.signed_at = actor.account, _name(actor), clock.now()
    step.comment = comment.strip()[:LONGEST_COMMENT]
    step.save()


def _name(actor: Actor) -> str:
    """The name beside the signature, as it is that day."""
    signer = signers({actor.account or 0}).get(actor.account or 0)
    return signer.name if signer is not None else actor.label


def _digest(version: int | None, meeting: int | None) -> str:
    if version is not None:
        return digest_of(version)
    return digest_of_minutes(meeting or 0)


def _approve(case: ApprovalCase) -> None:
    """Give the paper its number and freeze what it approves."""
    hold(Institute, [case.institute_id])
    today = clock.today()
    latest = (
        ApprovalCase.objects.filter(institute_id=case.institute_id, series_year=today.year)
        .order_by("-series_number")
        .values_list("series_number", flat=True)
        .first()
    )
    number = (latest or 0) + 1
    prefix = values_on([PREFIX], today).get(PREFIX, case.institute.name)
    case.series_year, case.series_number, case.document_number = today.year, number, f"{prefix}-{number}"
    case.state, case.decided_at = CaseState.APPROVED, clock.now()
    with one_wins():
        case.save()
    if case.version_id is not None:
        digest = freeze(case.version_id, document_number=case.document_number, policy_number=case.policy_number)
        if digest != case.digest:
            raise ContentChanged(case=case.pk)


def _end(case: ApprovalCase, state: CaseState) -> None:
    """Close a case without approval; boxes that nobody signed are void."""
    case.state = state
    case.save(update_fields=["state"])
    ApprovalStep.objects.filter(case=case, state=StepState.WAITING).update(state=StepState.VOID)
