"""기수 바꾸기. A seat exchanged for a free one in another session of the same call, within every cap."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from baeumgil.core import clock
from baeumgil.core.actions import action, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.glossary import label
from baeumgil.core.said import Said, english
from baeumgil.stages.enrolment.errors import (
    ApplicationInvalid,
    ClosedAlready,
    NotAtThisStage,
    SeatsGone,
)
from baeumgil.stages.enrolment.models import Application
from baeumgil.stages.enrolment.queries.call_frames import CallFrame
from baeumgil.stages.enrolment.queries.clashes import takes_days
from baeumgil.stages.enrolment.queries.fitting_facts import standing_of
from baeumgil.stages.enrolment.rules.application_draft import OfferedSession, is_over
from baeumgil.stages.enrolment.rules.fitting import Standing, Waiting, counts_for, kept_from, weeks_of
from baeumgil.stages.enrolment.rules.possible import SWAPPABLE
from baeumgil.stages.enrolment.services.application_holding import (
    clash_problems,
    held_for,
    is_listed,
    tell_changed,
    too_late,
)
from baeumgil.stages.enrolment.services.caps import hold_caps
from baeumgil.stages.enrolment.services.seats import free_seats, release_seat, take_seat
from baeumgil.stages.enrolment.services.steps import Move, advance
from baeumgil.stages.enrolment.services.waiting import fill_vacancies
from baeumgil.stages.enrolment.terms import ApplicationState, RefusalCode, StepReason


@action("enrolment.swap_session")
def swap_session(*, actor: Actor, application: int, session: int, revision: int | None = None) -> None:
    """Exchange a seat for a free one in another session of the call; the seat left goes to who waits.

    Every cap of the call holds for the new seat. Raises `SeatsGone` when it is full, `ApplicationInvalid` for what
    else speaks against it, `ClosedAlready` after the day the policy names.
    """
    held = held_for(actor, application, revision, other=session)
    row, frame = held.application, held.frame
    if not held.possible.swap:
        raise too_late(held, SWAPPABLE, held.possible.swap_until)
    today = clock.today()
    old = row.seat_id
    if old is None:  # pragma: no cover  who may swap has a seat
        raise NotAtThisStage(application=application)
    target = frame.sessions.get(session)
    if target is None or session == old or is_over(target, today):
        problem = Problem(
            "not_offered",
            Said("바꿀 수 있는 기수가 아닙니다.", "It is not possible to change to this session."),
            Said("이 모집의 다른 기수를 고르세요.", "Choose another session of this call."),
            field="session",
        )
        raise ApplicationInvalid([problem])
    if today > target.dates[0] - timedelta(days=frame.policy.swap_days) or is_listed(session):
        raise ClosedAlready(
            Said(
                f"{target.title}는 명단을 정할 때가 되어 바꿀 수 없습니다.",
                f"The list of {english(target.title)} is about to be fixed, so it is too late to change.",
            )
        )
    problems = clash_problems(frame, row, [session], field="session")
    if problems:
        raise ApplicationInvalid(problems)
    counted = _check_caps(row, old, target, frame)
    if not take_seat(session):
        raise SeatsGone(session=session)
    advance(
        Move(
            row,
            ApplicationState(row.state),
            StepReason.SWAPPED,
            facts={"from": old, "to": session, **counted},
            changes={"seat_id": session},
        ),
        actor=actor,
    )
    release_seat(old)
    fill_vacancies([old], actor=actor, passing=[row.pk])
    tell_changed([old, session])
    record(f"기수 바꾸기 {row.number}", application=application, session=session)


def _check_caps(row: Application, old: int, target: OfferedSession, frame: CallFrame) -> Mapping[str, object]:
    """The call's caps for a seat in the new session, as if the old seat were given back already; what was counted."""
    new = target.session
    hold_caps([frame.policy], target.dates if takes_days(frame.course_kind) else (), [row.person_id])
    standing, waiting, _policies = standing_of(free_seats([old, new]), [row])
    year = standing.years.get(old)
    held = {known: count - (known == year) for known, count in waiting[0].held.items()}
    one = replace(waiting[0], busy=frozenset(), held=held)
    _give_back(standing, one, old)
    code = standing.refusal(one, new, kept_from(standing, one, new))
    if code is RefusalCode.SEATS_GONE:
        raise SeatsGone(session=new)
    if code is not None:
        raise ApplicationInvalid(
            [
                Problem(
                    code.value, label(code), Said("다른 기수를 고르세요.", "Choose another session."), field="session"
                )
            ]
        )
    return {"caps": [list(cell) for cell in standing.cells(one, new)], "held": standing.seats_of(one, new)}


def _give_back(standing: Standing, one: Waiting, session: int) -> None:
    for week in weeks_of(standing.days.get(session, ())):
        for unit in one.units:
            standing.away[unit, week] -= 1
            standing.inside[one.call, unit, week] -= 1
    for share in standing.shares:
        if counts_for(share, one, session):
            standing.used[share.id, session] -= 1
