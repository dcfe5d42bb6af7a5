"""한 해를 문제로. What the tables say of a session, in the words of docs/formats/timetable.md."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from baeumgil.core.said import Said
from baeumgil.engines.timetabling.problem import Order, Pattern, Pin, Present, Role, RoomNeed, Session, Span
from baeumgil.stages.schedule.rules.conditions import ConditionRow, windows_of, wish_of
from baeumgil.stages.schedule.terms import ConditionField, DayPattern, TeachingRole

WORKING_WEEK = 5
MOST_PER_MILLE = 1000


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """기수 하나, as the tables have it, with the conditions that hold for it."""

    id: int
    course: int
    number: int
    title: str
    seats: int
    days: int
    condition: ConditionRow
    starts_on: date | None = None
    room: int | None = None
    instructors: Mapping[TeachingRole, int] = field(default_factory=dict)
    is_date_pinned: bool = False
    is_room_pinned: bool = False
    are_instructors_pinned: bool = False
    announced_on: date | None = None
    planned_starts_on: date | None = None
    planned_month: int | None = None
    selected: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for all sessions of a year. `from_on`: nothing new starts before it."""

    year: int
    from_on: date
    teachables: Mapping[tuple[int, TeachingRole], tuple[int, ...]] = field(default_factory=dict)
    shares: Mapping[str, int] = field(default_factory=dict)
    """Per mille of all people, by department."""
    follows_plan: bool = True
    keeps_pins: bool = True
    keeps_present: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Which of its course's sessions it is, counted from 0, and the first day that the one before it leaves free."""

    position: int
    of: int
    not_before: date | None = None


def posed(facts: SessionFacts, frame: Frame, place: Place) -> Session:
    """One session of the problem."""
    row = facts.condition
    is_weekly = row.pattern is DayPattern.WEEKLY
    return Session(
        id=str(facts.id),
        course=str(facts.course),
        number=place.position + 1,
        name=facts.title,
        people=max(facts.seats, facts.selected),
        days=facts.days,
        pattern=Pattern.WEEKLY if is_weekly else Pattern.BLOCK,
        within_week=row.within_week and not is_weekly and facts.days <= WORKING_WEEK,
        windows=_windows(facts, frame, place),
        wish=_wish(facts, frame, place),
        weekdays=row.weekdays,
        room=_room(row),
        roles=_roles(facts, frame),
        audiences=(row.audience,) if row.audience else (),
        absent=absent(facts.seats, frame.shares),
        priority=row.priority,
        pinned=_pinned(facts) if frame.keeps_pins else None,
        announced=facts.announced_on,
        present=_present(facts) if frame.keeps_present else None,
        selected=facts.selected,
    )


def absent(seats: int, shares: Mapping[str, int]) -> dict[str, int]:
    """How many of each department are expected to sit in so many seats; departments with nobody are left out."""
    found = {group: (seats * share + MOST_PER_MILLE // 2) // MOST_PER_MILLE for group, share in shares.items()}
    return {group: people for group, people in found.items() if people}


def shares_of(people: Mapping[str, int]) -> dict[str, int]:
    """Departments' shares of all people, per mille."""
    total = sum(people.values())
    return {group: count * MOST_PER_MILLE // total for group, count in people.items()} if total else {}


def orders_of(before: Sequence[int], after: Sequence[int], lag_days: int) -> tuple[Order, ...]:
    """Each session of the course that follows comes after its share of those it follows, in their order.

    Of four before two, the first follows the second and the second the fourth.
    """
    if not before or not after:
        return ()
    pairs = ((one, max(0, -(-(place + 1) * len(before) // len(after)) - 1)) for place, one in enumerate(after))
    return tuple(Order(str(before[place]), str(one), lag_days) for one, place in pairs)


def month_of(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _windows(facts: SessionFacts, frame: Frame, place: Place) -> tuple[Span, ...]:
    first, last = date(frame.year, 1, 1), date(frame.year, 12, 31)
    earliest = max(frame.from_on, place.not_before or first)
    spans = windows_of(facts.condition, year=frame.year)
    if facts.is_date_pinned and frame.keeps_pins and facts.starts_on is not None:
        earliest = min(earliest, facts.starts_on)
    if earliest <= first:
        return tuple(Span(*span) for span in spans)
    left = tuple(Span(max(start, earliest), end) for start, end in spans or ((first, last),) if end >= earliest)
    # Where nothing is left, the last day stands for it: the session cannot be placed, and the reason names the window.
    return left or (Span(min(earliest, last), last, Said("남은 때가 없습니다.", "No time is left.")),)


def _wish(facts: SessionFacts, frame: Frame, place: Place) -> Span | None:
    reason = facts.condition.why.get(ConditionField.WISH)
    is_given = reason is not None and reason.is_given
    if frame.follows_plan and not is_given:
        if facts.planned_starts_on is not None:
            monday = facts.planned_starts_on - timedelta(days=facts.planned_starts_on.weekday())
            return _clipped(monday, monday + timedelta(days=6), frame.year)
        if facts.planned_month is not None:
            return Span(*month_of(frame.year, facts.planned_month))
    found = wish_of(facts.condition, year=frame.year, position=place.position, of=place.of)
    return Span(*found) if found else None


def _clipped(first: date, last: date, year: int) -> Span | None:
    begin, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
    return Span(begin, end) if begin <= end else None


def _room(row: ConditionRow) -> RoomNeed | None:
    if not row.needs_room:
        return None
    return RoomNeed(tuple(feature.value for feature in row.features), tuple(str(room) for room in row.only_rooms))


def _roles(facts: SessionFacts, frame: Frame) -> tuple[Role, ...]:
    """Roles that somebody can fill, or somebody fills. A role nobody was named for yet is left to the office."""
    found = []
    for role in facts.condition.roles:
        able = _able(facts, frame, role)
        if able:
            found.append(Role(role.value, tuple(str(instructor) for instructor in able)))
    return tuple(found)


def untaught(facts: SessionFacts, frame: Frame) -> tuple[TeachingRole, ...]:
    """Roles that nobody can fill and nobody fills: what the problem leaves out."""
    return tuple(role for role in facts.condition.roles if not _able(facts, frame, role))


def _able(facts: SessionFacts, frame: Frame, role: TeachingRole) -> tuple[int, ...]:
    able = frame.teachables.get((facts.course, role), ())
    held = facts.instructors.get(role)
    return able if held is None or held in able else (*able, held)


def _pinned(facts: SessionFacts) -> Pin | None:
    if facts.starts_on is None:
        return None
    roles = set(facts.condition.roles)
    pin = Pin(
        starts=facts.starts_on if facts.is_date_pinned else None,
        room=str(facts.room)
        if facts.is_room_pinned and facts.room is not None and facts.condition.needs_room
        else None,
        instructors={role.value: str(one) for role, one in facts.instructors.items() if role in roles}
        if facts.are_instructors_pinned
        else {},
    )
    return pin if pin.starts or pin.room or pin.instructors else None


def _present(facts: SessionFacts) -> Present | None:
    if facts.starts_on is None:
        return None
    roles = set(facts.condition.roles)
    return Present(
        starts=facts.starts_on,
        room=str(facts.room) if facts.room is not None else None,
        instructors={role.value: str(one) for role, one in facts.instructors.items() if role in roles},
    )
