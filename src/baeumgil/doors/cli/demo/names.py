"""Invented names."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

OLDER_BEFORE = 1975
MIDDLE_BEFORE = 1993


@cache
def _lists() -> dict[str, Any]:
    with Path(__file__).with_name("names.toml").open("rb") as file:
        return tomllib.load(file)


def draw_names(random: np.random.Generator, birth_years: NDArray[np.int64]) -> list[str]:
    """One name per person, in the manner of the generation."""
    lists = _lists()
    family = [pair[0] for pair in lists["family"]]
    weights = np.array([pair[1] for pair in lists["family"]], dtype=float)
    families = random.choice(len(family), size=len(birth_years), p=weights / weights.sum())
    firsts, seconds = random.random(len(birth_years)), random.random(len(birth_years))
    generation = np.digitize(birth_years, [OLDER_BEFORE, MIDDLE_BEFORE])
    names = []
    for place, family_at, first, second in zip(generation, families, firsts, seconds, strict=True):
        given = lists["given"][("older", "middle", "younger")[place]]
        one = given["first"][int(first * len(given["first"]))]
        two = given["second"][int(second * len(given["second"]))]
        names.append(family[family_at] + one + (two if two != one else given["second"][0]))
    return names
