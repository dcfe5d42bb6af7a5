"""The model table: how many people of which grade, age and tenure."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MODELS = {3_500: "people_3500.csv", 43_000: "people_43000.csv"}
BETWEEN_MODELS = 12_000
AGES = {
    "24 이하": (20, 24),
    "25-29": (25, 29),
    "30-34": (30, 34),
    "35-39": (35, 39),
    "40-44": (40, 44),
    "45-49": (45, 49),
    "50-54": (50, 54),
    "55-56": (55, 56),
    "57-59": (57, 59),
    "60+": (60, 63),
}
TENURES = {
    "1년 미만": (0, 0),
    "1-2": (1, 2),
    "3-5": (3, 5),
    "6-10": (6, 10),
    "11-15": (11, 15),
    "16-20": (16, 20),
    "21-25": (21, 25),
    "26-30": (26, 30),
    "31+": (31, 38),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One line of the table; ages and tenures are completed years, both ends included."""

    group: str
    age_band: str
    tenure_band: str
    count: int

    @property
    def ages(self) -> tuple[int, int]:
        """Youngest and oldest."""
        return AGES[self.age_band]

    @property
    def tenures(self) -> tuple[int, int]:
        """Shortest and longest."""
        return TENURES[self.tenure_band]


def is_large(size: int) -> bool:
    """True for the size of a metropolis with districts."""
    return size > BETWEEN_MODELS


@cache
def model(name: str) -> tuple[Cell, ...]:
    """A shipped table as it stands."""
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return tuple(
            Cell(row["grade"], row["age_band"], row["tenure_band"], int(row["count"])) for row in csv.DictReader(file)
        )


def cells_for(size: int) -> list[Cell]:
    """The nearer table brought to `size` people by largest remainders; exact at the table's own size."""
    base = 43_000 if is_large(size) else 3_500
    table = model(MODELS[base])
    shares = [cell.count * size / base for cell in table]
    counts = [int(share) for share in shares]
    order = sorted(range(len(table)), key=lambda place: (counts[place] - shares[place], place))
    for place in order[: size - sum(counts)]:
        counts[place] += 1
    return [
        Cell(cell.group, cell.age_band, cell.tenure_band, count)
        for cell, count in zip(table, counts, strict=True)
        if count
    ]
