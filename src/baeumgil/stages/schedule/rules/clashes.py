"""겹침. What stands against a session in a place: every clash, each named, with what to do about it.

Codes are those of the hard rules in docs/formats/timetable.md. A room and an instructor are held whole days.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from baeumgil.core.errors import Problem
from baeumgil.core.particles import with_particle
from baeumgil.core.said import ENGLISH_MONTHS, Said, english, joined
from baeumgil.stages.schedule.rules.rows import DayInfo, Placing
from baeumgil.stages.schedule.terms import ALL_WEEK, DayPattern, TeachingRole

Span = tuple[date, date]

OVERRULED = frozenset({"window", "within_week", "gap", "order", "audience_clash", "room_fit", "instructor_fit"})
"""Clashes with what somebody wished or foresaw; a person may go on in spite of them. Others are impossible."""
KOREAN_DAYS = "월화수목금토일"
ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """강의실. `closed` are first day, last day, why; `taken` names who is there on a day."""

    id: int
    name: str
    seats: int
    features: frozenset[str] = frozenset()
    is_in_use: bool = True
    closed: tuple[tuple[date, date, str], ...] = ()
    taken: Mapping[date, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TeacherFacts:
    """강사. `roles` are those they can take in this course; `taken` names what they teach on a day."""

    id: int
    name: str
    roles: frozenset[TeachingRole] = frozenset()
    weekdays: tuple[int, ...] = ALL_WEEK
    away: tuple[Span, ...] = ()
    taken: Mapping[date, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another session that has a place. `number` orders sessions of one course."""

    title: str
    starts_on: date
    ends_on: date
    number: int = 0
    lag_days: int = 0


@dataclass(frozen=True, slots=True)
class ClashFacts:
    """What is known before a session is put somewhere. Rooms and teachers hold those that are asked about."""

    first: date
    last: date
    days: Mapping[date, DayInfo]
    length: int
    people: int
    number: int = 1
    pattern: DayPattern = DayPattern.BLOCK
    within_week: bool = False
    windows: tuple[Span, ...] = ()
    needs_room: bool = False
    features: frozenset[str] = frozenset()
    only_rooms: frozenset[int] = frozenset()
    roles: tuple[TeachingRole, ...] = ()
    rooms: Mapping[int, RoomFacts] = field(default_factory=dict)
    teachers: Mapping[int, TeacherFacts] = field(default_factory=dict)
    gap_days: int | None = None
    siblings: tuple[Neighbour, ...] = ()
    audience: Mapping[date, str] = field(default_factory=dict)
    before: tuple[Neighbour, ...] = ()
    after: tuple[Neighbour, ...] = ()
    feature_names: Mapping[str, str] = field(default_factory=dict)
    today: date | None = None
    present_start: date | None = None


def dates_from(starts: date, facts: ClashFacts) -> tuple[date, ...]:
    """The days a session takes from a start on: working days, of the start's weekday when weekly.

    The start itself always counts, so that a day off is named rather than slipped over. Fewer than its length where
    the calendar ends before.
    """
    found = [starts]
    day = starts + timedelta(days=1)
    while len(found) < facts.length and day <= facts.last:
        known = facts.days.get(day)
        is_its_day = facts.pattern is DayPattern.BLOCK or day.weekday() == starts.weekday()
        if known is not None and known.is_working and is_its_day:
            found.append(day)
        day += timedelta(days=1)
    return tuple(found)


def clashes_of(placing: Placing, facts: ClashFacts) -> tuple[Problem, ...]:
    """Everything that stands against the placing; empty when nothing does."""
    return tuple(_clashes(placing, facts))


def may_overrule(problems: tuple[Problem, ...]) -> bool:
    """Whether a person may go on in spite of all of these."""
    return bool(problems) and all(problem.code in OVERRULED for problem in problems)


def day_words(day: date) -> Said:
    """`3. 8.(월)`; `8 Mar (Mon)` in English."""
    return Said(
        f"{day.month}. {day.day}.({KOREAN_DAYS[day.weekday()]})",
        f"{day.day} {ENGLISH_MONTHS[day.month - 1]} ({ENGLISH_DAYS[day.weekday()]})",
    )


def _clashes(placing: Placing, facts: ClashFacts) -> Iterator[Problem]:
    yield from _past_clashes(placing.dates, facts)
    yield from _day_clashes(placing.dates, facts)
    if placing.dates:
        yield from _neighbour_clashes(placing.dates, facts)
    yield from _room_clashes(placing, facts)
    yield from _teacher_clashes(placing, facts)


def _past_clashes(dates: tuple[date, ...], facts: ClashFacts) -> Iterator[Problem]:
    if facts.today is None or not dates or dates[0] == facts.present_start:
        return
    if facts.present_start is not None and facts.present_start <= facts.today:
        text = Said(
            f"{day_words(facts.present_start)}에 이미 시작한 기수입니다.",
            f"The session began already on {day_words(facts.present_start).english}.",
        )
        yield Problem(
            "past",
            text,
            Said(
                "날짜는 그대로 두고 강의실이나 강사만 바꾸세요.",
                "Leave the days as they are and change only the room or the instructors.",
            ),
            field="starts",
        )
    elif dates[0] < facts.today:
        yield Problem(
            "past",
            Said(f"{day_words(dates[0])}: 지난 날입니다.", f"{day_words(dates[0]).english} is past."),
            Said("오늘 이후의 날을 고르세요.", "Choose today or a later day."),
            field="starts",
        )


def _day_clashes(dates: tuple[date, ...], facts: ClashFacts) -> Iterator[Problem]:
    if len(dates) < facts.length:
        text = Said(
            f"{facts.length}일이 필요한데 달력 끝({day_words(facts.last)})까지 {len(dates)}일만 남습니다.",
            f"It needs {facts.length} days, but only {len(dates)} are left until the calendar ends "
            f"({day_words(facts.last).english}).",
        )
        yield Problem("days", text, Said("더 일찍 시작하세요.", "Begin earlier."), field="starts")
    outside = [day for day in dates if not facts.first <= day <= facts.last]
    if outside:
        yield Problem(
            "days",
            Said(f"{_listed(outside)}: 그해가 아닙니다.", f"Not in that year: {_listed(outside).english}."),
            Said("그해 안의 날을 고르세요.", "Choose days in that year."),
            field="starts",
        )
    for day in dates:
        known = facts.days.get(day)
        if known is not None and not known.is_working:
            name = known.name or (Said("토요일", "Saturday") if day.isoweekday() == 6 else Said("일요일", "Sunday"))  # noqa: PLR2004  Saturday
            yield Problem(
                "days",
                Said(
                    f"{day_words(day)}: 쉬는 날입니다({name}).",
                    f"{day_words(day).english} is a day off ({english(name)}).",
                ),
                Said("일하는 날을 고르세요.", "Choose a working day."),
                field="starts",
            )
    if not dates:
        return
    if facts.windows and not any(first <= dates[0] and dates[-1] <= last for first, last in facts.windows):
        spans = joined((joined((day_words(first), day_words(last)), "~") for first, last in facts.windows), ", ")
        yield Problem(
            "window",
            Said(
                f"열 수 있는 때({spans}) 밖입니다.",
                f"It is outside the time in which it can be held ({spans.english}).",
            ),
            Said("그 안의 날을 고르세요.", "Choose days within it."),
            field="starts",
        )
    if facts.within_week and dates[0].isocalendar()[:2] != dates[-1].isocalendar()[:2]:
        yield Problem(
            "within_week",
            Said("한 주 안에 끝나지 않습니다.", "It does not end within one week."),
            Said("주의 앞쪽에서 시작하세요.", "Begin earlier in the week."),
            field="starts",
        )


def _neighbour_clashes(dates: tuple[date, ...], facts: ClashFacts) -> Iterator[Problem]:
    for day in dates:
        if day in facts.audience:
            text = Said(
                f"{day_words(day)}에 같은 사람들이 듣는 {with_particle(f'‘{facts.audience[day]}’', '이/가')} 있습니다.",
                f"On {day_words(day).english} the same people have “{english(facts.audience[day])}”.",
            )
            yield Problem("audience_clash", text, Said("다른 날을 고르세요.", "Choose another day."), field="starts")
    if facts.gap_days is not None:
        yield from _gap_clashes(dates[0], facts.gap_days, facts)
    for other in facts.before:
        if dates[0] <= other.ends_on + timedelta(days=other.lag_days):
            text = Said(
                f"먼저 끝나야 할 ‘{other.title}’가 {day_words(other.ends_on)}에 끝납니다.",
                f"“{english(other.title)}”, which must end before, ends on {day_words(other.ends_on).english}.",
            )
            earliest = other.ends_on + timedelta(days=other.lag_days + 1)
            yield Problem(
                "order",
                text,
                Said(f"{day_words(earliest)} 이후에 시작하세요.", f"Begin on {day_words(earliest).english} or later."),
                field="starts",
            )
    for other in facts.after:
        if other.starts_on <= dates[-1] + timedelta(days=other.lag_days):
            text = Said(
                f"뒤에 이어지는 ‘{other.title}’가 {day_words(other.starts_on)}에 시작합니다.",
                f"“{english(other.title)}”, which follows, begins on {day_words(other.starts_on).english}.",
            )
            yield Problem("order", text, Said("그보다 먼저 끝나게 하세요.", "Let it end before that."), field="starts")


def _gap_clashes(starts: date, gap: int, facts: ClashFacts) -> Iterator[Problem]:
    for other in facts.siblings:
        if other.number == facts.number:
            continue
        is_later = other.number > facts.number
        between = (other.starts_on - starts).days if is_later else (starts - other.starts_on).days
        if between < 0:
            text = Said(
                f"{other.number}기({day_words(other.starts_on)})와 차례가 바뀝니다.",
                f"The order with session {other.number} ({day_words(other.starts_on).english}) would be reversed.",
            )
            yield Problem(
                "gap", text, Said("기수의 차례대로 두세요.", "Keep the sessions in their order."), field="starts"
            )
        elif between < gap:
            text = Said(
                f"{other.number}기({day_words(other.starts_on)})와 {between}일 간격입니다. {gap}일은 떨어져야 합니다.",
                f"It is {between} days from session {other.number} ({day_words(other.starts_on).english}). They "
                f"must be {gap} days apart.",
            )
            yield Problem("gap", text, Said("더 멀리 두세요.", "Put them further apart."), field="starts")


def _room_clashes(placing: Placing, facts: ClashFacts) -> Iterator[Problem]:
    if placing.room is None:
        if facts.needs_room:
            yield Problem(
                "room_fit",
                Said("강의실이 정해지지 않았습니다.", "No room is chosen."),
                Said("강의실을 고르세요.", "Choose a room."),
                field="room",
            )
        return
    room = facts.rooms.get(placing.room)
    if room is None or not room.is_in_use:
        yield Problem(
            "room_closed",
            Said("쓰지 않는 강의실입니다.", "The room is not in use."),
            Said("다른 강의실을 고르세요.", "Choose another room."),
            field="room",
        )
        return
    if room.seats < facts.people:
        text = Said(
            f"{with_particle(room.name, '은/는')} {room.seats}석인데 {facts.people}명이 듣습니다.",
            f"{room.name} has {room.seats} seats, but {facts.people} people take part.",
        )
        yield Problem("room_fit", text, Said("더 큰 강의실을 고르세요.", "Choose a larger room."), field="room")
    missing = sorted(facts.features - room.features)
    if missing:
        names = joined((facts.feature_names.get(code, code) for code in missing), ", ")
        yield Problem(
            "room_fit",
            Said(f"{room.name}에 없습니다: {names}.", f"{room.name} does not have: {names.english}."),
            Said("갖춘 강의실을 고르세요.", "Choose a room that has it."),
            field="room",
        )
    if facts.only_rooms and room.id not in facts.only_rooms:
        yield Problem(
            "room_fit",
            Said(
                f"{with_particle(room.name, '은/는')} 이 과정이 쓰는 강의실이 아닙니다.",
                f"{room.name} is not a room that this course uses.",
            ),
            Said("정해진 강의실을 고르세요.", "Choose one of its rooms."),
            field="room",
        )
    for first, last, why in room.closed:
        hit = [day for day in placing.dates if first <= day <= last]
        if hit:
            text = Said(
                f"{with_particle(room.name, '을/를')} {_listed(hit)}에 쓰지 못합니다({why}).",
                f"{room.name} cannot be used on {_listed(hit).english} ({english(why)}).",
            )
            yield Problem(
                "room_closed",
                text,
                Said("다른 강의실이나 날을 고르세요.", "Choose another room or other days."),
                field="room",
            )
    for text in _taken(room.name, room.taken, placing.dates):
        yield Problem(
            "room_clash",
            text,
            Said("다른 강의실이나 날을 고르세요.", "Choose another room or other days."),
            field="room",
        )


def _teacher_clashes(placing: Placing, facts: ClashFacts) -> Iterator[Problem]:
    for role in facts.roles:
        if role not in placing.instructors:
            text = Said("맡을 강사가 정해지지 않은 자리가 있습니다.", "A role has no instructor yet.")
            yield Problem(
                "instructor_fit", text, Said("강사를 고르세요.", "Choose an instructor."), field="instructors"
            )
    if len(set(placing.instructors.values())) < len(placing.instructors):
        yield Problem(
            "instructor_fit",
            Said("한 사람이 두 자리를 맡습니다.", "One person has two roles."),
            Said("다른 강사를 고르세요.", "Choose another instructor."),
            field="instructors",
        )
    for role, number in placing.instructors.items():
        teacher = facts.teachers.get(number)
        if teacher is None:
            yield Problem(
                "instructor_fit",
                Said("쓰지 않는 강사입니다.", "The instructor is not in use."),
                Said("다른 강사를 고르세요.", "Choose another instructor."),
                field="instructors",
            )
            continue
        if role not in teacher.roles:
            text = Said(
                f"{teacher.name} 강사는 이 과정의 그 자리를 맡지 않습니다.",
                f"{teacher.name} does not take that role in this course.",
            )
            yield Problem(
                "instructor_fit", text, Said("다른 강사를 고르세요.", "Choose another instructor."), field="instructors"
            )
        yield from _absences(teacher, placing.dates)
        for text in _taken(Said(f"{teacher.name} 강사", f"{teacher.name}"), teacher.taken, placing.dates):
            yield Problem(
                "instructor_clash",
                text,
                Said("다른 강사나 날을 고르세요.", "Choose another instructor or other days."),
                field="instructors",
            )


def _absences(teacher: TeacherFacts, dates: tuple[date, ...]) -> Iterator[Problem]:
    away = [day for day in dates if any(first <= day <= last for first, last in teacher.away)]
    if away:
        text = Said(
            f"{teacher.name} 강사가 {_listed(away)}에 오지 못합니다.",
            f"{teacher.name} cannot come on {_listed(away).english}.",
        )
        yield Problem(
            "instructor_away",
            text,
            Said("다른 강사나 날을 고르세요.", "Choose another instructor or other days."),
            field="instructors",
        )
    other_days = [day for day in dates if day.isoweekday() not in teacher.weekdays]
    if other_days:
        text = Said(
            f"{teacher.name} 강사는 {_listed(other_days)}에 강의하지 않는 요일입니다.",
            f"{teacher.name} does not teach on these days of the week: {_listed(other_days).english}.",
        )
        yield Problem(
            "instructor_away",
            text,
            Said("다른 강사나 요일을 고르세요.", "Choose another instructor or other days of the week."),
            field="instructors",
        )


def _taken(name: str, taken: Mapping[date, str], dates: tuple[date, ...]) -> Iterator[Said]:
    others: dict[str, list[date]] = {}
    for day in dates:
        if day in taken:
            others.setdefault(taken[day], []).append(day)
    for title, hit in others.items():
        yield Said(
            f"{_listed(hit)} {name}: {with_particle(f'‘{title}’', '이/가')} 있습니다.",
            f"{english(name)} has “{english(title)}” on {_listed(hit).english}.",
        )


def _listed(days: list[date]) -> Said:
    return joined((day_words(day) for day in days), ", ")
