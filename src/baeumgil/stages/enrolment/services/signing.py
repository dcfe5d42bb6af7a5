"""선발 결과 서명. Two different people sign with their passwords; with the second signature the result counts.

The password is checked outside the transaction of the action, so that a wrong try stays written down.
"""

import hashlib

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor, Role
from baeumgil.core.glossary import label
from baeumgil.core.locks import HIGHEST_NUMBER, hold
from baeumgil.engines.selection.writing import problem_text
from baeumgil.stages.enrolment.access import may_sign_results
from baeumgil.stages.enrolment.errors import (
    OwnApplication,
    SecondSignerNeeded,
    SelectionNotFound,
    SelectionOver,
    SelectionStale,
)
from baeumgil.stages.enrolment.models import Application, Call, Selection
from baeumgil.stages.enrolment.queries.bundles import SIGNED_AS
from baeumgil.stages.enrolment.queries.selection_facts import selection_facts
from baeumgil.stages.enrolment.rules.phases import phase_of
from baeumgil.stages.enrolment.services.publishing import publish
from baeumgil.stages.enrolment.terms import GONE_STATES, CallPhase, CallState, SelectionState
from baeumgil.stages.people.errors import SignInRefused
from baeumgil.stages.people.services.quiet_memory import quiet_memory
from baeumgil.stages.people.services.sign_in import confirm_password
from baeumgil.stages.plan.errors import PasswordWrong

SIGNS = (Role.TRAINING_OFFICE, Role.HEAD)


def sign(*, actor: Actor, selection: int, password: str) -> SelectionState:
    """Sign a result; the second person's signature publishes it. How the result stands then.

    Raises `PasswordWrong`, `SelectionNotFound`, `SelectionOver`, `SecondSignerNeeded`, `OwnApplication`, and
    `SelectionStale` when applications, records or seats changed since it was computed.
    """
    try:
        confirm_password(actor=actor, password=password)
    except SignInRefused as refused:
        raise PasswordWrong from refused
    return _sign(actor=actor, selection=selection)


@action("enrolment.sign_selection")
def _sign(*, actor: Actor, selection: int) -> SelectionState:
    allow(may_sign_results(actor))
    held = _held(selection)
    if held.state not in {SelectionState.DRAFT, SelectionState.SIGNED_ONCE}:
        raise SelectionOver(selection=selection)
    if held.first_account is not None and held.first_account == actor.account:
        raise SecondSignerNeeded(selection=selection)
    mine = Application.objects.filter(call_id=held.call_id, person_id=actor.person or 0)
    if mine.exclude(state__in=[state.value for state in GONE_STATES]).exists():
        raise OwnApplication(call=held.call_id)
    call = held.call
    if phase_of(CallState(call.state), call.opens_at, call.closes_at, clock.now()) is not CallPhase.CLOSED:
        raise SelectionStale(selection=selection)  # opened for longer, or cancelled
    with quiet_memory():
        written = problem_text(selection_facts(held.call_id).problem)
    if hashlib.sha256(written).hexdigest() != held.problem_digest:
        raise SelectionStale(selection=selection)
    role = next((role for role in SIGNS if actor.units(role) is None), SIGNS[0])
    held.figures = {**held.figures, SIGNED_AS: [*held.figures.get(SIGNED_AS, ()), label(role)]}
    if held.state == SelectionState.DRAFT:
        held.first_account, held.first_by, held.first_at = actor.account, actor.label[:200], clock.now()
        held.state = SelectionState.SIGNED_ONCE
        held.save(update_fields=["state", "first_account", "first_by", "first_at", "figures"])
        record("선발 결과 첫 서명", call=held.call_id, selection=selection, digest=held.result_digest)
        return SelectionState.SIGNED_ONCE
    held.second_account, held.second_by, held.second_at = actor.account, actor.label[:200], clock.now()
    held.state = SelectionState.PUBLISHED
    publish(held, actor=actor)
    record("선발 결과 공표", call=held.call_id, selection=selection, digest=held.bundle_digest)
    return SelectionState.PUBLISHED


def _held(selection: int) -> Selection:
    found = Selection.objects.filter(pk=selection).first() if selection <= HIGHEST_NUMBER else None
    if found is None:
        raise SelectionNotFound(selection=selection)
    hold(Call, [found.call_id])
    hold(Selection, [found.pk])
    return Selection.objects.select_related("call").get(pk=found.pk)
