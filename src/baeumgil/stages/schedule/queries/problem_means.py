"""What a year's problem offers: working days, rooms and instructors, with the days they are not to be had."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Q

from baeumgil.engines.timetabling.problem import Avoided, Calendar, Instructor, NamedDay, Room, Span
from baeumgil.stages.schedule import models
from baeumgil.stages.schedule.queries.fees import fee_points
from baeumgil.stages.schedule.queries.working_days import days_of
from baeumgil.stages.schedule.rules.rows import DayInfo
from baeumgil.stages.schedule.terms import ALL_WEEK, RoomFeature, RoomKind

SATURDAY = 6
BEGUN = "이미 시작한 기수"
NOT_IN_USE = "쓰지 않음"


@dataclass(frozen=True, slots=True)
class Held:
    """Days already taken, and what the sessions name although it is no longer in use."""

    rooms: Mapping[int, tuple[date, ...]] = field(default_factory=dict)
    instructors: Mapping[int, tuple[date, ...]] = field(default_factory=dict)
    used_rooms: frozenset[int] = frozenset()
    used_instructors: frozenset[int] = frozenset()


def calendar_of_year(institute: int, year: int) -> Calendar:
    """Working days and times to avoid of a year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = days_of(institute, first, last)
    return Calendar(
        first=first,
        last=last,
        holidays=tuple(
            NamedDay(day.on, day.name) for day in days if not day.is_working and day.on.isoweekday() < SATURDAY
        ),
        working=tuple(NamedDay(day.on, day.name) for day in days if day.is_working and day.on.isoweekday() >= SATURDAY),
        avoid=_avoided(days),
    )


def rooms_of(institute: int, year: int, held: Held) -> tuple[Room, ...]:
    """Rooms in use, and those that sessions still stand in."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    wanted = Q(is_in_use=True) | Q(pk__in=held.used_rooms)
    rows = list(
        models.Room.objects.filter(wanted, site__institute_id=institute)
        .select_related("site")
        .order_by("site__order", "order", "pk")
    )
    closed: dict[int, list[Span]] = defaultdict(list)
    closures = models.RoomClosure.objects.filter(room__in=rows, starts_on__lte=last, ends_on__gte=first)
    for row in closures.order_by("starts_on", "pk"):
        closed[row.room_id].append(Span(row.starts_on, row.ends_on, row.note))
    return tuple(
        Room(
            id=str(row.pk),
            name=row.name,
            seats=row.seats,
            site=row.site.name,
            features=_features(row.kind, row.features),
            closed=(
                *closed[row.pk],
                *spans_of(held.rooms.get(row.pk, ()), BEGUN),
                *(() if row.is_in_use else (Span(first, last, NOT_IN_USE),)),
            ),
        )
        for row in rows
    )


def instructors_of(institute: int, year: int, held: Held) -> tuple[Instructor, ...]:
    """Instructors in use, and those who are still named for a session."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    wanted = Q(is_in_use=True) | Q(pk__in=held.used_instructors)
    rows = list(models.Instructor.objects.filter(wanted, institute_id=institute).order_by("pk"))
    away: dict[int, list[Span]] = defaultdict(list)
    absences = models.InstructorAway.objects.filter(instructor__in=rows, starts_on__lte=last, ends_on__gte=first)
    for row in absences.order_by("starts_on", "pk"):
        # The kind of an absence is personal; the solver needs the days alone.
        away[row.instructor_id].append(Span(row.starts_on, row.ends_on))
    points = fee_points(institute, first)
    return tuple(
        Instructor(
            id=str(row.pk),
            name=row.name,
            away=(
                *away[row.pk],
                *spans_of(held.instructors.get(row.pk, ()), BEGUN),
                *(() if row.is_in_use else (Span(first, last, NOT_IN_USE),)),
            ),
            weekdays=tuple(row.weekdays) or ALL_WEEK,
            fee=points.get(row.pk, 0),
        )
        for row in rows
    )


def spans_of(days: Sequence[date], why: str) -> tuple[Span, ...]:
    """Single days as spans; neighbouring ones as one."""
    spans: list[Span] = []
    for day in sorted(set(days)):
        if spans and spans[-1].last + timedelta(days=1) == day:
            spans[-1] = Span(spans[-1].first, day, why)
        else:
            spans.append(Span(day, day, why))
    return tuple(spans)


def _features(kind: RoomKind, features: Sequence[str]) -> tuple[str, ...]:
    has_computers = kind is RoomKind.PC_ROOM
    return tuple(sorted({*features, *([RoomFeature.PC.value] if has_computers else [])}))


def _avoided(days: Sequence[DayInfo]) -> tuple[Avoided, ...]:
    """Runs of days that cost the same for the same reasons."""
    runs = groupby(days, key=lambda day: (day.peak_cost, day.peaks))
    found = []
    for (cost, peaks), run in runs:
        if cost:
            span = list(run)
            found.append(Avoided(span[0].on, span[-1].on, ", ".join(peaks), cost))
    return tuple(found)
