"""`queries.eligibility` and `queries.clashes`: many people at once, each with every reason."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.stages.enrolment.errors import CallNotFound
from baeumgil.stages.enrolment.models import Bar
from baeumgil.stages.enrolment.queries.clashes import clashes_of
from baeumgil.stages.enrolment.queries.eligibility import ineligible
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.rules.clashes import Clash, ClashKind
from baeumgil.stages.enrolment.terms import ApplicationState, BarCause, IneligibleReason
from baeumgil.stages.people.terms import AbsenceKind
from baeumgil.stages.plan.models import Prerequisite
from baeumgil.stages.plan.terms import CourseKind, PrerequisiteKind
from baeumgil.stages.roadmap.models import TrainingRecord
from baeumgil.stages.schedule.terms import TeachingRole
from tests.build import a_person
from tests.build_enrolment import a_call, an_application
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session, an_instructor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _early_in_the_year() -> Iterator[None]:
    with clock.fixed(date(2027, 2, 1)):
        yield


def a_record(person: int, key: str, on: date) -> None:
    """A completed course."""
    TrainingRecord.objects.create(person_id=person, course_key=key, course_name=key, completed_on=on)


def test_everybody_gets_every_reason_that_holds_for_them() -> None:
    institute = an_institute()
    basic = a_course("기초", institute=institute, code="B1")
    advised = a_course("권장", institute=institute, code="A1")
    course = a_course("심화", institute=institute, code="D1", target_filters={"grades": [7]})
    Prerequisite.objects.create(course_id=course, needs_id=basic)
    Prerequisite.objects.create(course_id=course, needs_id=advised, kind=PrerequisiteKind.RECOMMENDED)
    call = a_call(course=course)
    fit, by_name, here, lacking, gone, barred, lifted, again, long_ago = (
        a_person(left_on=date(2026, 12, 31) if place == 4 else None) for place in range(9)
    )
    for person in (fit, gone, barred, lifted, again, long_ago):
        a_record(person, "B1", date(2026, 5, 1))
    a_record(by_name, "이름:기초", date(2026, 5, 1))
    a_record(again, "D1", date(2027, 1, 10))
    a_record(long_ago, "D1", date(2025, 1, 10))
    session = a_session(year=a_schedule_year(institute=institute), course=basic, starts=date(2027, 1, 4))
    done = a_call(course=basic, sessions=[session])
    an_application(call=done, person=here, wishes=[session], state=ApplicationState.COMPLETED)
    for person, at in ((barred, None), (lifted, clock.now())):
        Bar.objects.create(
            person_id=person,
            cause=BarCause.NO_SHOW,
            starts_on=date(2027, 1, 1),
            ends_on=date(2027, 2, 1),
            lifted_at=at,
            lifted_by="" if at is None else "교육담당",
            lifted_reason="" if at is None else "질문에 답함",
        )
    wrong_grade = a_person(grade=5)
    people = [fit, by_name, here, lacking, gone, barred, lifted, again, long_ago, wrong_grade, 999_999]
    with CaptureQueriesContext(connection) as many:
        found = ineligible(call, people)
    with CaptureQueriesContext(connection) as one:
        ineligible(call, [fit])
    assert len(many) == len(one)
    assert {person: reasons for person, reasons in found.items() if reasons} == {
        lacking: (IneligibleReason.PREREQUISITE,),
        gone: (IneligibleReason.NOT_SERVING,),
        barred: (IneligibleReason.BARRED,),
        again: (IneligibleReason.DONE_BEFORE,),
        wrong_grade: (IneligibleReason.NOT_TARGET, IneligibleReason.PREREQUISITE),
        999_999: (IneligibleReason.NOT_SERVING,),
    }
    loose = a_call(course=course, policy=CallPolicy(is_target_strict=False))
    assert ineligible(loose, [wrong_grade])[wrong_grade] == (IneligibleReason.PREREQUISITE,)
    with pytest.raises(CallNotFound):
        ineligible(999_999, [fit])


def test_seats_teaching_and_leave_collide_and_e_learning_does_not() -> None:
    institute = an_institute()
    year = a_schedule_year(institute=institute)
    here = a_course("집합", institute=institute)
    online = a_course("온라인", institute=institute, kind=CourseKind.E_LEARNING)
    away = [(AbsenceKind.SECONDMENT, date(2027, 3, 9), None)]
    person, free = a_person(absences=away), a_person()
    held, streamed = (
        a_session(year=year, course=course, name=name, starts=date(2027, 3, 8))
        for course, name in ((here, "집합"), (online, "온라인"))
    )
    booked = [
        an_application(
            call=a_call(course=course, sessions=[session]),
            person=person,
            wishes=[session],
            state=ApplicationState.CONFIRMED,
        )
        for course, session in ((here, held), (online, streamed))
    ]
    teacher = an_instructor(institute=institute, person=person)
    a_session(
        year=year, course=here, name="강의", starts=date(2027, 3, 9), days=1, teachers={TeachingRole.LEAD: teacher}
    )
    wanted = {7: (date(2027, 3, 8), date(2027, 3, 9)), 8: (date(2027, 2, 1),)}
    monday, tuesday = wanted[7]
    assert clashes_of([person, free], wanted) == {
        person: {
            7: (
                Clash(ClashKind.BOOKING, (monday, tuesday), "집합"),
                Clash(ClashKind.ABSENCE, (tuesday,), absence=AbsenceKind.SECONDMENT),
                Clash(ClashKind.TEACHING, (tuesday,), "강의"),
            ),
            8: (),
        },
        free: {7: (), 8: ()},
    }
    without = clashes_of([person], {7: (monday,)}, ignoring=booked)
    assert without == {person: {7: ()}}
