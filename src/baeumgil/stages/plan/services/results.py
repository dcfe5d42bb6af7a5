"""연도 실적."""

from baeumgil.core.actions import action, allow
from baeumgil.core.actors import Actor
from baeumgil.stages.plan.access import may_edit_plan


@action("plan.set_year_result")
def set_year_result(
    *,
    actor: Actor,
    institute: int,
    year: int,
    plan_name: str,
    planned_people: int,
    actual_people: int | None = None,
    note: str = "",
) -> None:
    """Write planned and actual people of a year; actual above plan is normal."""
    allow(may_edit_plan(actor))
    raise NotImplementedError
