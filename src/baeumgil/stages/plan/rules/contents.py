"""What must stand in a plan before it is handed on."""

from baeumgil.core.errors import Problem
from baeumgil.stages.plan.rules.book import PlanBook


def missing(book: PlanBook) -> list[Problem]:
    """Everything that keeps the version from being handed on; empty when it is complete."""
    raise NotImplementedError
