"""What a re-planning changed, counted from where everything stood and where it stands now."""

from collections.abc import Sequence

from baeumgil.engines.timetable_checking.rules import Placed
from baeumgil.engines.timetable_checking.year import Year, number_of


def moves_of(year: Year, placed: Sequence[Placed]) -> dict[str, int]:
    """Count dates, selected people, instructors, rooms and days, by the names of the format."""
    found = dict.fromkeys(("moved", "selected_moved", "instructor_changes", "room_changes", "days_shifted"), 0)
    there = {each.session["id"]: each for each in placed}
    for row in year.file["sessions"]:
        present, each = row["present"], there.get(row["id"])
        if present is None:
            continue
        if each is None:
            found["selected_moved"] += row["selected"]
            continue
        days = abs(each.starts - number_of(present["starts"]))
        found["days_shifted"] += days
        if days:
            found["moved"] += 1
            found["selected_moved"] += row["selected"]
        room, stood_in = each.line["room"], present["room"]
        found["room_changes"] += room is not None and stood_in is not None and room != stood_in
        found["instructor_changes"] += sum(
            person != present["instructors"].get(role, person) for role, person in each.line["instructors"].items()
        )
    return found
