"""선발. Who gets which seat is computed, looked at, signed by two people and published."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Max

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.bulk_rows import insert_rows
from baeumgil.core.errors import NotAllowed, Problem
from baeumgil.core.locks import HIGHEST_NUMBER, hold
from baeumgil.core.said import Said
from baeumgil.engines.selection.drawing import new_seed, seed_hash
from baeumgil.engines.selection.problem import Problem as SelectionProblem
from baeumgil.engines.selection.reading import SelectionBroken
from baeumgil.engines.selection.result import Result
from baeumgil.engines.selection.selecting import select
from baeumgil.engines.selection.writing import problem_text, result_text
from baeumgil.stages.enrolment.access import may_run_calls, may_see_results
from baeumgil.stages.enrolment.errors import CallNotFound, SelectionInvalid, SelectionNotFound, SelectionOver
from baeumgil.stages.enrolment.models import Application, Approval, Call, Selection, SelectionLine
from baeumgil.stages.enrolment.queries.selection_facts import SelectionFacts, selection_facts
from baeumgil.stages.enrolment.rules.phases import phase_of
from baeumgil.stages.enrolment.rules.selection_checks import FIRST_COME, obstacles
from baeumgil.stages.enrolment.rules.selection_figures import SelectionFigures, figures_of
from baeumgil.stages.enrolment.rules.selection_lines import LineDraft, RefusalFacts, lines_of
from baeumgil.stages.enrolment.rules.step_words import NOT_APPROVED_IN_TIME
from baeumgil.stages.enrolment.services.overriding import override
from baeumgil.stages.enrolment.services.signing import sign
from baeumgil.stages.enrolment.services.steps import Move, advance_all
from baeumgil.stages.enrolment.terms import (
    ApplicationState,
    ApprovalState,
    CallPhase,
    CallState,
    Mechanism,
    SelectionState,
    StepReason,
)
from baeumgil.stages.people.services.notices import tell
from baeumgil.stages.people.services.quiet_memory import quiet_memory
from baeumgil.stages.people.terms import NoticeKind

__all__ = ["DryRun", "discard", "dry_run", "override", "run_selection", "sign"]

LINE_COLUMNS = (
    "selection_id",
    "application_id",
    "place",
    "outcome",
    "session_id",
    "rank",
    "wait_rank",
    "refusals",
    "override_reason",
    "override_by",
)


@dataclass(frozen=True, slots=True)
class DryRun:
    """시험 선발. What a selection would give now; nothing is stored.

    Before closing the draw of a trial is made up, so that nobody learns the real one early.
    """

    call: int
    figures: SelectionFigures
    awaiting: int
    has_real_draw: bool
    problem_digest: str


@action("enrolment.run_selection")
def run_selection(*, actor: Actor, call: int, return_unapproved: bool = False) -> int:
    """Compute the result of a closed call; the selection, a draft until two people have signed it.

    An unsigned earlier draft is discarded. Whoever still awaits approval stands in the way unless they are to be
    returned. Raises `CallNotFound`, `SelectionInvalid` with every reason, `SelectionOver` when one is signed.
    """
    held = _held(call)
    allow(may_run_calls(actor))
    if held is None:
        raise CallNotFound(call=call)
    if return_unapproved:
        _return_unapproved(held, actor)
    problems = _obstacles(held)
    if problems:
        raise SelectionInvalid(problems, call=call)
    _discard_draft(call)
    with quiet_memory():
        facts = selection_facts(call)
        selection = _store(held, facts, _selected(facts.problem, held.seed), actor)
    record(
        f"선발 {held.name}",
        call=call,
        selection=selection.pk,
        applications=len(facts.candidates),
        digest=selection.result_digest,
    )
    return selection.pk


def dry_run(*, actor: Actor, call: int) -> DryRun:
    """What a selection would give now, also while applications are open.

    Raises `NotAllowed`, `CallNotFound`, `SelectionOver` once the result is published, `SelectionInvalid` where seats
    are given as people apply.
    """
    if not may_run_calls(actor) and not may_see_results(actor):
        raise NotAllowed
    held = Call.objects.filter(pk=call).first() if call <= HIGHEST_NUMBER else None
    if held is None:
        raise CallNotFound(call=call)
    _need_something_to_try(held)
    facts = selection_facts(call)
    is_over = _phase(held) is CallPhase.CLOSED
    seed = held.seed if is_over else new_seed()
    problem = facts.problem if is_over else _under(facts.problem, seed)
    result = _selected(problem, seed)
    return DryRun(
        call=call,
        figures=_figures(facts, lines_of(facts.problem, result)),
        awaiting=_awaiting(call),
        has_real_draw=is_over,
        problem_digest=hashlib.sha256(problem_text(facts.problem)).hexdigest(),
    )


@action("enrolment.discard_selection")
def discard(*, actor: Actor, selection: int) -> None:
    """Put a result aside before it is published; signatures on it are void. Raises `SelectionOver`."""
    found = Selection.objects.filter(pk=selection).first() if selection <= HIGHEST_NUMBER else None
    allow(may_run_calls(actor))
    if found is None:
        raise SelectionNotFound(selection=selection)
    hold(Call, [found.call_id])
    waiting = Selection.objects.filter(
        pk=selection, state__in=[SelectionState.DRAFT.value, SelectionState.SIGNED_ONCE.value]
    )
    if not waiting.update(state=SelectionState.DISCARDED):
        raise SelectionOver(selection=selection)
    record("선발 결과 버림", call=found.call_id, selection=selection)


def _held(call: int) -> Call | None:
    hold(Call, [call])
    return Call.objects.filter(pk=call).first() if call <= HIGHEST_NUMBER else None


def _phase(call: Call) -> CallPhase:
    return phase_of(CallState(call.state), call.opens_at, call.closes_at, clock.now())


def _need_something_to_try(call: Call) -> None:
    """A trial after publication would see nobody left to seat, and look like a result of zeros."""
    if call.mechanism == Mechanism.FIRST_COME:
        raise SelectionInvalid([FIRST_COME], call=call.pk)
    if _phase(call) is not CallPhase.DECIDED:
        return
    published = Selection.objects.filter(call=call, state=SelectionState.PUBLISHED).values_list("pk", flat=True).first()
    if published is None:
        raise SelectionOver(
            Said("이미 선발이 끝난 모집입니다.", "The selection of this call is already over."), call=call.pk
        )
    text = Said(
        f"이미 선발해 공표한 모집입니다. 결과는 /enrolment/selections/{published} 화면에서 보세요.",
        "The selection of this call is already published. See the result on the page "
        f"/enrolment/selections/{published}.",
    )
    raise SelectionOver(text, call=call.pk, selection=published)


def _awaiting(call: int) -> int:
    return Application.objects.filter(call_id=call, state=ApplicationState.AWAITING_APPROVAL).count()


def _obstacles(call: Call) -> Sequence[Problem]:
    if Selection.objects.filter(call=call, state=SelectionState.SIGNED_ONCE).exists():
        raise SelectionOver(call=call.pk)
    approved = Application.objects.filter(call=call, state=ApplicationState.APPROVED).count()
    return obstacles(_phase(call), Mechanism(call.mechanism), awaiting=_awaiting(call.pk), approved=approved)


def _return_unapproved(call: Call, actor: Actor) -> None:
    """Who was not approved by the day of selection is told so; the open approvals close."""
    if _phase(call) is not CallPhase.CLOSED or call.mechanism == Mechanism.FIRST_COME:
        return
    waiting = list(Application.objects.filter(call=call, state=ApplicationState.AWAITING_APPROVAL).order_by("pk"))
    if not waiting:
        return
    Approval.objects.filter(
        application__in=waiting, state__in=[ApprovalState.WAITING.value, ApprovalState.OPEN.value]
    ).update(state=ApprovalState.CLOSED)
    advance_all(
        [
            Move(each, ApplicationState.RETURNED, StepReason.APPROVAL_EXPIRED, text=NOT_APPROVED_IN_TIME)
            for each in waiting
        ],
        actor=actor,
    )
    tell(
        people=[each.person_id for each in waiting],
        kind=NoticeKind.RESULT,
        key=f"unapproved:{call.pk}",
        title=f"승인되지 않아 돌려보냄: {call.name}",
        text="선발하는 날까지 승인이 끝나지 않아 신청을 돌려보냈습니다.",
        link="applications",
    )
    record(f"미승인 신청 돌려보냄 {call.name}", call=call.pk, applications=len(waiting))


def _discard_draft(call: int) -> None:
    Selection.objects.filter(call_id=call, state=SelectionState.DRAFT).update(state=SelectionState.DISCARDED)


def _selected(problem: SelectionProblem, seed: str) -> Result:
    try:
        return select(problem, seed)
    except SelectionBroken as broken:
        raise SelectionInvalid(
            [Problem("broken", Said(fault.korean, fault.english), column=fault.path) for fault in broken.faults]
        ) from broken


def _under(problem: SelectionProblem, seed: str) -> SelectionProblem:
    """The same problem promised under another seed."""
    return replace(problem, seed_hash=seed_hash(seed))


def _figures(facts: SelectionFacts, lines: Sequence[LineDraft]) -> SelectionFigures:
    return figures_of(
        lines,
        facts.problem.sessions,
        {applicant.id: applicant.wishes for applicant in facts.problem.applicants},
        {number: candidate.tier for number, candidate in facts.candidates.items()},
        {number: candidate.body for number, candidate in facts.candidates.items()},
    )


def _store(call: Call, facts: SelectionFacts, result: Result, actor: Actor) -> Selection:
    written, chosen = problem_text(facts.problem), result_text(result)
    lines = lines_of(facts.problem, result)
    last = Selection.objects.filter(call=call).aggregate(last=Max("number"))["last"] or 0
    selection = Selection.objects.create(
        call=call,
        number=last + 1,
        mechanism=call.mechanism,
        problem=written.decode(),
        problem_digest=hashlib.sha256(written).hexdigest(),
        result=chosen.decode(),
        result_digest=hashlib.sha256(chosen).hexdigest(),
        figures=_figures(facts, lines),
        made_at=clock.now(),
        made_by=actor.label[:200],
    )
    refusals = _writing_refusals()
    insert_rows(
        SelectionLine,
        LINE_COLUMNS,
        (
            (
                selection.pk,
                facts.candidates[line.number].application,
                line.place,
                line.outcome.value,
                line.session,
                line.rank,
                line.wait_rank,
                refusals(line),
                "",
                "",
            )
            for line in lines
        ),
    )
    return selection


def _writing_refusals() -> Callable[[LineDraft], str]:
    """Refusals of a line as JSON. Many lines share the very same facts, which are written once."""
    written: dict[int, str] = {}

    def text(facts: RefusalFacts) -> str:
        if id(facts) not in written:
            written[id(facts)] = json.dumps(facts)
        return written[id(facts)]

    return lambda line: f"[{', '.join(map(text, line.refusals))}]"
