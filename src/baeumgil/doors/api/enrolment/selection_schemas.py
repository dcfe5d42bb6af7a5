"""Shapes of `/enrolment`: selections, results, reviews. Draw numbers stand for people; nobody's name is told."""

from datetime import datetime
from typing import Any

from ninja import Schema

from baeumgil.doors.api.schemas import Spoken
from baeumgil.stages.enrolment.terms import (
    ApplicationState,
    Mechanism,
    Outcome,
    RefusalCode,
    ReviewState,
    SelectionState,
)


class RunAsked(Schema):
    """선발 실행."""

    return_unapproved: bool = False


class SelectionOut(Schema):
    """선발 결과. The seed is empty until the result is published."""

    id: int
    call: int
    call_name: str
    number: int
    mechanism: Mechanism
    state: SelectionState
    figures: dict[str, Any]
    problem_digest: str
    result_digest: str
    bundle_digest: str
    seed_hash: str
    seed: str
    made_at: datetime
    first_at: datetime | None
    second_at: datetime | None


class TrialOut(Schema):
    """시험 선발. Nothing is stored; before closing the draw is made up."""

    call: int
    figures: dict[str, Any]
    awaiting: int
    has_real_draw: bool
    problem_digest: str


class RefusedOut(Schema):
    """자리가 없었던 희망과 까닭."""

    session: int
    title: str
    code: RefusalCode
    text: Spoken


class LineOut(Schema):
    """선발 결과 한 줄."""

    id: int
    application: int
    number: str
    place: int
    outcome: Outcome
    session: int | None
    rank: int | None
    wait_rank: int | None
    is_overridden: bool
    override_reason: str
    refused: list[RefusedOut]


class LinesOut(Schema):
    """선발 결과의 줄들."""

    page: int
    total: int
    rows: list[LineOut]


class LinesWanted(Schema):
    """Which lines."""

    outcome: Outcome | None = None
    session: int | None = None
    page: int = 1


class OverrideAsked(Schema):
    """결과 조정; no outcome takes an override back."""

    outcome: Outcome | None = None
    session: int | None = None
    reason: str = ""


class ReviewAsked(Schema):
    """이의신청."""

    text: str


class ReviewOut(Schema):
    """이의신청 하나."""

    id: int
    application: int
    number: str
    text: str
    asked_at: datetime
    state: ReviewState
    answer: str
    answered_at: datetime | None


class ResultOut(Schema):
    """한 사람의 선발 결과."""

    application: int
    number: str
    state: ApplicationState
    call: int
    place: int
    applied: int
    outcome: Outcome
    session: int | None
    rank: int | None
    wait_rank: int | None
    override_reason: str
    refused: list[RefusedOut]
    reviews: list[ReviewOut]


class ReviewsOut(Schema):
    """이의신청들."""

    page: int
    total: int
    rows: list[ReviewOut]


class AnswerAsked(Schema):
    """이의신청 답변."""

    state: ReviewState
    answer: str
    session: int | None = None
