"""Courses a unit asked for: a building block for later stages, neither guarded nor logged."""

from typing import Any

from baeumgil.stages.plan.models import CourseRequest
from baeumgil.stages.plan.terms import RequestState

STANDING = (RequestState.SUBMITTED, RequestState.ADOPTED, RequestState.MERGED)


def courses_asked_by(unit: int | None) -> frozenset[int]:
    """Courses the unit asked for, or got for what it asked; one statement."""
    if unit is None:
        return frozenset()
    rows = CourseRequest.objects.filter(unit_id=unit, state__in=[state.value for state in STANDING])
    found: set[Any] = {course for pair in rows.values_list("course_id", "decided_course_id") for course in pair}
    return frozenset(found - {None})
