"""`/enrolment`: approvals, deputies, nominations."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from baeumgil.core.said import Said
from baeumgil.doors.api.keys import actor_of
from baeumgil.stages.enrolment.queries.approvals import approval_inbox
from baeumgil.stages.enrolment.rules.approval_rows import InboxRow
from baeumgil.stages.enrolment.services.approvals import approve, send_back
from baeumgil.stages.enrolment.services.call_ups import call_up
from baeumgil.stages.enrolment.services.nominations import nominate
from baeumgil.stages.enrolment.terms import ApplicationState, AppliedVia, ApproverKind
from baeumgil.stages.people.errors import PersonNotFound
from baeumgil.stages.people.queries.persons import ids_by_staff_no
from baeumgil.stages.people.terms import Scope

MOST = 500
router = Router(tags=["enrolment"])


class ApprovalsWanted(Schema):
    """Whose inbox (a staff number; all without), of which call, which page."""

    staff_no: str = Field("", max_length=40)
    call: int | None = None
    page: int = Field(1, ge=1)
    size: int = Field(50, ge=1, le=200)


class ApprovalOut(Schema):
    """승인을 기다리는 신청 하나."""

    id: int
    kind: ApproverKind
    unit: int | None
    unit_name: str
    due_at: datetime | None
    is_late: bool
    application: int
    number: str
    call: int
    call_name: str
    person_name: str
    person_unit_name: str
    via: AppliedVia
    state: ApplicationState
    due_on: date | None


class ApprovalsOut(Schema):
    """승인함."""

    rows: list[ApprovalOut]
    page: int
    pages: int
    total: int


class DecisionAsked(Schema):
    """Which consents, by whom (a staff number), with what comment."""

    approvals: list[int] = Field(max_length=MOST)
    staff_no: str = Field(max_length=40)
    comment: str = ""


class DecisionOut(Schema):
    """How many applications need no more consent, or were returned."""

    finished: int


class NominationAsked(Schema):
    """Who is named (staff numbers), for which sessions in order, why. The same key is the same request.

    All wish for the same sessions, but for whom `wishes_of` names others, by staff number.
    """

    staff_nos: list[str] = Field(max_length=MOST)
    wishes: list[int] = Field(max_length=9)
    wishes_of: dict[str, list[int]] = Field({}, max_length=MOST)
    reason: str = ""
    key: str = Field(max_length=40)


class NominationOut(Schema):
    """The applications made."""

    applications: list[int]
    awaiting: int
    is_repeat: bool


class CallUpAsked(Schema):
    """Ask people to apply, or enter them at once."""

    asks_only: bool = True


class CallUpOut(Schema):
    """Applications made, people told, people left out."""

    applications: list[int]
    told: int
    left_out: int


@router.get("/approvals", response=ApprovalsOut, summary="승인을 기다리는 신청")
def show_application_approvals(request: HttpRequest, wanted: Query[ApprovalsWanted]) -> Any:
    """What waits for somebody's consent, the nearest deadline first."""
    actor = actor_of(request, Scope.ENROLMENT_READ)
    by = _people([wanted.staff_no])[0] if wanted.staff_no else None
    found = approval_inbox(
        actor=actor, is_all=by is None, call=wanted.call, by=by, page=wanted.page, size=wanted.size
    ).rows
    return {
        "rows": [_row(row) for row in found.rows],
        "page": found.number,
        "pages": found.last,
        "total": found.total,
    }


@router.post("/approvals/approve", response=DecisionOut, summary="신청 승인")
def approve_applications(request: HttpRequest, asked: DecisionAsked) -> Any:
    """Give consents in the name of somebody who may give them, all or none."""
    actor = actor_of(request, Scope.ENROLMENT_WRITE)
    by = _people([asked.staff_no])[0]
    return {"finished": approve(actor=actor, approvals=asked.approvals, comment=asked.comment, by=by)}


@router.post("/approvals/return", response=DecisionOut, summary="신청 반려")
def return_applications(request: HttpRequest, asked: DecisionAsked) -> Any:
    """Refuse consents with a reason in the name of somebody who may, all or none."""
    actor = actor_of(request, Scope.ENROLMENT_WRITE)
    by = _people([asked.staff_no])[0]
    return {"finished": send_back(actor=actor, approvals=asked.approvals, comment=asked.comment, by=by)}


@router.post("/calls/{int:call_id}/nominations", response={201: NominationOut}, summary="여러 사람 추천")
def nominate_people(request: HttpRequest, call_id: int, asked: NominationAsked) -> Any:
    """Name people for a call, all or none; the same key gets the same answer."""
    actor = actor_of(request, Scope.ENROLMENT_WRITE)
    others = list(asked.wishes_of)
    made = nominate(
        actor=actor,
        call=call_id,
        people=_people(asked.staff_nos),
        wishes=asked.wishes,
        wishes_of=dict(zip(_people(others), asked.wishes_of.values(), strict=True)),
        reason=asked.reason,
        key=asked.key,
    )
    return Status(
        201,
        {"applications": list(made.applications), "awaiting": made.awaiting, "is_repeat": made.is_repeat},
    )


@router.post("/calls/{int:call_id}/call-up", response=CallUpOut, summary="이수 대상자 부르기")
def call_up_people(request: HttpRequest, call_id: int, asked: CallUpAsked) -> Any:
    """Enter everybody whose stage is due with the course, or ask them to apply."""
    actor = actor_of(request, Scope.ENROLMENT_WRITE)
    called = call_up(actor=actor, call=call_id, asks_only=asked.asks_only)
    return {"applications": list(called.applications), "told": called.told, "left_out": called.left_out}


def _people(staff_nos: list[str]) -> list[int]:
    found = ids_by_staff_no(number for number in staff_nos if "\x00" not in number)
    missing = [number for number in staff_nos if number not in found]
    if missing:
        raise PersonNotFound(
            Said(
                f"사번 {', '.join(missing[:10])}인 사람이 없습니다.",
                f"There is nobody with the staff number {', '.join(missing[:10])}.",
            ),
            staff_nos=missing[:10],
        )
    return [found[number] for number in staff_nos]


def _row(row: InboxRow) -> dict[str, Any]:
    application = row.application
    return {
        "id": row.id,
        "kind": row.kind,
        "unit": row.unit,
        "unit_name": row.unit_name,
        "due_at": row.due_at,
        "is_late": row.is_late,
        "application": application.id,
        "number": application.number,
        "call": application.call,
        "call_name": application.call_name,
        "person_name": application.person_name,
        "person_unit_name": application.unit_name,
        "via": application.via,
        "state": application.state,
        "due_on": row.due_on,
    }
