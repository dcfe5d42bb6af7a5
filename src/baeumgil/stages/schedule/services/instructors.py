"""강사: entered, changed, what they can teach, when they are away."""

from collections.abc import Collection, Sequence
from datetime import date

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.plan.queries.institutes import institute_by_id
from baeumgil.stages.schedule.access import may_change, may_edit_schedule
from baeumgil.stages.schedule.errors import InstructorInvalid, InstructorNotFound
from baeumgil.stages.schedule.models import Instructor, InstructorAway, Teachable, Teaching
from baeumgil.stages.schedule.queries.fees import fee_table
from baeumgil.stages.schedule.rules.instructors import AWAY_NOTE, check_instructor, check_note
from baeumgil.stages.schedule.rules.working_days import check_span
from baeumgil.stages.schedule.services.races import one_wins
from baeumgil.stages.schedule.terms import AwayKind, InstructorSide, TeachingRole

WORKDAYS = (1, 2, 3, 4, 5)


@action("schedule.save_instructor")
def save_instructor(
    *,
    actor: Actor,
    institute: int,
    code: str,
    name: str,
    side: InstructorSide,
    person: int | None = None,
    organisation: str = "",
    speciality: str = "",
    reach: str = "",
    fee_grade: str = "",
    weekdays: Collection[int] = WORKDAYS,
    is_in_use: bool = True,
    teaches: Sequence[tuple[int, TeachingRole]] | None = None,
    instructor: int | None = None,
) -> int:
    """Enter an instructor, or change one; the instructor. `teaches` replaces courses and roles when given."""
    allow(may_edit_schedule(actor))
    _may_touch(actor, institute)
    held = None if instructor is None else _held(instructor)
    if held is not None and held.institute_id != institute:
        raise InstructorNotFound(instructor=instructor)
    rest = Instructor.objects.filter(institute_id=institute).exclude(pk=instructor or 0)
    problems = [
        *check_instructor(
            code=code,
            name=name,
            side=side,
            has_person=person is not None,
            organisation=organisation,
            speciality=speciality,
            reach=reach,
            fee_grade=fee_grade,
            weekdays=weekdays,
            others=set(rest.values_list("code", flat=True)),
            grades=[grade.code for grade in fee_table(clock.today()).grades],
            to_come=_to_come(held.pk) if held is not None and not is_in_use else 0,
        ),
        *([_person_taken()] if person is not None and rest.filter(person_id=person).exists() else []),
    ]
    if problems:
        raise InstructorInvalid(problems)
    saved = held or Instructor(institute_id=institute)
    saved.code, saved.name, saved.side, saved.person_id = code.strip(), name.strip(), side, person
    saved.organisation, saved.speciality, saved.reach = organisation.strip(), speciality.strip(), reach.strip()
    saved.fee_grade, saved.weekdays, saved.is_in_use = fee_grade, sorted(set(weekdays)), is_in_use
    with one_wins():
        saved.save()
        if teaches is not None:
            _teach(saved.pk, teaches)
    record(f"강사 {saved.code}", instructor=saved.pk, institute=institute)
    return saved.pk


@action("schedule.add_teachable")
def add_teachable(*, actor: Actor, instructor: int, course: int, role: TeachingRole = TeachingRole.LEAD) -> int:
    """Say that an instructor can teach a course in a role; saying it again changes nothing."""
    allow(may_edit_schedule(actor))
    held = _held(instructor)
    _may_touch(actor, held.institute_id)
    if not held.institute.courses.filter(pk=course).exists():
        raise InstructorInvalid(
            [
                Problem(
                    "course",
                    Said("이 기관에 없는 과정입니다.", "The course is not of this institute."),
                    Said("목록에서 고르세요.", "Choose from the list."),
                    field="course",
                )
            ]
        )
    made = Teachable.objects.get_or_create(instructor=held, course_id=course, role=role)[0]
    record(f"맡을 수 있는 과정 {held.code}", instructor=instructor, course=course, role=role)
    return made.pk


@action("schedule.remove_teachable")
def remove_teachable(*, actor: Actor, teachable: int) -> None:
    """An instructor no longer teaches a course in a role; what is placed stays until people change it."""
    allow(may_edit_schedule(actor))
    held = hold(Teachable, [teachable])
    if not held or not isinstance(held[0], Teachable):
        raise InstructorNotFound(teachable=teachable)
    found = held[0]
    _may_touch(actor, found.instructor.institute_id)
    found.delete()
    record(
        f"맡을 수 있는 과정 뺌 {found.instructor.code}",
        instructor=found.instructor_id,
        course=found.course_id,
        role=found.role,
    )


@action("schedule.note_away")
def note_away(*, actor: Actor, instructor: int, kind: AwayKind, first: date, last: date, note: str = "") -> int:
    """Say that an instructor cannot come; the absence. What is placed then stays until people change it."""
    allow(may_edit_schedule(actor))
    held = _held(instructor)
    _may_touch(actor, held.institute_id)
    problems = [*check_span(first, last), *check_note(note, AWAY_NOTE)]
    if problems:
        raise InstructorInvalid(problems)
    made = InstructorAway.objects.create(
        instructor=held, kind=kind, starts_on=first, ends_on=last, note=note.strip(), declared_at=clock.now()
    )
    record(f"강사 부재 {held.code}", absence=made.pk, instructor=instructor, first=first, last=last)
    return made.pk


@action("schedule.remove_away")
def remove_away(*, actor: Actor, away: int) -> None:
    """Take an absence back."""
    allow(may_edit_schedule(actor))
    held = hold(InstructorAway, [away])
    if not held or not isinstance(held[0], InstructorAway):
        raise InstructorNotFound(away=away)
    found = held[0]
    _may_touch(actor, found.instructor.institute_id)
    found.delete()
    record(f"강사 부재 지움 {found.instructor.code}", absence=away, instructor=found.instructor_id)


def _teach(instructor: int, wanted: Sequence[tuple[int, TeachingRole]]) -> None:
    there = {(row.course_id, row.role): row.pk for row in Teachable.objects.filter(instructor_id=instructor)}
    gone = [pk for key, pk in there.items() if key not in set(wanted)]
    Teachable.objects.filter(pk__in=gone).delete()
    Teachable.objects.bulk_create(
        Teachable(instructor_id=instructor, course_id=course, role=role)
        for course, role in dict.fromkeys(wanted)
        if (course, role) not in there
    )


def _to_come(instructor: int) -> int:
    return Teaching.objects.filter(instructor_id=instructor, session__ends_on__gte=clock.today()).count()


def _person_taken() -> Problem:
    return Problem(
        "person_taken",
        Said("이 사람은 이미 강사로 올라 있습니다.", "This person is an instructor already."),
        Said("목록에서 찾아 고치세요.", "Find and change the entry in the list."),
        field="staff_no",
    )


def _may_touch(actor: Actor, institute: int) -> None:
    allow(may_change(actor, is_example=institute_by_id(institute).is_example))


def _held(instructor: int) -> Instructor:
    held = hold(Instructor, [instructor])
    if not held or not isinstance(held[0], Instructor):
        raise InstructorNotFound(instructor=instructor)
    return held[0]
