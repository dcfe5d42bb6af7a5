"""교육대상. The roadmap's filters as a course keeps them, and in words."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from baeumgil.core.glossary import label
from baeumgil.stages.people.terms import Authority, EmploymentKind, EntryKind, Position
from baeumgil.stages.roadmap.rules.definition import Filters

Term = TypeVar("Term", bound=StrEnum)
LONGEST = 300


def filters_to_json(filters: Filters) -> dict[str, Any]:
    """Only what is filtered, so that an empty rule is `{}`."""
    said: dict[str, Sequence[object]] = {
        "grades": list(filters.grades),
        "series": list(filters.series),
        "employments": [item.value for item in filters.employments],
        "positions": [item.value for item in filters.positions],
        "authorities": [item.value for item in filters.authorities],
        "entries": [item.value for item in filters.entries],
    }
    return {name: values for name, values in said.items() if values}


def filters_from_json(plain: Mapping[str, Any]) -> Filters:
    """Back; words that are no longer known are left out."""
    return Filters(
        grades=tuple(item for item in plain.get("grades", ()) if isinstance(item, int)),
        series=tuple(str(item) for item in plain.get("series", ())),
        employments=_terms(EmploymentKind, plain.get("employments", ())),
        positions=_terms(Position, plain.get("positions", ())),
        authorities=_terms(Authority, plain.get("authorities", ())),
        entries=_terms(EntryKind, plain.get("entries", ())),
    )


def target_text_of(filters: Filters) -> str:
    """The rule in words, as papers say it: `5~7급 · 일반직 · 팀장`; empty when everybody is meant."""
    parts = [
        _grades(filters.grades),
        ", ".join(filters.series),
        *(
            ", ".join(label(item) for item in items)
            for items in (filters.employments, filters.positions, filters.authorities, filters.entries)
        ),
    ]
    return " · ".join(part for part in parts if part)[:LONGEST]


def _grades(grades: Iterable[int]) -> str:
    """`3급, 5~7급`."""
    runs: list[list[int]] = []
    for grade in sorted(set(grades)):
        if runs and runs[-1][-1] == grade - 1:
            runs[-1].append(grade)
        else:
            runs.append([grade])
    return ", ".join(f"{run[0]}급" if len(run) == 1 else f"{run[0]}~{run[-1]}급" for run in runs)


def _terms(kind: type[Term], values: Iterable[object]) -> tuple[Term, ...]:
    known = {member.value: member for member in kind}
    return tuple(known[value] for value in values if isinstance(value, str) and value in known)
