"""Facts `plan` announces."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanApproved:
    """A version was approved and frozen."""

    version: int


@dataclass(frozen=True, slots=True)
class PlanPublished:
    """An approved version was made public."""

    version: int
