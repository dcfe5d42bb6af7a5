"""과정의 모양. What scheduling asks of many courses at once: how long, how taught, for whom, after what."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from typing import Any

from baeumgil.stages.plan.errors import CourseNotFound
from baeumgil.stages.plan.models import Course, Prerequisite, Subject
from baeumgil.stages.plan.terms import CourseKind, CourseState, InstructorKind, LegalKind, PrerequisiteKind, TargetGroup


@dataclass(frozen=True, slots=True)
class SubjectShape:
    """교과목, as far as it says what a room and its instructors must be."""

    name: str
    method: str
    instructor_kind: InstructorKind | None
    minutes: int


@dataclass(frozen=True, slots=True)
class CourseShape:
    """과정 하나. `needs` are its required courses; `duties` the laws' trainings it serves."""

    course: int
    institute: int
    code: str
    name: str
    field_name: str
    legal_kind: LegalKind
    kind: CourseKind
    target_group: TargetGroup
    target_text: str
    stage_code: str
    days: int | None
    duration_text: str
    total_minutes: int | None
    seats_per_session: int | None
    place: str
    accessibility: str
    owner_unit: int | None
    duties: tuple[str, ...] = ()
    needs: tuple[int, ...] = ()
    subjects: tuple[SubjectShape, ...] = ()


FIELDS = (
    "pk",
    "institute_id",
    "code",
    "name",
    "field__name",
    "field__legal_kind",
    "kind",
    "target_group",
    "target_text",
    "stage_code",
    "days",
    "duration_text",
    "total_minutes",
    "seats_per_session",
    "place",
    "accessibility",
    "owner_unit_id",
)
NAMES = tuple(one.name for one in fields(CourseShape))[: len(FIELDS)]


def course_shapes(institute: int, courses: Collection[int] | None = None) -> Mapping[int, CourseShape]:
    """Courses of an institute by id, all active ones unless some are named; four statements. Unguarded."""
    found = Course.objects.filter(institute_id=institute).order_by("field__order", "code", "pk")
    found = found.filter(state=CourseState.ACTIVE) if courses is None else found.filter(pk__in=courses)
    rows = list(found.values_list(*FIELDS))
    wanted = [row[0] for row in rows]
    duties: defaultdict[int, list[str]] = defaultdict(list)
    served = Course.duties.through.objects.filter(course_id__in=wanted).order_by("pk")
    for course, name in served.values_list("course_id", "legalduty__name"):
        duties[course].append(name)
    needs: defaultdict[int, list[int]] = defaultdict(list)
    required = Prerequisite.objects.filter(course_id__in=wanted, kind=PrerequisiteKind.REQUIRED).order_by("pk")
    for course, before in required.values_list("course_id", "needs_id"):
        needs[course].append(before)
    subjects: defaultdict[int, list[SubjectShape]] = defaultdict(list)
    for subject in Subject.objects.filter(course_id__in=wanted).order_by("order", "pk"):
        minutes = subject.lecture_minutes + subject.participation_minutes
        minutes += subject.field_minutes + subject.other_minutes
        subjects[subject.course_id].append(SubjectShape(subject.name, subject.method, subject.instructor_kind, minutes))
    shapes = {}
    for row in rows:
        plain: dict[str, Any] = dict(zip(NAMES, row, strict=True))
        number = plain["course"]
        shapes[number] = CourseShape(
            **plain, duties=tuple(duties[number]), needs=tuple(needs[number]), subjects=tuple(subjects[number])
        )
    return shapes


def institute_of_course(course: int) -> int:
    """Whose course it is; one statement. Raises `CourseNotFound`."""
    found = Course.objects.filter(pk=course).values_list("institute_id", flat=True).first()
    if found is None:
        raise CourseNotFound(course=course)
    return found
