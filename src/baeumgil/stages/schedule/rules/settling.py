"""받아들일 줄 고르기. Which lines of a proposal fit the calendar as it stands now, all together."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that would be broken: which sessions are concerned, and the sentence."""

    rule: str
    sessions: frozenset[int]
    text: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What goes into the calendar; what does not, with the reason; and what could only go together with others."""

    accepted: frozenset[int]
    skipped: Mapping[int, str] = field(default_factory=dict)
    needs_others: tuple[Broken, ...] = ()


Judge = Callable[[frozenset[int]], Sequence[Broken]]


def settle(chosen: Collection[int], judge: Judge, *, others: Collection[int] = ()) -> Settled:
    """Take lines out until the rest breaks nothing that was not broken before.

    `judge` says what is broken when the lines of these sessions are in the calendar and no others. `others` are lines
    of the same proposal that could be chosen with them: whoever clashes with those is told, not skipped.
    """
    before = {(broken.rule, broken.sessions) for broken in judge(frozenset())}
    left = frozenset(chosen)
    skipped: dict[int, str] = {}
    needs: list[Broken] = []
    while left:
        found = [
            broken for broken in judge(left) if broken.sessions & left and (broken.rule, broken.sessions) not in before
        ]
        if not found:
            break
        for broken in found:
            if broken.sessions & frozenset(others):
                needs.append(broken)
            for session in broken.sessions & left:
                skipped.setdefault(session, broken.text)
        left -= frozenset(skipped)
    return Settled(left, skipped, tuple(dict.fromkeys(needs)))
