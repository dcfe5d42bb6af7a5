"""확정. A seat is confirmed by whose it is, by the office, or with the list; where days are set, not for ever."""

from django.db.models import Q

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.events import announce
from baeumgil.core.locks import hold
from baeumgil.stages.enrolment.access import is_own, may_apply_for, may_run_calls
from baeumgil.stages.enrolment.errors import ApplicationNotFound, NotAtThisStage
from baeumgil.stages.enrolment.events import ParticipantsChanged
from baeumgil.stages.enrolment.models import Application, Call, SeatCount
from baeumgil.stages.enrolment.services.seats import release_seats, tell_schedule
from baeumgil.stages.enrolment.services.session_holding import held_application, held_applications
from baeumgil.stages.enrolment.services.steps import Move, advance, advance_all
from baeumgil.stages.enrolment.services.waiting import fill_vacancies
from baeumgil.stages.enrolment.terms import ApplicationState, StepReason
from baeumgil.stages.people.services.notices import Message, tell_each
from baeumgil.stages.people.terms import NoticeKind


@action("enrolment.confirm")
def confirm(*, actor: Actor, application: int) -> None:
    """Confirm a seat: whoever has it says so, or the office notes it. Again: nothing happens.

    Raises `ApplicationNotFound`, `NotAtThisStage`.
    """
    found = held_application(application)
    if found is None:
        allow(permitted=True)
        raise ApplicationNotFound(application=application)
    allow(may_apply_for(actor, person=found.person_id) or may_run_calls(actor))
    record(f"확정 {found.number}", application=application)
    if found.state is ApplicationState.CONFIRMED:
        return
    if found.state is not ApplicationState.SELECTED:
        raise NotAtThisStage(application=application)
    own = is_own(actor, person=found.person_id)
    reason = StepReason.CONFIRMED_BY_PERSON if own else StepReason.CONFIRMED_BY_OFFICE
    advance(Move(found, ApplicationState.CONFIRMED, reason, changes={"confirm_by": None}), actor=actor)


@action("enrolment.expire_confirmations")
def expire_confirmations(*, actor: Actor) -> int:
    """Free the seats that were not confirmed in time; how many. Again: nothing happens."""
    allow(may_run_calls(actor))
    late = Q(state=ApplicationState.SELECTED, confirm_by__lte=clock.now())
    hold(Call, Application.objects.filter(late).values_list("call_id", flat=True))
    sessions = sorted({seat for seat in Application.objects.filter(late).values_list("seat_id", flat=True) if seat})
    hold(SeatCount, sessions)
    found = held_applications(late)
    sessions = [one.seat_id for one in found if one.seat_id is not None]
    moves = [
        Move(
            one,
            ApplicationState.CANCELLED,
            StepReason.CONFIRMATION_EXPIRED,
            facts={"session": one.seat_id},
            changes={"seat_id": None, "confirm_by": None},
        )
        for one in found
    ]
    advance_all(moves, actor=actor)
    release_seats(sessions)
    fill_vacancies(sessions, actor=actor)
    record("확정하지 않은 자리", applications=len(found))
    if found:
        tell_each(
            [
                Message(
                    person=one.person_id,
                    kind=NoticeKind.RESULT,
                    key=f"unconfirmed:{one.pk}",
                    title=f"확정 기한이 지나 자리가 취소되었습니다: {one.call.name}",
                    link=f"application:{one.pk}",
                )
                for one in found
            ]
        )
        tell_schedule(sessions)
        announce(ParticipantsChanged(tuple(sorted(set(sessions)))))
    return len(found)
