"""Steps of applications: the one way their state changes, with actor, rule and moment, checked by the table of steps.

The state and the revision an application had when it was read are part of the update: whoever comes second is told
so and changes nothing.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import F

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.bulk_rows import Value, insert_rows, stored, update_rows
from baeumgil.core.prepared import insert
from baeumgil.stages.enrolment.errors import NotAtThisStage
from baeumgil.stages.enrolment.models import Application, Step
from baeumgil.stages.enrolment.rules.step_words import stored_facts
from baeumgil.stages.enrolment.rules.steps import may_go
from baeumgil.stages.enrolment.terms import ApplicationState, StepReason

LONGEST_TEXT = 500
BATCH = 500
STEP_COLUMNS = (
    "application_id",
    "at",
    "before",
    "after",
    "reason",
    "actor_label",
    "account",
    "text",
    "facts",
)


@dataclass(frozen=True, slots=True)
class Move:
    """One step to take: the application as read, where to, why; `changes` are other columns, as stored (`seat_id`),
    that change with it.
    """

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

    Columns a move does not name stay as they are and need not have been read.
    """
    for move in moves:
        _check(move)
    before = [ApplicationState(move.application.state) for move in moves]
    moment = clock.now()
    for move in moves:
        application = move.application
        application.state = move.to
        application.changed_at = moment
        application.revision += 1
        for name, value in move.changes.items():
            setattr(application, name, value)
    _write_all(moves, before, actor, moment)


def _write_all(moves: Sequence[Move], before: Sequence[ApplicationState], actor: Actor, moment: datetime) -> None:
    """The database's own way: one statement for each set of columns that change together, and no other column asked."""
    at, label = stored(moment), actor.label[:200]
    written = cache(stored)
    alike: dict[tuple[str, ...], list[tuple[Value, ...]]] = defaultdict(list)
    for move in moves:
        application = move.application
        changes = (written(each) if isinstance(each, datetime) else each for each in move.changes.values())
        alike[tuple(move.changes)].append((move.to.value, at, application.revision, *changes, application.pk))
    for names, rows in alike.items():
        update_rows(Application, ["state", "changed_at", "revision", *names], rows)
    insert_rows(
        Step,
        STEP_COLUMNS,
        (
            (
                move.application.pk,
                at,
                state.value,
                move.to.value,
                move.reason.value,
                label,
                actor.account,
                move.text[:LONGEST_TEXT],
                json.dumps(facts) if (facts := stored_facts(move.text, move.facts)) else "{}",
            )
            for move, state in zip(moves, before, strict=True)
        ),
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
                facts=stored_facts(text, {}),
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
    insert([application])
    insert([Step(**first), Step(**second)])


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
        "facts": stored_facts(move.text, move.facts),
    }
