"""`/enrolment/calls`: calls listed, prepared, shared out, announced, extended, taken back."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from baeumgil.doors.api.enrolment import call_schemas as schemas
from baeumgil.doors.api.keys import actor_of
from baeumgil.stages.enrolment.queries.calls import call_card, calls
from baeumgil.stages.enrolment.rules.call_draft import QuotaDraft
from baeumgil.stages.enrolment.services import announcing, cancelling
from baeumgil.stages.enrolment.services import calls as preparing
from baeumgil.stages.people.terms import Scope

router = Router(tags=["enrolment"])


@router.get("/calls", response=schemas.CallPage, summary="모집 목록")
def show_calls(request: HttpRequest, wanted: Query[schemas.CallsWanted]) -> Any:
    """Calls, the newest opening first, with sessions and free seats; quotas stand with each call alone."""
    actor = actor_of(request, Scope.ENROLMENT_READ)
    return calls(actor=actor, phase=wanted.phase, words=wanted.words, page=wanted.page, size=wanted.size)


@router.get("/calls/{int:call_id}", response=schemas.CallOut, summary="모집 하나")
def show_call(request: HttpRequest, call_id: int) -> Any:
    """One call with its policy, quotas, seats, and the hash of its draw's seed."""
    return call_card(actor=actor_of(request, Scope.ENROLMENT_READ), call=call_id)


@router.post("/calls", response={201: schemas.CallOut}, summary="모집 준비")
def prepare_call(request: HttpRequest, asked: schemas.CallAsked) -> Any:
    """Prepare a call; nobody sees it before it is announced. Every problem is named at once (422)."""
    actor = actor_of(request, Scope.ENROLMENT_WRITE)
    made = preparing.open_call(actor=actor, **asked.dict())
    return Status(201, call_card(actor=actor, call=made))


@router.post("/calls/{int:call_id}/announce", response=schemas.CallOut, summary="모집 공고")
def publish_call(request: HttpRequest, call_id: int, asked: schemas.RevisionAsked) -> Any:
    """Freeze the policy, publish the hash of the draw's seed, count the seats."""
    actor = actor_of(request, Scope.ENROLMENT_WRITE)
    announcing.announce_call(actor=actor, call=call_id, revision=asked.revision)
    return call_card(actor=actor, call=call_id)


@router.post("/calls/{int:call_id}/cancel", response=schemas.CallOut, summary="모집 취소")
def take_call_back(request: HttpRequest, call_id: int, asked: schemas.CancelAsked) -> Any:
    """Take a call back before its result: applications end, seats are free, people are told."""
    actor = actor_of(request, Scope.ENROLMENT_WRITE)
    cancelling.cancel_call(actor=actor, call=call_id, reason=asked.reason, revision=asked.revision)
    return call_card(actor=actor, call=call_id)


@router.post("/calls/{int:call_id}/extend", response=schemas.CallOut, summary="신청 기간 늘리기")
def extend_window(request: HttpRequest, call_id: int, asked: schemas.ExtendAsked) -> Any:
    """Let people apply for longer, until a result was computed; the reason is published, who applied is told."""
    actor = actor_of(request, Scope.ENROLMENT_WRITE)
    announcing.extend_call(actor=actor, call=call_id, **asked.dict())
    return call_card(actor=actor, call=call_id)


@router.post("/calls/{int:call_id}/quotas", response=schemas.CallOut, summary="배정 인원")
def share_out(request: HttpRequest, call_id: int, asked: schemas.QuotasAsked) -> Any:
    """Share out seats before the call is announced: these quotas instead of those there, all or none."""
    actor = actor_of(request, Scope.ENROLMENT_WRITE)
    wanted = [QuotaDraft(**{**quota.dict(), "keys": tuple(quota.keys)}) for quota in asked.quotas]
    preparing.save_quotas(actor=actor, call=call_id, quotas=wanted, revision=asked.revision)
    return call_card(actor=actor, call=call_id)
