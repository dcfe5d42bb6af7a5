"""빈자리 다시 보기. Free seats of a first-come call that nobody could have yesterday are offered anew.

A cap may give way by what happens outside the call: somebody of the unit leaves another course, a year ends; and
seats that were kept for some return to everybody when nobody can apply any more.
"""

from datetime import datetime, time, timedelta

from django.utils import timezone

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.events import announce
from baeumgil.core.jobs import enqueue
from baeumgil.core.locks import hold
from baeumgil.stages.enrolment.access import may_run_calls
from baeumgil.stages.enrolment.events import ParticipantsChanged
from baeumgil.stages.enrolment.models import Application, Call, CallSession, Quota
from baeumgil.stages.enrolment.services.seats import free_seats
from baeumgil.stages.enrolment.services.waiting import fill_vacancies
from baeumgil.stages.enrolment.terms import ApplicationState, CallState, Mechanism

LOOK = "enrolment.vacancies"
LOOKS_AT = time(0, 20)


@action("enrolment.fill_call")
def fill_call(*, actor: Actor, call: int) -> int:
    """Offer what is free in a first-come call to who waits and may have it by now; how many offers were made.

    Comes back the next day while anybody waits beside a free seat, and at closing where seats are kept until then.
    """
    allow(may_run_calls(actor))
    held = [row for row in hold(Call, [call]) if isinstance(row, Call)]
    is_running = bool(held) and held[0].mechanism is Mechanism.FIRST_COME and held[0].state is CallState.ANNOUNCED
    sessions = list(
        CallSession.objects.filter(call_id=call).order_by("session_id").values_list("session_id", flat=True)
    )
    made = fill_vacancies(sessions, actor=actor) if is_running else 0
    record(f"모집 {call}", call=call, made=made)
    if made:
        announce(ParticipantsChanged(tuple(sessions)))
    if is_running:
        _come_again(held[0], sessions)
    return made


def look_again_tomorrow(call: int) -> None:
    """Somebody waits beside a free seat that a cap keeps from them: look again when a day has passed."""
    tomorrow = timezone.make_aware(datetime.combine(clock.today() + timedelta(days=1), LOOKS_AT))
    _enqueue(call, tomorrow)


def look_at_closing(call: Call) -> None:
    """Where seats are kept for some, what is left of them returns to everybody when the call closes."""
    if call.mechanism is Mechanism.FIRST_COME and Quota.objects.filter(call=call, reserved__isnull=False).exists():
        _enqueue(call.pk, call.closes_at)


def _come_again(call: Call, sessions: list[int]) -> None:
    if call.closes_at > clock.now():
        look_at_closing(call)
    waits = Application.objects.filter(call=call, state=ApplicationState.WAITLISTED).exists()
    if waits and any(free > 0 for free in free_seats(sessions).values()):
        look_again_tomorrow(call.pk)


def _enqueue(call: int, at: datetime) -> None:
    now = clock.now()
    actor = Actor.system(reason="빈자리 다시 보기")
    key = f"{LOOK}:{call}:{timezone.localtime(at):%Y%m%d%H%M}"
    enqueue(LOOK, actor=actor, unique_key=key, delay=max(at - now, timedelta(0)), call=call)
