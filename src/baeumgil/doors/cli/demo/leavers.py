"""Who left the invented city in the past ten years, so that rates can be read from its own history."""

import numpy as np
from numpy.typing import NDArray

from baeumgil.doors.cli.demo.officials import REFERENCE_DAY, Crowd, Days, years_before
from baeumgil.stages.people.terms import ExitKind

YEARS = 10
RETIRED_A_YEAR = 0.0165
HONORARY_A_YEAR = 0.006
EARLY_A_YEAR = 0.0225
RETIREMENT_AGE = 60
GRADES_AT_RETIREMENT = {"6급": 0.64, "5급": 0.24, "4급": 0.05, "7급": 0.07}
GRADES_OF_EARLY = {"9급": 0.48, "8급": 0.3, "7급": 0.17, "6급": 0.05}
TENURE_AT_RETIREMENT = {"6급": (24, 36), "5급": (27, 37), "4급": (30, 37), "7급": (16, 26)}
TENURE_OF_EARLY = {"9급": (0, 3), "8급": (3, 8), "7급": (7, 16), "6급": (14, 24)}


def past_crowds(random: np.random.Generator, officials: int) -> list[tuple[Crowd, ExitKind]]:
    """Crowds whose `until` is the last day of service."""
    crowds = []
    for group, share in GRADES_AT_RETIREMENT.items():
        retired = round(officials * RETIRED_A_YEAR * YEARS * share)
        crowds.append((_retired(random, group, retired), ExitKind.RETIRED))
        honorary = round(officials * HONORARY_A_YEAR * YEARS * share)
        crowds.append((_honorary(random, group, honorary), ExitKind.HONORARY))
    for group, share in GRADES_OF_EARLY.items():
        early = round(officials * EARLY_A_YEAR * YEARS * share)
        resigned = early * 4 // 5
        crowds.append((_early(random, group, resigned), ExitKind.RESIGNED))
        crowds.append((_early(random, group, early - resigned), ExitKind.TRANSFERRED))
    return [pair for pair in crowds if len(pair[0])]


def _retired(random: np.random.Generator, group: str, count: int) -> Crowd:
    """Left on 30 June or 31 December; born in the matching half of the year sixty years before."""
    first_half = (REFERENCE_DAY.year - YEARS) * 2 + 1
    half = first_half + random.integers(0, YEARS * 2, count)
    months = ((half - 1970 * 2) * 6).astype("datetime64[M]")
    starts: Days = months.astype("datetime64[D]")
    next_half: Days = (months + np.timedelta64(6, "M")).astype("datetime64[D]")
    ends = next_half - np.timedelta64(1, "D")
    born = years_before(starts, RETIREMENT_AGE) + random.integers(0, 181, count).astype("timedelta64[D]")
    return _hired_before(random, group, born, ends, TENURE_AT_RETIREMENT)


def _honorary(random: np.random.Generator, group: str, count: int) -> Crowd:
    ends = _past_days(random, count)
    born = years_before(ends, random.integers(54, 59, count)) - _some_days(random, count)
    return _hired_before(random, group, born, ends, TENURE_AT_RETIREMENT)


def _early(random: np.random.Generator, group: str, count: int) -> Crowd:
    ends = _past_days(random, count)
    low, high = TENURE_OF_EARLY[group]
    born = years_before(ends, random.integers(25 + low, 33 + high, count)) - _some_days(random, count)
    return _hired_before(random, group, born, ends, TENURE_OF_EARLY)


def _hired_before(
    random: np.random.Generator, group: str, born: Days, ends: Days, tenures: dict[str, tuple[int, int]]
) -> Crowd:
    low, high = tenures[group]
    years = random.integers(low, high, len(born))
    hired = years_before(ends, years) - np.timedelta64(40, "D") - _some_days(random, len(born))
    of_age = years_before(born, -19)
    return Crowd(group, born, np.maximum(hired, of_age), ends)


def _past_days(random: np.random.Generator, count: int) -> Days:
    last = np.datetime64(REFERENCE_DAY, "D") - np.timedelta64(10, "D")
    days: Days = last - random.integers(0, 365 * YEARS, count).astype("timedelta64[D]")
    return days


def _some_days(random: np.random.Generator, count: int) -> NDArray[np.timedelta64]:
    days: NDArray[np.timedelta64] = random.integers(0, 360, count).astype("timedelta64[D]")
    return days
