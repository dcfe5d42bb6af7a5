"""The hard rules, one function each, over what the plan says and nothing else."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from baeumgil.engines.timetable_checking.reckoning import weekday
from baeumgil.engines.timetable_checking.report import Breach
from baeumgil.engines.timetable_checking.year import Row, Year, holds, number_of, same_week


@dataclass(frozen=True, slots=True)
class Placed:
    """One line of the plan: the session as the problem has it, and its days as numbers."""

    session: Row
    line: Row
    starts: int
    days: tuple[int, ...]


def breaches_of(year: Year, placed: Sequence[Placed]) -> Iterator[Breach]:
    """Return every breach of a hard rule."""
    for each in placed:
        yield from _days(year, each)
        yield from _room(year, each)
        yield from _instructors(year, each)
        yield from _pinned(year, each)
    yield from _clashes(year, placed)
    yield from _gaps(year, placed)
    yield from _orders(year, placed)


def _breach(rule: str, year: Year, each: Placed, korean: str, english: str) -> Breach:
    title = year.title(each.session["id"])
    return Breach(rule, (each.session["id"],), f"{title}: {korean}", f"{title}: {english}")


def _days(year: Year, each: Placed) -> Iterator[Breach]:
    expected = year.days_from(each.session, each.starts) if year.first <= each.starts <= year.last else None
    if not year.is_working(each.starts):
        yield _breach(
            "days",
            year,
            each,
            f"시작일({each.line['starts']})이 근무일이 아닙니다.",
            f"its start {each.line['starts']} is no working day.",
        )
    elif expected is None or tuple(expected) != each.days:
        yield _breach(
            "days",
            year,
            each,
            "적힌 날짜가 시작일과 방식이 주는 날짜와 다릅니다.",
            "the days written are not those that its start and pattern give.",
        )
    if each.session["windows"] and not any(
        all(holds(window, day) for day in each.days) for window in each.session["windows"]
    ):
        yield _breach("days", year, each, "정해진 기간을 벗어났습니다.", "it lies outside its windows.")
    if each.session["within_week"] and not same_week(each.days):
        yield _breach("days", year, each, "한 주 안에 끝나지 않습니다.", "it does not lie within one week.")


def _room(year: Year, each: Placed) -> Iterator[Breach]:
    need, room = each.session["room"], each.line["room"]
    if (need is None) != (room is None):
        yield _breach(
            "room_fit",
            year,
            each,
            "강의실이 필요한데 없거나, 필요 없는데 있습니다.",
            "a room is wanted and not given, or given and not wanted.",
        )
    if room is None:
        return
    if room not in year.rooms:
        yield _breach("room_fit", year, each, f"{room}: 없는 강의실입니다.", f"there is no room {room}.")
        return
    row = year.rooms[room]
    if need is not None:
        if row["seats"] < each.session["people"]:
            yield _breach(
                "room_fit",
                year,
                each,
                f"{each.session['people']}명인데 강의실({row['name']})은 {row['seats']}석입니다.",
                f"{each.session['people']} people, but {row['name']} has {row['seats']} seats.",
            )
        missing = [feature for feature in need["features"] if feature not in row["features"]]
        if missing:
            words = ", ".join(missing)
            yield _breach(
                "room_fit", year, each, f"{row['name']}에 없는 설비: {words}.", f"{row['name']} lacks: {words}."
            )
        if need["only"] and room not in need["only"]:
            yield _breach(
                "room_fit",
                year,
                each,
                f"{row['name']}: 쓸 수 있는 강의실이 아닙니다.",
                f"{row['name']} is not among its rooms.",
            )
    if any(holds(span, day) for span in row["closed"] for day in each.days):
        yield _breach(
            "room_closed",
            year,
            each,
            f"강의실({row['name']})을 쓸 수 없는 날입니다.",
            f"{row['name']} is closed on one of its days.",
        )


def _instructors(year: Year, each: Placed) -> Iterator[Breach]:
    given = each.line["instructors"]
    roles = {role["id"]: role["instructors"] for role in each.session["roles"]}
    if set(given) != set(roles):
        yield _breach(
            "instructor_fit",
            year,
            each,
            "강사 역할이 비었거나 없는 역할이 있습니다.",
            "a role is empty, or filled without being wanted.",
        )
    if len(set(given.values())) != len(given):
        yield _breach(
            "instructor_fit", year, each, "한 강사가 두 역할을 맡았습니다.", "one instructor fills two of its roles."
        )
    for role, person in given.items():
        row = year.instructors.get(person)
        name = person if row is None else row["name"]
        if role in roles and person not in roles[role]:
            yield _breach(
                "instructor_fit",
                year,
                each,
                f"{name}: 이 역할의 강사가 아닙니다.",
                f"{name} is not among that role's instructors.",
            )
        if row is None:
            continue
        if any(holds(span, day) for span in row["away"] for day in each.days):
            yield _breach(
                "instructor_away", year, each, f"{name}: 올 수 없는 날입니다.", f"{name} is away on one of its days."
            )
        if any(weekday(day) not in row["weekdays"] for day in each.days):
            yield _breach(
                "instructor_away",
                year,
                each,
                f"{name}: 오지 않는 요일입니다.",
                f"{name} does not come on that weekday.",
            )


def _pinned(year: Year, each: Placed) -> Iterator[Breach]:
    pin = each.session["pinned"]
    if pin is None:
        return
    wrong = (
        (pin["starts"] is not None and number_of(pin["starts"]) != each.starts)
        or (pin["room"] is not None and pin["room"] != each.line["room"])
        or any(each.line["instructors"].get(role) != person for role, person in pin["instructors"].items())
    )
    if wrong:
        yield _breach("pinned", year, each, "고정한 대로가 아닙니다.", "it is not as it was pinned.")


def _clashes(year: Year, placed: Sequence[Placed]) -> Iterator[Breach]:
    use: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for each in placed:
        people = set(each.line["instructors"].values())
        for day in dict.fromkeys(each.days):
            if each.line["room"] is not None:
                use["room_clash", each.line["room"], day].append(each.session["id"])
            for person in people:
                use["instructor_clash", person, day].append(each.session["id"])
            for word in each.session["audiences"]:
                use["audience_clash", word, day].append(each.session["id"])
    clashes = {(rule, what, tuple(sorted(sessions))) for (rule, what, _), sessions in use.items() if len(sessions) > 1}
    names: Mapping[str, Mapping[str, Row]] = {"room_clash": year.rooms, "instructor_clash": year.instructors}
    for rule, what, users in sorted(clashes):
        known = names.get(rule, {}).get(what)
        name = what if known is None else known["name"]
        titles = ", ".join(map(year.title, users))
        yield Breach(rule, users, f"{name}: 같은 날에 겹칩니다 ({titles}).", f"{name}: double on one day ({titles}).")


def _gaps(year: Year, placed: Sequence[Placed]) -> Iterator[Breach]:
    by_course: dict[str, list[Placed]] = defaultdict(list)
    for each in placed:
        by_course[each.session["course"]].append(each)
    for course, members in by_course.items():
        gap = year.courses[course]["gap_days"]
        if gap is None:
            continue
        members.sort(key=lambda each: each.session["number"])
        for earlier, later in pairwise(members):
            if later.starts - earlier.starts < gap:
                apart = later.starts - earlier.starts
                yield Breach(
                    "gap",
                    (earlier.session["id"], later.session["id"]),
                    f"{year.title(earlier.session['id'])}, {year.title(later.session['id'])}: "
                    f"간격이 {apart}일입니다({gap}일 이상이어야 함).",
                    f"{year.title(earlier.session['id'])}, {year.title(later.session['id'])}: "
                    f"{apart} days apart, at least {gap} wanted.",
                )


def _orders(year: Year, placed: Sequence[Placed]) -> Iterator[Breach]:
    at = {each.session["id"]: each for each in placed}
    for order in year.file["orders"]:
        before, after = at.get(order["before"]), at.get(order["after"])
        if before is None or after is None or not before.days:
            continue
        if after.starts - max(before.days) <= order["lag_days"]:
            titles = f"{year.title(order['before'])} → {year.title(order['after'])}"
            yield Breach(
                "order",
                (order["before"], order["after"]),
                f"{titles}: 앞의 기수가 끝나고 {order['lag_days']}일이 지난 뒤에 시작해야 합니다.",
                f"{titles}: must start more than {order['lag_days']} days after the first one ends.",
            )
