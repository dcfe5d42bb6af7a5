"""결재 문서: its boxes, what it approves, what waits for whom.

Names of officials beside their signatures are part of an official paper and no secret (정보공개법 제9조 제1항
제6호 라목); reading a paper is therefore no entry in the access log.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.access import may_see_case, may_start_case
from baeumgil.stages.plan.errors import CaseNotFound
from baeumgil.stages.plan.models import ApprovalCase, ApprovalStep, PlanVersion
from baeumgil.stages.plan.queries.plan_books import digest_now, pre_checks_of, read_book
from baeumgil.stages.plan.rules.approval import Box, box_for, open_boxes
from baeumgil.stages.plan.rules.book import ApprovalBook, StepRow
from baeumgil.stages.plan.rules.totals import Totals, totals_of
from baeumgil.stages.plan.terms import CaseState, DocumentType, StepRole, StepState, VersionState

FINISHED_SHOWN = 30
ATTACHMENTS = {
    DocumentType.PLAN: ("교육훈련 총괄표 1부.", "교육과정 개편 내역 1부.", "과정별 현황 1부.", "월별 일정표 1부."),
    DocumentType.PLAN_CHANGE: ("교육훈련 총괄표 1부.", "교육과정 개편 내역 1부."),
    DocumentType.MINUTES: ("심의 회의록 1부.",),
}


@dataclass(frozen=True, slots=True)
class InboxRow:
    """결재 문서 in a list, as it concerns one account."""

    id: int
    document_type: DocumentType
    title: str
    state: CaseState
    drafted_label: str
    drafted_at: datetime
    decided_at: datetime | None
    document_number: str
    signed: int
    boxes: int
    waiting_for: tuple[str, ...]
    """Posts whose turn it is."""
    as_deputy: bool = False


@dataclass(frozen=True, slots=True)
class Inbox:
    """결재함. What waits for the actor, what they drafted and still runs, what else runs, what is over."""

    waiting: tuple[InboxRow, ...]
    drafted: tuple[InboxRow, ...]
    running: tuple[InboxRow, ...]
    finished: tuple[InboxRow, ...]


@dataclass(frozen=True, slots=True)
class CaseCard:
    """결재 문서 with what its page needs. `previous` is the approved version that a plan is compared with."""

    book: ApprovalBook
    version: int | None
    meeting: int | None
    previous: int | None
    totals: Totals | None
    turn: frozenset[int]
    """Boxes, by order, whose turn it is."""
    my_box: StepRow | None
    deputy_box: StepRow | None
    has_signed: bool
    may_withdraw: bool
    is_unchanged: bool
    """True while the content is still what was handed in."""


def inbox(*, actor: Actor) -> Inbox:
    """What concerns the actor's account; two statements. Raises `NotAllowed` without one."""
    if actor.account is None:
        raise NotAllowed
    rows: dict[str, list[InboxRow]] = {"waiting": [], "drafted": [], "running": [], "finished": []}
    for case in _mine(actor):
        steps = list(case.steps.all())
        if case.state != CaseState.RUNNING:
            rows["finished"].append(_inbox_row(case, steps))
            continue
        boxes = [_box(step) for step in steps]
        if box_for(boxes, actor.account, as_deputy=False) is not None:
            rows["waiting"].append(_inbox_row(case, steps))
        elif box_for(boxes, actor.account, as_deputy=True) is not None:
            rows["waiting"].append(_inbox_row(case, steps, as_deputy=True))
        elif any(step.role is StepRole.DRAFTS and step.signed_by_id == actor.account for step in steps):
            rows["drafted"].append(_inbox_row(case, steps))
        else:
            rows["running"].append(_inbox_row(case, steps))
    return Inbox(
        waiting=tuple(rows["waiting"]),
        drafted=tuple(rows["drafted"]),
        running=tuple(rows["running"]),
        finished=tuple(rows["finished"][:FINISHED_SHOWN]),
    )


def waiting_count(*, actor: Actor) -> int:
    """How many papers wait for the actor's signature, as holder or deputy; one statement when none does, else two."""
    if actor.account is None:
        return 0
    account = actor.account
    boxes = ApprovalStep.objects.filter(state=StepState.WAITING).filter(Q(account_id=account) | Q(deputy_id=account))
    cases = ApprovalCase.objects.filter(state=CaseState.RUNNING, pk__in=boxes.values("case_id"))
    return sum(_is_turn_of(account, list(case.steps.all())) for case in cases.prefetch_related("steps"))


def _is_turn_of(account: int, steps: Sequence[ApprovalStep]) -> bool:
    boxes = [_box(step) for step in steps]
    return any(box_for(boxes, account, as_deputy=as_deputy) is not None for as_deputy in (False, True))


def approval_book(*, actor: Actor, case: int) -> ApprovalBook:
    """결재 표지, as its paper says it. Raises `CaseNotFound`, also when it is none of the actor's business."""
    return _book(_found(actor, case))


def case_card(*, actor: Actor, case: int) -> CaseCard:
    """One paper with everything its page shows. Raises `CaseNotFound`."""
    held = _found(actor, case)
    steps = list(held.steps.all())
    boxes = [_box(step) for step in steps]
    book = _book(held)
    rows = {row.order: row for row in book.steps}
    account = actor.account or 0
    is_running = held.state == CaseState.RUNNING
    own = box_for(boxes, account, as_deputy=False) if is_running else None
    deputy = box_for(boxes, account, as_deputy=True) if is_running else None
    plan = read_book(held.version_id) if held.version_id is not None else None
    return CaseCard(
        book=book,
        version=held.version_id,
        meeting=held.meeting_id,
        previous=_previous(held),
        totals=totals_of(plan) if plan is not None else None,
        turn=frozenset(box.order for box in open_boxes(boxes)) if is_running else frozenset(),
        my_box=rows[own.order] if own is not None else None,
        deputy_box=rows[deputy.order] if deputy is not None else None,
        has_signed=any(step.signed_by_id == account and step.state is StepState.SIGNED for step in steps),
        may_withdraw=is_running
        and any(step.role is StepRole.DRAFTS and step.signed_by_id == account for step in steps),
        is_unchanged=held.version_id is None or not is_running or digest_now(held.version_id) == held.digest,
    )


def cases_of(*, actor: Actor, version: int | None = None, meeting: int | None = None) -> tuple[InboxRow, ...]:
    """Papers about a version or a meeting, the newest first, for whoever starts cases or sees drafts."""
    if not (may_start_case(actor) or may_see_case(actor, signers=frozenset())):
        raise NotAllowed
    about = Q(version_id=version or 0) if meeting is None else Q(meeting_id=meeting)
    found = ApprovalCase.objects.prefetch_related("steps").filter(about)
    return tuple(_inbox_row(case, list(case.steps.all())) for case in found)


def _mine(actor: Actor) -> QuerySet[ApprovalCase]:
    """Cases in which the account has a box or stands in for one; for whoever sees drafts all that run, too."""
    own = ApprovalStep.objects.filter(case=OuterRef("pk")).filter(
        Q(account_id=actor.account) | Q(deputy_id=actor.account) | Q(signed_by_id=actor.account)
    )
    wanted = Q(Exists(own))
    if may_see_case(actor, signers=frozenset()):
        wanted |= Q(state=CaseState.RUNNING)
    return ApprovalCase.objects.filter(wanted).prefetch_related("steps")


def _found(actor: Actor, case: int) -> ApprovalCase:
    related = ("institute", "version__plan", "meeting__version__plan")
    found = ApprovalCase.objects.select_related(*related).prefetch_related("steps").filter(pk=case).first()
    if found is None:
        raise CaseNotFound(case=case)
    concerned = {account for step in found.steps.all() for account in (step.account_id, step.deputy_id)}
    if not may_see_case(actor, signers=frozenset(account for account in concerned if account is not None)):
        raise CaseNotFound(case=case)
    return found


def _book(held: ApprovalCase) -> ApprovalBook:
    version = held.version or (held.meeting.version if held.meeting is not None else None)
    return ApprovalBook(
        id=held.pk,
        document_type=held.document_type,
        title=held.title,
        body_name=held.institute.body_name,
        institute_name=held.institute.name,
        year=version.plan.year if version is not None else timezone.localtime(held.drafted_at).year,
        state=held.state,
        document_number=held.document_number,
        policy_number=held.policy_number,
        disclosure=held.disclosure,
        disclosure_ground=held.disclosure_ground,
        digest=held.digest,
        drafted_at=timezone.localtime(held.drafted_at),
        decided_at=timezone.localtime(held.decided_at) if held.decided_at is not None else None,
        steps=tuple(_step(step) for step in held.steps.all()),
        pre_checks=pre_checks_of(held.version_id) if held.version_id is not None else (),
        attachments=ATTACHMENTS[held.document_type],
    )


def _step(step: ApprovalStep) -> StepRow:
    return StepRow(
        order=step.order,
        role=step.role,
        post=step.post,
        state=step.state,
        mark=step.mark,
        signed_name=step.signed_name,
        signed_at=timezone.localtime(step.signed_at) if step.signed_at is not None else None,
        comment=step.comment,
        account=step.account_id,
        is_delegated=step.is_delegated,
    )


def _box(step: ApprovalStep) -> Box:
    return Box(
        step.order,
        step.role,
        step.post,
        step.account_id,
        step.deputy_id,
        is_delegated=step.is_delegated,
        state=step.state,
    )


def _previous(held: ApprovalCase) -> int | None:
    """The version a plan is compared with: the one approved before it, else that of the year before."""
    version = held.version
    if version is None:
        return None
    approved = PlanVersion.objects.filter(
        plan_id=version.plan_id,
        number__lt=version.number,
        state__in=(VersionState.APPROVED, VersionState.SUPERSEDED),
    )
    latest = approved.order_by("-number").values_list("pk", flat=True).first()
    return latest if latest is not None else version.previous_id


def _inbox_row(case: ApprovalCase, steps: Iterable[ApprovalStep], *, as_deputy: bool = False) -> InboxRow:
    held = list(steps)
    is_running = case.state == CaseState.RUNNING
    return InboxRow(
        id=case.pk,
        document_type=case.document_type,
        title=case.title,
        state=case.state,
        drafted_label=case.drafted_label,
        drafted_at=case.drafted_at,
        decided_at=case.decided_at,
        document_number=case.document_number,
        signed=sum(step.state is StepState.SIGNED for step in held),
        boxes=len(held),
        waiting_for=tuple(box.post for box in open_boxes([_box(step) for step in held])) if is_running else (),
        as_deputy=as_deputy,
    )
