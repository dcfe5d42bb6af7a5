"""과정 as the office writes it."""

from dataclasses import replace
from datetime import datetime

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotFound, Problem
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.people.queries.organisation import unit_history
from baeumgil.stages.plan.access import may_edit_catalogue
from baeumgil.stages.plan.errors import CourseInvalid, CourseNotFound, InstituteNotFound, PlanMovedOn
from baeumgil.stages.plan.models import Course, Institute
from baeumgil.stages.plan.queries.known_courses import known_courses
from baeumgil.stages.plan.rules.course_draft import CourseDraft, check_course
from baeumgil.stages.plan.services.course_writing import write_courses
from baeumgil.stages.plan.services.examples import leave_examples
from baeumgil.stages.plan.terms import CourseState


@action("plan.save_course")
def save_course(
    *,
    actor: Actor,
    institute: int,
    draft: CourseDraft,
    is_new: bool | None = None,
    changed_at: datetime | None = None,
) -> int:
    """Make the course of this code, or make it say what the draft says; the course.

    `is_new` True refuses a code that is there, False one that is not. `changed_at` is when the course last changed as
    its editor saw it. Raises `CourseInvalid` with every problem, `PlanMovedOn` when somebody else was quicker.
    """
    held = hold(Institute, [institute])
    allow(may_edit_catalogue(actor))
    if not held or not isinstance(held[0], Institute):
        raise InstituteNotFound(institute=institute)
    leave_examples(actor, held[0])
    before = Course.objects.filter(institute_id=institute, code=draft.code.strip()).first()
    problems = check_course(draft, known_courses(institute)) + _check_code(draft, before, is_new=is_new)
    owner_name, lost = _owner(draft, before.owner_unit_id if before else None)
    problems += lost
    if problems:
        raise CourseInvalid(problems)
    if before is not None and changed_at is not None and before.changed_at != changed_at:
        raise PlanMovedOn(course=before.pk)
    written = write_courses(institute, [replace(draft, owner_name=owner_name)])
    course = written.courses[draft.code.strip()]
    record(f"과정 {draft.code} {draft.name}", course=course, new=written.new, replaced=written.replaced)
    return course


@action("plan.end_course")
def end_course(*, actor: Actor, course: int) -> None:
    """Keep a course from being planned again; what was planned and held stays."""
    held = hold(Course, [course])
    allow(may_edit_catalogue(actor))
    if not held or not isinstance(held[0], Course):
        raise CourseNotFound(course=course)
    leave_examples(actor, held[0].institute)
    if held[0].state != CourseState.ENDED:
        Course.objects.filter(pk=course).update(state=CourseState.ENDED, changed_at=clock.now())
    record(f"과정 종료 {held[0].code} {held[0].name}", course=course)


def _check_code(draft: CourseDraft, before: Course | None, *, is_new: bool | None) -> list[Problem]:
    if is_new and before is not None:
        text = Said(
            f"과정 코드 '{draft.code}'은(는) 이미 '{before.name}' 과정이 씁니다.",
            f"The course code “{draft.code}” is already used by the course “{before.name}”.",
        )
        return [
            Problem(
                "code_taken",
                text,
                Said("다른 코드를 쓰거나 그 과정을 고치세요.", "Use another code or change that course."),
                field="code",
            )
        ]
    if is_new is False and before is None:
        text = Said(
            f"과정 코드 '{draft.code}'을(를) 찾을 수 없습니다.", f"The course code “{draft.code}” was not found."
        )
        return [Problem("unknown", text, Said("코드는 바꿀 수 없습니다.", "A code cannot be changed."), field="code")]
    return []


def _owner(draft: CourseDraft, before: int | None) -> tuple[str, list[Problem]]:
    """The owner's name, the unit's own where none was typed; a unit that owned the course before is not doubted."""
    if draft.owner_unit is None or (draft.owner_name and draft.owner_unit == before):
        return draft.owner_name, []
    try:
        unit = unit_history(draft.owner_unit).spans[-1]
    except NotFound:
        return "", [
            Problem(
                "unknown",
                Said("고른 부서가 없습니다.", "There is no such unit."),
                Said("부서를 다시 고르세요.", "Choose the unit again."),
                field="owner_unit",
            )
        ]
    return draft.owner_name or unit.name, []
