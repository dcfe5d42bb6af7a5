"""교육훈련기관, its fields and goals."""

from collections.abc import Collection, Sequence

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.people.queries.organisation import unit_tree
from baeumgil.stages.people.terms import Authority
from baeumgil.stages.plan.access import may_edit_catalogue
from baeumgil.stages.plan.errors import CatalogueInvalid, InstituteNotFound
from baeumgil.stages.plan.models import Course, Field, Goal, Institute, InstituteUnit
from baeumgil.stages.plan.rules.setting_up import FieldDraft, GoalDraft, check_fields, check_goals
from baeumgil.stages.plan.services.examples import leave_examples


@action("plan.set_up_institute")
def set_up_institute(
    *,
    actor: Actor,
    code: str,
    name: str,
    body_name: str,
    authority: Authority = Authority.MAYOR,
    is_example: bool = False,
    source: str = "",
) -> int:
    """Make the institute of this code, or make it say this; the institute."""
    allow(may_edit_catalogue(actor))
    if not code.strip() or not name.strip() or not body_name.strip():
        text = Said(
            "기관의 코드, 이름, 소속 단체 이름을 모두 적으세요.",
            "Give the code and the name of the institute and the name of the body it belongs to.",
        )
        raise CatalogueInvalid([Problem("blank", text, field="code")])
    made, is_new = Institute.objects.update_or_create(
        code=code.strip(),
        defaults={
            "name": name.strip(),
            "body_name": body_name.strip(),
            "authority": authority,
            "is_example": is_example,
            "source": source,
        },
    )
    record(f"교육훈련기관 {name}", institute=made.pk, new=int(is_new))
    return made.pk


@action("plan.set_own_units")
def set_own_units(*, actor: Actor, institute: int, units: Collection[int]) -> int:
    """Whose people an institute serves as its own: these units with all below them, instead of those before.

    How many stand now. Raises `CatalogueInvalid` for units that do not stand today, `InstituteNotFound`.
    """
    allow(may_edit_catalogue(actor))
    held = hold(Institute, [institute])
    if not held or not isinstance(held[0], Institute):
        raise InstituteNotFound(institute=institute)
    leave_examples(actor, held[0])
    wanted = set(units)
    if wanted - {row.id for row in unit_tree(clock.today())}:
        raise CatalogueInvalid(
            [
                Problem(
                    "unit_unknown",
                    Said("오늘 없는 부서가 있습니다.", "Some units do not exist today."),
                    Said("조직에서 부서를 다시 고르세요.", "Choose the units again from the organisation."),
                    field="units",
                )
            ]
        )
    InstituteUnit.objects.filter(institute_id=institute).exclude(unit_id__in=sorted(wanted)).delete()
    InstituteUnit.objects.bulk_create(
        [InstituteUnit(institute_id=institute, unit_id=unit) for unit in sorted(wanted)], ignore_conflicts=True
    )
    record("소속 부서 설정", institute=institute, units=sorted(wanted))
    return len(wanted)


@action("plan.set_up_fields")
def set_up_fields(*, actor: Actor, institute: int, fields: Sequence[FieldDraft]) -> None:
    """Make or change fields by code; others stay."""
    held = hold(Institute, [institute])
    allow(may_edit_catalogue(actor))
    if not held:
        raise InstituteNotFound(institute=institute)
    there = {field.code: field for field in Field.objects.filter(institute_id=institute)}
    problems = check_fields(fields, there.keys()) + _areas_with_courses(institute, fields)
    if problems:
        raise CatalogueInvalid(problems)
    for draft in fields:
        field = there.setdefault(draft.code, Field(institute_id=institute, code=draft.code))
        field.name, field.legal_kind, field.aim, field.order = draft.name, draft.legal_kind, draft.aim, draft.order
        field.parent = None
    Field.objects.bulk_create([there[draft.code] for draft in fields if there[draft.code].pk is None])
    for draft in fields:
        there[draft.code].parent = there[draft.parent] if draft.parent else None
    if fields:
        changed = ["name", "legal_kind", "aim", "order", "parent"]
        Field.objects.bulk_update([there[draft.code] for draft in fields], changed)
    record("분야 설정", institute=institute, made=len(fields))


@action("plan.set_up_goals")
def set_up_goals(*, actor: Actor, institute: int, goals: Sequence[GoalDraft]) -> None:
    """Make or change goals by code; others stay."""
    held = hold(Institute, [institute])
    allow(may_edit_catalogue(actor))
    if not held:
        raise InstituteNotFound(institute=institute)
    problems = check_goals(goals)
    if problems:
        raise CatalogueInvalid(problems)
    for draft in goals:
        Goal.objects.update_or_create(
            institute_id=institute,
            code=draft.code,
            defaults={"name": draft.name, "strategies": list(draft.strategies), "order": draft.order},
        )
    record("목표 설정", institute=institute, made=len(goals))


def _areas_with_courses(institute: int, fields: Sequence[FieldDraft]) -> list[Problem]:
    """Fields that carry courses can have nothing under them."""
    parents = {draft.parent for draft in fields if draft.parent}
    with_courses = set(
        Course.objects.filter(institute_id=institute, field__code__in=parents).values_list("field__code", flat=True)
    )
    return [
        Problem(
            "field_has_courses",
            Said(
                f"'{code}' 분야에는 과정이 있어 아래에 다른 분야를 둘 수 없습니다.",
                f"The field “{code}” has courses, so no other field can be below it.",
            ),
            Said("과정을 다른 분야로 옮긴 뒤 나누세요.", "Move the courses to another field first."),
            field="parent",
        )
        for code in sorted(with_courses)
    ]
