"""What is asked of extra sessions: the calls, the kinds of session that might be added, and how people are counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from baeumgil.engines.selection.problem import Applicant, Problem

TIERS: Final = ("mandatory", "never_attended", "others")
Counts = tuple[int, int, int]
"""People by tier."""


@dataclass(frozen=True, slots=True)
class Extra:
    """증설 기수. One more session of a kind: like these sessions, with so many seats."""

    id: str
    like: tuple[str, ...]
    seats: int


@dataclass(frozen=True, slots=True)
class Round:
    """A selection that might get more sessions. `standing`: seats held for good; None seats everybody anew."""

    problem: Problem
    seed: str
    extras: tuple[Extra, ...]
    standing: Mapping[str, str] | None = None


def tier_of(applicant: Applicant) -> int:
    """To which tier somebody belongs: a place in TIERS."""
    if applicant.values.get("mandatory"):
        return 0
    return 1 if applicant.values.get("never_attended") else 2


def copies(round_: Round, added: Sequence[int]) -> list[tuple[str, Extra]]:
    """The sessions added, by names that no session has."""
    return [
        (f"{extra.id}\x00{number}", extra)
        for extra, times in zip(round_.extras, added, strict=True)
        for number in range(times)
    ]


def stretched(wishes: Sequence[str], added: Sequence[tuple[str, Extra]]) -> tuple[str, ...]:
    """Wishes with the sessions added, each after the last wish it is like."""
    after: dict[int, list[str]] = {}
    for name, extra in added:
        places = [place for place, wish in enumerate(wishes) if wish in extra.like]
        if places:
            after.setdefault(places[-1], []).append(name)
    return tuple(each for place, wish in enumerate(wishes) for each in (wish, *after.get(place, ())))
