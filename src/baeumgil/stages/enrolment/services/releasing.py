"""기수가 바뀌었을 때의 신청. Cancelled sessions let their people go; who is concerned hears of new days."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db.models import F, Q

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.events import announce
from baeumgil.core.locks import hold
from baeumgil.stages.enrolment.events import ParticipantsChanged
from baeumgil.stages.enrolment.models import Application, Call, CallSession, Wish
from baeumgil.stages.enrolment.rules.step_words import session_gone
from baeumgil.stages.enrolment.services.cancelling import LIVE
from baeumgil.stages.enrolment.services.ending import LET_GO, end_all, held_applications, hold_seats
from baeumgil.stages.enrolment.services.seats import tell_schedule
from baeumgil.stages.enrolment.services.sending_back import send_back, with_parents
from baeumgil.stages.enrolment.services.steps import Move
from baeumgil.stages.enrolment.terms import OVER_STATES, CallState, StepReason
from baeumgil.stages.enrolment.terms import ApplicationState as S
from baeumgil.stages.people.services.notices import Message, tell_each
from baeumgil.stages.people.terms import NoticeKind
from baeumgil.stages.schedule.events import CancellationAsked, SessionCancelled, SessionsPlaced
from baeumgil.stages.schedule.queries.session_rows import session_rows
from baeumgil.stages.schedule.rules.rows import SessionRow
from baeumgil.stages.schedule.terms import SessionState

SHOWN_DAYS = 10


def after_cancellation_asked(event: CancellationAsked) -> None:
    """Reaction: calls and seats are locked before the calendar's rows, as everywhere in this stage.

    Whoever applies, accepts or confirms holds the call, then refers to the session or counts its people. Were the
    session locked first here, each would wait for the other, and PostgreSQL would break one of them off.
    """
    calls = list(CallSession.objects.filter(session_id=event.session).values_list("call_id", flat=True))
    if calls:
        hold(Call, with_parents(calls))
        hold_seats([event.session])


def after_session_cancelled(event: SessionCancelled) -> None:
    """Reaction: nobody waits for, or sits in, a session that will not be held."""
    if CallSession.objects.filter(session_id=event.session).exists():
        release_session(actor=Actor.system(reason="기수 폐강"), session=event.session)


def after_sessions_placed(event: SessionsPlaced) -> None:
    """Reaction: who has a seat in a session, or has none and wishes for it, hears of its days as they are now.

    Two statements where nobody is concerned.
    """
    people: dict[int, set[int]] = defaultdict(set)
    live = Application.objects.filter(state__in=LIVE).order_by("pk")
    seated = live.filter(seat_id__in=event.sessions).values_list("seat_id", "person_id")
    wishing = live.filter(seat=None, wishes__session_id__in=event.sessions, wishes__is_dropped=False)
    for session, person in [*seated, *wishing.values_list("wishes__session_id", "person_id")]:
        people[session].add(person)
    if people:
        rows = session_rows(Q(pk__in=sorted(people)) & ~Q(state=SessionState.CANCELLED))
        tell_each([_moved(row, person) for row in rows for person in sorted(people[row.id])])


@action("enrolment.release_session")
def release_session(*, actor: Actor, session: int) -> int:
    """End or shorten every application for a cancelled session; how many it touched.

    Who had a seat there, or wished for nothing else, is out; who has other wishes goes on with those. A call none of
    whose sessions is left is taken back with it.
    """
    allow(actor.is_trusted)
    calls = list(CallSession.objects.filter(session_id=session).values_list("call_id", flat=True))
    hold(Call, with_parents(calls))
    Call.objects.filter(pk__in=calls).update(revision=F("revision") + 1)
    hold_seats([session])
    row = session_rows(Q(pk=session))[0]
    applications = _concerned(session)
    stays = _with_other_wishes(applications, session)
    Wish.objects.filter(session_id=session, application_id__in=[each.pk for each in applications]).update(
        is_dropped=True
    )
    met = [each for each in applications if each.seat_id in {None, session}]
    messages = [_gone(row, each, stays=each.pk in stays) for each in met]
    moves = [move for each in met for move in _step(each, row, stays=each.pk in stays)]
    freed = end_all(moves, actor=actor)
    _cancel_empty_calls(session)
    send_back([each for each in met if each.state in OVER_STATES], actor=actor, text=session_gone(row.title))
    tell_each(messages)
    tell_schedule([session])
    if freed:
        announce(ParticipantsChanged(freed))
    record(f"{row.year}년 {row.title}", session=session, applications=len(met))
    return len(met)


def _concerned(session: int) -> list[Application]:
    """Applications under way with a seat in the session or a wish for it, locked."""
    live = Application.objects.filter(state__in=LIVE)
    found = set(live.filter(seat_id=session).values_list("pk", flat=True))
    found |= set(live.filter(wishes__session_id=session, wishes__is_dropped=False).values_list("pk", flat=True))
    return held_applications(found)


def _with_other_wishes(applications: Sequence[Application], session: int) -> frozenset[int]:
    """Those who wish for another session that is still to be held."""
    others = Wish.objects.filter(application_id__in=[each.pk for each in applications], is_dropped=False)
    others = others.exclude(session_id=session).exclude(session__state=SessionState.CANCELLED)
    return frozenset(others.values_list("application_id", flat=True))


def _step(application: Application, row: SessionRow, *, stays: bool) -> Iterator[Move]:
    """What the cancelling means for one application; nothing where only a wish is dropped."""
    text = session_gone(row.title)
    changes = LET_GO if application.seat_id is not None else {}
    match S(application.state):
        case S.OFFERED:
            yield Move(
                application,
                S.WAITLISTED if stays else S.NOT_SELECTED,
                StepReason.SESSION_CANCELLED,
                text,
                changes=changes,
            )
        case S.WAITLISTED if not stays:
            yield Move(application, S.NOT_SELECTED, StepReason.SESSION_CANCELLED, text, changes=changes)
        case S.AWAITING_APPROVAL | S.APPROVED if stays:
            state = S(application.state)
            yield Move(application, state, StepReason.WISHES_CHANGED, text, changes=changes)
        case S.WAITLISTED | S.SUBMITTED if stays:
            return
        case _:
            yield Move(application, S.CANCELLED, StepReason.SESSION_CANCELLED, text, changes=changes)


def _cancel_empty_calls(session: int) -> None:
    """Calls that have nothing left to give."""
    held = CallSession.objects.exclude(session__state=SessionState.CANCELLED).values("call_id")
    Call.objects.filter(
        call_sessions__session_id=session, state__in=[CallState.DRAFT.value, CallState.ANNOUNCED.value]
    ).exclude(pk__in=held).update(state=CallState.CANCELLED, revision=F("revision") + 1)


def _gone(row: SessionRow, application: Application, *, stays: bool) -> Message:
    held = application.seat_id == row.id or not stays
    return Message(
        person=application.person_id,
        kind=NoticeKind.SESSION,
        key=f"session-cancelled:{row.id}",
        title=f"‘{row.title}’가 폐강되었습니다",
        text="신청이 끝났습니다." if held else "남은 희망 기수로 신청이 이어집니다.",
        link=f"application:{application.pk}",
    )


def _moved(row: SessionRow, person: int) -> Message:
    shown = ", ".join(f"{day:%m-%d}" for day in row.dates[:SHOWN_DAYS])
    more = f" 밖에 {len(row.dates) - SHOWN_DAYS}일" if len(row.dates) > SHOWN_DAYS else ""
    place = row.room_name or row.place_text
    days = f"지금 날짜는 {shown}{more}{f', 장소는 {place}' if place else ''}입니다." if shown else ""
    return Message(
        person=person,
        kind=NoticeKind.SESSION,
        key=f"session-placed:{row.id}:{row.revision}",
        title=f"‘{row.title}’의 날짜나 장소가 바뀌었습니다",
        text=days or "날짜를 다시 정하고 있습니다. 정해지면 알립니다.",
        link="applications",
    )
