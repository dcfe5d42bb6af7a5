"""기수 더하기, as many as were found missing."""

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.stages.schedule.access import may_change, may_edit_schedule
from baeumgil.stages.schedule.errors import SessionInvalid
from baeumgil.stages.schedule.services.bookings import held_year
from baeumgil.stages.schedule.services.years import add_session

MOST_AT_ONCE = 50


@action("schedule.add_sessions")
def add_sessions(*, actor: Actor, year: int, course: int, count: int, seats: int) -> tuple[int, ...]:
    """Add several sessions of a course, all open; the sessions. Raises `SessionInvalid`, `YearNotOpen`."""
    allow(may_edit_schedule(actor))
    row = held_year(year)
    allow(may_change(actor, is_example=row.institute.is_example))
    if not 1 <= count <= MOST_AT_ONCE:
        text = Said(
            f"한 번에 1개부터 {MOST_AT_ONCE}개까지 더합니다.", f"From 1 to {MOST_AT_ONCE} can be added at once."
        )
        raise SessionInvalid([Problem("count", text, field="count")])
    made = tuple(add_session(actor=actor, year=year, course=course, seats=seats) for _one in range(count))
    record(f"{row.year}년 기수 {count}개", course=course, sessions=count, seats=seats)
    return made
