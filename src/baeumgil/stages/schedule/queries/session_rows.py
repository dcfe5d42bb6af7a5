"""Sessions as rows, put together from three statements however many there are."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F, Q

from baeumgil.core.said import again
from baeumgil.stages.plan.terms import CourseKind
from baeumgil.stages.schedule.models import CourseSession, Invitation, SessionDay, Teaching
from baeumgil.stages.schedule.rules.rows import SessionRow, TeacherRow
from baeumgil.stages.schedule.terms import InvitationState, SessionState, TeachingRole

ALIVE = (InvitationState.INVITED, InvitationState.ACCEPTED, InvitationState.DECLINED)
COLUMNS = (
    "id",
    "year_id",
    "year__year",
    "course_id",
    "course__code",
    "name",
    "label",
    "number",
    "course__field__code",
    "course__field__name",
    "course__kind",
    "seats",
    "days",
    "state",
    "starts_on",
    "ends_on",
    "room_id",
    "room__name",
    "place_text",
    "is_date_pinned",
    "is_room_pinned",
    "are_instructors_pinned",
    "announced_on",
    "planned_starts_on",
    "planned_ends_on",
    "selected",
    "revision",
    "why_open",
)


def session_rows(chosen: Q, *, with_answers: bool = False) -> tuple[SessionRow, ...]:
    """Rows of the sessions that answer, in the order of their days; four statements at most.

    A building block: who may look was asked before. `with_answers` adds what instructors said to being invited.
    """
    found = list(
        CourseSession.objects.filter(chosen).order_by("starts_on", "name", "number", "pk").values_list(*COLUMNS)
    )
    ids = [row[0] for row in found]
    if not ids:
        return ()
    dates: dict[int, list[date]] = defaultdict(list)
    for session, on in SessionDay.objects.filter(session_id__in=ids).order_by("on").values_list("session_id", "on"):
        dates[session].append(on)
    answers = _answers(ids) if with_answers else {}
    teachers: dict[int, list[TeacherRow]] = defaultdict(list)
    for session, role, instructor, name in (
        Teaching.objects.filter(session_id__in=ids)
        .order_by("pk")
        .values_list("session_id", "role", "instructor_id", "instructor__name")
    ):
        answer = answers.get((session, role, instructor))
        teachers[session].append(TeacherRow(TeachingRole(role), instructor, name, answer))
    return tuple(_row(row, tuple(dates[row[0]]), tuple(teachers[row[0]])) for row in found)


def _answers(ids: list[int]) -> Mapping[tuple[int, str, int], InvitationState]:
    """The last word of each on the days as they are now; what was said of other days says nothing of these."""
    said = Invitation.objects.filter(
        session_id__in=ids,
        state__in=ALIVE,
        starts_on=F("session__starts_on"),
        ends_on=F("session__ends_on"),
    )
    return {
        (session, role, instructor): InvitationState(state)
        for session, role, instructor, state in said.order_by("invited_at", "pk").values_list(
            "session_id", "role", "instructor_id", "state"
        )
    }


def _row(row: tuple[Any, ...], dates: tuple[date, ...], teachers: tuple[TeacherRow, ...]) -> SessionRow:
    said = dict(zip(COLUMNS, row, strict=True))
    return SessionRow(
        id=said["id"],
        schedule_year=said["year_id"],
        year=said["year__year"],
        course=said["course_id"],
        course_code=said["course__code"],
        name=said["name"],
        label=said["label"],
        number=said["number"],
        field_code=said["course__field__code"],
        field_name=said["course__field__name"],
        kind=CourseKind(said["course__kind"]),
        seats=said["seats"],
        days=said["days"],
        state=SessionState(said["state"]),
        starts_on=said["starts_on"],
        ends_on=said["ends_on"],
        dates=dates,
        room=said["room_id"],
        room_name=said["room__name"] or "",
        place_text=said["place_text"],
        teachers=teachers,
        is_date_pinned=said["is_date_pinned"],
        is_room_pinned=said["is_room_pinned"],
        are_instructors_pinned=said["are_instructors_pinned"],
        announced_on=said["announced_on"],
        planned_starts_on=said["planned_starts_on"],
        planned_ends_on=said["planned_ends_on"],
        selected=said["selected"],
        revision=said["revision"],
        why_open=tuple(again(why) for why in said["why_open"]),
    )
