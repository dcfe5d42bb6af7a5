"""법정의무교육의 한 해 인원. How many people a duty demands in a year, and what of it falls to each of its courses."""

from collections.abc import Mapping
from math import ceil
from typing import assert_never

from baeumgil.stages.plan.terms import DutyInterval


def people_a_year(interval: DutyInterval, staff: int) -> int | None:
    """People counted per attendance; None for duties that come with an event or without a fixed interval."""
    match interval:
        case DutyInterval.YEARLY:
            return staff
        case DutyInterval.HALF_YEARLY | DutyInterval.TWICE_A_YEAR:
            return staff * 2
        case DutyInterval.EVERY_TWO_YEARS:
            return ceil(staff / 2)
        case DutyInterval.ON_EVENT | DutyInterval.REGULARLY:
            return None
        case _:
            assert_never(interval)


def shares(people: int, seats: Mapping[int, int]) -> dict[int, int]:
    """What falls to each course: by last year's seats, evenly where none had any. Together at least `people`."""
    if not seats:
        return {}
    total = sum(seats.values())
    if not total:
        return {course: ceil(people / len(seats)) for course in seats}
    return {course: ceil(people * held / total) for course, held in seats.items()}
