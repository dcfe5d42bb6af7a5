"""What only the whole file tells: double ids, unknown references, spans backwards, days outside, cycles of orders."""

from collections.abc import Container, Iterable, Sequence
from datetime import date
from typing import Final

from baeumgil.engines.intake.faults import Faults, shown
from baeumgil.engines.intake.form import NO_DAY
from baeumgil.engines.timetabling.limits import MOST_YEARS
from baeumgil.engines.timetabling.problem import Avoided, Calendar, Order, Problem, Session, Span

_NAMED_IN_A_CYCLE: Final = 12


def judge_problem(problem: Problem, data: object, faults: Faults) -> None:
    """Write down everything wrong between the entries of a problem that was read from `data`."""
    places = _Places(data)
    for key, rows in (
        ("rooms", problem.rooms),
        ("instructors", problem.instructors),
        ("groups", problem.groups),
        ("courses", problem.courses),
        ("sessions", problem.sessions),
    ):
        _judge_ids(places.of(key), [row.id for row in rows], faults)
    _judge_calendar(problem.calendar, faults)
    for path, room in zip(places.of("rooms"), problem.rooms, strict=True):
        _judge_spans(f"{path}.closed", room.closed, faults)
    for path, instructor in zip(places.of("instructors"), problem.instructors, strict=True):
        _judge_spans(f"{path}.away", instructor.away, faults)
    _Sessions(problem, faults).judge(places.of("sessions"))
    _judge_orders(problem, places.of("orders"), faults)


class _Places:
    """Where the entries that were read stand in the file: entries that are no objects were passed over."""

    def __init__(self, data: object) -> None:
        self._data = data if isinstance(data, dict) else {}

    def of(self, key: str) -> list[str]:
        rows = self._data.get(key)
        return [
            f"{key}[{at}]" for at, row in enumerate(rows if isinstance(rows, list) else ()) if isinstance(row, dict)
        ]


def _judge_ids(paths: Sequence[str], ids: Sequence[str], faults: Faults) -> None:
    first: dict[str, str] = {}
    for path, one in zip(paths, ids, strict=True):
        if one and one in first:
            faults.add(
                f"{path}.id",
                f"‘{shown(one)}’ 번호가 {first[one]}에도 있습니다. 하나를 다른 번호로 바꾸십시오.",
                f"The id “{shown(one)}” also stands at {first[one]}. Give one of them another id.",
            )
        first.setdefault(one, path)


def _judge_span(path: str, span: Span | Avoided, faults: Faults) -> None:
    if NO_DAY not in (span.first, span.last) and span.last < span.first:
        faults.add(
            path,
            f"끝나는 날({span.last})이 시작하는 날({span.first})보다 앞섭니다. 두 날짜를 바로잡으십시오.",
            f"The last day ({span.last}) comes before the first ({span.first}). Correct the two days.",
        )


def _judge_spans(path: str, spans: Sequence[Span | Avoided], faults: Faults) -> None:
    for at, span in enumerate(spans):
        _judge_span(f"{path}[{at}]", span, faults)


def _judge_calendar(calendar: Calendar, faults: Faults) -> None:
    whole = Span(calendar.first, calendar.last)
    if NO_DAY in (whole.first, whole.last):
        return
    _judge_span("calendar", whole, faults)
    if whole.last < whole.first:
        return
    if (whole.last.year - whole.first.year) * 12 + whole.last.month - whole.first.month >= MOST_YEARS * 12:
        faults.add(
            "calendar.last",
            f"기간이 {MOST_YEARS}년을 넘습니다. 끝나는 날을 앞당기거나 문제를 해마다 나누십시오.",
            f"The calendar is longer than {MOST_YEARS} years. End it earlier, or split the problem by year.",
        )
    for key, days in (("holidays", calendar.holidays), ("working", calendar.working)):
        for at, day in enumerate(days):
            _judge_inside(f"calendar.{key}[{at}].on", day.on, whole, faults)
    _judge_spans("calendar.avoid", calendar.avoid, faults)


def _judge_inside(path: str, day: date | None, whole: Span, faults: Faults) -> None:
    if day not in (None, NO_DAY) and NO_DAY not in (whole.first, whole.last) and not whole.first <= day <= whole.last:
        faults.add(
            path,
            f"{day}: 이 달력({whole.first}~{whole.last})에 없는 날입니다. 날짜를 고치거나 지우십시오.",
            f"{day} is not in this calendar ({whole.first} to {whole.last}). Correct or remove it.",
        )


class _Sessions:
    def __init__(self, problem: Problem, faults: Faults) -> None:
        self.problem = problem
        self.faults = faults
        self.rooms = {room.id for room in problem.rooms}
        self.instructors = {instructor.id for instructor in problem.instructors}
        self.groups = {group.id for group in problem.groups}
        self.courses = {course.id for course in problem.courses}
        self.spaced = {course.id for course in problem.courses if course.gap_days is not None}

    def judge(self, paths: Sequence[str]) -> None:
        numbers: dict[tuple[str, int], str] = {}
        for path, session in zip(paths, self.problem.sessions, strict=True):
            self._known(f"{path}.course", session.course, self.courses, ("과정", "course"))
            _judge_spans(f"{path}.windows", session.windows, self.faults)
            if session.wish is not None:
                _judge_span(f"{path}.wish", session.wish, self.faults)
            self._judge_resources(path, session)
            self._judge_fixed(path, session)
            key = (session.course, session.number)
            if session.course in self.spaced and key in numbers:
                self.faults.add(
                    f"{path}.number",
                    f"간격을 둔 과정의 {session.number}번 기수가 {numbers[key]}에도 있습니다. 번호를 다르게 하십시오.",
                    f"Number {session.number} of a course with a gap also stands at {numbers[key]}. Change one.",
                )
            numbers.setdefault(key, path)

    def _known(self, path: str, one: str | None, among: Container[str], what: tuple[str, str]) -> None:
        if one and one not in among:
            self.faults.add(
                path,
                f"‘{shown(one)}’번 {what[0]} 항목이 이 파일에 없습니다. {what[0]} 목록에 넣거나 번호를 고치십시오.",
                f"There is no {what[1]} “{shown(one)}” in this file. Add it to its list, or correct the id.",
            )

    def _judge_resources(self, path: str, session: Session) -> None:
        if session.room is not None:
            for at, room in enumerate(session.room.only):
                self._known(f"{path}.room.only[{at}]", room, self.rooms, ("강의실", "room"))
        seen: set[str] = set()
        for at, role in enumerate(session.roles):
            if role.id and role.id in seen:
                self.faults.add(
                    f"{path}.roles[{at}].id",
                    f"‘{shown(role.id)}’ 역할이 두 번 있습니다. 하나를 지우거나 번호를 바꾸십시오.",
                    f"The role “{shown(role.id)}” stands here twice. Remove one or give it another id.",
                )
            seen.add(role.id)
            for place, instructor in enumerate(role.instructors):
                self._known(
                    f"{path}.roles[{at}].instructors[{place}]", instructor, self.instructors, ("강사", "instructor")
                )
        for group in session.absent:
            self._known(f"{path}.absent.{shown(group)}", group, self.groups, ("부서", "group"))

    def _judge_fixed(self, path: str, session: Session) -> None:
        calendar = self.problem.calendar
        roles = {role.id for role in session.roles}
        if session.pinned is not None:
            _judge_inside(
                f"{path}.pinned.starts", session.pinned.starts, Span(calendar.first, calendar.last), self.faults
            )
            if session.pinned.room is not None and session.room is None:
                self.faults.add(
                    f"{path}.pinned.room",
                    "강의실이 필요 없는 기수에 강의실을 고정했습니다. 고정을 지우거나 ‘room’ 항목을 적으십시오.",
                    "A room is pinned, but this session needs none. Remove the pin, or add the key “room”.",
                )
        for key, fixed in (("pinned", session.pinned), ("present", session.present)):
            if fixed is None:
                continue
            self._known(f"{path}.{key}.room", fixed.room, self.rooms, ("강의실", "room"))
            for role, instructor in fixed.instructors.items():
                at = f"{path}.{key}.instructors.{shown(role)}"
                if key == "pinned":
                    self._known(at, role, roles, ("역할", "role"))
                self._known(at, instructor, self.instructors, ("강사", "instructor"))


def _judge_orders(problem: Problem, paths: Sequence[str], faults: Faults) -> None:
    sessions = {session.id: session for session in problem.sessions}
    known: list[tuple[str, Order]] = []
    for path, order in zip(paths, problem.orders, strict=True):
        ends = (("before", order.before), ("after", order.after))
        for key, one in ends:
            if one and one not in sessions:
                faults.add(
                    f"{path}.{key}",
                    f"‘{shown(one)}’ 기수는 이 파일에 없습니다. 기수 목록에 넣거나 번호를 고치십시오.",
                    f"There is no session “{shown(one)}” in this file. Add it to its list, or correct the id.",
                )
        if all(one in sessions for _, one in ends):
            known.append((path, order))
    for cycle in cycles([order for _, order in known]):
        path = next(path for path, order in known if order.before == cycle[0] and order.after == cycle[1 % len(cycle)])
        named = [*cycle, cycle[0]] if len(cycle) < _NAMED_IN_A_CYCLE else [*cycle[:_NAMED_IN_A_CYCLE], "…", cycle[0]]
        chain = " → ".join(shown(one) for one in named)
        faults.add(
            path,
            f"선후 관계가 돌고 돕니다: {chain}. 이 가운데 하나를 지우십시오.",
            f"These orders go round in a circle: {chain}. Remove one of them.",
        )


def cycles(orders: Iterable[Order]) -> list[list[str]]:
    """Find cycles that share no session, one for each knot, each beginning at its smallest id."""
    after: dict[str, set[str]] = {}
    before: dict[str, set[str]] = {}
    for order in orders:
        after.setdefault(order.before, set()).add(order.after)
        before.setdefault(order.after, set()).add(order.before)
    found = []
    left = set(after) | set(before)
    while left := _knotted(left, before, after):
        walk, seen = [min(left)], {min(left): 0}
        while True:
            following = min(after[walk[-1]] & left)
            if following in seen:
                cycle = walk[seen[following] :]
                break
            seen[following] = len(walk)
            walk.append(following)
        turn = cycle.index(min(cycle))
        found.append(cycle[turn:] + cycle[:turn])
        left -= set(cycle)
    return found


def _knotted(left: set[str], before: dict[str, set[str]], after: dict[str, set[str]]) -> set[str]:
    """Strip away what lies on no cycle for having nothing before it, or nothing after it."""
    for direction, other in ((before, after), (after, before)):
        degree = {one: len(direction.get(one, set()) & left) for one in left}
        free = [one for one, number in degree.items() if not number]
        left = set(left)
        while free:
            one = free.pop()
            left.discard(one)
            for following in other.get(one, set()) & left:
                degree[following] -= 1
                if not degree[following]:
                    free.append(following)
    return left
