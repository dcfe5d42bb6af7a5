"""Years to place: small random ones with every rule in them, Goyang's 21 sessions, and a year of Seoul's size."""

import random
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import baeumgil
from baeumgil.engines.timetabling.plan import Placement
from baeumgil.engines.timetabling.problem import (
    ALL_WEEK,
    Avoided,
    Calendar,
    Course,
    Group,
    Instructor,
    NamedDay,
    Order,
    Pattern,
    Pin,
    Present,
    Problem,
    Role,
    Room,
    RoomNeed,
    Session,
    Span,
)

HOLIDAYS = Path(baeumgil.__file__).parent / "stages/plan/seed/policies/holidays.toml"
FRIDAY = 5
MONDAY = 1


def holidays_of(year: int) -> tuple[NamedDay, ...]:
    """The public holidays of the year, as the product knows them."""
    rows = tomllib.loads(HOLIDAYS.read_text(encoding="utf-8"))["policy"]
    days = {on: name for row in rows if row["key"] == "plan.holidays" for on, name in row["value"]}
    return tuple(NamedDay(date.fromisoformat(on), name) for on, name in sorted(days.items()) if on[:4] == str(year))


def standing(problem: Problem, placed: Iterable[Placement]) -> Problem:
    """The problem with every placed session standing where it was put."""
    at = {one.session: Present(one.starts, one.room, dict(one.instructors)) for one in placed}
    return replace(problem, sessions=tuple(replace(one, present=at.get(one.id)) for one in problem.sessions))


def working_days(calendar: Calendar) -> list[date]:
    """The days on which work is done."""
    free, after_all = {one.on for one in calendar.holidays}, {one.on for one in calendar.working}
    days = [calendar.first + timedelta(n) for n in range((calendar.last - calendar.first).days + 1)]
    return [day for day in days if day in after_all or (day.isoweekday() not in calendar.weekend and day not in free)]


def random_year(
    seed: int,
    *,
    sessions: int = 14,
    months: int = 3,
    rooms: int = 3,
    instructors: int = 5,
    pins: bool = True,
) -> Problem:
    """A small year with every kind of rule in it; not always can everything be placed."""
    draw = random.Random(seed)
    first = date(2026, draw.choice((1, 3, 5, 9)), 1)
    last = _end_of_month(first, months)
    within = [first + timedelta(n) for n in range((last - first).days + 1)]
    free = tuple(one for one in holidays_of(2026) if first <= one.on <= last)
    weekends = [day for day in within if day.isoweekday() > FRIDAY]
    avoided = draw.choice(within)
    calendar = Calendar(
        first,
        last,
        holidays=free + (NamedDay(draw.choice(within), "임시공휴일"),) * (draw.random() < 0.3),
        working=(NamedDay(draw.choice(weekends), "대체근무"),) if draw.random() < 0.3 else (),
        avoid=(Avoided(avoided, min(last, avoided + timedelta(9)), "인사이동", draw.randint(1, 3)),),
    )
    working = working_days(calendar)

    def span(length: int) -> Span:
        at = draw.choice(within)
        return Span(at, min(last, at + timedelta(length)))

    halls = tuple(
        Room(
            f"r{n}",
            f"강의실 {n}",
            draw.choice((20, 30, 40, 60)),
            features=("pc",) if n % 3 == 1 else (),
            closed=(span(10),) if draw.random() < 0.5 else (),
        )
        for n in range(rooms)
    )
    people = tuple(
        Instructor(
            f"i{n}",
            f"강사 {n}",
            away=(span(14),) if draw.random() < 0.5 else (),
            weekdays=ALL_WEEK if draw.random() < 0.7 else tuple(sorted(draw.sample(ALL_WEEK[:5], 4))),
            fee=draw.choice((0, 0, 1, 2)),
        )
        for n in range(instructors)
    )
    groups = tuple(Group(f"g{n}", f"부서 {n}", draw.randint(2, 6)) for n in range(2))
    courses: list[Course] = []
    made: list[Session] = []
    orders: list[Order] = []
    while len(made) < sessions:
        course = Course(f"c{len(courses)}", f"과정 {len(courses)}", draw.choice((None, 0, 7, 14)))
        courses.append(course)
        days = draw.choice((1, 1, 2, 2, 3, 4, 5, 6))
        pattern = Pattern.WEEKLY if days <= 4 and draw.random() < 0.2 else Pattern.BLOCK
        can = draw.sample([one.id for one in people], draw.randint(1, 3))
        roles = tuple(Role(f"role{n}", tuple(can)) for n in range(1 if len(can) == 1 else draw.choice((0, 1, 1, 2))))
        pc = draw.random() < 0.25
        need = None if draw.random() < 0.1 else RoomNeed(("pc",) if pc else ())
        windows = tuple(span(60) for _ in range(2)) if draw.random() < 0.25 else ()
        wish = span(20) if draw.random() < 0.5 else None
        weekdays = (1, 2) if draw.random() < 0.3 else ()
        most = max((room.seats for room in halls if not pc or "pc" in room.features), default=30)
        for number in range(1, draw.randint(1, 3) + 1):
            made.append(
                Session(
                    f"s{len(made)}",
                    course.id,
                    number,
                    draw.randint(10, most),
                    days,
                    pattern=pattern,
                    within_week=pattern is Pattern.BLOCK and days <= 4 and draw.random() < 0.5,
                    windows=windows,
                    wish=wish,
                    weekdays=weekdays,
                    room=need,
                    roles=roles,
                    audiences=(f"직급 {draw.randint(1, 2)}",) if draw.random() < 0.3 else (),
                    absent={draw.choice(groups).id: draw.randint(1, 4)} if draw.random() < 0.6 else {},
                    priority=draw.randint(1, 3),
                    announced=draw.choice(working) if draw.random() < 0.1 else None,
                    pinned=Pin(starts=draw.choice(working)) if pins and draw.random() < 0.08 else None,
                    selected=draw.choice((0, 0, 7, 20)),
                )
            )
    made = made[:sessions]
    for _ in range(sessions // 6):
        before, after = sorted(draw.sample(range(sessions), 2))
        if made[before].course != made[after].course:
            orders.append(Order(made[before].id, made[after].id, draw.choice((0, 3, 7))))
    kept = tuple(course for course in courses if any(one.course == course.id for one in made))
    return Problem(calendar, halls, people, kept, tuple(made), groups, tuple(orders), name=f"year {seed}")


def goyang() -> Problem:
    """21 sessions of one city's roadmap: from entry to life after retirement, 2026."""
    calendar = Calendar(
        date(2026, 1, 1),
        date(2026, 12, 31),
        holidays=holidays_of(2026),
        avoid=(
            Avoided(date(2026, 1, 1), date(2026, 1, 16), "상반기 인사이동", 2),
            Avoided(date(2026, 7, 1), date(2026, 7, 15), "하반기 인사이동", 2),
            Avoided(date(2026, 12, 15), date(2026, 12, 31), "연말", 3),
        ),
    )
    rooms = (
        Room("hall", "대회의실", 120, features=("wheelchair",)),
        Room("class", "교육장", 45, features=("wheelchair",), closed=(Span(date(2026, 8, 3), date(2026, 8, 21)),)),
        Room("pc", "전산교육장", 35, features=("pc",)),
    )
    people = tuple(
        Instructor(f"i{n}", f"강사 {n}", away=(Span(away, away + timedelta(20)),) if away else (), fee=n % 3)
        for n, away in enumerate(
            (None, date(2026, 3, 9), None, date(2026, 9, 7), date(2026, 4, 1), None, date(2026, 10, 12), None)
        )
    )
    groups = tuple(Group(f"g{n}", f"국 {n}", 6) for n in range(4))
    # course, sessions, days, people, needs a PC room, instructors, window, wish, gap
    spring, autumn = Span(date(2026, 3, 1), date(2026, 4, 15)), Span(date(2026, 9, 1), date(2026, 10, 15))
    year: list[tuple[str, int, int, int, bool, tuple[int, ...], Span | None, Span | None, int | None]] = [
        ("온보딩", 2, 5, 40, False, (0, 1), None, spring, 90),
        ("웰보딩", 2, 2, 40, False, (1, 2), None, autumn, 60),
        ("보고서 작성", 3, 3, 35, True, (2, 3), None, spring, 21),
        ("기획력", 3, 2, 42, False, (3, 4), None, spring, 21),
        ("협업", 2, 1, 45, False, (4, 5), None, autumn, 14),
        ("팀장 리더십", 2, 3, 30, False, (5, 6), Span(date(2026, 2, 1), date(2026, 6, 30)), spring, 21),
        ("오프보딩", 2, 5, 25, False, (6, 7), Span(date(2026, 4, 1), date(2026, 11, 30)), None, 60),
        ("생성형 AI", 4, 2, 35, True, (2, 7), None, autumn, 14),
        ("전 직원 특강", 1, 1, 110, False, (0, 7), None, None, None),
    ]
    courses, sessions = [], []
    for at, (name, count, days, size, pc, can, window, wish, gap) in enumerate(year):
        courses.append(Course(f"c{at}", name, gap))
        sessions += [
            Session(
                f"c{at}-{number}",
                f"c{at}",
                number,
                size,
                days,
                name=f"{name} {number}기",
                within_week=days <= 5,
                windows=(window,) if window else (),
                wish=wish,
                room=RoomNeed(("pc",) if pc else ()),
                roles=(Role("lead", tuple(f"i{n}" for n in can)),),
                absent={f"g{(at + number) % 4}": 3, f"g{(at + number + 1) % 4}": 2},
                audiences=("신규",) if at < 2 else (),
            )
            for number in range(1, count + 1)
        ]
    orders = (Order("c0-1", "c1-1", 60), Order("c0-2", "c1-2", 60), Order("c2-1", "c3-2", 7))
    return Problem(calendar, rooms, people, tuple(courses), tuple(sessions), groups, orders, name="고양 2026")


def seoul(seed: int = 1) -> Problem:
    """A year of Seoul's size: 125 class courses, 600 sessions, 20 rooms, 90 instructors, 25 departments."""
    draw = random.Random(seed)
    calendar = Calendar(
        date(2026, 1, 1),
        date(2026, 12, 31),
        holidays=holidays_of(2026),
        avoid=(
            Avoided(date(2026, 1, 1), date(2026, 1, 18), "상반기 인사이동", 2),
            Avoided(date(2026, 7, 1), date(2026, 7, 19), "하반기 인사이동", 2),
            Avoided(date(2026, 12, 14), date(2026, 12, 31), "연말", 3),
        ),
    )
    rooms = _seoul_rooms()
    people = tuple(
        Instructor(
            f"i{n:02}",
            f"강사 {n:02}",
            away=tuple(_absence(draw) for _ in range(draw.choice((0, 1, 1, 2)))),
            weekdays=tuple(sorted(draw.sample(ALL_WEEK[:5], 4))) if n % 5 == 4 else ALL_WEEK,
            fee=1 if n >= 75 else 0,
        )
        for n in range(90)
    )
    groups = tuple(Group(f"g{n:02}", f"부서 {n:02}", draw.randint(22, 32)) for n in range(25))
    courses: list[Course] = []
    sessions: list[Session] = []
    lengths = (1,) * 26 + (2,) * 28 + (3,) * 28 + (4,) * 8 + (5,) * 29 + (10,) * 3 + (15, 15, 20)
    for at, days in enumerate(draw.sample(lengths, len(lengths))):
        course = Course(f"c{at:03}", f"과정 {at:03}", draw.choice((7, 14, 14, 21)))
        courses.append(course)
        sessions += _seoul_sessions(draw, course, days, at)
    orders = _seoul_orders(draw, sessions)
    pinned = {
        one.id for one in draw.sample([one for one in sessions if one.audiences == ("신규",) or one.people > 150], 6)
    }
    sessions = _pin_in_turn(calendar, sessions, pinned)
    return Problem(calendar, rooms, people, tuple(courses), tuple(sessions), groups, orders, name=f"서울 {seed}")


def _seoul_rooms() -> tuple[Room, ...]:
    sizes = [("대강당", 300, False), *[("대강의실", 100, False)] * 3, *[("중강의실", 60, False)] * 6]
    sizes += [("소강의실", 40, False)] * 6 + [("전산실", 45, True)] * 3 + [("전산실", 60, True)]
    closed = {
        0: (Span(date(2026, 11, 2), date(2026, 11, 20), "행사"), Span(date(2026, 3, 9), date(2026, 3, 13), "행사")),
        2: (Span(date(2026, 8, 3), date(2026, 8, 28), "공사"),),
        6: (Span(date(2026, 1, 12), date(2026, 2, 13), "공사"),),
        12: (Span(date(2026, 6, 1), date(2026, 6, 12), "점검"),),
        17: (Span(date(2026, 4, 6), date(2026, 4, 17), "장비 교체"),),
    }
    return tuple(
        Room(f"r{n:02}", f"{name} {n}", seats, features=("pc",) if pc else (), closed=closed.get(n, ()))
        for n, (name, seats, pc) in enumerate(sizes)
    )


def _seoul_sessions(draw: random.Random, course: Course, days: int, at: int) -> list[Session]:
    """The sessions of one course: long courses seldom, short ones up to nine times."""
    count = draw.randint(1, 2) if days >= 10 else draw.randint(2, 8) if days >= 4 else draw.randint(3, 7)
    kind = "job" if at < 75 else "new" if at < 83 else "promotion" if at < 93 else "other"
    pc = draw.random() < 0.22 and days < 10
    size = draw.choice((25, 30, 35, 40)) if pc else draw.choice((30, 35, 40, 40, 50, 55, 60, 60, 75, 90))
    if days == 1 and not pc and draw.random() < 0.25:
        size, count = draw.choice((180, 240, 280)), min(count, 3)
    spring, autumn = Span(date(2026, 3, 1), date(2026, 4, 10)), Span(date(2026, 9, 1), date(2026, 10, 2))
    windows: tuple[Span, ...] = ()
    if kind == "new":
        windows = (Span(date(2026, 2, 1), date(2026, 6, 30)), Span(date(2026, 7, 20), date(2026, 11, 30)))
    elif kind == "promotion":
        windows = (Span(date(2026, 2, 1), date(2026, 12, 11)),)
    elif draw.random() < 0.12 and count * course_days(course, days) < 70:
        windows = (Span(date(2026, 3, 1), date(2026, 7, 10)),)
    # The scarce ones teach many courses: every fifth course draws on the same dozen. Whoever stays away one day of
    # the week leads no course of a week.
    can = [(at * 7 + n) % 90 for n in range(draw.choice((2, 3, 3, 4)))]
    if at % 5 == 0:
        can = [draw.randrange(12) for _ in range(3)]
    base = [f"i{n - (days >= 4 and n % 5 == 4):02}" for n in can]
    roles = [Role("lead", tuple(dict.fromkeys(base)))]
    if days <= 3 and draw.random() < 0.15:
        roles.append(Role("assist", tuple(f"i{draw.randrange(40, 75):02}" for _ in range(3))))
    absent_of = draw.sample(range(25), draw.choice((4, 6, 8)))
    return [
        Session(
            f"{course.id}-{number:02}",
            course.id,
            number,
            size,
            days,
            name=f"{course.name} {number}기",
            within_week=days <= 5,
            windows=windows,
            wish=(spring if number <= (count + 1) // 2 else autumn) if kind == "job" else None,
            weekdays=(MONDAY,) if days == 5 else (2, 3, 4) if days == 1 and draw.random() < 0.4 else (),
            room=None if days >= 15 and draw.random() < 0.3 else RoomNeed(("pc",) if pc else ()),
            roles=tuple(replace(role, instructors=tuple(dict.fromkeys(role.instructors))) for role in roles),
            audiences={"new": ("신규",), "promotion": ("승진",)}.get(kind, ()) if number == 1 else (),
            absent={f"g{n:02}": max(1, size // (3 * len(absent_of))) + draw.randint(0, 2) for n in absent_of},
            priority=draw.choice((1, 1, 1, 2, 3)),
            selected=draw.choice((0, 0, 0, size // 2)),
        )
        for number in range(1, count + 1)
    ]


def course_days(course: Course, days: int) -> int:
    """How many calendar days one session of the course keeps the next away."""
    return max(course.gap_days or 0, days * 7 // 5)


def _seoul_orders(draw: random.Random, sessions: list[Session]) -> tuple[Order, ...]:
    """Basics before what builds on them: the first session of one course before the last of another."""
    ends: dict[str, list[Session]] = {}
    for one in sessions:
        ends.setdefault(one.course, []).append(one)
    short = [course for course, of in ends.items() if of[0].days <= 5 and len(of) >= 2]
    pairs = draw.sample(short, 24)
    return tuple(
        Order(ends[a][0].id, ends[b][-1].id, draw.choice((0, 7, 14)))
        for a, b in zip(pairs[::2], pairs[1::2], strict=True)
    )


def _pin_in_turn(calendar: Calendar, sessions: list[Session], chosen: set[str]) -> list[Session]:
    """Fix the chosen sessions on days of May and June, one after the other, inside one week each."""
    mondays = [
        day
        for day in working_days(calendar)
        if day.isoweekday() == MONDAY and date(2026, 6, 8) <= day <= date(2026, 7, 31)
    ]
    seen: set[str] = set()
    made = []
    for one in sessions:
        if one.id in chosen and one.course not in seen and one.days <= 4:
            seen.add(one.course)
            one = replace(one, pinned=Pin(starts=mondays.pop(0)))  # noqa: PLW2901
        made.append(one)
    return made


def _absence(draw: random.Random) -> Span:
    first = date(2026, 1, 5) + timedelta(draw.randrange(330))
    return Span(first, first + timedelta(draw.choice((4, 9, 18))), "출장")


def _end_of_month(first: date, months: int) -> date:
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1) - timedelta(1)
