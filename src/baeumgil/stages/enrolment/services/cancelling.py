"""모집 취소. A call taken back before its result: applications end, seats are free, people are told."""

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.events import announce
from baeumgil.core.locks import hold
from baeumgil.stages.enrolment.access import may_run_calls
from baeumgil.stages.enrolment.errors import CallCancelled, CallFixed
from baeumgil.stages.enrolment.events import ParticipantsChanged
from baeumgil.stages.enrolment.models import Application, Call, Selection
from baeumgil.stages.enrolment.rules.call_draft import check_reason
from baeumgil.stages.enrolment.rules.step_words import second_call_gone
from baeumgil.stages.enrolment.services.call_writing import held_call, refuse, sessions_of
from baeumgil.stages.enrolment.services.ending import LET_GO, end_all, held_applications, hold_seats
from baeumgil.stages.enrolment.services.seats import tell_schedule
from baeumgil.stages.enrolment.services.sending_back import send_back, with_parents
from baeumgil.stages.enrolment.services.steps import Move
from baeumgil.stages.enrolment.terms import (
    OVER_STATES,
    ApplicationState,
    CallState,
    SelectionState,
    StepReason,
)
from baeumgil.stages.people.services.notices import tell
from baeumgil.stages.people.terms import NoticeKind

LIVE = sorted(state.value for state in set(ApplicationState) - OVER_STATES)


@action("enrolment.cancel_call")
def cancel_call(*, actor: Actor, call: int, reason: str, revision: int | None = None) -> int:
    """Take a call back, with a reason; how many applications ended. A draft is only put aside.

    Whoever a second call took over waits in the first one again, with the old rank, while its list still holds.
    After its result a call stays: sessions are cancelled instead. Raises `CallInvalid`, `CallFixed`, `CallMovedOn`.
    """
    allow(may_run_calls(actor))
    hold(Call, with_parents([call]))
    row = held_call(actor, call, revision)
    if row.state not in {CallState.DRAFT, CallState.ANNOUNCED}:
        raise CallCancelled(call=call) if row.state == CallState.CANCELLED else CallFixed(call=call)
    refuse(check_reason(reason), call=call)
    sessions = sessions_of(row.pk)
    hold_seats(sessions)
    found = Application.objects.filter(call=row, state__in=LIVE)
    applications = held_applications(found.order_by("pk").values_list("pk", flat=True))
    text = reason.strip()
    moves = [
        Move(each, ApplicationState.CANCELLED, StepReason.CALL_CANCELLED, text, changes=LET_GO) for each in applications
    ]
    freed = end_all(moves, actor=actor)
    Selection.objects.filter(call=row, state__in=[SelectionState.DRAFT.value, SelectionState.SIGNED_ONCE.value]).update(
        state=SelectionState.DISCARDED
    )
    Call.objects.filter(pk=call).update(state=CallState.CANCELLED, revision=row.revision + 1)
    back = send_back(applications, actor=actor, text=second_call_gone(text))
    tell(
        people=[each.person_id for each in applications if each.person_id not in back],
        kind=NoticeKind.APPLICATION,
        key=f"call-cancelled:{call}",
        title=f"‘{row.name}’ 모집이 취소되어 신청이 끝났습니다",
        text=f"까닭: {text}",
        link="applications",
    )
    if freed:
        tell_schedule(freed)
        announce(ParticipantsChanged(freed))
    record(f"모집 {row}", call=call, applications=len(applications), carried_back=len(back))
    return len(applications)
