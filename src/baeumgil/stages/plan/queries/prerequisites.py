"""What a course asks for first, as records of training may name it: a building block, neither guarded nor logged."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from baeumgil.core.prepared import prepared
from baeumgil.stages.plan.models import CourseName, Prerequisite
from baeumgil.stages.plan.terms import PrerequisiteKind
from baeumgil.stages.roadmap.rules.course_keys import course_key


@dataclass(frozen=True, slots=True)
class NeededCourse:
    """선수 과정. A course that must have been completed, and the keys under which a record may name it."""

    course: int
    name: str
    keys: frozenset[str]


def needed_courses(courses: Collection[int]) -> Mapping[int, tuple[NeededCourse, ...]]:
    """What each of these courses strictly needs; two statements at most. Courses that need nothing are absent."""
    rows = _required(courses=sorted(courses))
    if not rows:
        return {}
    spellings = keys_of_courses({needs: (code, name) for _course, needs, code, name in rows})
    found: dict[int, list[NeededCourse]] = defaultdict(list)
    for course, needs, _code, name in rows:
        found[course].append(NeededCourse(needs, name, spellings[needs]))
    return {course: tuple(needed) for course, needed in found.items()}


def keys_of_courses(courses: Mapping[int, tuple[str, str]]) -> Mapping[int, frozenset[str]]:
    """By code and name of each course: every key a record of it may bear, with its other names; one statement."""
    keys = {course: {course_key(code, ""), course_key("", name)} for course, (code, name) in courses.items()}
    for course, name in _names(courses=sorted(courses)):
        keys[course].add(course_key("", name))
    return {course: frozenset(known) for course, known in keys.items()}


_required = prepared(
    lambda courses: (
        Prerequisite.objects.filter(course_id__in=courses, kind=PrerequisiteKind.REQUIRED)
        .order_by("course_id", "needs__code")
        .values_list("course_id", "needs_id", "needs__code", "needs__name")
    )
)
_names = prepared(
    lambda courses: CourseName.objects.filter(course_id__in=courses).order_by("pk").values_list("course_id", "name")
)
