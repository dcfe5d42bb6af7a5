"""Statutory days of the plan, for the dashboard."""

from datetime import date

from baeumgil.core.actors import Actor
from baeumgil.stages.plan.rules.clocks import ClockRow

__all__ = ["ClockRow", "clocks"]


def clocks(*, actor: Actor, on: date) -> tuple[ClockRow, ...]:
    """How every statutory day stands, the nearest first."""
    raise NotImplementedError
