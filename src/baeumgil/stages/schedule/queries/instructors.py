"""강사. Names, subjects and courses are public as teaching is; reach, fees and absences are the office's."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.audit import reading, saw
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.rules.spelling import is_text
from baeumgil.stages.schedule.access import may_see_calendar, may_see_instructors
from baeumgil.stages.schedule.errors import InstructorNotFound
from baeumgil.stages.schedule.models import CourseSession, Instructor, InstructorAway, Teachable, Teaching
from baeumgil.stages.schedule.terms import AwayKind, InstructorSide, InvitationState, TeachingRole


@dataclass(frozen=True, slots=True)
class InstructorRow:
    """강사 as calendars may show one. `courses` and `to_come` count what one can teach and is going to."""

    id: int
    institute: int
    code: str
    name: str
    side: InstructorSide
    organisation: str
    speciality: str
    weekdays: tuple[int, ...]
    is_in_use: bool
    has_account: bool
    courses: int
    to_come: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class AwayRow:
    """강사가 오지 못하는 날, both ends included."""

    id: int
    instructor: int
    kind: AwayKind
    starts_on: date
    ends_on: date
    note: str
    declared_at: datetime


@dataclass(frozen=True, slots=True)
class TeachableRow:
    """맡을 수 있는 과정과 자리."""

    id: int
    course: int
    course_code: str
    course_name: str
    role: TeachingRole


@dataclass(frozen=True, slots=True)
class TaughtRow:
    """맡은 기수, to come or held this year."""

    session: int
    title: str
    role: TeachingRole
    starts_on: date
    ends_on: date
    room_name: str


@dataclass(frozen=True, slots=True)
class InstructorCard:
    """강사 with what only the office sees."""

    row: InstructorRow
    person: int | None
    staff_no: str
    reach: str
    fee_grade: str
    aways: tuple[AwayRow, ...]
    past_aways: tuple[AwayRow, ...]
    teachables: tuple[TeachableRow, ...]
    taught: tuple[TaughtRow, ...]


def instructors(*, actor: Actor, institute: int, words: str = "") -> tuple[InstructorRow, ...]:
    """Instructors by name, those out of use last; every word is in the name, organisation, subject or code."""
    if not may_see_calendar(actor):
        raise NotAllowed
    if not is_text(words):
        return ()
    found = Instructor.objects.filter(institute_id=institute)
    for word in words.split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(organisation__icontains=word)
            | Q(speciality__icontains=word)
            | Q(code__icontains=word)
        )
    return _rows(found)


@reading("schedule.instructor", purpose="강사 정보 확인")
def instructor_card(*, actor: Actor, instructor: int) -> InstructorCard:
    """One instructor. Raises `InstructorNotFound`."""
    if not may_see_instructors(actor):
        raise NotAllowed
    held = Instructor.objects.select_related("person").filter(pk=instructor).first()
    if held is None:
        raise InstructorNotFound(instructor=instructor)
    saw([held.person_id or -held.pk], instructor=held.pk)
    today = clock.today()
    aways = [_away(row) for row in InstructorAway.objects.filter(instructor=held).order_by("starts_on", "pk")]
    return InstructorCard(
        row=_rows(Instructor.objects.filter(pk=instructor))[0],
        person=held.person_id,
        staff_no=(held.person.staff_no or "") if held.person else "",
        reach=held.reach,
        fee_grade=held.fee_grade,
        aways=tuple(row for row in aways if row.ends_on >= today),
        past_aways=tuple(row for row in reversed(aways) if row.ends_on < today),
        teachables=_teachables(held.pk),
        taught=_taught(held.pk, date(today.year, 1, 1)),
    )


def _rows(found: QuerySet[Instructor]) -> tuple[InstructorRow, ...]:
    today = clock.today()
    people = list(found.order_by("-is_in_use", "name", "pk"))
    ids = [one.pk for one in people]
    courses = dict(
        Teachable.objects.filter(instructor_id__in=ids)
        .values("instructor_id")
        .annotate(count=Count("course_id", distinct=True))
        .values_list("instructor_id", "count")
        .order_by("instructor_id")
    )
    to_come = dict(
        Teaching.objects.filter(instructor_id__in=ids, session__ends_on__gte=today)
        .values("instructor_id")
        .annotate(count=Count("session_id", distinct=True))
        .values_list("instructor_id", "count")
        .order_by("instructor_id")
    )
    unanswered: dict[int, int] = defaultdict(int)
    asked = found.filter(invitations__state=InvitationState.INVITED, invitations__ends_on__gte=today)
    for one in asked.order_by("pk").values_list("pk", flat=True):
        unanswered[one] += 1
    return tuple(
        InstructorRow(
            id=one.pk,
            institute=one.institute_id,
            code=one.code,
            name=one.name,
            side=one.side,
            organisation=one.organisation,
            speciality=one.speciality,
            weekdays=tuple(sorted(one.weekdays)),
            is_in_use=one.is_in_use,
            has_account=one.person_id is not None,
            courses=courses.get(one.pk, 0),
            to_come=to_come.get(one.pk, 0),
            unanswered=unanswered[one.pk],
        )
        for one in people
    )


def _teachables(instructor: int) -> tuple[TeachableRow, ...]:
    found = Teachable.objects.filter(instructor_id=instructor).select_related("course")
    return tuple(
        TeachableRow(row.pk, row.course_id, row.course.code, row.course.name, row.role)
        for row in found.order_by("course__name", "course_id", "role", "pk")
    )


def _taught(instructor: int, since: date) -> tuple[TaughtRow, ...]:
    found = Teaching.objects.filter(instructor_id=instructor, session__ends_on__gte=since)
    rows = []
    for row in found.select_related("session__room").order_by("session__starts_on", "session_id", "pk"):
        session: CourseSession = row.session
        if session.starts_on is None or session.ends_on is None:
            continue
        room = session.room.name if session.room else session.place_text
        rows.append(TaughtRow(session.pk, str(session), row.role, session.starts_on, session.ends_on, room))
    return tuple(rows)


def _away(row: InstructorAway) -> AwayRow:
    return AwayRow(row.pk, row.instructor_id, row.kind, row.starts_on, row.ends_on, row.note, row.declared_at)
