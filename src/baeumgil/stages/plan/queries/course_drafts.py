"""Courses as they would be typed: every field, other things by code. For services, forms and downloads."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.access import may_see_catalogue
from baeumgil.stages.plan.models import BudgetLine, Competency, Course, CourseName, Goal, Prerequisite, Subject, Tag
from baeumgil.stages.plan.queries.fields import field_rows
from baeumgil.stages.plan.rules.course_columns import CourseNames
from baeumgil.stages.plan.rules.course_draft import BudgetDraft, CourseDraft, PrerequisiteDraft, SubjectDraft
from baeumgil.stages.plan.rules.spelling import spelling_key
from baeumgil.stages.plan.rules.targeting import filters_from_json
from baeumgil.stages.plan.terms import PrerequisiteKind

Item = TypeVar("Item")

SAME_FIELDS = (
    "code",
    "name",
    "kind",
    "state",
    "target_group",
    "target_text",
    "stage_code",
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
    "pass_attendance_percent",
    "pass_score",
    "completion_text",
    "materials",
    "owner_name",
    "partner",
    "place",
    "placement",
    "accessibility",
    "note",
)
"""Fields that are the same in table and draft."""


def course_drafts(*, actor: Actor, institute: int, courses: Collection[int] | None = None) -> tuple[CourseDraft, ...]:
    """Courses of an institute, or some of them, by field and code; a constant number of statements."""
    if not may_see_catalogue(actor):
        raise NotAllowed
    wanted = Course.objects.filter(institute_id=institute)
    if courses is not None:
        wanted = wanted.filter(pk__in=courses)
    return tuple(drafts_of(wanted.order_by("field__order", "code").values_list("pk", flat=True)).values())


def course_names(*, actor: Actor, institute: int) -> CourseNames:
    """What the codes in an institute's drafts are called; three statements."""
    if not may_see_catalogue(actor):
        raise NotAllowed
    return CourseNames(
        fields={row.code: row for row in field_rows(institute).values()},
        goals=dict(Goal.objects.filter(institute_id=institute).order_by("order", "pk").values_list("code", "name")),
        tags=dict(Tag.objects.order_by("pk").values_list("code", "name")),
    )


@dataclass(frozen=True, slots=True)
class CourseOffers:
    """What a course may be given besides fields, tags and duties, as (code, name)."""

    goals: tuple[tuple[str, str], ...]
    competencies: tuple[tuple[str, str], ...]


def course_choices(*, actor: Actor, institute: int) -> CourseOffers:
    """Goals and competencies of an institute; two statements."""
    if not may_see_catalogue(actor):
        raise NotAllowed
    goals = Goal.objects.filter(institute_id=institute).order_by("order", "pk").values_list("code", "name")
    competencies = Competency.objects.filter(institute_id=institute).order_by("pk").values_list("code", "name")
    return CourseOffers(tuple(goals), tuple(competencies))


def drafts_of(courses: Iterable[int]) -> dict[int, CourseDraft]:
    """Courses by id, in the order asked; eight statements, however many."""
    order = list(courses)
    names = _grouped(CourseName.objects.filter(course__in=order).order_by("pk").values_list("course_id", "name"))
    needs = _grouped(
        (course, PrerequisiteDraft(code, PrerequisiteKind(kind)))
        for course, code, kind in Prerequisite.objects.filter(course__in=order).values_list(
            "course_id", "needs__code", "kind"
        )
    )
    duties = _grouped(
        Course.duties.through.objects.filter(course__in=order).values_list("course_id", "legalduty__code")
    )
    competencies = _grouped(
        Course.competencies.through.objects.filter(course__in=order).values_list("course_id", "competency__code")
    )
    budget = _grouped(
        (line.course_id, BudgetDraft(line.year, line.item, line.amount, line.arithmetic))
        for line in BudgetLine.objects.filter(course__in=order).order_by("year", "pk")
    )
    subjects = _grouped(_subjects(order))
    found = {course.pk: course for course in Course.objects.filter(pk__in=order).select_related("field", "goal")}
    return {
        pk: _draft(
            found[pk],
            names=names.get(pk, ()),
            subjects=subjects.get(pk, ()),
            prerequisites=needs.get(pk, ()),
            duties=duties.get(pk, ()),
            competencies=competencies.get(pk, ()),
            budget=budget.get(pk, ()),
        )
        for pk in order
        if pk in found
    }


def _draft(
    course: Course,
    *,
    names: tuple[str, ...],
    subjects: tuple[SubjectDraft, ...],
    prerequisites: tuple[PrerequisiteDraft, ...],
    duties: tuple[str, ...],
    competencies: tuple[str, ...],
    budget: tuple[BudgetDraft, ...],
) -> CourseDraft:
    own = spelling_key(course.name)
    return CourseDraft(
        field=course.field.code,
        goal=course.goal.code if course.goal else "",
        target_filters=filters_from_json(course.target_filters),
        owner_unit=course.owner_unit_id,
        names=tuple(name for name in names if name != course.name and spelling_key(name) != own),
        subjects=subjects,
        prerequisites=tuple(sorted(prerequisites, key=lambda item: item.code)),
        duties=tuple(sorted(duties)),
        competencies=tuple(sorted(competencies)),
        budget=budget,
        **{name: getattr(course, name) for name in SAME_FIELDS},
    )


def _subjects(courses: Collection[int]) -> Iterator[tuple[int, SubjectDraft]]:
    tags = _grouped(
        Subject.tags.through.objects.filter(subject__course__in=courses).values_list("subject_id", "tag__code")
    )
    for subject in Subject.objects.filter(course__in=courses).order_by("order", "pk"):
        yield (
            subject.course_id,
            SubjectDraft(
                name=subject.name,
                area=subject.area,
                lecture_minutes=subject.lecture_minutes,
                participation_minutes=subject.participation_minutes,
                field_minutes=subject.field_minutes,
                other_minutes=subject.other_minutes,
                method=subject.method,
                instructor_kind=subject.instructor_kind,
                tags=tuple(sorted(tags.get(subject.pk, ()))),
            ),
        )


def _grouped(pairs: Iterable[tuple[int, Item]]) -> dict[int, tuple[Item, ...]]:
    grouped: dict[int, list[Item]] = {}
    for key, item in pairs:
        grouped.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in grouped.items()}
