"""과정 체계: the fields, goals and competencies that courses are given, with how many courses have each."""

from collections import Counter
from dataclasses import dataclass

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.access import may_edit_catalogue
from baeumgil.stages.plan.models import Competency, Course, Field, Goal
from baeumgil.stages.plan.rules.setting_up import FieldDraft, GoalDraft


@dataclass(frozen=True, slots=True)
class FieldSet:
    """분야 as it was set up; `is_area` when others hang under it."""

    draft: FieldDraft
    parent_name: str
    is_area: bool
    courses: int


@dataclass(frozen=True, slots=True)
class GoalSet:
    """목표 as it was set up."""

    draft: GoalDraft
    courses: int


@dataclass(frozen=True, slots=True)
class CompetencySet:
    """역량 as it was set up."""

    code: str
    name: str
    courses: int


@dataclass(frozen=True, slots=True)
class CatalogueSetup:
    """과정 체계 of an institute."""

    fields: tuple[FieldSet, ...]
    goals: tuple[GoalSet, ...]
    competencies: tuple[CompetencySet, ...]


def catalogue_setup(*, actor: Actor, institute: int) -> CatalogueSetup:
    """All of it, areas before what hangs under them; five statements. Raises `NotAllowed`."""
    if not may_edit_catalogue(actor):
        raise NotAllowed
    courses = list(Course.objects.filter(institute_id=institute).values_list("field_id", "goal_id"))
    by_field, by_goal = (Counter(pair[place] for pair in courses) for place in (0, 1))
    served = Counter(
        Course.competencies.through.objects.filter(course__institute_id=institute).values_list(
            "competency_id", flat=True
        )
    )
    goals = tuple(
        GoalSet(GoalDraft(goal.code, goal.name, tuple(goal.strategies), goal.order), by_goal[goal.pk])
        for goal in Goal.objects.filter(institute_id=institute).order_by("order", "pk")
    )
    competencies = tuple(
        CompetencySet(code, name, served[pk])
        for pk, code, name in Competency.objects.filter(institute_id=institute)
        .order_by("code")
        .values_list("pk", "code", "name")
    )
    return CatalogueSetup(_fields(institute, by_field), goals, competencies)


def _fields(institute: int, courses: Counter[int]) -> tuple[FieldSet, ...]:
    found = {field.pk: field for field in Field.objects.filter(institute_id=institute).order_by("order", "pk")}
    areas = {field.parent_id for field in found.values()}
    rows = []
    for field in found.values():
        over = found.get(field.parent_id) if field.parent_id is not None else None
        top = over or field
        draft = FieldDraft(field.code, field.name, field.legal_kind, over.code if over else "", field.aim, field.order)
        place = (top.order, top.pk, over is not None, field.order, field.pk)
        rows.append((place, FieldSet(draft, over.name if over else "", field.pk in areas, courses[field.pk])))
    return tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))
