"""An application held for a change: call, then seats, then the application itself, with what was promised to it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from baeumgil.core import clock
from baeumgil.core.actions import allow
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.events import announce
from baeumgil.core.locks import HIGHEST_NUMBER, hold
from baeumgil.core.said import Said, english_day
from baeumgil.stages.enrolment.access import is_own, may_apply_for, may_run_calls
from baeumgil.stages.enrolment.errors import (
    ApplicationNotFound,
    ClosedAlready,
    NotAtThisStage,
)
from baeumgil.stages.enrolment.events import ParticipantsChanged
from baeumgil.stages.enrolment.models import Application, Call, NameList, SeatCount
from baeumgil.stages.enrolment.queries.call_frames import CallFrame, call_frame
from baeumgil.stages.enrolment.queries.clashes import clashes_of, takes_days
from baeumgil.stages.enrolment.rules.application_draft import problems_of_clashes
from baeumgil.stages.enrolment.rules.phases import phase_of
from baeumgil.stages.enrolment.rules.possible import Possible, Situation, possible
from baeumgil.stages.enrolment.rules.window_words import closed_before
from baeumgil.stages.enrolment.services.seats import tell_schedule
from baeumgil.stages.enrolment.terms import ApplicationState


@dataclass(frozen=True, slots=True)
class Held:
    """An application with what was promised to it, locked."""

    application: Application
    frame: CallFrame
    possible: Possible
    is_own: bool

    @property
    def first_day(self) -> date | None:
        """First day of the seat that is held."""
        return _first_day(self.frame, self.application.seat_id)


def held_for(actor: Actor, application: int, revision: int | None, other: int | None = None) -> Held:
    """The application, locked after its call and the seats it is about; who may is asked here."""
    known = (
        Application.objects.filter(pk=application).values_list("call_id", "seat_id", "person_id").first()
        if 0 < application <= HIGHEST_NUMBER
        else None
    )
    if known is None:
        allow(permitted=True)
        raise ApplicationNotFound(application=application)
    call, seat, person = known
    if not (may_apply_for(actor, person=person) or may_run_calls(actor)):
        allow(permitted=True)
        raise ApplicationNotFound(application=application)
    allow(permitted=True)
    hold(Call, [call])
    hold(SeatCount, [session for session in (seat, other) if session is not None])
    row = next(one for one in hold(Application, [application]) if isinstance(one, Application))
    if revision is not None and row.revision != revision:
        raise NotAtThisStage(application=application)
    frame = call_frame(call)
    situation = Situation(
        state=ApplicationState(row.state),
        phase=phase_of(frame.state, frame.opens_at, frame.closes_at, clock.now()),
        closes_at=frame.closes_at,
        policy=frame.policy,
        first_day=_first_day(frame, row.seat_id),
        is_list_fixed=row.seat_id is not None and is_listed(row.seat_id),
        other_sessions=len(frame.sessions) - 1,
    )
    return Held(row, frame, possible(situation, clock.today()), is_own(actor, person=person))


def _first_day(frame: CallFrame, seat: int | None) -> date | None:
    session = frame.sessions.get(seat) if seat is not None else None
    return session.dates[0] if session is not None and session.dates else None


def is_listed(session: int) -> bool:
    """Whether the list of participants of a session was fixed already."""
    return NameList.objects.filter(session_id=session).exists()


def too_late(held: Held, states: Collection[ApplicationState], until: date | None) -> ClosedAlready | NotAtThisStage:
    """Why something is not possible: its time is over, or the state never allows it."""
    state = ApplicationState(held.application.state)
    if state not in states:
        return NotAtThisStage(application=held.application.pk, state=state)
    if until is None:
        at = timezone.localtime(held.frame.closes_at)
        return ClosedAlready(closed_before(at), application=held.application.pk)
    text = Said(
        f"{until.month}월 {until.day}일까지 할 수 있었습니다. 사정이 있으면 교육 담당에게 알리세요.",
        f"This was possible until {english_day(until)}. If there is a reason, tell the training office.",
    )
    return ClosedAlready(text, application=held.application.pk, until=until)


def clash_problems(frame: CallFrame, row: Application, sessions: Sequence[int], field: str = "wishes") -> list[Problem]:
    """What collides with these sessions of the call, this application's own seat apart."""
    if not takes_days(frame.course_kind):
        return []
    wanted = {session: frame.sessions[session].dates for session in sessions}
    found = clashes_of([row.person_id], wanted, ignoring=[row.pk])[row.person_id]
    return [replace(problem, field=field) for problem in problems_of_clashes(found, frame.sessions)]


def tell_changed(sessions: Sequence[int]) -> None:
    """Let the calendar, and who listens, know that people of these sessions changed."""
    concerned = sorted(set(sessions))
    if concerned:
        tell_schedule(concerned)
        announce(ParticipantsChanged(tuple(concerned)))
