"""Where sessions stand now: a building block for proposals, neither guarded nor logged."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from baeumgil.stages.schedule.models import SessionDay, Teaching
from baeumgil.stages.schedule.rules.rows import Placing
from baeumgil.stages.schedule.terms import SessionState, TeachingRole


def places_of_year(year: int) -> Mapping[int, Placing]:
    """Days, room and instructors of every placed session of a schedule year; two statements."""
    dates: dict[int, list[date]] = defaultdict(list)
    rooms: dict[int, int | None] = {}
    days = SessionDay.objects.filter(session__year_id=year, session__state=SessionState.PLACED).order_by("on", "pk")
    for session, on, room in days.values_list("session_id", "on", "session__room_id"):
        dates[session].append(on)
        rooms[session] = room
    teachers: dict[int, dict[TeachingRole, int]] = defaultdict(dict)
    held = Teaching.objects.filter(session__year_id=year).order_by("pk")
    for session, role, instructor in held.values_list("session_id", "role", "instructor_id"):
        teachers[session][TeachingRole(role)] = instructor
    return {
        session: Placing(session, tuple(found), rooms[session], teachers.get(session, {}))
        for session, found in dates.items()
    }
