"""Adding calendar months: to one day, and to a column of days, with equal results.

A day that the target month does not have becomes that month's last day (민법 제160조 제3항), so a month after
31 January is 28 or 29 February; days are added afterwards.
"""

from calendar import monthrange
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]

MONTHS_A_YEAR = 12

_SHORTEST_MONTH = np.timedelta64(28, "D")


def add_months(day: date, months: int, days: int = 0) -> date:
    """The day so many months, then days, later; negative means earlier.

    Raises ValueError or OverflowError when the result lies outside the years 1 to 9999.
    """
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    month += 1
    if day.day > 28:  # noqa: PLR2004  every month has 28 days
        return date(year, month, min(day.day, monthrange(year, month)[1])) + timedelta(days=days)
    return date(year, month, day.day) + timedelta(days=days)


def add_months_columns(column: Days, months: int | NDArray[np.int64], days: int = 0) -> Days:
    """The same for `datetime64[D]`, all by one number of months or each by its own; an unknown day stays unknown."""
    if isinstance(months, int) and months == 0:
        return column + np.timedelta64(days, "D")
    first = column.astype("datetime64[M]")
    place = column - first.astype("datetime64[D]")
    target = first + np.asarray(months).astype("timedelta64[M]")
    result: Days = target.astype("datetime64[D]") + place
    late = np.flatnonzero(place >= _SHORTEST_MONTH)
    last = (target[late] + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    result[late] = np.minimum(result[late], last)
    return result + np.timedelta64(days, "D")
