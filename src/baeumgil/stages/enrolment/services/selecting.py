"""선발. Who gets which seat is computed, looked at, signed by two people and published."""

from dataclasses import dataclass
from typing import Any

from baeumgil.core.actions import action
from baeumgil.core.actors import Actor


@dataclass(frozen=True, slots=True)
class DryRun:
    """시험 선발. What a selection would give now; nothing is stored."""

    figures: dict[str, Any]


@action("enrolment.run_selection")
def run_selection(*, actor: Actor, call: int, return_unapproved: bool = False) -> int:
    """Compute the result of a closed call; the selection, a draft until two people have signed it."""
    raise NotImplementedError


def dry_run(*, actor: Actor, call: int) -> DryRun:
    """What a selection would give now, also before closing."""
    raise NotImplementedError
