"""선발 결과 공표. The result becomes what people have: seats, places in the waiting list, reasons, and a public seed.

Called inside the action of the second signature, which holds the call.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.events import announce
from baeumgil.stages.enrolment.errors import SeatsGone, SelectionStale
from baeumgil.stages.enrolment.events import CallDecided, ParticipantsChanged
from baeumgil.stages.enrolment.models import Application, Call, Selection
from baeumgil.stages.enrolment.queries.bundles import PUBLIC_CALL, built, public_call
from baeumgil.stages.enrolment.queries.selection_reasons import session_titles
from baeumgil.stages.enrolment.rules.call_policy import policy_from_json
from baeumgil.stages.enrolment.rules.selection_effect import IN_FORCE, Effect, effective
from baeumgil.stages.enrolment.services.seats import take_seats, tell_schedule
from baeumgil.stages.enrolment.services.steps import Move, advance_all
from baeumgil.stages.enrolment.services.waiting import fill_vacancies
from baeumgil.stages.enrolment.terms import ApplicationState, CallState, Outcome, StepReason
from baeumgil.stages.people.services.notices import Message, tell_each
from baeumgil.stages.people.services.quiet_memory import quiet_memory
from baeumgil.stages.people.terms import NoticeKind

NEEDED = ("person_id", "state", "revision")
"""Columns of an application that a step and a message ask for."""
SIGNED = ("state", "second_account", "second_by", "second_at", "figures", "bundle_digest")
"""What the second signature and the publication write; the long texts of problem and result stay as they are."""
STATES = {
    Outcome.SEATED: ApplicationState.SELECTED,
    Outcome.WAITING: ApplicationState.WAITLISTED,
    Outcome.NOT_SELECTED: ApplicationState.NOT_SELECTED,
}
REASONS = {
    Outcome.SEATED: StepReason.BY_SELECTION,
    Outcome.WAITING: StepReason.BY_SELECTION,
    Outcome.NOT_SELECTED: StepReason.LINE_FELL_BEFORE,
}


class Line(NamedTuple):
    """A line of the result with what counts of it; `wait_rank` as it is after overrides."""

    application: int
    place: int
    effect: Effect
    reason: str
    wait_rank: int | None


def publish(selection: Selection, *, actor: Actor) -> None:
    """Give seats and places, reveal the seed, tell everybody, keep the fingerprint of the bundle."""
    call = selection.call
    with quiet_memory():
        _publish(selection, call, actor)
    announce(CallDecided(call.pk))


def _publish(selection: Selection, call: Call, actor: Actor) -> None:
    lines = lines_in_force(selection.pk)
    seats = Counter(line.effect.session for line in lines if line.effect.session is not None)
    try:
        take_seats(seats)
    except SeatsGone as gone:
        raise SelectionStale(selection=selection.pk, session=gone.facts.get("session")) from gone
    applications = {
        each.pk: each
        for each in Application.objects.filter(call=call, state=ApplicationState.APPROVED).order_by("pk").only(*NEEDED)
    }
    moment = clock.now()
    days = policy_from_json(call.policy).confirm_days
    confirm_by = moment + timedelta(days=days) if days is not None else None
    advance_all([_move(line, applications, moment, confirm_by) for line in lines], actor=actor)
    call.state, call.decided_at = CallState.DECIDED, moment
    call.revision += 1
    call.save(update_fields=["state", "decided_at", "revision"])
    counts = Counter(line.effect.outcome for line in lines)
    in_force = {outcome.value: counts[outcome] for outcome in Outcome}
    selection.figures = {**selection.figures, PUBLIC_CALL: public_call(call), IN_FORCE: in_force}
    _file, selection.bundle_digest = built(selection)
    selection.save(update_fields=SIGNED)
    sessions = tuple(call.call_sessions.order_by("session_id").values_list("session_id", flat=True))
    tell_schedule(sessions)
    tell_each(_messages(call, lines, applications, confirm_by))
    changed = [line for line in lines if line.effect.is_overridden]
    if changed:  # what was computed leaves no seat that anybody who waits could have; what people changed may
        passing = [line.application for line in changed if line.effect.outcome is Outcome.WAITING]
        fill_vacancies(sessions, actor=actor, passing=passing)
    announce(ParticipantsChanged(sessions))


def lines_in_force(selection: int) -> list[Line]:
    """Lines in the published order; those who wait are counted anew where a person changed something."""
    rows: Any = (
        Selection.objects.filter(pk=selection, lines__isnull=False)
        .order_by("lines__place")
        .values_list(
            "lines__application_id",
            "lines__place",
            "lines__outcome",
            "lines__session_id",
            "lines__override",
            "lines__override_session_id",
            "lines__override_reason",
        )
    )
    lines = []
    waiting = 0
    for application, place, outcome, session, override, override_session, reason in rows:
        effect = effective(outcome, session, override, override_session)
        waits = effect.outcome is Outcome.WAITING
        waiting += waits
        lines.append(Line(application, place, effect, reason, waiting if waits else None))
    return lines


def _move(line: Line, applications: Mapping[int, Application], moment: datetime, confirm_by: datetime | None) -> Move:
    outcome = line.effect.outcome
    changes: dict[str, Any] = {}
    facts: dict[str, object] = {"place": line.place}
    if outcome is Outcome.SEATED:
        changes = {"seat_id": line.effect.session, "confirm_by": confirm_by}
    elif outcome is Outcome.WAITING:
        changes = {"wait_rank": line.wait_rank, "waiting_since": moment}
        facts["waiting"] = line.wait_rank
    return Move(
        application=applications[line.application],
        to=STATES[outcome],
        reason=StepReason.OVERRIDDEN if line.effect.is_overridden else REASONS[outcome],
        text=line.reason,
        facts=facts,
        changes=changes,
    )


def _messages(
    call: Call, lines: Sequence[Line], applications: Mapping[int, Application], confirm_by: datetime | None
) -> list[Message]:
    names = session_titles(call.pk)
    return [
        Message(
            person=applications[line.application].person_id,
            kind=NoticeKind.RESULT,
            key=f"result:{line.application}",
            title=_title(line, names, call.name),
            text="자리와 순서, 그 까닭을 결과 화면에서 볼 수 있고, 거기서 이의신청도 할 수 있습니다.",
            link=f"result-page:{line.application}",
            due_at=confirm_by if line.effect.outcome is Outcome.SEATED else None,
        )
        for line in lines
    ]


def _title(line: Line, names: Mapping[int, str], call: str) -> str:
    match line.effect.outcome:
        case Outcome.SEATED:
            return f"선발되었습니다: {names.get(line.effect.session or 0, call)}"
        case Outcome.WAITING:
            return f"대기 {line.wait_rank}번입니다: {call}"
        case Outcome.NOT_SELECTED:
            return f"선발되지 않았습니다: {call}"
