"""승인함. What waits for somebody's consent, and what they need to know to give it."""

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet

from baeumgil.core.actors import EVERYWHERE, Actor
from baeumgil.core.audit import reading, saw
from baeumgil.core.errors import NotAllowed
from baeumgil.core.locks import HIGHEST_NUMBER
from baeumgil.core.paging import Page, bounds
from baeumgil.stages.enrolment.access import (
    may_decide_approvals,
    may_read_by_key,
    may_see_application,
    units_seen,
)
from baeumgil.stages.enrolment.errors import ApprovalNotFound
from baeumgil.stages.enrolment.models import Approval
from baeumgil.stages.enrolment.queries.applications import approvals_of, steps_of
from baeumgil.stages.enrolment.queries.approval_rows import inbox_rows
from baeumgil.stages.enrolment.queries.deciders import Chair, actor_of_person, chair_for, chairs_of
from baeumgil.stages.enrolment.rules.approval_rows import ApprovalCard, Inbox
from baeumgil.stages.enrolment.terms import ApplicationState, ApprovalState, ApproverKind

MOST_CALLS = 100


@reading("enrolment.approval_inbox", purpose="교육신청 승인")
def approval_inbox(
    *,
    actor: Actor,
    is_all: bool = False,
    call: int | None = None,
    words: str = "",
    by: int | None = None,
    page: int = 1,
    size: int = 50,
) -> Inbox:
    """What waits for the actor's consent, the nearest deadline first; with `is_all` all they may look at.

    Keys and the command line may ask what waits for a person, `by`. Statements do not depend on the number of rows.
    Raises `NotAllowed`.
    """
    chairs = _chairs(actor, by)
    mine = _waiting().filter(_near(chairs)).exclude(application__person_id__in=_own(chairs))
    chosen = _waiting().filter(_near(chairs) | _looked_at(actor)) if is_all else mine
    by_call = (
        chosen.order_by("application__call__name", "application__call_id")
        .values_list("application__call_id", "application__call__name")
        .annotate(Count("pk"))[:MOST_CALLS]
    )
    calls = tuple((number, name, count) for number, name, count in by_call)
    if call is not None:
        chosen = chosen.filter(application__call_id=call if abs(call) <= HIGHEST_NUMBER else 0)
    for word in words[:80].replace("\x00", "").split():
        chosen = chosen.filter(Q(application__person__name__icontains=word) | Q(application__unit_name__icontains=word))
    total = chosen.count()
    number, start, end = bounds(page, size, total)
    rows = inbox_rows(chosen.order_by("due_at", "pk")[start:end], chairs)
    saw([row.application.person for row in rows], call=call, words=words, page=number)
    return Inbox(
        rows=Page(rows, number, end - start, total),
        calls=calls,
        waiting=mine.count() if is_all else sum(count for _number, _name, count in calls),
    )


def waiting_approvals(*, actor: Actor) -> int:
    """How many consents wait for the actor, for themselves or as a deputy; none for who may give none."""
    if not may_decide_approvals(actor):
        return 0
    chairs = chairs_of(actor)
    if not any(chair.near for chair in chairs):
        return 0
    return _waiting().filter(_near(chairs)).exclude(application__person_id__in=_own(chairs)).count()


@reading("enrolment.approval", purpose="교육신청 승인")
def approval_card(*, actor: Actor, approval: int) -> ApprovalCard:
    """One consent with all that belongs to it. Raises `ApprovalNotFound`, also for what the actor may not see."""
    chairs = _chairs(actor)
    chosen = Approval.objects.filter(pk=approval if 0 < approval <= HIGHEST_NUMBER else 0)
    known = chosen.values_list("kind", "unit_id", "application__person_id", "application__unit_id").first()
    if known is None:
        raise ApprovalNotFound(approval=approval)
    kind, unit, person, home = known
    chair = chair_for(chairs, (ApproverKind(kind), unit), applicant=person)
    if chair is None and not may_see_application(actor, person=person, unit=home):
        raise ApprovalNotFound(approval=approval)
    saw([person], approval=approval)
    row = inbox_rows(chosen, chairs)[0]
    needs = chosen.values_list("application__needs", flat=True)
    return ApprovalCard(row, approvals_of(row.application.id), steps_of(row.application.id), needs[0])


def _chairs(actor: Actor, by: int | None = None) -> tuple[Chair, ...]:
    if not (may_decide_approvals(actor) or may_read_by_key(actor)):
        raise NotAllowed
    if by is None or by == actor.person:
        return chairs_of(actor)
    if not (actor.is_trusted or may_read_by_key(actor)):
        raise NotAllowed
    named = actor_of_person(by, actor.address)
    return () if named is None else chairs_of(named)


def _waiting() -> QuerySet[Approval]:
    return Approval.objects.filter(state=ApprovalState.OPEN, application__state=ApplicationState.AWAITING_APPROVAL)


def _near(chairs: Sequence[Chair]) -> Q:
    """What is decided exactly at these chairs; for the command line, everything."""
    if any(chair.actor.is_trusted for chair in chairs):
        return Q()
    found = Q(pk__in=())
    for kind in ApproverKind:
        units = {unit for chair in chairs for near, unit in chair.near if near is kind}
        found |= Q(kind=kind, unit_id__in=sorted(unit for unit in units if unit is not None))
        if None in units:
            found |= Q(kind=kind, unit=None)
    return found


def _looked_at(actor: Actor) -> Q:
    units = units_seen(actor)
    return ~Q(pk__in=()) if units is EVERYWHERE else Q(application__unit_id__in=sorted(units))


def _own(chairs: Sequence[Chair]) -> list[int]:
    """Nobody decides about their own, or about that of whom they stand in for."""
    return sorted({chair.actor.person for chair in chairs if chair.actor.person is not None})
