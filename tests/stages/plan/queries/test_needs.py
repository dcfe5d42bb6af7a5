from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Actor, ActorKind, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.models import Competency, Course, CourseRequest, CourseResult, LegalDuty
from baeumgil.stages.plan.queries.needs import (
    competencies,
    course_choices,
    gaps_of_year,
    leaf_fields,
    needs_of_course,
    needs_of_courses,
    open_draft,
)
from baeumgil.stages.plan.queries.needs_requests import request_card, requests
from baeumgil.stages.plan.rules.needs_drafts import GapDraft, TallyDraft
from baeumgil.stages.plan.services.gaps import enter_gaps
from baeumgil.stages.plan.services.staff_surveys import enter_tallies
from baeumgil.stages.plan.terms import ChangeVerb, CourseState, VersionState
from tests.build import an_actor, the_operator
from tests.build_plan import a_course, a_field, a_line, a_plan, a_round, a_version, an_institute

pytestmark = pytest.mark.django_db
TODAY, YEAR = date(2026, 9, 10), 2027


@pytest.fixture(autouse=True)
def _today() -> object:
    with clock.fixed(TODAY):
        yield


def the_office() -> Actor:
    return an_actor(Role.TRAINING_OFFICE)


def codes(institute: int) -> list[str]:
    return [row.code for row in needs_of_courses(actor=the_office(), institute=institute, year=YEAR).courses]


def a_request(needs_round: int, *, course: int | None = None, unit: int | None = None) -> int:
    made = CourseRequest.objects.create(
        needs_round_id=needs_round,
        unit_id=unit,
        unit_name="총무과",
        kind="new_course" if course is None else "change",
        course_id=course,
        title="바라는 과정",
        people=20,
        created_at=clock.now(),
    )
    return made.pk


def test_what_has_ended_stays_out_until_somebody_asks_for_it() -> None:
    institute = an_institute()
    a_course(institute=institute, code="A")
    dropped = a_course(institute=institute, code="B")
    Course.objects.filter(pk=a_course(institute=institute, code="C")).update(state=CourseState.ENDED)
    version = a_version(plan=a_plan(YEAR - 1, institute=institute), state=VersionState.APPROVED)
    a_line(version=version, course=dropped, verb=ChangeVerb.ABOLISHED)
    assert codes(institute) == ["A"]
    a_request(a_round(institute=institute, year=YEAR), course=dropped)
    assert codes(institute) == ["A", "B"]
    needs = needs_of_course(actor=the_office(), course=dropped, year=YEAR)
    assert needs.proposal.reasons[0].code == "asked"


def test_requests_for_courses_that_do_not_exist_stand_apart() -> None:
    institute = an_institute()
    needs_round = a_round(institute=institute, year=YEAR)
    a_request(needs_round)
    CourseRequest.objects.filter(pk=a_request(needs_round)).update(state="withdrawn")
    table = needs_of_courses(actor=the_office(), institute=institute, year=YEAR)
    assert ([one.title for one in table.new_requests], table.courses, table.fields) == (["바라는 과정"], (), ())


def test_a_survey_about_an_area_speaks_for_its_fields() -> None:
    institute = an_institute()
    area = a_field("직무", institute=institute, code="J")
    field = a_field("세무", institute=institute, code="J1", parent=area)
    course = a_course(institute=institute, field=field)
    enter_tallies(
        actor=the_office(),
        institute=institute,
        year=YEAR,
        name="설문",
        opens_on=TODAY,
        closes_on=TODAY,
        answered=50,
        tallies=[TallyDraft("직무", 420, field="J")],
    )
    needs = needs_of_course(actor=the_office(), course=course, year=YEAR)
    assert needs.survey is not None
    assert (needs.survey.percent, needs.field.area_code) == (42.0, "J")
    assert [row.code for row in leaf_fields(institute)] == ["J1"]


def test_choices_and_drafts_are_those_of_the_institute() -> None:
    institute, other = an_institute(), an_institute()
    first = a_course("나 과정", institute=institute)
    second = a_course("가 과정", institute=institute)
    a_course(institute=other)
    assert course_choices(institute) == ((second, "가 과정"), (first, "나 과정"))
    assert open_draft(actor=the_office(), institute=institute, year=YEAR) is None
    draft = a_version(plan=a_plan(YEAR, institute=institute))
    assert open_draft(actor=the_office(), institute=institute, year=YEAR) == draft
    with pytest.raises(NotAllowed):
        open_draft(actor=an_actor(Role.LIAISON), institute=institute, year=YEAR)


def test_the_widest_gap_comes_first() -> None:
    institute = an_institute()
    for code in ("a", "b"):
        Competency.objects.create(institute_id=institute, code=code, name=f"역량 {code}")
    gaps = [GapDraft("a", 4_000, 3_500, 10), GapDraft("b", 4_000, 2_000, 10), GapDraft("a", 3_000, 3_500, 5, "신규")]
    enter_gaps(actor=the_office(), institute=institute, year=YEAR, gaps=gaps)
    found = gaps_of_year(actor=the_office(), institute=institute, year=YEAR)
    assert [(gap.competency, gap.gap) for gap in found] == [("역량 b", 2.0), ("역량 a", 0.5), ("역량 a", 0.0)]
    assert competencies(institute) == (("a", "역량 a"), ("b", "역량 b"))
    with pytest.raises(NotAllowed):
        gaps_of_year(actor=an_actor(), institute=institute, year=YEAR)


def test_a_key_that_reads_plans_sees_every_request() -> None:
    institute = an_institute()
    request = a_request(a_round(institute=institute, year=YEAR))
    key = Actor(kind=ActorKind.API_KEY, label="열쇠", scopes=frozenset({"plan:read"}))
    assert requests(actor=key, institute=institute).total == 1
    assert not request_card(actor=key, request=request).may_answer
    assert requests(actor=the_operator(), institute=institute, year=YEAR, words="총무 바라는").total == 1
    assert requests(actor=key, institute=institute, needs_round=0).total == 0


def test_a_hundred_courses_take_as_many_statements_as_one() -> None:
    institute = an_institute()
    field = a_field(institute=institute)
    version = a_version(plan=a_plan(YEAR - 1, institute=institute), state=VersionState.APPROVED)
    needs_round = a_round(institute=institute, year=YEAR)
    duty = LegalDuty.objects.create(
        code="d", name="청렴", basis="법", audience="", interval="yearly", valid_from=date(2020, 1, 1)
    )

    def one_more() -> None:
        course = a_course(institute=institute, field=field)
        a_line(version=version, course=course)
        CourseResult.objects.create(course_id=course, year=YEAR - 1, seats=10, applied=30, enrolled=10)
        Course.objects.get(pk=course).duties.add(duty)
        a_request(needs_round, course=course)

    one_more()
    with CaptureQueriesContext(connection) as one:
        needs_of_courses(actor=the_office(), institute=institute, year=YEAR)
    for _number in range(100):
        one_more()
    with CaptureQueriesContext(connection) as many:
        table = needs_of_courses(actor=the_office(), institute=institute, year=YEAR)
    assert len(table.courses) == 101
    assert len(many) == len(one)
