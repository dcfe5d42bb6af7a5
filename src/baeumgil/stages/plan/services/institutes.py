"""교육훈련기관, its fields and goals."""

from collections.abc import Sequence

from baeumgil.core.actions import action
from baeumgil.core.actors import Actor
from baeumgil.stages.people.terms import Authority
from baeumgil.stages.plan.rules.setting_up import FieldDraft, GoalDraft


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
    raise NotImplementedError


@action("plan.set_up_fields")
def set_up_fields(*, actor: Actor, institute: int, fields: Sequence[FieldDraft]) -> None:
    """Make or change fields by code; others stay."""
    raise NotImplementedError


@action("plan.set_up_goals")
def set_up_goals(*, actor: Actor, institute: int, goals: Sequence[GoalDraft]) -> None:
    """Make or change goals by code; others stay."""
    raise NotImplementedError
