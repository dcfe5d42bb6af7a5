"""역량: what courses serve and diagnoses measure."""

from collections.abc import Mapping

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.plan.access import may_edit_catalogue
from baeumgil.stages.plan.errors import CatalogueInvalid, InstituteNotFound
from baeumgil.stages.plan.models import Competency, Institute


@action("plan.set_up_competencies")
def set_up_competencies(*, actor: Actor, institute: int, names: Mapping[str, str]) -> int:
    """Make competencies by code, or give them this name; others stay. Returns how many were new."""
    held = hold(Institute, [institute])
    allow(may_edit_catalogue(actor))
    if not held:
        raise InstituteNotFound(institute=institute)
    problems = [
        Problem(
            "blank",
            Said(
                f"'{code or name}' 역량의 코드나 이름이 비었습니다.",
                f"The competency “{code or name}” has no code or no name.",
            ),
            Said("둘 다 적으세요.", "Give both."),
            field="names",
        )
        for code, name in names.items()
        if not code.strip() or not name.strip()
    ]
    if problems:
        raise CatalogueInvalid(problems)
    there = {row.code: row for row in Competency.objects.filter(institute_id=institute, code__in=names)}
    for code, row in there.items():
        row.name = names[code].strip()
    Competency.objects.bulk_update(there.values(), ["name"])
    new = [
        Competency(institute_id=institute, code=code, name=names[code].strip()) for code in names if code not in there
    ]
    Competency.objects.bulk_create(new)
    record("역량 설정", institute=institute, made=len(new))
    return len(new)
