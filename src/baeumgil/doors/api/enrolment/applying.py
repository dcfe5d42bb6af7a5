"""`/enrolment`: what is open, applying in somebody's name, applications."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from baeumgil.core.said import Said
from baeumgil.doors.api.keys import actor_of
from baeumgil.doors.api.schemas import Spoken
from baeumgil.stages.enrolment.queries.advice import advised
from baeumgil.stages.enrolment.queries.applications import application_card, applications_of, my_applications
from baeumgil.stages.enrolment.queries.openings import openings
from baeumgil.stages.enrolment.rules.application_draft import LONGEST_KEY, LONGEST_MOTIVE, LONGEST_NEEDS
from baeumgil.stages.enrolment.rules.rows import ApplicationRow, CallRow
from baeumgil.stages.enrolment.services.applying import apply
from baeumgil.stages.enrolment.services.changing import change_wishes, withdraw
from baeumgil.stages.enrolment.services.steps import LONGEST_TEXT
from baeumgil.stages.enrolment.services.swapping import swap_session
from baeumgil.stages.enrolment.terms import (
    MOST_WISHES,
    AdviceReason,
    ApplicationState,
    AppliedVia,
    CallPhase,
    Mechanism,
    RefusalCode,
    StepReason,
)
from baeumgil.stages.people.errors import PersonNotFound
from baeumgil.stages.people.queries.persons import ids_by_staff_no
from baeumgil.stages.people.terms import Scope
from baeumgil.stages.plan.terms import CourseKind

router = Router(tags=["enrolment"])


class OpeningsWanted(Schema):
    """What to find: words, a field by its code, a kind of course, open or coming, which page."""

    words: str = Field("", max_length=80)
    field: str = Field("", max_length=80)
    kind: CourseKind | None = None
    phase: CallPhase | None = None
    page: int = Field(1, ge=1)
    size: int = Field(50, ge=1, le=200)


class OpenSessionOut(Schema):
    """모집하는 기수."""

    session: int
    title: str
    dates: list[date]
    place: str
    seats: int
    free: int


class OpeningOut(Schema):
    """신청할 수 있는 모집."""

    call: int
    name: str
    course: int
    course_code: str
    course_name: str
    kind: CourseKind
    phase: CallPhase
    mechanism: Mechanism
    opens_at: datetime
    closes_at: datetime
    most_wishes: int
    sessions: list[OpenSessionOut]


class OpeningsOut(Schema):
    """모집 목록."""

    rows: list[OpeningOut]
    page: int
    pages: int
    total: int


class ApplicationAsked(Schema):
    """Who applies (a staff number), for which sessions in order. The same key is the same request."""

    staff_no: str = Field(max_length=40)
    wishes: list[int] = Field(max_length=MOST_WISHES)
    motive: str = Field("", max_length=LONGEST_MOTIVE)
    needs: str = Field("", max_length=LONGEST_NEEDS)
    key: str = Field(min_length=1, max_length=LONGEST_KEY)


class AppliedOut(Schema):
    """접수 결과. `place` is the place in line of who has no seat of a first-come call."""

    application: int
    number: str
    state: ApplicationState
    arrival: int | None
    place: int | None
    is_repeat: bool


class ApplicationsWanted(Schema):
    """Whose applications (a staff number), or those of a call, a unit, a state."""

    staff_no: str = Field("", max_length=40)
    call: int | None = None
    unit: int | None = None
    state: ApplicationState | None = None
    page: int = Field(1, ge=1)
    size: int = Field(50, ge=1, le=200)


class WishOut(Schema):
    """희망 기수."""

    rank: int
    session: int
    title: str
    is_dropped: bool


class ApplicationOut(Schema):
    """신청 하나."""

    id: int
    call: int
    call_name: str
    course: int
    course_name: str
    person_name: str
    unit: int | None
    unit_name: str
    grade_title: str
    number: str
    via: AppliedVia
    state: ApplicationState
    seat: int | None
    seat_title: str
    wait_rank: int | None
    wait_place: int | None
    confirm_by: datetime | None
    applied_at: datetime
    changed_at: datetime
    revision: int
    wishes: list[WishOut]


class ApplicationsOut(Schema):
    """신청 목록."""

    rows: list[ApplicationOut]
    page: int
    pages: int
    total: int


class StepOut(Schema):
    """처리 이력 한 줄."""

    at: datetime
    before: ApplicationState | None
    after: ApplicationState
    reason: StepReason
    actor: str
    text: Spoken


class RefusedWishOut(Schema):
    """자리가 없었던 희망과 까닭."""

    session: int
    title: str
    code: RefusalCode
    text: Spoken


class ApplicationCardOut(Schema):
    """신청 하나와 처리 이력, 자리가 없었던 까닭."""

    application: ApplicationOut
    steps: list[StepOut]
    refused: list[RefusedWishOut]


class WithdrawalAsked(Schema):
    """Why, in the applicant's words; the revision that was looked at."""

    reason: str = Field("", max_length=LONGEST_TEXT)
    revision: int | None = None


class WishesAsked(Schema):
    """Sessions in order; the revision that was looked at."""

    wishes: list[int] = Field(max_length=MOST_WISHES)
    revision: int | None = None


class SwapAsked(Schema):
    """The session to exchange the seat for; the revision that was looked at."""

    session: int
    revision: int | None = None


class PersonWanted(Schema):
    """Whose (a staff number)."""

    staff_no: str = Field(max_length=40)


class ReasonOut(Schema):
    """추천하는 까닭 하나."""

    reason: AdviceReason
    name: str
    due_on: date | None


class AdviceOut(Schema):
    """추천하는 모집 하나."""

    opening: OpeningOut
    reasons: list[ReasonOut]


@router.get("/openings", response=OpeningsOut, summary="신청할 수 있는 모집")
def show_openings(request: HttpRequest, wanted: Query[OpeningsWanted]) -> Any:
    """Open and coming calls, the first to close first."""
    actor = actor_of(request, Scope.ENROLMENT_READ)
    found = openings(actor=actor, **wanted.dict()).page
    return {
        "rows": [_opening(row.call) for row in found.rows],
        "page": found.number,
        "pages": found.last,
        "total": found.total,
    }


@router.get("/advice", response=list[AdviceOut], summary="추천하는 모집과 까닭")
def show_advice(request: HttpRequest, wanted: Query[PersonWanted]) -> Any:
    """Calls that speak to somebody, the weightiest reason first."""
    actor = actor_of(request, Scope.ENROLMENT_WRITE)
    return [
        {
            "opening": _opening(one.call),
            "reasons": [{"reason": why.reason, "name": why.name, "due_on": why.due_on} for why in one.reasons],
        }
        for one in advised(actor=actor, person=_person(wanted.staff_no))
    ]


@router.post("/calls/{int:call_id}/applications", response={201: AppliedOut}, summary="교육 신청")
def apply_for_call(request: HttpRequest, call_id: int, asked: ApplicationAsked) -> Any:
    """Apply in the name of somebody whom the calling system has signed in. The same key gets the same answer."""
    actor = actor_of(request, Scope.ENROLMENT_WRITE)
    done = apply(
        actor=actor,
        call=call_id,
        wishes=asked.wishes,
        person=_person(asked.staff_no),
        motive=asked.motive,
        needs=asked.needs,
        key=asked.key,
    )
    return Status(201, {name: getattr(done, name) for name in AppliedOut.model_fields})


@router.get("/applications", response=ApplicationsOut, summary="교육신청 목록")
def show_applications(request: HttpRequest, wanted: Query[ApplicationsWanted]) -> Any:
    """Applications of one person, or of a call, a unit, a state, the newest first."""
    actor = actor_of(request, Scope.ENROLMENT_READ)
    if wanted.staff_no:
        mine = my_applications(actor=actor, person=_person(wanted.staff_no))
        return {"rows": [_application(one.row) for one in mine], "page": 1, "pages": 1, "total": len(mine)}
    found = applications_of(
        actor=actor, call=wanted.call, unit=wanted.unit, state=wanted.state, page=wanted.page, size=wanted.size
    )
    return {
        "rows": [_application(row) for row in found.rows],
        "page": found.number,
        "pages": found.last,
        "total": found.total,
    }


@router.get("/applications/{int:application_id}", response=ApplicationCardOut, summary="교육신청 하나")
def show_application(request: HttpRequest, application_id: int) -> Any:
    """One application with every step it took."""
    return _card(request, application_id, Scope.ENROLMENT_READ)


@router.post("/applications/{int:application_id}/withdraw", response=ApplicationCardOut, summary="신청 취소")
def withdraw_application(request: HttpRequest, application_id: int, asked: WithdrawalAsked) -> Any:
    """Take an application back; its seat goes to who waits."""
    actor = actor_of(request, Scope.ENROLMENT_WRITE)
    withdraw(actor=actor, application=application_id, reason=asked.reason, revision=asked.revision)
    return _card(request, application_id, Scope.ENROLMENT_WRITE)


@router.post("/applications/{int:application_id}/wishes", response=ApplicationCardOut, summary="희망 기수 변경")
def change_application_wishes(request: HttpRequest, application_id: int, asked: WishesAsked) -> Any:
    """Rank other sessions while the call is open."""
    actor = actor_of(request, Scope.ENROLMENT_WRITE)
    change_wishes(actor=actor, application=application_id, wishes=asked.wishes, revision=asked.revision)
    return _card(request, application_id, Scope.ENROLMENT_WRITE)


@router.post("/applications/{int:application_id}/swap", response=ApplicationCardOut, summary="기수 바꾸기")
def swap_application_session(request: HttpRequest, application_id: int, asked: SwapAsked) -> Any:
    """Exchange the seat for a free one in another session of the call."""
    actor = actor_of(request, Scope.ENROLMENT_WRITE)
    swap_session(actor=actor, application=application_id, session=asked.session, revision=asked.revision)
    return _card(request, application_id, Scope.ENROLMENT_WRITE)


def _card(request: HttpRequest, application: int, scope: Scope) -> dict[str, Any]:
    card = application_card(actor=actor_of(request, scope), application=application)
    return {
        "application": _application(card.row),
        "steps": [
            {
                "at": step.at,
                "before": step.before,
                "after": step.after,
                "reason": step.reason,
                "actor": step.actor_label,
                "text": step.text,
            }
            for step in card.steps
        ],
        "refused": [_named(wish, RefusedWishOut.model_fields) for wish in card.refused],
    }


def _application(row: ApplicationRow) -> dict[str, Any]:
    plain = [name for name in ApplicationOut.model_fields if name != "wishes"]
    return {**_named(row, plain), "wishes": [_named(wish, WishOut.model_fields) for wish in row.wishes]}


def _opening(call: CallRow) -> dict[str, Any]:
    return {
        **_named(call, ("name", "course", "course_code", "course_name", "phase", "mechanism", "opens_at", "closes_at")),
        "call": call.id,
        "kind": call.course_kind,
        "most_wishes": call.policy.most_wishes,
        "sessions": [
            {**_named(row, ("session", "title", "dates", "place", "free")), "seats": row.capacity}
            for row in call.sessions
        ],
    }


def _named(row: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _person(staff_no: str) -> int:
    """The person of a staff number. Raises `PersonNotFound`."""
    found = ids_by_staff_no([staff_no]) if "\x00" not in staff_no else {}
    if staff_no not in found:
        raise PersonNotFound(
            Said(f"사번 {staff_no[:40]}인 사람이 없습니다.", f"There is nobody with the staff number {staff_no[:40]}.")
        )
    return found[staff_no]
