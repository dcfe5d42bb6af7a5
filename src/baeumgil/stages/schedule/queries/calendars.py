"""교육 달력. Sessions by span, room, instructor, unit or person; loads of a year by day. Constant statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, Sum

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.core.glossary import label
from baeumgil.core.locks import HIGHEST_NUMBER
from baeumgil.stages.schedule.access import may_see_calendar, may_see_drafts, units_seen
from baeumgil.stages.schedule.errors import InstructorNotFound, RoomNotFound, SessionNotFound, YearNotOpen
from baeumgil.stages.schedule.models import CourseSession, Instructor, Room, RoomClosure, ScheduleYear, SessionDay
from baeumgil.stages.schedule.queries.session_rows import session_rows
from baeumgil.stages.schedule.queries.ties import Ties, own_ties, own_unit, unit_ties
from baeumgil.stages.schedule.queries.working_days import days_of
from baeumgil.stages.schedule.rules.held_seats import OwnSeats
from baeumgil.stages.schedule.rules.rows import DayInfo, SessionRow, YearRow
from baeumgil.stages.schedule.terms import InstructorSide, RoomKind, SessionState


@dataclass(frozen=True, slots=True)
class MonthLoad:
    """한 달. Sessions that begin in it, the days they take, and seats."""

    month: int
    sessions: int
    days: int
    seats: int


@dataclass(frozen=True, slots=True)
class YearLoad:
    """한 해의 달력. How many sessions each day holds; `open` have no days yet."""

    days: tuple[DayInfo, ...]
    loads: Mapping[date, int]
    months: tuple[MonthLoad, ...]
    placed: int
    open: int
    seats: int


@dataclass(frozen=True, slots=True)
class YearHead:
    """편성 연도, as the head of a page names it."""

    id: int
    institute: int
    institute_code: str
    institute_name: str
    is_example: bool
    year: int


@dataclass(frozen=True, slots=True)
class RoomHead:
    """강의실, as its calendar's head shows it."""

    id: int
    institute: int
    institute_code: str
    name: str
    site: str
    kind: RoomKind
    seats: int
    is_in_use: bool


@dataclass(frozen=True, slots=True)
class InstructorHead:
    """강사, as the calendar's head shows them: nothing personal but the name they teach under."""

    id: int
    institute: int
    institute_code: str
    name: str
    side: InstructorSide
    organisation: str


def sessions_between(
    *,
    actor: Actor,
    first: date,
    last: date,
    institute: int | None = None,
    room: int | None = None,
    instructor: int | None = None,
    unit: int | None = None,
    mine: bool = False,
) -> tuple[SessionRow, ...]:
    """Placed sessions with a day in the span, in the order of their days. Raises `NotAllowed`."""
    _need(actor)
    chosen = placed_between(first, last)
    if institute is not None:
        chosen &= Q(year__institute_id=institute)
    if room is not None:
        chosen &= Q(room_id=room)
    if instructor is not None:
        chosen &= Q(pk__in=CourseSession.objects.filter(teachings__instructor_id=instructor).values("pk"))
    if unit is not None:
        _need_unit(actor, unit)
        chosen &= unit_ties(unit, first, last).sessions()
    if mine:
        chosen &= _own(actor, first, last, None).sessions()
    return session_rows(chosen)


def tied_sessions(
    *, actor: Actor, first: date, last: date, unit: int | None = None, seats: OwnSeats | None = None
) -> tuple[tuple[SessionRow, ...], Ties]:
    """Sessions of a unit, or without one the actor's own, with why each is there.

    `seats` is asked in which the actor sits. Everybody sees their own unit; liaisons and heads those they stand for;
    who sees drafts sees all. Raises `NotAllowed`.
    """
    _need(actor)
    if unit is not None:
        _need_unit(actor, unit)
    ties = unit_ties(unit, first, last) if unit is not None else _own(actor, first, last, seats)
    chosen = placed_between(first, last) & Q(year__institute__is_example=False) & ties.sessions()
    return session_rows(chosen), ties


def session_card(*, actor: Actor, session: int) -> SessionRow:
    """One session; who sees drafts also sees what instructors answered. Raises `NotAllowed`, `SessionNotFound`."""
    _need(actor)
    rows = session_rows(Q(pk=session), with_answers=may_see_drafts(actor))
    if not rows:
        raise SessionNotFound(session=session)
    return rows[0]


def open_sessions(*, actor: Actor, institute: int, year: int) -> tuple[SessionRow, ...]:
    """Sessions of a year that have no days yet, by name."""
    _need(actor)
    return session_rows(Q(year__institute_id=institute, year__year=year, state=SessionState.OPEN))


def schedule_years(*, actor: Actor) -> tuple[YearRow, ...]:
    """Years whose sessions were taken over, our own first, the newest first; one statement."""
    return _years(actor, Q())


def _years(actor: Actor, chosen: Q) -> tuple[YearRow, ...]:
    _need(actor)
    counted = {state: Count("sessions", filter=Q(sessions__state=state)) for state in SessionState}
    rows = (
        ScheduleYear.objects.filter(chosen)
        .annotate(
            sessions_all=Count("sessions"),
            sessions_placed=counted[SessionState.PLACED],
            sessions_open=counted[SessionState.OPEN],
            sessions_cancelled=counted[SessionState.CANCELLED],
        )
        .order_by("institute__is_example", "institute_id", "-year")
        .values_list(
            "pk",
            "institute_id",
            "institute__code",
            "institute__name",
            "institute__is_example",
            "year",
            "version_id",
            "revision",
            "sessions_all",
            "sessions_placed",
            "sessions_open",
            "sessions_cancelled",
        )
    )
    return tuple(YearRow(*row) for row in rows)


def year_head(*, actor: Actor, year: int) -> YearHead:
    """One year by its number, without counting its sessions. Raises `NotAllowed`, `YearNotOpen`."""
    _need(actor)
    columns = ("pk", "institute_id", "institute__code", "institute__name", "institute__is_example", "year")
    found = ScheduleYear.objects.filter(pk=year if year <= HIGHEST_NUMBER else 0).values_list(*columns).first()
    if found is None:
        raise YearNotOpen(year=year)
    return YearHead(*found)


def year_named(*, actor: Actor, year: int, institute: str = "") -> YearRow:
    """The schedule year of a calendar year; of our own institute unless a code is given. Raises `YearNotOpen`."""
    for row in _years(actor, Q(year=year)):
        if row.year == year and (row.institute_code == institute if institute else not row.is_example):
            return row
    raise YearNotOpen(year=year)


def year_load(*, actor: Actor, institute: int, year: int, field: str = "") -> YearLoad:
    """How full each day and month of a year is, counted by the database. `field` narrows it to one field."""
    _need(actor)
    days = days_of(institute, date(year, 1, 1), date(year, 12, 31))
    sessions = CourseSession.objects.filter(year__institute_id=institute, year__year=year)
    held = SessionDay.objects.filter(session__year__institute_id=institute, on__year=year)
    if field:
        sessions = sessions.filter(course__field__code=field)
        held = held.filter(session__course__field__code=field)
    loads = dict(held.order_by("on").values_list("on").annotate(count=Count("pk")))
    months = tuple(
        MonthLoad(*row)
        for row in sessions.filter(state=SessionState.PLACED)
        .order_by("starts_on__month")
        .values_list("starts_on__month")
        .annotate(count=Count("pk"), taken=Sum("days"), seats_all=Sum("seats"))
    )
    return YearLoad(
        days=days,
        loads=loads,
        months=months,
        placed=sum(month.sessions for month in months),
        open=sessions.filter(state=SessionState.OPEN).count(),
        seats=sum(month.seats for month in months),
    )


def room_head(*, actor: Actor, room: int) -> RoomHead:
    """A room. Raises `NotAllowed`, `RoomNotFound`."""
    _need(actor)
    found = Room.objects.select_related("site__institute").filter(pk=room).first()
    if found is None:
        raise RoomNotFound(room=room)
    institute = found.site.institute
    return RoomHead(
        id=found.pk,
        institute=institute.pk,
        institute_code=institute.code,
        name=found.name,
        site=found.site.name,
        kind=found.kind,
        seats=found.seats,
        is_in_use=found.is_in_use,
    )


def instructor_head(*, actor: Actor, instructor: int) -> InstructorHead:
    """An instructor. Raises `NotAllowed`, `InstructorNotFound`."""
    _need(actor)
    found = Instructor.objects.select_related("institute").filter(pk=instructor).first()
    if found is None:
        raise InstructorNotFound(instructor=instructor)
    return InstructorHead(
        id=found.pk,
        institute=found.institute_id,
        institute_code=found.institute.code,
        name=found.name,
        side=found.side,
        organisation=found.organisation,
    )


def room_names(*, actor: Actor, institute: int) -> tuple[tuple[int, str], ...]:
    """Rooms in use, to choose a calendar from."""
    _need(actor)
    rooms = Room.objects.filter(site__institute_id=institute, is_in_use=True).order_by("site__order", "order", "pk")
    return tuple(rooms.values_list("pk", "name"))


def instructor_names(*, actor: Actor, institute: int) -> tuple[tuple[int, str], ...]:
    """Instructors in use, to choose a calendar from."""
    _need(actor)
    found = Instructor.objects.filter(institute_id=institute, is_in_use=True).order_by("name", "pk")
    return tuple(found.values_list("pk", "name"))


def room_closures(*, actor: Actor, room: int, first: date, last: date) -> Mapping[date, str]:
    """Days of a span on which a room is closed, and why."""
    _need(actor)
    found: dict[date, str] = {}
    for closure in RoomClosure.objects.filter(room_id=room, starts_on__lte=last, ends_on__gte=first):
        day = max(closure.starts_on, first)
        while day <= min(closure.ends_on, last):
            found[day] = closure.note or label(closure.kind)
            day += timedelta(days=1)
    return found


def placed_between(first: date, last: date) -> Q:
    """Sessions with days between these; both ends count."""
    return Q(state=SessionState.PLACED, starts_on__lte=last, ends_on__gte=first)


def _own(actor: Actor, first: date, last: date, seats: OwnSeats | None) -> Ties:
    if actor.person is None:
        return Ties()
    held = seats(actor=actor, first=first, last=last) if seats is not None else {}
    return own_ties(actor.person, first, last, seats=held)


def may_see_unit(actor: Actor, unit: int) -> bool:
    """Whether the actor may see a unit's calendar: one's own, those one stands for, or all."""
    seen = units_seen(actor)
    if seen is None or unit in seen:
        return True
    return actor.person is not None and own_unit(actor.person) == unit


def _need_unit(actor: Actor, unit: int) -> None:
    if not may_see_unit(actor, unit):
        raise NotAllowed


def _need(actor: Actor) -> None:
    if not may_see_calendar(actor):
        raise NotAllowed
