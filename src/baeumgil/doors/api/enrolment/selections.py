"""`/enrolment`: selections, results, bundles. Signing takes a person's password and so is done on the pages alone."""

import json
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from baeumgil.doors.api.enrolment import selection_schemas as schemas
from baeumgil.doors.api.keys import actor_of
from baeumgil.stages.enrolment.errors import SelectionNotFound
from baeumgil.stages.enrolment.queries.bundles import bundle_of
from baeumgil.stages.enrolment.queries.reviews import review_card, reviews
from baeumgil.stages.enrolment.queries.selections import (
    result_of,
    selection_card,
    selection_lines,
    selection_of_call,
)
from baeumgil.stages.enrolment.rules.selection_rows import LineRow, ReviewRow, SelectionRow
from baeumgil.stages.enrolment.services import reviews as review_services
from baeumgil.stages.enrolment.services import selecting
from baeumgil.stages.enrolment.terms import ReviewState
from baeumgil.stages.people.terms import Scope

router = Router(tags=["enrolment"])
NOT_TOLD = frozenset({"signed_as", "public_call"})


@router.post("/calls/{int:call}/selection", response={201: schemas.SelectionOut}, summary="선발 실행")
def run_selection(request: HttpRequest, call: int, asked: schemas.RunAsked) -> Any:
    """Compute the result of a closed call; two people sign it on the pages before it counts."""
    actor = actor_of(request, Scope.ENROLMENT_WRITE)
    made = selecting.run_selection(actor=actor, call=call, return_unapproved=asked.return_unapproved)
    return Status(201, _selection(selection_card(actor=actor, selection=made).row))


@router.get("/calls/{int:call}/selection", response=schemas.SelectionOut, summary="모집의 선발 결과")
def show_selection(request: HttpRequest, call: int) -> Any:
    """The selection at work, or the published one."""
    row = selection_of_call(actor=actor_of(request, Scope.ENROLMENT_READ), call=call)
    if row is None:
        raise SelectionNotFound(call=call)
    return _selection(row)


@router.get("/calls/{int:call}/selection/trial", response=schemas.TrialOut, summary="시험 선발")
def try_selection(request: HttpRequest, call: int) -> Any:
    """What a selection would give now; nothing is stored."""
    return selecting.dry_run(actor=actor_of(request, Scope.ENROLMENT_READ), call=call)


@router.get("/calls/{int:call}/bundle", summary="공표된 선발의 검증 묶음")
def show_bundle(request: HttpRequest, call: int) -> dict[str, Any]:
    """Policy, pseudonymised inputs, seed and result of a published call, for recomputing."""
    whole: dict[str, Any] = json.loads(bundle_of(actor=actor_of(request, Scope.ENROLMENT_READ), call=call))
    return whole


@router.get("/selections/{int:selection}/lines", response=schemas.LinesOut, summary="선발 결과의 줄")
def list_selection_lines(request: HttpRequest, selection: int, wanted: Query[schemas.LinesWanted]) -> Any:
    """Everybody in the published order, with the reason for each refused wish."""
    found = selection_lines(
        actor=actor_of(request, Scope.ENROLMENT_READ),
        selection=selection,
        outcome=wanted.outcome,
        session=wanted.session,
        page=wanted.page,
    )
    return {"page": found.number, "total": found.total, "rows": [_line(row) for row in found.rows]}


@router.post("/selections/{int:selection}/discard", response={204: None}, summary="선발 결과 버리기")
def discard_selection(request: HttpRequest, selection: int) -> Any:
    """Put a result aside before it is published."""
    selecting.discard(actor=actor_of(request, Scope.ENROLMENT_WRITE), selection=selection)
    return Status(204, None)


@router.post("/selections/lines/{int:selection_line}/override", response={204: None}, summary="선발 결과 조정")
def override_line(request: HttpRequest, selection_line: int, asked: schemas.OverrideAsked) -> Any:
    """Change what was computed for somebody, with a reason that is published."""
    selecting.override(
        actor=actor_of(request, Scope.ENROLMENT_WRITE),
        line=selection_line,
        outcome=asked.outcome,
        session=asked.session,
        reason=asked.reason,
    )
    return Status(204, None)


@router.get("/applications/{int:application}/result", response=schemas.ResultOut, summary="한 사람의 선발 결과")
def show_result(request: HttpRequest, application: int) -> Any:
    """What somebody got, and why wishes before it failed; after publication."""
    card = result_of(actor=actor_of(request, Scope.ENROLMENT_READ), application=application)
    return {
        **{name: getattr(card, name) for name in ("application", "number", "state", "call", "place", "applied")},
        "outcome": card.effect.outcome,
        "session": card.effect.session,
        "rank": card.rank,
        "wait_rank": card.wait_rank,
        "override_reason": card.override_reason,
        "refused": card.refused,
        "reviews": [_review(row) for row in card.reviews],
    }


@router.post("/applications/{int:application}/reviews", response={201: schemas.ReviewOut}, summary="이의신청")
def ask_review(request: HttpRequest, application: int, asked: schemas.ReviewAsked) -> Any:
    """Ask for a person to look at a result again."""
    actor = actor_of(request, Scope.ENROLMENT_WRITE)
    made = review_services.ask_review(actor=actor, application=application, text=asked.text)
    return Status(201, _review(review_card(actor=actor, review=made)))


@router.get("/reviews", response=schemas.ReviewsOut, summary="이의신청 목록")
def list_reviews(request: HttpRequest, state: ReviewState | None = None, page: int = 1) -> Any:
    """Requests for review, the oldest first."""
    found = reviews(actor=actor_of(request, Scope.ENROLMENT_READ), state=state, page=page)
    return {"page": found.number, "total": found.total, "rows": [_review(row) for row in found.rows]}


@router.post("/reviews/{int:review}/answer", response=schemas.ReviewOut, summary="이의신청 답변")
def answer_review(request: HttpRequest, review: int, asked: schemas.AnswerAsked) -> Any:
    """Answer a request: the result stands, or it changes to a free seat or the end of the waiting list."""
    actor = actor_of(request, Scope.ENROLMENT_WRITE)
    review_services.answer_review(
        actor=actor, review=review, state=asked.state, answer=asked.answer, session=asked.session
    )
    return _review(review_card(actor=actor, review=review))


def _selection(row: SelectionRow) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in schemas.SelectionOut.model_fields}
    return {**told, "figures": {key: value for key, value in row.figures.items() if key not in NOT_TOLD}}


def _line(row: LineRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "application": row.application,
        "number": row.number,
        "place": row.place,
        "outcome": row.effect.outcome,
        "session": row.effect.session,
        "rank": None if row.effect.is_overridden else row.rank,
        "wait_rank": None if row.effect.is_overridden else row.wait_rank,
        "is_overridden": row.effect.is_overridden,
        "override_reason": row.override_reason,
        "refused": row.refused,
    }


def _review(row: ReviewRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in schemas.ReviewOut.model_fields}
