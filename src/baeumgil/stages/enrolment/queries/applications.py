"""신청 보기. One's own applications, one with everything it went through, and those an office or a unit looks after."""

from collections.abc import Sequence
from typing import Any

from django.db.models import FilteredRelation, Q

from baeumgil.core import clock
from baeumgil.core.actors import EVERYWHERE, Actor, ActorKind
from baeumgil.core.audit import reading, saw
from baeumgil.core.errors import NotAllowed
from baeumgil.core.locks import HIGHEST_NUMBER
from baeumgil.core.paging import Page, bounds
from baeumgil.stages.enrolment.access import (
    SEES_UNIT,
    is_own,
    may_apply_for,
    may_read_by_key,
    may_run_calls,
    may_see_application,
    units_seen,
)
from baeumgil.stages.enrolment.errors import ApplicationNotFound
from baeumgil.stages.enrolment.models import Application, Approval, Step
from baeumgil.stages.enrolment.queries.application_rows import application_rows_of, my_applications_of
from baeumgil.stages.enrolment.queries.deciders import approvers_at
from baeumgil.stages.enrolment.queries.selections import refused_wishes
from baeumgil.stages.enrolment.rules.application_rows import ApplicationCard, Approver, MyApplication
from baeumgil.stages.enrolment.rules.call_policy import policy_from_json
from baeumgil.stages.enrolment.rules.rows import ApplicationRow, ApprovalRow, StepRow
from baeumgil.stages.enrolment.rules.step_words import own_words, step_text
from baeumgil.stages.enrolment.terms import ApplicationState, ApprovalState, ApproverKind, StepReason

MOST = 200
APPROVAL_COLUMNS = (
    "pk",
    "order",
    "kind",
    "unit_id",
    "span__name",
    "state",
    "due_at",
    "decided_at",
    "decided_by",
    "as_deputy",
    "comment",
)


@reading("enrolment.my_applications", purpose="내 신청 확인")
def my_applications(*, actor: Actor, person: int | None = None) -> tuple[MyApplication, ...]:
    """One's own applications, what changed last first; at most seven statements. Raises `NotAllowed`.

    The command line and keys name the person.
    """
    whom = person if person is not None else actor.person
    if whom is None or not (may_apply_for(actor, person=whom) or may_read_by_key(actor)):
        raise NotAllowed
    saw([whom])
    return my_applications_of(Application.objects.filter(person_id=whom).order_by("-changed_at", "-pk")[:MOST])


@reading("enrolment.application", purpose="교육신청 확인")
def application_card(*, actor: Actor, application: int) -> ApplicationCard:
    """One application with its steps, consents and reasons. Raises `ApplicationNotFound`, also for a stranger's."""
    chosen = Application.objects.filter(pk=application) if 0 < application <= HIGHEST_NUMBER else None
    columns = ("person_id", "unit_id", "motive", "needs", "arrival", "call__policy")
    known = None if chosen is None else chosen.values_list(*columns).first()
    if chosen is None or known is None or not may_see_application(actor, person=known[0], unit=known[1]):
        raise ApplicationNotFound(application=application)
    person, _unit, motive, needs, arrival, policy = known
    saw([person], application=application)
    own = is_own(actor, person=person)
    mine, approvals = my_applications_of(chosen)[0], approvals_of(application)
    return ApplicationCard(
        mine=mine,
        policy=policy_from_json(policy),
        motive=motive,
        needs=needs,
        arrival=arrival,
        steps=steps_of(application),
        approvals=approvals,
        refused=refused_wishes(application),
        is_own=own,
        may_act=own or may_run_calls(actor),
        approvers=_approvers(mine.row, approvals),
    )


@reading("enrolment.applications", purpose="교육신청 관리")
def applications_of(
    *,
    actor: Actor,
    call: int | None = None,
    unit: int | None = None,
    state: ApplicationState | None = None,
    words: str = "",
    page: int = 1,
    size: int = 50,
) -> Page[ApplicationRow]:
    """Applications of people the actor looks after, the newest first; six statements. Raises `NotAllowed`."""
    units = units_seen(actor)
    if actor.kind is ActorKind.PERSON and not actor.has(*SEES_UNIT):
        raise NotAllowed
    if actor.kind is ActorKind.NOBODY or (units is not EVERYWHERE and not units):
        raise NotAllowed
    narrowed: dict[str, Any] = {"call_id": call, "unit_id": unit, "state": state}
    chosen = Application.objects.filter(
        **{name: value for name, value in narrowed.items() if value is not None and _is_number(value)}
    )
    if units is not EVERYWHERE:
        chosen = chosen.filter(unit_id__in=sorted(units))
    for word in words[:80].replace("\x00", "").split():
        chosen = chosen.filter(person__name__icontains=word)
    total = chosen.count()
    number, start, end = bounds(page, size, total)
    rows = application_rows_of(chosen.order_by("-applied_at", "-pk")[start:end])
    saw([row.person for row in rows], call=call, unit=unit, state=state, words=words, page=number)
    return Page(rows=rows, number=number, size=end - start, total=total)


def _approvers(row: ApplicationRow, approvals: Sequence[ApprovalRow]) -> tuple[Approver, ...]:
    """Who may give the consent that is waited for; at most one stage is open at a time."""
    waiting = next((one for one in approvals if one.state is ApprovalState.OPEN), None)
    if waiting is None or row.state is not ApplicationState.AWAITING_APPROVAL:
        return ()
    return approvers_at((waiting.kind, waiting.unit), clock.today(), applicant=row.person)


def _is_number(value: object) -> bool:
    return not isinstance(value, int) or abs(value) <= HIGHEST_NUMBER


def steps_of(application: int) -> tuple[StepRow, ...]:
    """What happened to an application, in order: a building block, neither guarded nor logged."""
    rows = Step.objects.filter(application_id=application).order_by("at", "pk")
    return tuple(
        StepRow(
            at=step.at,
            before=None if step.before is None else ApplicationState(step.before),
            after=ApplicationState(step.after),
            reason=StepReason(step.reason),
            actor_label=step.actor_label,
            text=step_text(step.text, step.facts),
            facts=step.facts,
        )
        for step in rows
    )


def approvals_of(application: int) -> tuple[ApprovalRow, ...]:
    """The consents an application needs, in order: a building block, neither guarded nor logged."""
    named = FilteredRelation("unit__spans", condition=Q(unit__spans__ends_on=None))
    rows: Any = Approval.objects.filter(application_id=application).annotate(span=named).order_by("order", "pk")
    return tuple(
        ApprovalRow(
            id=pk,
            order=order,
            kind=ApproverKind(kind),
            unit=unit,
            unit_name=unit_name or "",
            state=ApprovalState(state),
            due_at=due_at,
            decided_at=decided_at,
            decided_by=decided_by,
            as_deputy=as_deputy,
            comment=own_words(comment),
        )
        for pk, order, kind, unit, unit_name, state, due_at, decided_at, decided_by, as_deputy, comment in (
            rows.values_list(*APPROVAL_COLUMNS)
        )
    )
