"""`/enrolment`: waiting lists, second calls, lists of participants."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from baeumgil.doors.api.enrolment import waiting_schemas as schemas
from baeumgil.doors.api.keys import actor_of
from baeumgil.stages.enrolment.queries.name_lists import name_list
from baeumgil.stages.enrolment.queries.second_calls import second_call_need
from baeumgil.stages.enrolment.queries.waiting import offer_card, waiting_list
from baeumgil.stages.enrolment.services.attendance import note_outcome
from baeumgil.stages.enrolment.services.lists import fix_list
from baeumgil.stages.enrolment.services.second_calls import PlaceAsked, open_second_call
from baeumgil.stages.enrolment.services.waiting import answer_offer
from baeumgil.stages.people.terms import Scope

router = Router(tags=["enrolment"])


@router.get("/calls/{int:call_id}/waiting", response=schemas.WaitingListOut, summary="대기자 명단")
def show_waiting_list(request: HttpRequest, call_id: int) -> Any:
    """Who waits, in strict order, and what was offered to whom."""
    return waiting_list(actor=actor_of(request, Scope.ENROLMENT_READ), call=call_id)


@router.post("/offers/{int:offer_id}", response=schemas.OfferOut, summary="자리 제안에 답함")
def answer_offered_seat(request: HttpRequest, offer_id: int, asked: schemas.OfferAnswer) -> Any:
    """Take the seat, or let it go to the next; for the person the calling system has signed in."""
    actor = actor_of(request, Scope.ENROLMENT_WRITE)
    answer_offer(actor=actor, offer=offer_id, accepts=asked.accepts)
    return offer_card(actor=actor, offer=offer_id)


@router.get("/sessions/{int:session_id}/list", response=schemas.NameListOut, summary="교육생 명단")
def show_name_list(request: HttpRequest, session_id: int, wanted: Query[schemas.ListWanted]) -> Any:
    """Who comes to a session; names are masked unless a key that may write asks for them."""
    actor = actor_of(request, Scope.ENROLMENT_READ)
    return name_list(actor=actor, session=session_id, number=wanted.number, is_full=wanted.full)


@router.post("/sessions/{int:session_id}/list", response=schemas.NameListOut, summary="교육생 명단 확정")
def fix_name_list(request: HttpRequest, session_id: int, asked: schemas.FixAsked) -> Any:
    """Fix the list: seats are confirmed with it, and nobody waits for the session any more."""
    actor = actor_of(request, Scope.ENROLMENT_WRITE)
    fix_list(actor=actor, session=session_id, sent_to=asked.sent_to)
    return name_list(actor=actor, session=session_id)


@router.post("/sessions/{int:session_id}/outcomes", response=schemas.OutcomesOut, summary="출결 결과 적기")
def note_outcomes(request: HttpRequest, session_id: int, asked: schemas.OutcomesAsked) -> Any:
    """What became of people of a session, all or none; everybody for whom it cannot be noted is named (422)."""
    actor = actor_of(request, Scope.ENROLMENT_WRITE)
    outcomes = {one.application: one.outcome for one in asked.outcomes}
    return {"changed": note_outcome(actor=actor, session=session_id, outcomes=outcomes, text=asked.text)}


@router.get("/calls/{int:call_id}/second", response=schemas.SecondCallOut, summary="2차 모집 검토")
def show_second_call_need(request: HttpRequest, call_id: int, wanted: Query[schemas.SecondCallWanted]) -> Any:
    """Demand against seats, what more sessions would clear, and where they fit."""
    return second_call_need(actor=actor_of(request, Scope.ENROLMENT_READ), call=call_id, seats=wanted.seats)


@router.post("/calls/{int:call_id}/second", response={201: schemas.SecondCallMade}, summary="2차 모집 열기")
def open_second_round(request: HttpRequest, call_id: int, asked: schemas.SecondCallAsked) -> Any:
    """Add and place sessions, open a call for them, carry over who waits. The key must also write the schedule."""
    actor = actor_of(request, Scope.ENROLMENT_WRITE)
    places = [
        PlaceAsked(place.year, place.starts, place.days, place.room, dict(place.instructors)) for place in asked.places
    ]
    made = open_second_call(
        actor=actor, call=call_id, places=places, seats=asked.seats, open_days=asked.open_days, name=asked.name
    )
    return Status(201, {"call": made})
