"""Word tables that ship with the product, read once."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

SEED = Path(__file__).resolve().parent.parent / "seed"


@cache
def seed_table(name: str) -> Mapping[str, object]:
    """One file of `seed/` by its name without ending."""
    with (SEED / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def words_of(value: object) -> tuple[str, ...]:
    """A list of texts of a table; none for anything else."""
    return tuple(str(word) for word in value) if isinstance(value, list) else ()


def rows_of(value: object) -> tuple[Mapping[str, object], ...]:
    """A list of tables."""
    return tuple(row for row in value if isinstance(row, Mapping)) if isinstance(value, list) else ()


def table_of(value: object) -> Mapping[str, object]:
    """A table; an empty one for anything else."""
    return value if isinstance(value, Mapping) else {}
