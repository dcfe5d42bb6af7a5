"""편성 조건 of many courses at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.core.paging import Page, bounds
from baeumgil.core.policies import values_on
from baeumgil.core.said import Said
from baeumgil.stages.plan.queries.course_shapes import CourseShape, course_shapes, institute_of_course
from baeumgil.stages.plan.queries.institutes import institute_by_id
from baeumgil.stages.plan.queries.needs import course_choices
from baeumgil.stages.plan.rules.kinds import delivery_of
from baeumgil.stages.plan.terms import Delivery
from baeumgil.stages.schedule.access import may_see_drafts
from baeumgil.stages.schedule.models import Condition, Room
from baeumgil.stages.schedule.rules.condition_policy import ConditionPolicy, condition_policy
from baeumgil.stages.schedule.rules.conditions import ConditionRow, CourseFacts, SubjectFacts, derive, overlaid
from baeumgil.stages.schedule.terms import ConditionField, DayPattern

POLICY = "schedule.conditions"
BY_OFFICE = Said("교육부서가 정했습니다.", "The training office decided it.")
BY_SESSION = Said("이 기수에만 정했습니다.", "Decided for this session alone.")


def conditions_of(institute: int, courses: Collection[int] | None = None) -> Mapping[int, ConditionRow]:
    """Conditions of courses by id, in the order of the catalogue; all active courses where none are named.

    Six statements, however many courses. Unguarded: a building block for other queries and services.
    """
    shapes = course_shapes(institute, courses)
    given = {row.course_id: row for row in Condition.objects.filter(course_id__in=list(shapes))}
    policy = policy_today()
    return {course: _row(shape, given.get(course), policy) for course, shape in shapes.items()}


@dataclass(frozen=True, slots=True)
class ConditionCard:
    """한 과정의 편성 조건, beside what would follow from the catalogue alone, and what may be chosen."""

    row: ConditionRow
    derived: ConditionRow
    institute: int
    institute_name: str
    is_example: bool
    rooms: tuple[tuple[int, str], ...]
    courses: tuple[tuple[int, str], ...]


def condition_list(
    *, actor: Actor, institute: int, words: str = "", only_given: bool = False, page: int = 1, size: int = 50
) -> Page[ConditionRow]:
    """Courses held in class with their conditions; seven statements. Raises `NotAllowed`."""
    if not may_see_drafts(actor):
        raise NotAllowed
    asked = words.casefold().split()
    rows = [
        row
        for row in conditions_of(institute).values()
        if delivery_of(row.kind) is Delivery.CLASS
        and (row.given or not only_given)
        and all(word in f"{row.code} {row.name} {row.field_name}".casefold() for word in asked)
    ]
    number, start, end = bounds(page, size, len(rows))
    return Page(tuple(rows[start:end]), number, end - start, len(rows))


def condition_card(*, actor: Actor, course: int) -> ConditionCard:
    """One course with its conditions; twelve statements. Raises `NotAllowed`, `CourseNotFound`."""
    if not may_see_drafts(actor):
        raise NotAllowed
    institute = institute_by_id(institute_of_course(course))
    found = conditions_of(institute.id, [course])[course]
    rooms = Room.objects.filter(site__institute_id=institute.id).order_by("site__order", "order", "pk")
    return ConditionCard(
        row=found,
        derived=derived_of(institute.id, course),
        institute=institute.id,
        institute_name=institute.name,
        is_example=institute.is_example,
        rooms=tuple((pk, f"{name} ({seats}석)") for pk, name, seats in rooms.values_list("pk", "name", "seats")),
        courses=tuple((pk, name) for pk, name in course_choices(institute.id) if pk != course),
    )


def derived_of(institute: int, course: int) -> ConditionRow:
    """What follows from the catalogue alone."""
    return _row(course_shapes(institute, [course])[course], None, policy_today())


def for_session(row: ConditionRow, needs: Mapping[str, Any]) -> ConditionRow:
    """What holds for one session: its own needs before those of its course."""
    return overlaid(row, needs, by=BY_SESSION) if needs else row


def policy_today() -> ConditionPolicy:
    """The city's defaults as of today; one statement."""
    return condition_policy(values_on([POLICY], clock.today()).get(POLICY))


def given_values(condition: Condition) -> dict[str, Any]:
    """What a record decides, by name: what is named in `given`, and whatever differs from having said nothing."""
    said: dict[ConditionField, Any] = {
        ConditionField.SESSION_DAYS: condition.session_days,
        ConditionField.PATTERN: None if condition.pattern == DayPattern.BLOCK else condition.pattern,
        ConditionField.WITHIN_WEEK: condition.within_week,
        ConditionField.NEEDS_ROOM: condition.needs_room,
        ConditionField.FEATURES: condition.features or None,
        ConditionField.ONLY_ROOMS: condition.only_rooms or None,
        ConditionField.WINDOWS: condition.windows or None,
        ConditionField.WISH: condition.wish or None,
        ConditionField.WEEKDAYS: condition.weekdays or None,
        ConditionField.GAP_DAYS: condition.gap_days,
        ConditionField.ROLES: condition.roles or None,
        ConditionField.AUDIENCE: condition.audience or None,
        ConditionField.FOLLOWS: condition.follows_id,
        ConditionField.PRIORITY: None if condition.priority == 1 else condition.priority,
    }
    values: dict[str, Any] = {one.value: value for one, value in said.items() if value is not None}
    decided = {one.value: _decided(condition, one) for one in ConditionField if one.value in condition.given}
    values |= decided
    if ConditionField.FOLLOWS.value in values:
        values["lag_days"] = condition.lag_days
    return values


def _decided(condition: Condition, one: ConditionField) -> Any:
    if one is ConditionField.FOLLOWS:
        return [] if condition.follows_id is None else [condition.follows_id]
    return getattr(condition, one.value)


def _row(shape: CourseShape, condition: Condition | None, policy: ConditionPolicy) -> ConditionRow:
    facts = CourseFacts(
        course=shape.course,
        code=shape.code,
        name=shape.name,
        kind=shape.kind,
        target_group=shape.target_group,
        legal_kind=shape.legal_kind,
        field_name=shape.field_name,
        days=shape.days,
        duration_text=shape.duration_text,
        total_minutes=shape.total_minutes,
        place=shape.place,
        accessibility=shape.accessibility,
        duties=shape.duties,
        needs=shape.needs,
        subjects=tuple(SubjectFacts(each.name, each.method, each.instructor_kind) for each in shape.subjects),
    )
    row = derive(facts, policy)
    if condition is None:
        return row
    said = overlaid(row, given_values(condition) | {"note": condition.note}, by=BY_OFFICE)
    return replace(said, revision=condition.revision)
