"""What stands around one session: rooms, teachers, neighbours and days, gathered before it is moved.

A building block for actions and queries that have asked who may. Constant statements.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from baeumgil.core import clock
from baeumgil.core.glossary import both
from baeumgil.stages.schedule.errors import SessionNotFound
from baeumgil.stages.schedule.models import (
    CourseSession,
    Instructor,
    InstructorAway,
    Room,
    RoomClosure,
    SessionDay,
    Teachable,
    TeachingDay,
)
from baeumgil.stages.schedule.queries.conditions import conditions_of, for_session
from baeumgil.stages.schedule.queries.session_rows import session_rows
from baeumgil.stages.schedule.queries.working_days import days_of
from baeumgil.stages.schedule.rules.clashes import ClashFacts, Neighbour, RoomFacts, TeacherFacts
from baeumgil.stages.schedule.rules.conditions import ConditionRow, gap_of, windows_of
from baeumgil.stages.schedule.rules.rows import SessionRow
from baeumgil.stages.schedule.terms import DayPattern, RoomFeature, SessionState, TeachingRole

Taken = dict[int, dict[date, str]]
WEEK = 5


@dataclass(frozen=True, slots=True)
class Desk:
    """One session and everything it could clash with."""

    row: SessionRow
    institute: int
    is_example: bool
    facts: ClashFacts


def desk_of(session: int, *, is_trusted: bool = False) -> Desk:
    """Gather. Raises `SessionNotFound`. Whoever is trusted may also arrange the past."""
    found = (
        CourseSession.objects.filter(pk=session)
        .values_list("year__institute_id", "year__institute__is_example", "needs")
        .first()
    )
    if found is None:
        raise SessionNotFound(session=session)
    institute, is_example, needs = found
    row = session_rows(Q(pk=session))[0]
    return desk_around(row, institute, needs, is_example=is_example, is_trusted=is_trusted)


def desk_around(
    row: SessionRow, institute: int, needs: Mapping[str, Any], *, is_example: bool = False, is_trusted: bool = False
) -> Desk:
    """Gather for a session as described, which need not be stored yet (its number is 0 then)."""
    condition = conditions_of(institute, [row.course]).get(row.course)
    wants = for_session(condition, needs) if condition is not None else None
    first, last = date(row.year, 1, 1), date(row.year, 12, 31)
    siblings, audience, before, after = _neighbours(row, wants)
    is_open = row.state is not SessionState.PLACED
    facts = ClashFacts(
        first=first,
        last=last,
        days={info.on: info for info in days_of(institute, first, last)},
        length=row.days,
        people=row.seats,
        number=row.number,
        pattern=wants.pattern if wants is not None else DayPattern.BLOCK,
        within_week=wants is not None and wants.within_week and row.days <= WEEK,
        windows=windows_of(wants, year=row.year) if wants is not None else (),
        needs_room=wants is not None and wants.needs_room and (is_open or row.room is not None),
        features=frozenset(feature.value for feature in wants.features) if wants is not None else frozenset(),
        only_rooms=frozenset(wants.only_rooms) if wants is not None else frozenset(),
        roles=_roles(row, wants, is_open=is_open),
        rooms=_rooms(institute, row, first, last),
        teachers=_teachers(row, first, last),
        gap_days=gap_of(wants, sessions=len(siblings) + 1) if wants is not None else None,
        siblings=siblings,
        audience=audience,
        before=before,
        after=after,
        feature_names={feature.value: both(feature) for feature in RoomFeature},
        today=None if is_trusted else clock.today(),
        present_start=row.starts_on,
    )
    return Desk(row, institute, is_example, facts)


def _roles(row: SessionRow, wants: ConditionRow | None, *, is_open: bool) -> tuple[TeachingRole, ...]:
    """Of a session that stands, the roles it fills: moving it is not the moment to ask for more."""
    if is_open:
        return wants.roles if wants is not None else ()
    return tuple(teacher.role for teacher in row.teachers)


def _rooms(institute: int, row: SessionRow, first: date, last: date) -> dict[int, RoomFacts]:
    rooms = list(
        Room.objects.filter(Q(site__institute_id=institute, is_in_use=True) | Q(pk=row.room))
        .order_by("site__order", "order", "pk")
        .values_list("pk", "name", "seats", "features", "is_in_use")
    )
    numbers = [room[0] for room in rooms]
    closed: dict[int, list[tuple[date, date, str]]] = defaultdict(list)
    for closure in RoomClosure.objects.filter(room_id__in=numbers, starts_on__lte=last, ends_on__gte=first):
        closed[closure.room_id].append((closure.starts_on, closure.ends_on, closure.note or both(closure.kind)))
    taken: Taken = defaultdict(dict)
    for room, on, name, tag, number in (
        SessionDay.objects.filter(room_id__in=numbers, on__range=(first, last))
        .exclude(session_id=row.id)
        .order_by("on")
        .values_list("room_id", "on", "session__name", "session__label", "session__number")
    ):
        if room is not None:
            taken[room][on] = _title(name, tag, number)
    return {
        number: RoomFacts(number, name, seats, frozenset(features), is_in_use, tuple(closed[number]), taken[number])
        for number, name, seats, features, is_in_use in rooms
    }


def _teachers(row: SessionRow, first: date, last: date) -> dict[int, TeacherFacts]:
    roles: dict[int, set[TeachingRole]] = defaultdict(set)
    for instructor, role in (
        Teachable.objects.filter(course_id=row.course).order_by("pk").values_list("instructor_id", "role")
    ):
        roles[instructor].add(TeachingRole(role))
    for teacher in row.teachers:
        roles[teacher.instructor].add(teacher.role)
    found = list(
        Instructor.objects.filter(pk__in=sorted(roles), is_in_use=True)
        .order_by("name", "pk")
        .values_list("pk", "name", "weekdays")
    )
    numbers = [number for number, _name, _weekdays in found]
    away: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for number, starts_on, ends_on in (
        InstructorAway.objects.filter(instructor_id__in=numbers, starts_on__lte=last, ends_on__gte=first)
        .order_by("starts_on", "pk")
        .values_list("instructor_id", "starts_on", "ends_on")
    ):
        away[number].append((starts_on, ends_on))
    taken: Taken = defaultdict(dict)
    for number, on, name, tag, place in (
        TeachingDay.objects.filter(instructor_id__in=numbers, on__range=(first, last))
        .exclude(session_id=row.id)
        .order_by("on")
        .values_list("instructor_id", "on", "session__name", "session__label", "session__number")
    ):
        taken[number][on] = _title(name, tag, place)
    return {
        number: TeacherFacts(
            number, name, frozenset(roles[number]), tuple(weekdays), tuple(away[number]), taken[number]
        )
        for number, name, weekdays in found
    }


def _neighbours(
    row: SessionRow, wants: ConditionRow | None
) -> tuple[tuple[Neighbour, ...], dict[date, str], tuple[Neighbour, ...], tuple[Neighbour, ...]]:
    """Other sessions of the course, days on which its people are elsewhere, what comes before and what after."""
    placed = Q(year_id=row.schedule_year, state=SessionState.PLACED)
    asked = Q(course_id=row.course) | Q(course__condition__follows_id=row.course)
    if wants is not None and wants.follows:
        asked |= Q(course_id__in=wants.follows)
    if wants is not None and wants.audience:
        asked |= Q(course__condition__audience=wants.audience)
    rows = list(
        CourseSession.objects.filter(placed & asked)
        .exclude(pk=row.id)
        .order_by("starts_on", "pk")
        .values_list(
            "pk",
            "course_id",
            "name",
            "label",
            "number",
            "starts_on",
            "ends_on",
            "course__condition__follows_id",
            "course__condition__lag_days",
            "course__condition__audience",
        )
    )
    siblings, before, after = [], [], []
    same_people: dict[int, str] = {}
    for number, course, name, tag, place, starts_on, ends_on, follows, lag, audience in rows:
        if starts_on is None or ends_on is None:  # pragma: no cover  the table says that what is placed has its days
            continue
        title = _title(name, tag, place)
        if course == row.course:
            siblings.append(Neighbour(title, starts_on, ends_on, place))
        elif wants is not None and course in wants.follows and place == row.number:
            before.append(Neighbour(title, starts_on, ends_on, place, wants.lag_days))
        elif follows == row.course and place == row.number:
            after.append(Neighbour(title, starts_on, ends_on, place, lag))
        if wants is not None and wants.audience and audience == wants.audience:
            same_people[number] = title
    days = SessionDay.objects.filter(session_id__in=sorted(same_people)).order_by("on").values_list("session_id", "on")
    audience_days = {on: same_people[session] for session, on in days}
    return tuple(siblings), audience_days, tuple(before), tuple(after)


def _title(name: str, tag: str, number: int) -> str:
    return f"{name}{f' {tag}' if tag else ''} {number}기"


def working_days(facts: ClashFacts, first: date, last: date) -> tuple[date, ...]:
    """Days of a span that are worked and not past."""
    begin = max(first, facts.first, facts.today or first)
    span = (begin + timedelta(days=step) for step in range((min(last, facts.last) - begin).days + 1))
    return tuple(day for day in span if day in facts.days and facts.days[day].is_working)
