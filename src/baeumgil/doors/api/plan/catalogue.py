"""`/plan`: catalogue."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from baeumgil.doors.api.keys import actor_of
from baeumgil.doors.api.plan import catalogue_schemas as schemas
from baeumgil.stages.people.terms import Scope
from baeumgil.stages.plan.queries.courses import CourseRow, course_by_code, course_card, courses
from baeumgil.stages.plan.queries.institutes import InstituteRow, institute_by_code, own_institute
from baeumgil.stages.plan.rules.completion import completion_of
from baeumgil.stages.plan.rules.kinds import delivery_of

router = Router(tags=["plan"])

SAME = (
    "code",
    "name",
    "names",
    "goal",
    "kind",
    "objectives",
    "features",
    "level",
    "ladder",
    "duration_text",
    "days",
    "total_minutes",
    "recognised_minutes",
    "seats_per_session",
    "pre_study",
    "pre_study_minutes",
    "assessment",
    "owner_name",
    "partner",
    "place",
    "placement",
    "accessibility",
    "materials",
    "subjects",
    "budget",
)
"""What a course says as it was written."""


@router.get("/courses", response=schemas.CoursePage, summary="과정 찾기")
def find_courses(request: HttpRequest, wanted: Query[schemas.CoursesWanted]) -> Any:
    """Courses by field and code; all words must be found. Ended courses too unless `state` says otherwise."""
    actor = actor_of(request, Scope.PLAN_READ)
    institute = _institute(wanted.institute)
    found = courses(actor=actor, institute=institute.id, **wanted.model_dump(exclude={"institute"}))
    return {
        "institute": institute.code,
        "page": found.number,
        "size": found.size,
        "total": found.total,
        "rows": [_item(row) for row in found.rows],
    }


@router.get("/courses/{code}", response=schemas.CourseWhole, summary="한 과정의 모든 것")
def show_course(request: HttpRequest, code: str, institute: str = "") -> Any:
    """One course by code, with subjects, prerequisites, plans and results; without `institute` one of our own."""
    actor = actor_of(request, Scope.PLAN_READ)
    held = _institute(institute)
    card = course_card(actor=actor, course=course_by_code(actor=actor, institute=held.id, code=code))
    draft = card.draft
    return {name: getattr(draft, name) for name in SAME} | {
        "institute": held.code,
        "field": card.field,
        "delivery": card.traits.delivery,
        "state": card.state,
        "changed_at": card.changed_at,
        "target": {
            "group": draft.target_group,
            "text": draft.target_text,
            "grades": draft.target_filters.grades,
            "series": draft.target_filters.series,
            "employments": draft.target_filters.employments,
            "positions": draft.target_filters.positions,
        },
        "completion": draft.completion_text or completion_of(draft),
        "duties": card.duties,
        "competencies": draft.competencies,
        "before": card.before,
        "after": card.after,
        "plans": card.plans,
        "results": card.results,
    }


def _institute(code: str) -> InstituteRow:
    return institute_by_code(code) if code else own_institute()


def _item(row: CourseRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in schemas.CourseItem.model_fields if name != "delivery"} | {
        "delivery": delivery_of(row.kind)
    }
