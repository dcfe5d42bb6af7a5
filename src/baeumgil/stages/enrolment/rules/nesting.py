"""겹치는 배정. Whether the groups that quotas name lie inside one another, as some ways of choosing need it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from baeumgil.stages.enrolment.terms import QuotaKind


@dataclass(frozen=True, slots=True)
class Cover:
    """Whom a quota covers: everybody with one of these keys, units with all units below them written out."""

    kind: QuotaKind
    keys: frozenset[str]
    session: int | None = None
    is_reserve: bool = False
    row: int = 0
    """Which quota it is, counted from 1."""


def cover_of(
    kind: QuotaKind,
    keys: Sequence[str],
    below: Mapping[str, frozenset[str]],
    *,
    session: int | None = None,
    is_reserve: bool = False,
    row: int = 0,
) -> Cover:
    """The cover of a quota; `below` has each unit with all units below it, itself too."""
    if kind is not QuotaKind.UNIT:
        return Cover(kind, frozenset(keys), session, is_reserve, row)
    return Cover(kind, frozenset().union(*(below.get(key, {key}) for key in keys)), session, is_reserve, row)


def are_nested(covers: Sequence[Cover]) -> bool:
    """True when any two that hold in one session are apart or one inside the other, whoever applies."""
    return not any(True for _ in crossing(covers))


def keep_apart(covers: Sequence[Cover]) -> bool:
    """True when no two reserves that hold in one session can cover the same person."""
    return not any(True for _ in shared_reserves(covers))


def crossing(covers: Sequence[Cover]) -> Iterator[tuple[Cover, Cover]]:
    """Pairs of which neither is inside the other, though somebody may belong to both."""
    for one, other in _together(covers):
        is_inside = one.keys <= other.keys or other.keys <= one.keys
        if one.kind is not other.kind or (one.keys & other.keys and not is_inside):
            yield one, other


def shared_reserves(covers: Sequence[Cover]) -> Iterator[tuple[Cover, Cover]]:
    """Pairs of reserves that may cover the same person."""
    for one, other in _together([cover for cover in covers if cover.is_reserve]):
        if one.kind is not other.kind or one.keys & other.keys:
            yield one, other


def _together(covers: Sequence[Cover]) -> Iterator[tuple[Cover, Cover]]:
    for one, other in combinations(covers, 2):
        if one.session is None or other.session is None or one.session == other.session:
            yield one, other
