"""신청하기. One person's application for one call: checked whole, stored once, in line by the server's own clock.

The same request key always gets the same answer. Everything about the person and the sessions is read before the
call's row is locked; who comes first is decided under that lock alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db import IntegrityError
from django.db.models import Count, F, Q

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.locks import HIGHEST_NUMBER
from baeumgil.core.prepared import insert, prepared, prepared_update
from baeumgil.core.said import Said
from baeumgil.engines.selection.drawing import new_number
from baeumgil.stages.enrolment.access import may_apply_for
from baeumgil.stages.enrolment.errors import (
    ApplicationInvalid,
    AppliedAlready,
    CallMovedOn,
    CallNotFound,
)
from baeumgil.stages.enrolment.models import Application, Call, Wish
from baeumgil.stages.enrolment.queries.applicant_facts import ApplicantFacts, applicant_facts
from baeumgil.stages.enrolment.queries.call_frames import CallFrame
from baeumgil.stages.enrolment.queries.clashes import takes_days
from baeumgil.stages.enrolment.rules.application_draft import (
    ApplicationDraft,
    problems_of_application,
    problems_of_clashes,
    problems_of_person,
)
from baeumgil.stages.enrolment.rules.clashes import clashes_of_sessions
from baeumgil.stages.enrolment.services.approvals import ask_approvals
from baeumgil.stages.enrolment.services.steps import Move, advance, begin_all, enter
from baeumgil.stages.enrolment.services.turns import no_room, turn_of
from baeumgil.stages.enrolment.services.windows import check_window
from baeumgil.stages.enrolment.terms import (
    GONE_STATES,
    ApplicationState,
    CallState,
    IneligibleReason,
    Mechanism,
    StepReason,
)
from baeumgil.stages.people.rules.as_of import as_of, containing
from baeumgil.stages.people.rules.career import Career

GONE = sorted(state.value for state in GONE_STATES)


@dataclass(frozen=True, slots=True)
class Applied:
    """접수 결과. `place` is how many are in line before somebody without a seat, plus one; None with a seat or draw."""

    application: int
    number: str
    state: ApplicationState
    arrival: int | None
    place: int | None
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A call's row, locked: what may have changed since the facts were read, and how many are in line."""

    call: int
    state: CallState
    opens_at: datetime
    closes_at: datetime
    revision: int
    arrivals: int


_lines = prepared(
    lambda call: (
        Call.objects.select_for_update()
        .filter(pk=call)
        .values_list("pk", "state", "opens_at", "closes_at", "revision", "arrivals")
    )
)
_move_up = prepared_update(
    lambda call, arrivals: (
        Call.objects.filter(pk=call, state=CallState.ANNOUNCED, arrivals=arrivals),
        {"arrivals": F("arrivals") + 1},
    )
)
_alike = prepared(
    lambda person, call, key: (
        Application.objects.filter(Q(request_key=key) | (Q(call_id=call) & ~Q(state__in=GONE)), person_id=person)
        .order_by("pk")
        .values_list("pk")
    )
)
_waiting = prepared(
    lambda call, arrival: (
        Application.objects.filter(
            Q(state=ApplicationState.WAITLISTED) | Q(state=ApplicationState.AWAITING_APPROVAL, seat=None),
            call_id=call,
            arrival__lt=arrival,
        )
        .order_by()
        .values("call_id")
        .annotate(number=Count("pk"))
        .values_list("number")
    )
)


def apply(
    *,
    actor: Actor,
    call: int,
    wishes: Sequence[int],
    person: int | None = None,
    unit: int | None = None,
    motive: str = "",
    needs: str = "",
    key: str,
) -> Applied:
    """Apply for oneself (a key that may write names the person), wishes ranked from the first.

    The same key answers what it answered before. Raises `CallNotFound`, `NotOpenYet`, `ClosedAlready`,
    `AppliedAlready`, `ApplicationInvalid` naming everything that is wrong, `SeatsGone` when nobody may wait either.
    """
    whom = person if person is not None else actor.person
    is_asked = whom is not None and 0 < whom <= HIGHEST_NUMBER and may_apply_for(actor, person=whom)
    facts = applicant_facts(call, whom) if is_asked and whom is not None else ApplicantFacts(None)
    draft = ApplicationDraft(tuple(wishes), motive, needs, key)
    try:
        return _apply(actor=actor, call=call, draft=draft, person=whom, unit=unit, facts=facts)
    except IntegrityError:  # the same request, or the same person, was taken in at this very moment: now it is seen
        return _apply(actor=actor, call=call, draft=draft, person=whom, unit=unit, facts=facts)


@action("enrolment.apply", in_company=lambda asked: asked["call"])
def _apply(
    *, actor: Actor, call: int, draft: ApplicationDraft, person: int | None, unit: int | None, facts: ApplicantFacts
) -> Applied:
    """Take in what was checked against these facts, which were read before anybody was kept waiting."""
    allow(person is not None and may_apply_for(actor, person=person))
    who = cast("int", person)
    if facts.frame is None:
        raise CallNotFound(call=call)
    held = _Line(*_lines(call=call)[0])
    before = _applied_before(who, call, draft.key)
    if before is not None:
        record(f"모집 {call}", application=before.application, again=True)
        return before
    frame = facts.frame
    check_window(held.state, held.opens_at, held.closes_at)
    if held.revision != frame.revision:  # a session was cancelled, a date changed: what was read holds no longer
        raise CallMovedOn(call=call)
    career = _checked(frame, facts, draft, unit)
    application = _taken_in(frame, draft, career, held, actor)
    record(f"모집 {frame.name}", application=application.pk, call=call, state=application.state)
    return _answer(application)


def _applied_before(person: int, call: int, key: str) -> Applied | None:
    """What this very request got; `AppliedAlready` for another one of the same person in the same call."""
    numbers = [number for (number,) in _alike(person=person, call=call, key=key)]
    found = Application.objects.filter(pk__in=numbers).order_by("pk") if numbers else ()
    for application in found:
        if application.request_key == key and application.call_id == call:
            return _answer(application, is_repeat=True)
    for application in found:
        raise AppliedAlready(application=application.pk)
    return None


def _checked(frame: CallFrame, facts: ApplicantFacts, draft: ApplicationDraft, unit: int | None) -> Career:
    """The person's career, when nothing speaks against the application."""
    today = clock.today()
    career = facts.career
    problems: list[Problem] = list(problems_of_application(draft, frame.sessions, frame.policy, today))
    if career is None:
        raise ApplicationInvalid([*problems, *problems_of_person([IneligibleReason.NOT_SERVING])])
    problems += problems_of_person(facts.reasons)
    posting = containing(career.postings, today)
    if unit is not None and (posting is None or posting.unit != unit):
        problems.append(
            Problem(
                "not_that_unit",
                Said("그 부서에 보직이 없습니다.", "The person has no posting in that unit."),
                Said("지금 소속 부서로 신청하세요.", "Apply with the present unit."),
                field="unit",
            )
        )
    if takes_days(frame.course_kind):
        wished = {wish: frame.sessions[wish].dates for wish in draft.wishes if wish in frame.sessions}
        problems += problems_of_clashes(clashes_of_sessions(wished, facts.busy, career.absences), frame.sessions)
    if problems:
        raise ApplicationInvalid(problems)
    return career


def _taken_in(frame: CallFrame, draft: ApplicationDraft, career: Career, held: _Line, actor: Actor) -> Application:
    """Stored, in line, and as far as it goes by itself. Locks after the call: seats, then applications."""
    application = _new(frame, draft, career)
    if frame.mechanism is Mechanism.FIRST_COME:
        application.arrival = _next_in_line(held)
    if frame.policy.approvals:
        begin_all([application], StepReason.APPLIED, actor=actor)
        _wish(application, draft)
        awaits = application.pk in ask_approvals([application], actor=actor, policy=frame.policy)
        advance(_next(frame, draft, application, awaits=awaits), actor=actor)
    else:
        application.state = ApplicationState.SUBMITTED
        enter(StepReason.APPLIED, _next(frame, draft, application, awaits=False), actor=actor)
        _wish(application, draft)
    return application


def _wish(application: Application, draft: ApplicationDraft) -> None:
    insert(
        [Wish(application=application, session_id=session, rank=rank) for rank, session in enumerate(draft.wishes, 1)]
    )


def _next(frame: CallFrame, draft: ApplicationDraft, application: Application, *, awaits: bool) -> Move:
    """As far as it goes by itself."""
    if frame.mechanism is Mechanism.FIRST_COME:
        return _by_arrival(frame, draft, application, awaits=awaits)
    return _onward(application, awaits)


def _new(frame: CallFrame, draft: ApplicationDraft, career: Career) -> Application:
    now, today = clock.now(), clock.today()
    posting = containing(career.postings, today)
    grade = as_of(career.grades, today)
    return Application(
        call_id=frame.id,
        person_id=career.person,
        unit_id=None if posting is None else posting.unit,
        unit_name="" if posting is None else posting.unit_name,
        grade=None if grade is None else grade.grade,
        grade_title="" if grade is None else grade.title,
        series="" if grade is None else grade.series,
        number=new_number(),
        motive=draft.motive.strip(),
        needs=draft.needs.strip(),
        request_key=draft.key,
        applied_at=now,
        changed_at=now,
    )


def _next_in_line(line: _Line) -> int:
    """The next place in line of a first-come call, counted in its own row."""
    if not _move_up(call=line.call, arrivals=line.arrivals):
        raise CallMovedOn(call=line.call)
    return line.arrivals + 1


def _onward(application: Application, awaits: bool) -> Move:  # noqa: FBT001  two ways on
    if awaits:
        return Move(application, ApplicationState.AWAITING_APPROVAL, StepReason.APPROVAL_ASKED)
    approved = {"is_approved": True, "approved_at": clock.now()}
    return Move(application, ApplicationState.APPROVED, StepReason.NO_APPROVAL_NEEDED, changes=approved)


def _by_arrival(frame: CallFrame, draft: ApplicationDraft, application: Application, *, awaits: bool) -> Move:
    """A seat of the first wish that has one for them, or a place among those who wait, with the cap that is met."""
    turn = turn_of(frame, application, draft.wishes)
    seat, text, facts = turn.seat, turn.text, turn.facts
    if seat is None and frame.policy.most_waiting is not None and _before(application) >= frame.policy.most_waiting:
        raise no_room(frame.id, turn)
    if awaits:
        held = {"seat_id": seat}
        return Move(
            application, ApplicationState.AWAITING_APPROVAL, StepReason.APPROVAL_ASKED, text, facts, changes=held
        )
    approved = {"is_approved": True, "approved_at": clock.now()}
    if seat is not None:
        seated = {**approved, "seat_id": seat, "confirm_by": frame.policy.confirm_by(clock.now())}
        return Move(application, ApplicationState.SELECTED, StepReason.BY_ARRIVAL, text, facts, changes=seated)
    waiting = {"wait_rank": application.arrival, "waiting_since": clock.now()}
    changes = {**approved, **waiting}
    return Move(application, ApplicationState.WAITLISTED, StepReason.BY_ARRIVAL, text, facts, changes=changes)


def _before(application: Application) -> int:
    """How many came earlier to the same call and have no seat yet."""
    return sum(number for (number,) in _waiting(call=application.call_id, arrival=application.arrival))


def _answer(application: Application, *, is_repeat: bool = False) -> Applied:
    state = ApplicationState(application.state)
    is_in_line = application.arrival is not None and application.seat_id is None
    waits = is_in_line and state in {ApplicationState.WAITLISTED, ApplicationState.AWAITING_APPROVAL}
    return Applied(
        application=application.pk,
        number=application.number,
        state=state,
        arrival=application.arrival,
        place=_before(application) + 1 if waits else None,
        is_repeat=is_repeat,
    )
