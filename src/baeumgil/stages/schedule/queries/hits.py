"""걸린 기수: what no longer stands on firm ground, now or after something that may happen."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.audit import reading, saw
from baeumgil.core.errors import NotAllowed
from baeumgil.core.glossary import label
from baeumgil.stages.schedule.access import may_see_drafts
from baeumgil.stages.schedule.errors import YearNotOpen
from baeumgil.stages.schedule.models import Instructor, InstructorAway, Room, RoomClosure, ScheduleYear
from baeumgil.stages.schedule.queries.session_rows import session_rows
from baeumgil.stages.schedule.queries.working_days import days_of
from baeumgil.stages.schedule.rules.hits import Ground, HitRow, RoomStanding, Struck, TeacherStanding, hits_of, struck
from baeumgil.stages.schedule.rules.rows import SessionRow
from baeumgil.stages.schedule.terms import SessionState


@reading("schedule.hits", purpose="재편성할 기수 확인")
def hits(*, actor: Actor, year: int) -> tuple[HitRow, ...]:
    """Placed sessions that now break the working calendar, a closure or an absence, the nearest first.

    Eleven statements, however many sessions. Raises `YearNotOpen`.
    """
    return _shown(actor, year, None)


@reading("schedule.hits", purpose="재편성할 기수 확인")
def would_hit(*, actor: Actor, year: int, blow: Struck) -> tuple[HitRow, ...]:
    """Sessions that something would hit which was not declared yet, beyond what is hit already. Writes nothing."""
    before = {(row.session.id, cause.text) for row in _shown(actor, year, None) for cause in row.causes}
    return tuple(
        row
        for row in _shown(actor, year, blow)
        if any((row.session.id, cause.text) not in before for cause in row.causes)
    )


@dataclass(frozen=True, slots=True)
class Means:
    """Rooms and instructors in use, as number and name, to say which of them fails."""

    rooms: tuple[tuple[int, str], ...]
    instructors: tuple[tuple[int, str], ...]


def means_of(*, actor: Actor, institute: int) -> Means:
    """What may fail; two statements. Names of instructors only, who teach in public. Raises `NotAllowed`."""
    if not may_see_drafts(actor):
        raise NotAllowed
    rooms = Room.objects.filter(site__institute_id=institute, is_in_use=True).order_by("site__order", "order", "pk")
    people = Instructor.objects.filter(institute_id=institute, is_in_use=True).order_by("name", "pk")
    return Means(
        tuple(
            (pk, f"{name} ({site}, {seats}석)")
            for pk, name, site, seats in rooms.values_list("pk", "name", "site__name", "seats")
        ),
        tuple(
            (pk, f"{name} ({where})" if where else name)
            for pk, name, where in people.values_list("pk", "name", "organisation")
        ),
    )


def hits_now(year: int, blow: Struck | None = None) -> tuple[HitRow, ...]:
    """The same without asking who looks: for services that decide."""
    found = ScheduleYear.objects.filter(pk=year).values_list("institute_id", "institute__is_example", "year").first()
    if found is None:
        raise YearNotOpen(year=year)
    institute, is_example, number = found
    today = date.min if is_example else clock.today()  # an example is planned as if its year lay ahead
    rows = session_rows(Q(year_id=year, state=SessionState.PLACED, ends_on__gte=today))
    last = max([date(number, 12, 31), *(row.dates[-1] for row in rows if row.dates)])
    days = days_of(institute, date(number, 1, 1), last)
    ground = Ground(
        today=today,
        off={day.on: day.name for day in days if not day.is_working},
        rooms=_rooms({row.room for row in rows if row.room is not None} | _one(blow.room if blow else None), today),
        teachers=_teachers(_taught(rows) | _one(blow.instructor if blow else None), today),
    )
    return hits_of(rows, ground if blow is None else struck(ground, blow))


def _shown(actor: Actor, year: int, blow: Struck | None) -> tuple[HitRow, ...]:
    if not may_see_drafts(actor):
        raise NotAllowed
    found = hits_now(year, blow)
    people = Instructor.objects.filter(pk__in=_taught([row.session for row in found])).values_list("pk", "person_id")
    saw({person or -number for number, person in people}, year=year, rows=len(found))
    return found


def _taught(rows: Collection[SessionRow]) -> set[int]:
    return {teacher.instructor for row in rows for teacher in row.teachers}


def _one(number: int | None) -> set[int]:
    return set() if number is None else {number}


def _rooms(numbers: Collection[int], today: date) -> dict[int, RoomStanding]:
    closed: dict[int, list[tuple[date, date, str]]] = defaultdict(list)
    for closure in RoomClosure.objects.filter(room_id__in=numbers, ends_on__gte=today).order_by("starts_on", "pk"):
        closed[closure.room_id].append((closure.starts_on, closure.ends_on, label(closure.kind)))
    return {
        number: RoomStanding(name, seats, is_in_use, tuple(closed[number]))
        for number, name, seats, is_in_use in Room.objects.filter(pk__in=numbers)
        .order_by("pk")
        .values_list("pk", "name", "seats", "is_in_use")
    }


def _teachers(numbers: Collection[int], today: date) -> dict[int, TeacherStanding]:
    away: dict[int, list[tuple[date, date]]] = defaultdict(list)
    absences = InstructorAway.objects.filter(instructor_id__in=numbers, ends_on__gte=today).order_by("starts_on", "pk")
    for number, first, last in absences.values_list("instructor_id", "starts_on", "ends_on"):
        away[number].append((first, last))
    return {
        number: TeacherStanding(name, is_in_use, tuple(weekdays), tuple(away[number]))
        for number, name, is_in_use, weekdays in Instructor.objects.filter(pk__in=numbers)
        .order_by("pk")
        .values_list("pk", "name", "is_in_use", "weekdays")
    }
