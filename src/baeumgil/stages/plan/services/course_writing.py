"""Courses as rows: many at once, in a constant number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass

from baeumgil.stages.plan.rules.course_draft import CourseDraft


@dataclass(frozen=True, slots=True)
class CoursesWritten:
    """What writing did: course by code, and how many were new, changed and found as they were."""

    courses: dict[str, int]
    new: int
    replaced: int
    same: int


def write_courses(institute: int, drafts: Sequence[CourseDraft]) -> CoursesWritten:
    """Write checked drafts, inside another action; a code that is there is replaced whole."""
    raise NotImplementedError
