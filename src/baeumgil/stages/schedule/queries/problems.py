"""A year as a problem for the solver."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from django.db.models import QuerySet

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.core.policies import values_on
from baeumgil.engines.timetabling.problem import Course, Group, Order, Problem, Session
from baeumgil.stages.people.queries.unit_counts import counts_below_top
from baeumgil.stages.plan.terms import TargetGroup
from baeumgil.stages.schedule.access import may_see_drafts
from baeumgil.stages.schedule.errors import YearNotOpen
from baeumgil.stages.schedule.models import CourseSession, ScheduleYear, SessionDay, Teachable, Teaching, TeachingDay
from baeumgil.stages.schedule.queries.conditions import conditions_of, for_session
from baeumgil.stages.schedule.queries.problem_means import Held, calendar_of_year, instructors_of, rooms_of
from baeumgil.stages.schedule.rules.conditions import ConditionRow, gap_of
from baeumgil.stages.schedule.rules.course_orders import Follows, knots_of, untied
from baeumgil.stages.schedule.rules.posing import Frame, Place, SessionFacts, orders_of, posed, shares_of, untaught
from baeumgil.stages.schedule.terms import SessionState, TeachingRole

Keep = Literal["nothing", "pins", "present"]

AWAY_PERCENT = "schedule.away_percent"
USUAL_AWAY_PERCENT = 10
NO_OFFICIALS = frozenset({TargetGroup.CANDIDATE, TargetGroup.OUTSIDE})


@dataclass(frozen=True, slots=True)
class _Rows:
    """Sessions of the year that may still be placed, and those that have begun."""

    ahead: tuple[CourseSession, ...]
    begun: tuple[CourseSession, ...]


@dataclass(frozen=True, slots=True)
class UntaughtRow:
    """강사를 찾을 수 없는 자리: a role of a course that nobody can teach, and how many sessions ask for it."""

    course: int
    name: str
    role: TeachingRole
    sessions: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """문제에서 뺀 것: roles without anybody to fill them, and rings of courses that would have to precede each other.

    A ring holds ids and names in the order of holding; each before the next, the last before the first.
    """

    untaught: tuple[UntaughtRow, ...] = ()
    rings: tuple[tuple[tuple[int, str], ...], ...] = ()


def left_out(*, actor: Actor, year: int) -> LeftOut:
    """What the problem of a year leaves out as conditions and instructors stand now; a constant number of statements.

    Raises `NotAllowed`, `YearNotOpen`.
    """
    if not may_see_drafts(actor):
        raise NotAllowed
    institute, is_example, number = _head(year)
    rows = _rows(year, _today(is_example=is_example))
    conditions = conditions_of(institute, {each.course_id for each in rows.ahead})
    teachings = _teachings([each.pk for each in rows.ahead])
    frame = Frame(year=number, from_on=date(number, 1, 1), teachables=_teachables(institute))
    wanted = Counter(
        (row.course_id, role)
        for row in rows.ahead
        for role in untaught(_facts(row, conditions[row.course_id], teachings.get(row.pk, {})), frame)
    )
    return LeftOut(
        untaught=tuple(
            UntaughtRow(course, conditions[course].name, role, count) for (course, role), count in wanted.items()
        ),
        rings=tuple(
            tuple((one, conditions[one].name) for one in ring)
            for ring in knots_of(_follows(_by_course(rows.ahead), conditions))
        ),
    )


def problem_of_year(year: int, *, keep: Keep) -> Problem:
    """The sessions of a schedule year with all they need, as they stand in the tables now.

    `keep`: "nothing" plans from scratch, "pins" keeps what is pinned, "present" also tells where every session stands.
    Sessions that have begun are not in it: their rooms and instructors are taken on those days. Ids are primary keys as
    text. Courses that would have to precede each other in a ring are left free of each other. A constant number of
    statements. Raises `YearNotOpen`.
    """
    institute, is_example, number = _head(year)
    today = _today(is_example=is_example)
    rows = _rows(year, today)
    conditions = conditions_of(institute, {each.course_id for each in (*rows.ahead, *rows.begun)})
    teachings = _teachings([each.pk for each in rows.ahead])
    counts = {} if is_example else {str(each.unit): each for each in counts_below_top(clock.today())}
    frame = Frame(
        year=number,
        from_on=max(date(number, 1, 1), today + timedelta(days=1)),
        teachables=_teachables(institute),
        shares=shares_of({key: each.people for key, each in counts.items()}),
        follows_plan=keep != "nothing",
        keeps_pins=keep != "nothing",
        keeps_present=keep == "present",
    )
    sessions = _sessions(rows, conditions, teachings, frame)
    begun = [each.pk for each in rows.begun]
    held = Held(
        rooms=_taken(SessionDay.objects.filter(session_id__in=begun).exclude(room=None), "room_id"),
        instructors=_taken(TeachingDay.objects.filter(session_id__in=begun), "instructor_id"),
        used_rooms=frozenset(each.room_id for each in rows.ahead if each.room_id is not None),
        used_instructors=frozenset(one for found in teachings.values() for one in found.values()),
    )
    percent = _away_percent()
    return Problem(
        name=f"{number}",
        calendar=calendar_of_year(institute, number),
        rooms=rooms_of(institute, number, held),
        instructors=instructors_of(institute, number, held),
        groups=tuple(
            Group(key, each.name, max(1, each.people * percent // 100)) for key, each in sorted(counts.items())
        ),
        courses=_courses(rows.ahead, conditions),
        sessions=sessions,
        orders=_orders(rows.ahead, conditions),
    )


def _head(year: int) -> tuple[int, bool, int]:
    row = ScheduleYear.objects.filter(pk=year).values_list("institute_id", "institute__is_example", "year").first()
    if row is None:
        raise YearNotOpen(year=year)
    return row


def _today(*, is_example: bool) -> date:
    """An example is planned as if its year lay ahead."""
    return date.min if is_example else clock.today()


def _rows(year: int, today: date) -> _Rows:
    found = CourseSession.objects.filter(year_id=year).exclude(state=SessionState.CANCELLED).select_related("course")
    ordered = sorted(found, key=lambda row: (row.course_id, row.number, row.label, row.pk))
    begun = tuple(row for row in ordered if row.starts_on is not None and row.starts_on <= today)
    gone = {row.pk for row in begun}
    return _Rows(tuple(row for row in ordered if row.pk not in gone), begun)


def _sessions(
    rows: _Rows,
    conditions: Mapping[int, ConditionRow],
    teachings: Mapping[int, Mapping[TeachingRole, int]],
    frame: Frame,
) -> tuple[Session, ...]:
    by_course = _by_course(rows.ahead)
    begun = _by_course(rows.begun)
    made = []
    for course, found in by_course.items():
        condition = conditions[course]
        gap = gap_of(condition, sessions=len(found) + len(begun.get(course, ())))
        starts = [row.starts_on for row in begun.get(course, ()) if row.starts_on is not None]
        not_before = max(starts) + timedelta(days=gap) if starts and gap is not None else None
        follows = [each for one in condition.follows for each in begun.get(one, ()) if each.ends_on is not None]
        ends = [each.ends_on + timedelta(days=condition.lag_days + 1) for each in follows if each.ends_on is not None]
        not_before = max((each for each in (not_before, *ends) if each is not None), default=None)
        before = len(begun.get(course, ()))
        for position, row in enumerate(found):
            place = Place(before + position, before + len(found), not_before)
            made.append(posed(_facts(row, condition, teachings.get(row.pk, {})), _framed(row, frame), place))
    return tuple(made)


def _framed(row: CourseSession, frame: Frame) -> Frame:
    """Those who are no officials yet, or none of ours, empty no department."""
    if TargetGroup(row.course.target_group) not in NO_OFFICIALS or not frame.shares:
        return frame
    return replace(frame, shares={})


def _facts(row: CourseSession, condition: ConditionRow, instructors: Mapping[TeachingRole, int]) -> SessionFacts:
    label = f" {row.label}" if row.label else ""
    return SessionFacts(
        id=row.pk,
        course=row.course_id,
        number=row.number,
        title=f"{row.name}{label} {row.number}기",
        seats=row.seats,
        days=row.days,
        condition=for_session(condition, row.needs),
        starts_on=row.starts_on,
        room=row.room_id,
        instructors=instructors,
        is_date_pinned=row.is_date_pinned,
        is_room_pinned=row.is_room_pinned,
        are_instructors_pinned=row.are_instructors_pinned,
        announced_on=row.announced_on,
        planned_starts_on=row.planned_starts_on,
        planned_month=row.planned_month,
        selected=row.selected,
    )


def _by_course(rows: Sequence[CourseSession]) -> dict[int, list[CourseSession]]:
    found: dict[int, list[CourseSession]] = defaultdict(list)
    for row in rows:
        found[row.course_id].append(row)
    return found


def _courses(rows: Sequence[CourseSession], conditions: Mapping[int, ConditionRow]) -> tuple[Course, ...]:
    return tuple(
        Course(str(course), conditions[course].name, gap_of(conditions[course], sessions=len(found)))
        for course, found in _by_course(rows).items()
    )


def _orders(rows: Sequence[CourseSession], conditions: Mapping[int, ConditionRow]) -> tuple[Order, ...]:
    by_course = _by_course(rows)
    return tuple(
        order
        for course, befores in untied(_follows(by_course, conditions)).items()
        for before in befores
        for order in orders_of(
            [row.pk for row in by_course[before]], [row.pk for row in by_course[course]], conditions[course].lag_days
        )
    )


def _follows(courses: Collection[int], conditions: Mapping[int, ConditionRow]) -> Follows:
    """What comes before what among courses that have sessions."""
    return {course: tuple(before for before in conditions[course].follows if before in courses) for course in courses}


def _teachings(sessions: Collection[int]) -> Mapping[int, Mapping[TeachingRole, int]]:
    found: dict[int, dict[TeachingRole, int]] = defaultdict(dict)
    rows = Teaching.objects.filter(session_id__in=list(sessions)).order_by("pk")
    for session, role, instructor in rows.values_list("session_id", "role", "instructor_id"):
        found[session][TeachingRole(role)] = instructor
    return found


def _teachables(institute: int) -> Mapping[tuple[int, TeachingRole], tuple[int, ...]]:
    found: dict[tuple[int, TeachingRole], list[int]] = defaultdict(list)
    rows = Teachable.objects.filter(instructor__institute_id=institute, instructor__is_in_use=True)
    for course, role, instructor in rows.order_by("instructor_id").values_list("course_id", "role", "instructor_id"):
        found[course, TeachingRole(role)].append(instructor)
    return {key: tuple(able) for key, able in found.items()}


def _taken(rows: QuerySet[Any], column: str) -> Mapping[int, tuple[date, ...]]:
    found: dict[int, list[date]] = defaultdict(list)
    for one, on in rows.order_by("on", "pk").values_list(column, "on"):
        found[one].append(on)
    return {one: tuple(days) for one, days in found.items()}


def _away_percent() -> int:
    value = values_on([AWAY_PERCENT], clock.today()).get(AWAY_PERCENT)
    return value if isinstance(value, int) and value >= 0 else USUAL_AWAY_PERCENT
