"""Steps of applications: the one way their state changes, with actor, rule and moment, checked by the table of steps.

The state and the revision an application had when it was read are part of the update: whoever comes second is told
so and changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.stages.enrolment.errors import NotAtThisStage
from baeumgil.stages.enrolment.models import Application, Step
from baeumgil.stages.enrolment.rules.steps import may_go
from baeumgil.stages.enrolment.terms import ApplicationState, StepReason

LONGEST_TEXT = 500
BATCH = 500
CHANGING = ("state", "is_approved", "approved_at", "seat", "wait_rank", "waiting_since", "confirm_by", "arrival")


@dataclass(frozen=True, slots=True)
class Move:
    """One step to take: the application as read, where to, why; `changes` are other columns that change with it."""

    application: Application
    to: ApplicationState
    reason: StepReason
    text: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    changes: Mapping[str, Any] = field(default_factory=dict)


def advance(move: Move, *, actor: Actor) -> None:
    """Take one step. `NotAtThisStage` when the table does not allow it or somebody was quicker."""
    application = move.application
    _check(move)
    found = Application.objects.filter(
        pk=application.pk, state=ApplicationState(application.state), revision=application.revision
    )
    changes = {**move.changes, "state": move.to, "changed_at": clock.now()}
    if not found.update(revision=F("revision") + 1, **changes):
        raise NotAtThisStage(application=application.pk)
    Step.objects.create(**_step(move, actor))
    for name, value in changes.items():
        setattr(application, name, value)
    application.revision += 1


def advance_all(moves: Sequence[Move], *, actor: Actor) -> None:
    """Take many steps in a handful of statements. The caller holds the call, so nobody else changes its applications.

    Every move may set the columns of `CHANGING`; columns a move does not name stay.
    """
    for move in moves:
        _check(move)
    steps = [Step(**_step(move, actor)) for move in moves]
    moment = clock.now()
    for move in moves:
        application = move.application
        application.state = move.to
        application.changed_at = moment
        application.revision += 1
        for name, value in move.changes.items():
            setattr(application, name, value)
    Application.objects.bulk_update(
        [move.application for move in moves], [*CHANGING, "changed_at", "revision"], batch_size=BATCH
    )
    Step.objects.bulk_create(steps, batch_size=BATCH)


def begin_all(applications: Sequence[Application], reason: StepReason, *, actor: Actor, text: str = "") -> None:
    """Store new applications with their first step: submitted, under this rule. Their ids are set."""
    for application in applications:
        application.state = ApplicationState.SUBMITTED
        _check_step(None, ApplicationState.SUBMITTED, reason)
    Application.objects.bulk_create(applications, batch_size=BATCH)
    moment = clock.now()
    Step.objects.bulk_create(
        [
            Step(
                application=application,
                at=moment,
                before=None,
                after=ApplicationState.SUBMITTED,
                reason=reason,
                actor_label=actor.label[:200],
                account=actor.account,
                text=text[:LONGEST_TEXT],
            )
            for application in applications
        ],
        batch_size=BATCH,
    )


def _check(move: Move) -> None:
    _check_step(ApplicationState(move.application.state), move.to, move.reason)


def _check_step(before: ApplicationState | None, after: ApplicationState, reason: StepReason) -> None:
    if not may_go(before, after, reason):
        raise NotAtThisStage(state=before, to=after, reason=reason)


def _step(move: Move, actor: Actor) -> dict[str, Any]:
    return {
        "application": move.application,
        "at": clock.now(),
        "before": move.application.state,
        "after": move.to,
        "reason": move.reason,
        "actor_label": actor.label[:200],
        "account": actor.account,
        "text": move.text[:LONGEST_TEXT],
        "facts": dict(move.facts),
    }
