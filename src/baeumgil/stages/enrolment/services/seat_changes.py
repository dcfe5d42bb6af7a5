"""공고한 뒤의 정원. Calls follow a session: more seats go to who waits, fewer only down to what is given."""

from collections.abc import Sequence
from typing import cast

from django.db.models import Q, Sum

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.events import announce
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.enrolment.events import ParticipantsChanged
from baeumgil.stages.enrolment.models import Application, Call, CallSession, Quota, SeatCount
from baeumgil.stages.enrolment.rules.call_draft import LONGEST_GUIDANCE
from baeumgil.stages.enrolment.services.cancelling import LIVE
from baeumgil.stages.enrolment.services.seats import follow_capacity, tell_schedule
from baeumgil.stages.enrolment.services.waiting import fill_vacancies
from baeumgil.stages.enrolment.terms import CallState
from baeumgil.stages.people.services.notices import tell
from baeumgil.stages.people.terms import NoticeKind
from baeumgil.stages.schedule.errors import SessionInvalid
from baeumgil.stages.schedule.events import SeatsAsked, SeatsChanged
from baeumgil.stages.schedule.queries.session_rows import session_rows


def after_seats_asked(event: SeatsAsked) -> None:
    """Reaction: calls and seats are locked before the calendar's rows; refused where more was given or promised."""
    calls = list(CallSession.objects.filter(session_id=event.session).values_list("call_id", flat=True))
    if not calls:
        return
    hold(Call, calls)
    hold(SeatCount, [event.session])
    taken = SeatCount.objects.filter(pk=event.session).values_list("taken", flat=True).first() or 0
    problems = []
    if event.seats < taken:
        text = Said(f"이미 {taken}명이 이 기수의 자리를 받았습니다.", f"Seats of this session already given: {taken}.")
        problems.append(
            Problem(
                "seats_given",
                text,
                Said(f"{taken}명보다 줄일 수 없습니다.", f"There cannot be fewer than {taken}."),
                field="seats",
            )
        )
    most = max((_reserved(call, event.session) for call in _announced(calls)), default=0)
    if event.seats < most:
        text = Said(
            f"공고한 모집이 이 기수에 {most}자리를 따로 남겨 두었습니다.",
            f"An announced call has reserved seats of this session: {most}.",
        )
        problems.append(
            Problem(
                "seats_reserved",
                text,
                Said(f"{most}명보다 줄일 수 없습니다.", f"There cannot be fewer than {most}."),
                field="seats",
            )
        )
    if problems:
        raise SessionInvalid(problems)


def after_seats_changed(event: SeatsChanged) -> None:
    """Reaction: what is counted follows, where any call counts it."""
    if SeatCount.objects.filter(pk=event.session).exists():
        follow_seats(
            actor=Actor.system(reason="정원 바뀜"), session=event.session, before=event.before, seats=event.seats
        )


@action("enrolment.follow_seats")
def follow_seats(*, actor: Actor, session: int, before: int, seats: int) -> int:
    """Count another number of seats from now on; how many new seats were offered to who waits.

    Announced calls say so on their page, and whoever applied there for this session is told. A result that was
    computed but not published no longer fits and cannot be signed.
    """
    allow(actor.is_trusted)
    calls = [cast("Call", call) for call in hold(Call, _calls_of(session))]
    hold(SeatCount, [session])
    follow_capacity(session, seats)
    row = session_rows(Q(pk=session))[0]
    announced = [call for call in calls if call.state == CallState.ANNOUNCED]
    line = f"‘{row.title}’의 정원이 {before}명에서 {seats}명으로 바뀌었습니다({clock.today():%Y-%m-%d})."
    for call in calls:
        call.revision += 1
        if call in announced:
            call.guidance = f"{call.guidance}\n\n{line}".strip()[-LONGEST_GUIDANCE:]
    Call.objects.bulk_update(calls, ["revision", "guidance"])
    _tell(announced, session, line)
    offered = fill_vacancies([session], actor=actor) if seats > before else 0
    tell_schedule([session])
    record(f"{row.year}년 {row.title} 정원", session=session, before=before, seats=seats, offers=offered)
    if offered:
        announce(ParticipantsChanged((session,)))
    return offered


def _calls_of(session: int) -> list[int]:
    return list(CallSession.objects.filter(session_id=session).values_list("call_id", flat=True))


def _announced(calls: Sequence[int]) -> list[int]:
    return list(
        Call.objects.filter(pk__in=calls, state=CallState.ANNOUNCED).order_by("pk").values_list("pk", flat=True)
    )


def _reserved(call: int, session: int) -> int:
    """Seats of the session that a call keeps for some people."""
    kept = Quota.objects.filter(Q(session_id=session) | Q(session=None), call_id=call)
    return kept.aggregate(total=Sum("reserved"))["total"] or 0


def _tell(calls: Sequence[Call], session: int, line: str) -> None:
    live = Application.objects.filter(state__in=LIVE, wishes__session_id=session, wishes__is_dropped=False)
    for call in calls:
        tell(
            people=sorted(set(live.filter(call=call).values_list("person_id", flat=True))),
            kind=NoticeKind.APPLICATION,
            key=f"seats-changed:{call.pk}:{session}:{call.revision}",
            title=f"‘{call.name}’의 정원이 바뀌었습니다",
            text=line,
            link=f"call-page:{call.pk}",
        )
