"""Pages of rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")

SIZES = (25, 50, 100, 200)
LARGEST = SIZES[-1]


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a longer list. `number` counts from 1; `total` is the length of the whole list."""

    rows: Sequence[Row]
    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        """Number of the last page, at least 1."""
        return max(1, -(-self.total // self.size))

    @property
    def first_row(self) -> int:
        """Place of the first row in the whole list, 0 when it is empty."""
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last_row(self) -> int:
        """Place of the last row shown."""
        return min(self.number * self.size, self.total)


def bounds(number: int, size: int, total: int) -> tuple[int, int, int]:
    """Page number within range, and the slice's start and end; a page has 1 to 200 rows. `SIZES` are for choosing."""
    size = min(max(1, size), LARGEST)
    last = max(1, -(-total // size))
    number = min(max(1, number), last)
    return number, (number - 1) * size, number * size
