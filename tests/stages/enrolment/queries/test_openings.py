"""`queries.openings` and `queries.advice`: what one can apply for, and what speaks to somebody."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.enrolment.queries.advice import advised
from baeumgil.stages.enrolment.queries.openings import openings
from baeumgil.stages.enrolment.terms import AdviceReason, ApplicationState, CallPhase, CallState
from baeumgil.stages.plan.models import Course, CourseInterest, LegalDuty
from baeumgil.stages.plan.terms import CourseKind, DutyInterval, Level
from baeumgil.stages.roadmap.models import Requirement, RequirementRun, TrainingRecord
from baeumgil.stages.roadmap.terms import StageState
from tests.build import a_person, a_unit, an_actor
from tests.build_enrolment import a_call, an_application
from tests.build_plan import a_course, a_field, an_institute
from tests.build_schedule import a_schedule_year, a_session

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _early_in_the_year() -> Iterator[None]:
    with clock.fixed(date(2027, 2, 1)):
        yield


def test_what_is_open_or_coming_is_found_by_words_field_kind_and_phase() -> None:
    institute = an_institute()
    year = a_schedule_year(2027, institute=institute)
    field = a_field(institute=institute)
    report = a_course("보고서 작성", institute=institute, code="R1")
    online = a_course("청렴 교육", institute=institute, field=field, kind=CourseKind.E_LEARNING)
    now = clock.now()
    first = a_call(course=report, sessions=[a_session(year=year, course=report, seats=3, starts=date(2027, 3, 8))])
    later = a_call(course=online, name="청렴 1차", opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=20))
    for state, closes in ((CallState.DRAFT, 5), (CallState.CANCELLED, 5), (CallState.ANNOUNCED, -1)):
        a_call(course=report, state=state, opens_at=now - timedelta(days=9), closes_at=now + timedelta(days=closes))
    actor = an_actor(person=a_person())
    asked = [
        openings(actor=actor),
        openings(actor=actor, words="보고서 r1"),
        openings(actor=actor, words="청렴"),
        openings(actor=actor, field="\x00"),
        openings(actor=actor, kind=CourseKind.E_LEARNING),
        openings(actor=actor, phase=CallPhase.OPEN),
        openings(actor=actor, phase=CallPhase.COMING),
    ]
    assert [[row.call.id for row in found.page.rows] for found in asked] == [
        [first, later],
        [first],
        [later],
        [],
        [later],
        [first],
        [later],
    ]
    assert asked[0].page.rows[0].call.sessions[0].free == 3
    assert [len(found.fields) for found in asked] == [2] * 7
    assert [found.page.total for found in asked] == [2, 1, 1, 0, 1, 1, 1]
    with pytest.raises(NotAllowed):
        openings(actor=Actor.nobody())


def test_one_sees_what_one_applied_for_and_statements_stay_few() -> None:
    institute = an_institute()
    year = a_schedule_year(2027, institute=institute)
    me = a_person()
    counts = []
    for size in (1, 4):
        for _ in range(size):
            course = a_course("과정", institute=institute)
            session = a_session(year=year, course=course, starts=date(2027, 3, 8))
            call = a_call(course=course, sessions=[session])
            number = an_application(call=call, person=me, wishes=[session])
        with CaptureQueriesContext(connection) as captured:
            found = openings(actor=an_actor(person=me))
        counts.append(len(captured))
    own = found.page.rows[-1].own
    assert own is not None
    assert (own.application, own.state) == (number, ApplicationState.APPROVED)
    assert counts[0] == counts[1] <= 5


def test_advice_names_every_reason_the_weightiest_first() -> None:
    institute = an_institute()
    unit = a_unit()
    me = a_person(unit=unit)
    promoted = a_course("승진자 과정", institute=institute, stage_code="promo")
    duty = a_course("안전 교육", institute=institute)
    basic = a_course("AI 기초", institute=institute, code="AI1", ladder="AI", level=Level.BASIC)
    deeper = a_course(
        "AI 활용",
        institute=institute,
        ladder="AI",
        level=list(Level)[list(Level).index(Level.BASIC) + 1],
        target_filters={"grades": [7]},
    )
    nothing = a_course("관리자 과정", institute=institute, target_filters={"grades": [3]})
    LegalDuty.objects.create(
        code="safe",
        name="안전보건교육",
        basis="산업안전보건법",
        audience="모두",
        interval=DutyInterval.YEARLY,
        valid_from=date(2000, 1, 1),
    ).courses.add(Course.objects.get(pk=duty))
    run = RequirementRun.objects.create(on=date(2027, 2, 1), rules_digest="-", is_shown=True)
    Requirement.objects.create(
        run=run,
        person_id=me,
        stage_code="promo",
        stage_name="승진자 교육",
        occurrence=1,
        state=StageState.DUE,
        anchor_on=date(2027, 1, 1),
        opens_on=date(2027, 1, 1),
        due_on=date(2027, 6, 30),
        reason="-",
    )
    TrainingRecord.objects.create(person_id=me, course_key="AI1", course_name="AI 기초", completed_on=date(2026, 5, 1))
    CourseInterest.objects.create(person_id=me, course_id=deeper, noted_at=clock.now())
    calls = {course: a_call(course=course) for course in (nothing, deeper, basic, duty, promoted)}
    found = advised(actor=an_actor(person=me))
    assert [(one.call.id, [why.reason for why in one.reasons]) for one in found] == [
        (calls[promoted], [AdviceReason.STAGE_DUE]),
        (calls[duty], [AdviceReason.DUTY]),
        (calls[deeper], [AdviceReason.NEXT_LEVEL, AdviceReason.INTEREST, AdviceReason.TARGET]),
    ]
    why = found[0].reasons[0]
    assert (why.name, why.due_on) == ("승진자 교육", date(2027, 6, 30))
    an_application(call=calls[promoted], person=me)
    assert [one.call.id for one in advised(actor=an_actor(person=me))] == [calls[duty], calls[deeper]]
    for actor in (Actor.nobody(), an_actor()):
        with pytest.raises(NotAllowed):
            advised(actor=actor)
    with CaptureQueriesContext(connection) as captured:
        advised(actor=an_actor(person=me))
    assert len(captured) <= 20
