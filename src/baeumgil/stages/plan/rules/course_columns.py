"""과정과 교과목 as rows of a table: the columns that a file taken in has, in the same words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from baeumgil.core.glossary import label
from baeumgil.stages.plan.rules.book import FieldRow
from baeumgil.stages.plan.rules.course_draft import CourseDraft, SubjectDraft
from baeumgil.stages.plan.rules.files.columns import HEADINGS
from baeumgil.stages.plan.rules.files.columns import FileField as F
from baeumgil.stages.plan.terms import PrerequisiteKind

Cell = str | int | None


@dataclass(frozen=True, slots=True)
class CourseNames:
    """What codes in a draft are called: fields, goals, tags."""

    fields: Mapping[str, FieldRow] = field(default_factory=dict)
    goals: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)


_COURSE: Mapping[F, Callable[[CourseDraft, CourseNames], Cell]] = {
    F.CODE: lambda course, _: course.code,
    F.NAME: lambda course, _: course.name,
    F.OTHER_NAMES: lambda course, _: " | ".join(course.names),
    F.AREA: lambda course, names: names.fields[course.field].area_name,
    F.CATEGORY: lambda course, names: names.fields[course.field].name,
    F.LEGAL_KIND: lambda course, names: label(names.fields[course.field].legal_kind),
    F.GOAL: lambda course, names: names.goals.get(course.goal, course.goal),
    F.STATE: lambda course, _: label(course.state),
    F.MODE: lambda course, _: label(course.kind),
    F.TARGET_GROUP: lambda course, _: label(course.target_group),
    F.TARGET: lambda course, _: course.target_text,
    F.DURATION: lambda course, _: course.duration_text,
    F.DAYS: lambda course, _: course.days,
    F.TOTAL_MINUTES: lambda course, _: course.total_minutes,
    F.RECOGNISED_MINUTES: lambda course, _: course.recognised_minutes,
    F.LEVEL: lambda course, _: label(course.level),
    F.LADDER: lambda course, _: course.ladder,
    F.REQUIRES: lambda course, _: _needed(course, PrerequisiteKind.REQUIRED),
    F.ADVISES: lambda course, _: _needed(course, PrerequisiteKind.RECOMMENDED),
    F.OBJECTIVES: lambda course, _: course.objectives,
    F.OWNER: lambda course, _: course.owner_name,
    F.PARTNER: lambda course, _: course.partner,
    F.PLACE: lambda course, _: course.place,
    F.FEATURES: lambda course, _: course.features,
    F.PRE_STUDY: lambda course, _: course.pre_study,
    F.PRE_STUDY_MINUTES: lambda course, _: course.pre_study_minutes,
    F.ASSESSMENT: lambda course, _: label(course.assessment),
    F.ATTENDANCE_LEAST: lambda course, _: course.pass_attendance_percent,
    F.SCORE_LEAST: lambda course, _: course.pass_score,
    F.COMPLETION: lambda course, _: course.completion_text,
    F.MATERIALS: lambda course, _: course.materials,
    F.PLACEMENT: lambda course, _: course.placement,
    F.ACCESSIBILITY: lambda course, _: course.accessibility,
    F.SEATS_PER_SESSION: lambda course, _: course.seats_per_session,
}
_SUBJECT: Mapping[F, Callable[[SubjectDraft, CourseNames], Cell]] = {
    F.SUBJECT: lambda subject, _: subject.name,
    F.SUBJECT_AREA: lambda subject, _: subject.area,
    F.LECTURE: lambda subject, _: subject.lecture_minutes,
    F.PARTICIPATION: lambda subject, _: subject.participation_minutes,
    F.FIELDWORK: lambda subject, _: subject.field_minutes,
    F.OTHER: lambda subject, _: subject.other_minutes,
    F.METHOD: lambda subject, _: subject.method,
    F.INSTRUCTOR: lambda subject, _: label(subject.instructor_kind),
    F.TAGS: lambda subject, names: ", ".join(names.tags.get(tag, tag) for tag in subject.tags),
}
COURSE_HEADINGS = tuple(HEADINGS[at][0] for at in _COURSE)
SUBJECT_HEADINGS = tuple(HEADINGS[at][0] for at in (F.CODE, F.NAME, *_SUBJECT))


def course_cells(course: CourseDraft, names: CourseNames) -> tuple[Cell, ...]:
    """One course as a row under `COURSE_HEADINGS`."""
    return tuple(say(course, names) for say in _COURSE.values())


def subject_cells(course: CourseDraft, names: CourseNames) -> Iterator[tuple[Cell, ...]]:
    """The subjects of a course as rows under `SUBJECT_HEADINGS`."""
    for subject in course.subjects:
        yield (course.code, course.name, *(say(subject, names) for say in _SUBJECT.values()))


def _needed(course: CourseDraft, kind: PrerequisiteKind) -> str:
    return ", ".join(item.code for item in course.prerequisites if item.kind is kind)
