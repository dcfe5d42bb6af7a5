"""The timetable problem as values (docs/formats/timetable.md says what each means)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

ALL_WEEK = (1, 2, 3, 4, 5, 6, 7)


class Pattern(StrEnum):
    """How the days of a session follow each other."""

    BLOCK = "block"
    WEEKLY = "weekly"


class CostRule(StrEnum):
    """Soft rules, in the order in which plans list them."""

    UNPLACED = "unplaced"
    PROMISE = "promise"
    EMPTIED = "emptied"
    AVOID = "avoid"
    WISH = "wish"
    WEEKDAY = "weekday"
    CROWDED = "crowded"
    FEE = "fee"
    SPARE = "spare"


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included."""

    first: date
    last: date
    why: str = ""


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A holiday, or a day worked after all."""

    on: date
    name: str = ""


@dataclass(frozen=True, slots=True)
class Avoided:
    """Days on which a session costs `cost` points each."""

    first: date
    last: date
    name: str
    cost: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of the problem, both ends included."""

    first: date
    last: date
    weekend: tuple[int, ...] = (6, 7)
    holidays: tuple[NamedDay, ...] = ()
    working: tuple[NamedDay, ...] = ()
    avoid: tuple[Avoided, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """강의실."""

    id: str
    name: str
    seats: int
    site: str = ""
    features: tuple[str, ...] = ()
    closed: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Instructor:
    """강사. `fee` in points a day."""

    id: str
    name: str
    away: tuple[Span, ...] = ()
    weekdays: tuple[int, ...] = ALL_WEEK
    fee: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """부서. How many of its people may be away on one day before it costs."""

    id: str
    name: str
    away_limit: int


@dataclass(frozen=True, slots=True)
class Course:
    """과정. `gap_days` None: its sessions are free of each other."""

    id: str
    name: str
    gap_days: int | None = None


@dataclass(frozen=True, slots=True)
class RoomNeed:
    """What a session asks of its room."""

    features: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """One place for an instructor, and who may fill it."""

    id: str
    instructors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pin:
    """What may not be changed."""

    starts: date | None = None
    room: str | None = None
    instructors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Present:
    """Where a session stands now."""

    starts: date
    room: str | None = None
    instructors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Session:
    """기수."""

    id: str
    course: str
    number: int
    people: int
    days: int
    name: str = ""
    pattern: Pattern = Pattern.BLOCK
    within_week: bool = False
    windows: tuple[Span, ...] = ()
    wish: Span | None = None
    weekdays: tuple[int, ...] = ()
    room: RoomNeed | None = None
    roles: tuple[Role, ...] = ()
    audiences: tuple[str, ...] = ()
    absent: Mapping[str, int] = field(default_factory=dict)
    priority: int = 1
    pinned: Pin | None = None
    announced: date | None = None
    present: Present | None = None
    selected: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """`after` starts more than `lag_days` days after the last day of `before`."""

    before: str
    after: str
    lag_days: int = 0


@dataclass(frozen=True, slots=True)
class Costs:
    """Points per unit of each soft rule."""

    unplaced: int = 1000
    promise: int = 60
    emptied: int = 4
    avoid: int = 1
    wish: int = 2
    weekday: int = 1
    crowded: int = 1
    fee: int = 1
    spare: int = 1
    crowded_percent: int = 120


@dataclass(frozen=True, slots=True)
class Problem:
    """A whole year, or a part of one."""

    calendar: Calendar
    rooms: tuple[Room, ...]
    instructors: tuple[Instructor, ...]
    courses: tuple[Course, ...]
    sessions: tuple[Session, ...]
    groups: tuple[Group, ...] = ()
    orders: tuple[Order, ...] = ()
    costs: Costs = field(default_factory=Costs)
    name: str = ""
