"""A session held for a change of its people: calls, seats, applications, locked in the order of the stage."""

from django.db.models import Q

from baeumgil.core.locks import HIGHEST_NUMBER, hold
from baeumgil.stages.enrolment.models import Application, Call, CallSession, SeatCount
from baeumgil.stages.schedule.errors import SessionNotFound
from baeumgil.stages.schedule.queries.session_rows import session_rows
from baeumgil.stages.schedule.rules.rows import SessionRow


def held_session(session: int) -> SessionRow:
    """The session with its calls and seats locked. Raises `SessionNotFound` where no call ever asked for it."""
    calls = (
        list(CallSession.objects.filter(session_id=session).values_list("call_id", flat=True)) if _is(session) else []
    )
    if not calls:
        raise SessionNotFound(session=session)
    hold(Call, calls)
    hold(SeatCount, [session])
    return session_rows(Q(pk=session))[0]


def held_applications(chosen: Q) -> list[Application]:
    """The applications that answer, locked, with call and person, in the order of their ids."""
    hold(Application, Application.objects.filter(chosen).values_list("pk", flat=True))
    return list(Application.objects.filter(chosen).select_related("call", "person").order_by("pk"))


def held_application(application: int) -> Application | None:
    """One application with its call and seat locked; None where there is none."""
    known = Application.objects.filter(pk=application) if _is(application) else Application.objects.none()
    found = known.first()
    if found is None:
        return None
    hold(Call, [found.call_id])
    hold(SeatCount, [found.seat_id] if found.seat_id is not None else [])
    return held_applications(Q(pk=application))[0]


def _is(number: int) -> bool:
    return 0 < number <= HIGHEST_NUMBER
