"""Steps of applications: the one way their state changes, with actor, rule and moment, checked by the table of steps.

The state and the revision an application had when it was read are part of the update: whoever comes second is told
so and changes nothing.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
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
NUMBERS = ("wait_rank", "arrival")
"""Columns of which everybody has another value."""
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
    if len(moves) <= BATCH:
        Application.objects.bulk_update(
            [move.application for move in moves], [*CHANGING, "changed_at", "revision"], batch_size=BATCH
        )
    else:
        _write_many(moves, moment)
    Step.objects.bulk_create(steps, batch_size=BATCH)


def _write_many(moves: Sequence[Move], moment: datetime) -> None:
    """Thousands at once: numbers of one's own first, then what is the same for many in one statement for each kind."""
    for name in NUMBERS:
        numbered = [move.application for move in moves if move.changes.get(name) is not None]
        Application.objects.bulk_update(numbered, [name], batch_size=BATCH)
    alike: dict[tuple[ApplicationState, tuple[tuple[str, Any], ...]], list[int]] = defaultdict(list)
    for move in moves:
        same = [(name, value) for name, value in move.changes.items() if name not in NUMBERS or value is None]
        alike[move.to, tuple(sorted(same, key=itemgetter(0)))].append(move.application.pk)
    for (state, shared), ids in alike.items():
        for start in range(0, len(ids), BATCH):
            Application.objects.filter(pk__in=ids[start : start + BATCH]).update(
                state=state, changed_at=moment, revision=F("revision") + 1, **dict(shared)
            )


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


def enter(reason: StepReason, move: Move, *, actor: Actor) -> None:
    """Store a new application that goes on at once: submitted under this rule, then this step. Its id is set."""
    application = move.application
    application.state = ApplicationState.SUBMITTED
    _check_step(None, ApplicationState.SUBMITTED, reason)
    _check(move)
    moment = clock.now()
    first = {
        "application": application,
        "at": moment,
        "after": ApplicationState.SUBMITTED,
        "reason": reason,
        "actor_label": actor.label[:200],
        "account": actor.account,
    }
    second = _step(move, actor)
    for name, value in {**move.changes, "state": move.to, "changed_at": moment}.items():
        setattr(application, name, value)
    application.revision = 2
    application.save(force_insert=True)
    Step.objects.bulk_create([Step(**first), Step(**second)])


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
