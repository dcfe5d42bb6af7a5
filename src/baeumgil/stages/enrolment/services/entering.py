"""Many applications at once, by those who are responsible for people: checked whole, stored in a few statements.

Plain functions inside actions: nominations by units, calling-up by the office.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django.db.models import F, Q

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.locks import hold
from baeumgil.engines.selection.drawing import new_number
from baeumgil.stages.enrolment.errors import CallCancelled, CallMovedOn, SeatsGone
from baeumgil.stages.enrolment.models import Application, Call, Wish
from baeumgil.stages.enrolment.queries.call_frames import CallFrame
from baeumgil.stages.enrolment.services.approvals import ask_approvals
from baeumgil.stages.enrolment.services.seats import tell_schedule
from baeumgil.stages.enrolment.services.steps import Move, advance_all, begin_all
from baeumgil.stages.enrolment.services.turns import Turn, turns_of
from baeumgil.stages.enrolment.services.windows import closed
from baeumgil.stages.enrolment.terms import (
    SEATED_STATES,
    ApplicationState,
    AppliedVia,
    ApproverKind,
    CallState,
    Mechanism,
    StepReason,
)
from baeumgil.stages.people.queries.persons import person_rows

BATCH = 500
NO_TURN = Turn(None)


@dataclass(frozen=True, slots=True)
class Entry:
    """How people are entered: by which way, for which sessions (some for others), why, under which request key."""

    via: AppliedVia
    reason: StepReason
    wishes: tuple[int, ...]
    text: str
    key: str
    by_person: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def wishes_of(self, person: int) -> tuple[int, ...]:
        """Their own wishes where they have any, else everybody's."""
        return self.by_person.get(person, self.wishes)

    def all_wishes(self, people: Iterable[int]) -> tuple[int, ...]:
        """Every session that any of these people wishes for."""
        return tuple(dict.fromkeys(session for person in people for session in self.wishes_of(person)))

    def key_of(self, person: int) -> str:
        """Each person's part of the request."""
        return f"{self.key}:{person}"


def repeated(call: int, people: Collection[int], entry: Entry) -> frozenset[int]:
    """Applications that this very request made before."""
    keys = {entry.key_of(person) for person in people}
    return frozenset(Application.objects.filter(call_id=call, request_key__in=keys).values_list("pk", flat=True))


def enter(
    frame: CallFrame,
    people: Sequence[int],
    entry: Entry,
    *,
    actor: Actor,
    consented: Mapping[int, Collection[ApproverKind]],
) -> list[Application]:
    """Store applications of people nothing speaks against, as far as they go by themselves; in the order given.

    Raises `ClosedAlready` when the call closed meanwhile.
    """
    call = cast("list[Call]", hold(Call, [frame.id]))[0]
    if call.state is not CallState.ANNOUNCED or call.closes_at <= clock.now():
        raise CallCancelled if call.state is CallState.CANCELLED else closed(call.closes_at)
    is_first_come = frame.mechanism is Mechanism.FIRST_COME
    applications = _new(frame, people, entry)
    if is_first_come:
        _line_up(call, applications)
    begin_all(applications, entry.reason, actor=actor, text=entry.text)
    Wish.objects.bulk_create(
        [
            Wish(application=application, session_id=session, rank=rank)
            for application in applications
            for rank, session in enumerate(entry.wishes_of(application.person_id), 1)
        ],
        batch_size=BATCH,
    )
    turns = _turns(frame, applications, entry) if is_first_come else {}
    if is_first_come and frame.policy.most_waiting is not None:
        _check_room(frame, sum(turn.seat is None for turn in turns.values()))
    awaiting = ask_approvals(applications, actor=actor, policy=frame.policy, consented=consented)
    if frame.policy.approvals:
        advance_all([_asked(one, turns) for one in applications], actor=actor)
        ready = [one for one in applications if one.pk not in awaiting]
        advance_all([_finished(one, frame, turns, is_asked=True) for one in ready], actor=actor)
    else:
        advance_all([_finished(one, frame, turns, is_asked=False) for one in applications], actor=actor)
    if is_first_come and any(one.state in SEATED_STATES for one in applications):
        tell_schedule(entry.all_wishes(people))
    return applications


def _new(frame: CallFrame, people: Sequence[int], entry: Entry) -> list[Application]:
    rows = person_rows(person_ids=people, on=clock.today())
    now = clock.now()
    return [
        Application(
            call_id=frame.id,
            person_id=person,
            unit_id=rows[person].unit,
            unit_name=rows[person].unit_name,
            grade=rows[person].grade,
            grade_title=rows[person].grade_title,
            series=rows[person].series,
            number=new_number(),
            via=entry.via,
            motive=entry.text if entry.via is AppliedVia.NOMINATION else "",
            request_key=entry.key_of(person),
            applied_at=now,
            changed_at=now,
        )
        for person in people
    ]


def _line_up(call: Call, applications: Sequence[Application]) -> None:
    """Places in line, one after another, counted in the call's own row."""
    still = Call.objects.filter(pk=call.pk, state=CallState.ANNOUNCED, arrivals=call.arrivals)
    if not still.update(arrivals=F("arrivals") + len(applications)):
        raise CallMovedOn(call=call.pk)
    for place, application in enumerate(applications, call.arrivals + 1):
        application.arrival = place


def _turns(frame: CallFrame, applications: Sequence[Application], entry: Entry) -> Mapping[int, Turn]:
    """Seats of the first wish that has one for each, in line; all of them are counted together."""
    turns = turns_of(frame, applications, [entry.wishes_of(one.person_id) for one in applications])
    return {application.pk: turn for application, turn in zip(applications, turns, strict=True)}


def _check_room(frame: CallFrame, more: int) -> None:
    """Whether so many more may wait besides those who do; `SeatsGone` when not."""
    without = Q(state=ApplicationState.WAITLISTED) | Q(state=ApplicationState.AWAITING_APPROVAL, seat=None)
    if more and Application.objects.filter(without, call_id=frame.id).count() + more > (frame.policy.most_waiting or 0):
        raise SeatsGone(call=frame.id)


def _asked(application: Application, turns: Mapping[int, Turn]) -> Move:
    turn = turns.get(application.pk, NO_TURN)
    changes = {"seat_id": turn.seat} if turn.seat is not None else {}
    state, reason = ApplicationState.AWAITING_APPROVAL, StepReason.APPROVAL_ASKED
    return Move(application, state, reason, turn.text, turn.facts, changes=changes)


def _finished(application: Application, frame: CallFrame, turns: Mapping[int, Turn], *, is_asked: bool) -> Move:
    moment = clock.now()
    changes: dict[str, Any] = {"is_approved": True, "approved_at": moment}
    if frame.mechanism is not Mechanism.FIRST_COME:
        reason = StepReason.ALL_APPROVED if is_asked else StepReason.NO_APPROVAL_NEEDED
        return Move(application, ApplicationState.APPROVED, reason, changes=changes)
    turn = turns[application.pk]
    said = NO_TURN if is_asked else turn  # it stands in the step before already
    if turn.seat is not None:
        changes |= {"seat_id": turn.seat, "confirm_by": frame.policy.confirm_by(moment)}
        return Move(application, ApplicationState.SELECTED, StepReason.BY_ARRIVAL, said.text, said.facts, changes)
    changes |= {"wait_rank": application.arrival, "waiting_since": moment}
    return Move(application, ApplicationState.WAITLISTED, StepReason.BY_ARRIVAL, said.text, said.facts, changes)
