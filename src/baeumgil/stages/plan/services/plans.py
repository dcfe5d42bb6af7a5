"""Plans: opened, copied, handed on."""

from baeumgil.core.actions import action, allow
from baeumgil.core.actors import Actor
from baeumgil.stages.people.terms import Authority
from baeumgil.stages.plan.access import may_edit_plan
from baeumgil.stages.plan.services.plan_lines import put_line, put_lines, remove_line
from baeumgil.stages.plan.services.plan_texts import set_content, set_head, set_pre_check
from baeumgil.stages.plan.services.results import set_year_result

__all__ = [
    "discard_version",
    "open_plan",
    "open_version",
    "put_line",
    "put_lines",
    "remove_line",
    "set_content",
    "set_head",
    "set_pre_check",
    "set_year_result",
    "submit_version",
    "take_back_version",
]


@action("plan.open_plan")
def open_plan(
    *,
    actor: Actor,
    institute: int,
    year: int,
    title: str = "",
    authority: Authority = Authority.MAYOR,
    copy_from: int | None = None,
) -> int:
    """Begin the plan of a year with version 1 as a draft; the version.

    `copy_from` is a version of the year before: its live lines come over as kept.
    """
    allow(may_edit_plan(actor))
    raise NotImplementedError


@action("plan.open_version")
def open_version(*, actor: Actor, plan: int, note: str = "") -> int:
    """Begin a new draft, copied whole from the approved version; the version."""
    allow(may_edit_plan(actor))
    raise NotImplementedError


@action("plan.discard_version")
def discard_version(*, actor: Actor, version: int) -> None:
    """Throw a draft away."""
    allow(may_edit_plan(actor))
    raise NotImplementedError


@action("plan.submit_version")
def submit_version(*, actor: Actor, version: int) -> None:
    """Hand a draft to the committee. Raises `PlanIncomplete` with everything that is missing."""
    allow(may_edit_plan(actor))
    raise NotImplementedError


@action("plan.take_back_version")
def take_back_version(*, actor: Actor, version: int) -> None:
    """Take a version back from the committee while no meeting about it is closed."""
    allow(may_edit_plan(actor))
    raise NotImplementedError
