"""Dated choices of a city about needs, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class NeedsPolicy:
    """수요조사 방침 (`plan.needs`). The defaults are those of the seed."""

    smallest_group: int = 5
    session_size: int = 35
    most_growth_percent: int = 30
    most_cut_percent: int = 30
    band_percent: int = 10
    low_completion_percent: int = 80
    low_satisfaction_percent: int = 80


def needs_policy(value: object) -> NeedsPolicy:
    """The policy as a city wrote it; what it leaves out, or wrote as no whole number above nothing, is the default."""
    if not isinstance(value, Mapping):
        return NeedsPolicy()
    known = {one.name for one in fields(NeedsPolicy)}
    read = {
        name: given
        for name, given in value.items()
        if name in known and isinstance(given, int) and not isinstance(given, bool) and given >= 0
    }
    if not read.get("session_size", 1):
        del read["session_size"]
    return NeedsPolicy(**read)
