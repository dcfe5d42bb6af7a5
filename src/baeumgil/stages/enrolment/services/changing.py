"""신청 고치기. Wishes changed, an application withdrawn: by whose it is, or by the office for them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Q

from baeumgil.core import clock
from baeumgil.core.actions import action, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.stages.enrolment.access import may_run_calls
from baeumgil.stages.enrolment.errors import (
    ApplicationInvalid,
    NotAtThisStage,
)
from baeumgil.stages.enrolment.models import Application, Bar, Wish
from baeumgil.stages.enrolment.rules.application_draft import problems_of_wishes
from baeumgil.stages.enrolment.rules.possible import CHANGEABLE, LEAVABLE
from baeumgil.stages.enrolment.services.application_holding import (
    Held,
    clash_problems,
    held_for,
    tell_changed,
    too_late,
)
from baeumgil.stages.enrolment.services.approvals import close_approvals
from baeumgil.stages.enrolment.services.seats import release_seat
from baeumgil.stages.enrolment.services.steps import LONGEST_TEXT, Move, advance
from baeumgil.stages.enrolment.services.waiting import fill_vacancies, withdraw_offers
from baeumgil.stages.enrolment.terms import ApplicationState, BarCause, Mechanism, StepReason


@action("enrolment.change_wishes")
def change_wishes(*, actor: Actor, application: int, wishes: Sequence[int], revision: int | None = None) -> None:
    """Rank other sessions while the call is open. Raises `ApplicationInvalid` naming everything that is wrong.

    `revision` is the one that was looked at: `NotAtThisStage` when something happened since.
    """
    held = held_for(actor, application, revision)
    if not held.possible.change_wishes:
        states = frozenset() if held.frame.policy.mechanism is Mechanism.FIRST_COME else CHANGEABLE
        raise too_late(held, states, None)
    row, frame = held.application, held.frame
    problems = list(problems_of_wishes(wishes, frame.sessions, frame.policy, clock.today()))
    problems += clash_problems(frame, row, [wish for wish in dict.fromkeys(wishes) if wish in frame.sessions])
    if problems:
        raise ApplicationInvalid(problems)
    before = list(Wish.objects.filter(application=row).order_by("rank").values_list("session_id", flat=True))
    Wish.objects.filter(application=row).delete()
    Wish.objects.bulk_create(Wish(application=row, session_id=wish, rank=rank) for rank, wish in enumerate(wishes, 1))
    facts = {"before": before, "after": list(wishes)}
    advance(Move(row, ApplicationState(row.state), StepReason.WISHES_CHANGED, facts=facts), actor=actor)
    record(f"희망 기수 {row.number}", application=application)


@action("enrolment.withdraw")
def withdraw(*, actor: Actor, application: int, reason: str = "", revision: int | None = None) -> None:
    """Take an application back; a seat it held goes to who waits. After the day the policy names only the office may.

    Leaving a seat after the list of participants is due bars for a while, where the policy says so.
    """
    held = held_for(actor, application, revision)
    row = held.application
    if ApplicationState(row.state) not in LEAVABLE:
        raise NotAtThisStage(application=application, state=row.state)
    if len(reason) > LONGEST_TEXT or "\x00" in reason:
        problem = Problem(
            "too_long",
            Said(f"{len(reason)}자입니다.", f"This has {len(reason)} characters."),
            Said(f"{LONGEST_TEXT}자 안으로 줄이세요.", f"Shorten it to {LONGEST_TEXT} characters."),
            field="reason",
        )
        raise ApplicationInvalid([problem])
    if not held.possible.withdraw and not may_run_calls(actor):
        raise too_late(held, LEAVABLE, held.possible.withdraw_until)
    seat, waited = row.seat_id, row.state == ApplicationState.WAITLISTED
    changes: dict[str, Any] = {"seat_id": None, "confirm_by": None}
    move = Move(
        row, ApplicationState.CANCELLED, StepReason.WITHDRAWN, reason.strip(), {"session": seat}, changes=changes
    )
    close_approvals([row.pk])
    withdraw_offers([row.pk])
    _bar_if_late(held)
    advance(move, actor=actor)
    if seat is not None:
        release_seat(seat)
        fill_vacancies([seat], actor=actor, passing=[row.pk])
    tell_changed([seat] if seat is not None else list(_wished(row))[:1] if waited else [])
    record(f"신청 취소 {row.number}", application=application, session=seat)


def _bar_if_late(held: Held) -> None:
    """Who leaves a seat after the list is due may not apply for as long as the policy says; mostly not at all."""
    policy, first_day, today = held.frame.policy, held.first_day, clock.today()
    if not held.is_own or policy.late_cancellation_bar_days < 1 or first_day is None:
        return
    if today < first_day - timedelta(days=policy.list_days):
        return
    Bar.objects.create(
        person_id=held.application.person_id,
        application=held.application,
        cause=BarCause.LATE_CANCELLATION,
        starts_on=today,
        ends_on=today + timedelta(days=policy.late_cancellation_bar_days),
        basis=f"명단 확정 뒤 취소: {held.frame.name}"[:300],
    )


def _wished(row: Application) -> Sequence[int]:
    wishes = Wish.objects.filter(Q(is_dropped=False), application=row).order_by("rank")
    return list(wishes.values_list("session_id", flat=True))
