"""The calendar as plain values: what queries hand to pages, commands, the API and feeds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from baeumgil.stages.plan.terms import CourseKind
from baeumgil.stages.schedule.terms import InvitationState, SessionState, TeachingRole


@dataclass(frozen=True, slots=True)
class DayInfo:
    """근무 달력의 하루. `name` says why it is not worked, or why it is after all; `peaks` name times to avoid."""

    on: date
    is_working: bool
    name: str = ""
    peaks: tuple[str, ...] = ()
    peak_cost: int = 0


@dataclass(frozen=True, slots=True)
class TeacherRow:
    """누가 어느 자리를 맡는지, and what they answered."""

    role: TeachingRole
    instructor: int
    name: str
    invitation: InvitationState | None = None


@dataclass(frozen=True, slots=True)
class SessionRow:
    """기수 하나. `dates` are its days in order; empty while it is open."""

    id: int
    schedule_year: int
    year: int
    course: int
    course_code: str
    name: str
    label: str
    number: int
    field_code: str
    field_name: str
    kind: CourseKind
    seats: int
    days: int
    state: SessionState
    starts_on: date | None
    ends_on: date | None
    dates: tuple[date, ...]
    room: int | None
    room_name: str
    place_text: str
    teachers: tuple[TeacherRow, ...]
    is_date_pinned: bool
    is_room_pinned: bool
    are_instructors_pinned: bool
    announced_on: date | None
    planned_starts_on: date | None
    planned_ends_on: date | None
    selected: int
    revision: int
    why_open: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Name, label and number as calendars show them."""
        return f"{self.name}{f' {self.label}' if self.label else ''} {self.number}기"


def told_apart(rows: Iterable[SessionRow]) -> Mapping[int, str]:
    """What to call each of these in one list: with its year where sessions of two years bear the same title."""
    known = {row.id: row for row in rows}
    years: dict[str, set[int]] = defaultdict(set)
    for row in known.values():
        years[row.title].add(row.year)
    return {row.id: f"{row.year}년 {row.title}" if len(years[row.title]) > 1 else row.title for row in known.values()}


@dataclass(frozen=True, slots=True)
class Placing:
    """기수 하나의 자리: its days, room and instructors by role."""

    session: int
    dates: tuple[date, ...]
    room: int | None = None
    instructors: Mapping[TeachingRole, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class YearRow:
    """편성 연도."""

    id: int
    institute: int
    institute_code: str
    institute_name: str
    is_example: bool
    year: int
    version: int
    revision: int
    sessions: int
    placed: int
    open: int
    cancelled: int
