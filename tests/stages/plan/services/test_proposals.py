from datetime import date

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import Invalid, NotAllowed
from baeumgil.stages.people.services.seeding import seed_policies
from baeumgil.stages.plan.errors import (
    CourseNotFound,
    InstituteNotFound,
    NeedsInvalid,
    PlanNotFound,
    VersionFrozen,
)
from baeumgil.stages.plan.models import (
    Competency,
    CompetencyGap,
    Course,
    CourseRequest,
    CourseResult,
    LegalDuty,
    PlanLine,
    PlanVersion,
    RoadmapDemand,
    SeatProposal,
    SurveyTally,
)
from baeumgil.stages.plan.queries.needs import decided_for, needs_of_course, needs_of_courses
from baeumgil.stages.plan.rules.needs_drafts import GapDraft, SeatChoice, TallyDraft
from baeumgil.stages.plan.rules.needs_values import GapFigure, SurveyShare, Theme
from baeumgil.stages.plan.services.gaps import enter_gaps, remove_gap
from baeumgil.stages.plan.services.proposals import (
    SeatsOutcome,
    decide_many,
    decide_seats,
    take_demand,
    undo_seats,
)
from baeumgil.stages.plan.services.staff_surveys import enter_tallies
from baeumgil.stages.plan.terms import ChangeVerb, CourseKind, CourseState, VersionState
from tests.build import a_person, an_actor, the_operator
from tests.build_plan import (
    a_course,
    a_field,
    a_line,
    a_plan,
    a_planned_session,
    a_round,
    a_version,
    an_institute,
)
from tests.doors.web.office.city import a_city

pytestmark = pytest.mark.django_db
TODAY, YEAR = date(2026, 3, 10), 2027


@pytest.fixture(autouse=True)
def _today() -> object:
    with clock.fixed(TODAY):
        yield


def the_office() -> Actor:
    return an_actor(Role.TRAINING_OFFICE)


class World:
    """An institute with last year's plan, its results and a draft."""

    def __init__(self) -> None:
        self.institute = an_institute()
        self.field = a_field("디지털", institute=self.institute, code="D")
        self.course = a_course("인공지능", institute=self.institute, field=self.field, code="D01")
        self.new = a_course("데이터", institute=self.institute, field=self.field, code="D02")
        self.approved = a_version(plan=a_plan(2026, institute=self.institute), state=VersionState.APPROVED)
        a_line(version=self.approved, course=self.course, sessions=2, seats_per_session=35)
        self.draft = a_version(plan=a_plan(YEAR, institute=self.institute))
        self.line = a_line(version=self.draft, course=self.course, sessions=2, seats_per_session=35)
        CourseResult.objects.create(
            course_id=self.course, year=2025, seats=70, applied=35, enrolled=70, completed=70, themes=[]
        )
        CourseResult.objects.create(
            course_id=self.course,
            year=2026,
            seats=70,
            applied=140,
            enrolled=70,
            completed=69,
            themes=[{"word": "실습", "count": 3}],
        )


def test_everything_that_speaks_for_a_course_stands_side_by_side() -> None:
    world = World()
    a_person()
    competency = Competency.objects.create(institute_id=world.institute, code="ai", name="AI 활용")
    Course.objects.get(pk=world.course).competencies.add(competency)
    enter_gaps(actor=the_office(), institute=world.institute, year=YEAR, gaps=[GapDraft("ai", 4_000, 2_500, 120)])
    enter_tallies(
        actor=the_office(),
        institute=world.institute,
        year=YEAR,
        name="설문",
        opens_on=TODAY,
        closes_on=TODAY,
        answered=100,
        tallies=[TallyDraft("AI", 310, field="D"), TallyDraft("데이터", 120, field="D")],
    )
    CourseRequest.objects.create(
        needs_round_id=a_round(institute=world.institute, year=YEAR),
        unit_name="총무과",
        kind="change",
        course_id=world.course,
        title="더 자주",
        people=50,
        created_at=clock.now(),
    )
    duty = LegalDuty.objects.create(
        code="d", name="청렴교육", basis="법", audience="전 직원", interval="yearly", valid_from=date(2020, 1, 1)
    )
    old = LegalDuty.objects.create(
        code="o", name="옛 의무", basis="법", audience="", interval="yearly", valid_from=TODAY, valid_to=TODAY
    )
    Course.objects.get(pk=world.course).duties.add(duty, old)
    Course.objects.get(pk=world.new).duties.add(duty)
    needs = needs_of_course(actor=the_office(), course=world.course, year=YEAR)
    assert needs.planned is not None
    assert (needs.planned.year, needs.planned.sessions, needs.planned.seats) == (2026, 2, 70)
    assert needs.result is not None
    assert (needs.result.year, needs.result.competition, needs.result.themes) == (2026, 2.0, (Theme("실습", 3),))
    assert needs.survey == SurveyShare("설문", 100, 310)
    assert needs.gaps == (GapFigure("AI 활용", "", 4_000, 2_500, 120),)
    assert [request.title for request in needs.requests] == ["더 자주"]
    assert [(duty.name, duty.people, duty.courses, duty.share) for duty in needs.duties] == [("청렴교육", 1, 2, 1)]
    assert [plan.year for plan in needs.plans] == [2026]
    assert [result.year for result in needs.results] == [2025, 2026]
    table = needs_of_courses(actor=the_office(), institute=world.institute, year=YEAR)
    [field] = table.fields
    assert (field.courses, field.planned_seats, field.competition, field.requests) == (2, 70, 2.0, 1)
    assert (table.staff, table.previous_version, table.demand_on) == (1, world.approved, None)


def test_a_kept_proposal_and_own_figures_are_stored_with_who_decided() -> None:
    world = World()
    made = decide_seats(actor=the_office(), course=world.course, year=YEAR)
    assert made == SeatsOutcome(1)
    row = SeatProposal.objects.get()
    assert (row.proposed_sessions, row.proposed_seats, row.decided_sessions, row.decided_seats) == (3, 105, 3, 105)
    assert (row.decided_label, row.decided_at) == ("시험 계정", clock.now())
    assert row.reasons[0]["code"] == "more"
    with pytest.raises(NeedsInvalid) as refused:
        decide_seats(actor=the_office(), course=world.course, year=YEAR, sessions=2, seats=70)
    assert [problem.field for problem in refused.value.problems] == ["note"]
    decide_seats(actor=the_office(), course=world.course, year=YEAR, sessions=2, seats=70, note="예산")
    assert decided_for(world.institute, YEAR) == {world.course: (2, 70)}
    assert SeatProposal.objects.count() == 1
    undo_seats(actor=the_office(), course=world.course, year=YEAR)
    assert decided_for(world.institute, YEAR) == {}


def test_decided_seats_go_into_the_draft_and_what_does_not_fit_is_named() -> None:
    world = World()
    dated = a_course("일정 있는 과정", institute=world.institute, field=world.field, code="D03")
    a_line(version=world.approved, course=dated)
    full = a_line(version=world.draft, course=dated, sessions=3, seats_per_session=30)
    for number in (1, 2, 3):
        a_planned_session(line=full, number=number)
    partly = a_course("일정 일부 과정", institute=world.institute, field=world.field, code="D05")
    a_line(version=world.approved, course=partly)
    growing = a_line(version=world.draft, course=partly, sessions=1, seats_per_session=30)
    a_planned_session(line=growing)
    ended = a_course("없앤 과정", institute=world.institute, field=world.field, code="D04")
    a_line(version=world.draft, course=ended, verb=ChangeVerb.ABOLISHED)
    before = PlanVersion.objects.get(pk=world.draft).revision
    made = decide_many(
        actor=the_office(),
        institute=world.institute,
        year=YEAR,
        choices=[
            SeatChoice(world.course, 3, 100, "반올림"),
            SeatChoice(dated),
            SeatChoice(partly),
            SeatChoice(world.new),
            SeatChoice(ended),
        ],
        version=world.draft,
    )
    assert made == SeatsOutcome(5, 2, ("데이터", "없앤 과정"), ("일정 있는 과정",))
    assert (PlanLine.objects.get(pk=full).sessions, PlanLine.objects.get(pk=growing).sessions) == (3, 2)
    line = PlanLine.objects.get(pk=world.line)
    assert (line.sessions, line.seats, line.seats_per_session, line.revision) == (3, 100, None, 2)
    assert PlanVersion.objects.get(pk=world.draft).revision == before + 1
    again = decide_seats(
        actor=the_office(), course=world.course, year=YEAR, sessions=3, seats=100, note="같음", version=world.draft
    )
    assert again == SeatsOutcome(1)
    assert PlanVersion.objects.get(pk=world.draft).revision == before + 1


@pytest.mark.parametrize("state", [VersionState.IN_COMMITTEE, VersionState.APPROVED])
def test_a_plan_that_is_no_draft_stays_as_it_is(state: VersionState) -> None:
    world = World()
    PlanVersion.objects.filter(pk=world.draft).update(state=state, digest="0" * 64, approved_at=clock.now())
    with pytest.raises(VersionFrozen):
        decide_seats(actor=the_office(), course=world.course, year=YEAR, version=world.draft)
    with pytest.raises(PlanNotFound):
        decide_seats(actor=the_office(), course=world.course, year=YEAR, version=world.approved)
    with pytest.raises(PlanNotFound):
        decide_seats(actor=the_office(), course=world.course, year=YEAR, version=999)
    assert not SeatProposal.objects.exists()
    assert PlanLine.objects.get(pk=world.line).seats == 70


def test_only_the_office_decides_about_courses_that_are_there() -> None:
    world = World()
    Course.objects.filter(pk=world.new).update(state=CourseState.ENDED)
    for act in (
        lambda actor: decide_seats(actor=actor, course=world.course, year=YEAR),
        lambda actor: decide_many(actor=actor, institute=world.institute, year=YEAR, choices=[]),
        lambda actor: undo_seats(actor=actor, course=world.course, year=YEAR),
        lambda actor: take_demand(actor=actor, year=YEAR),
        lambda actor: enter_gaps(actor=actor, institute=world.institute, year=YEAR, gaps=[]),
        lambda actor: remove_gap(actor=actor, institute=world.institute, year=YEAR, competency="ai"),
    ):
        with pytest.raises(NotAllowed):
            act(an_actor(Role.HEAD))
    with pytest.raises(NotAllowed):
        needs_of_course(actor=an_actor(Role.LIAISON), course=world.course, year=YEAR)
    for course in (world.new, 999):
        with pytest.raises(CourseNotFound):
            decide_seats(actor=the_office(), course=course, year=YEAR)
        with pytest.raises(CourseNotFound):
            needs_of_course(actor=the_office(), course=course, year=YEAR)
    with pytest.raises(InstituteNotFound):
        decide_many(actor=the_office(), institute=999, year=YEAR, choices=[])
    assert not SeatProposal.objects.exists()


def test_many_decisions_are_all_or_none() -> None:
    world = World()
    with pytest.raises(NeedsInvalid) as refused:
        decide_many(
            actor=the_office(),
            institute=world.institute,
            year=YEAR,
            choices=[SeatChoice(world.course), SeatChoice(world.new, 5, None)],
        )
    [problem] = refused.value.problems
    assert (problem.field, problem.message[:4]) == (f"seats-{world.new}", "데이터:")
    assert not SeatProposal.objects.exists()


def test_roadmap_demand_is_taken_over_once_and_sets_the_floor() -> None:
    seed_policies(actor=the_operator())
    a_city(3)
    world = World()
    count = take_demand(actor=the_office(), year=YEAR)
    stages = RoadmapDemand.objects.order_by("pk")
    assert stages.count() == count > 0
    assert {stage.taken_on for stage in stages} == {TODAY}
    take_demand(actor=the_office(), year=YEAR)
    assert stages.count() == count
    RoadmapDemand.objects.filter(stage_code=stages[0].stage_code).update(seats=120, people=130, class_size=30)
    Course.objects.filter(pk=world.new).update(stage_code=stages[0].stage_code)
    needs = needs_of_course(actor=the_office(), course=world.new, year=YEAR)
    assert (needs.proposal.floor, needs.proposal.sessions, needs.proposal.seats) == (120, 4, 120)
    with pytest.raises(Invalid):
        take_demand(actor=the_office(), year=2050)
    assert stages.count() == count


def test_e_learning_takes_its_share_of_a_duty() -> None:
    world = World()
    for _number in range(9):
        a_person()
    online = a_course("청렴 e", institute=world.institute, field=world.field, kind=CourseKind.E_LEARNING)
    duty = LegalDuty.objects.create(
        code="d", name="청렴", basis="법", audience="전 직원", interval="twice_a_year", valid_from=date(2020, 1, 1)
    )
    Course.objects.get(pk=online).duties.add(duty)
    needs = needs_of_course(actor=the_office(), course=online, year=YEAR)
    assert (needs.proposal.sessions, needs.proposal.seats, needs.proposal.floor) == (1, 18, 18)


def test_gaps_are_replaced_and_removed() -> None:
    institute = an_institute()
    Competency.objects.create(institute_id=institute, code="ai", name="AI")
    for measured in (2_000, 3_000):
        enter_gaps(actor=the_office(), institute=institute, year=YEAR, gaps=[GapDraft("ai", 4_000, measured, 5)])
    assert CompetencyGap.objects.get().measured_milli == 3_000
    with pytest.raises(NeedsInvalid):
        enter_gaps(actor=the_office(), institute=institute, year=YEAR, gaps=[GapDraft("zz", 1, 1, 1)])
    assert CompetencyGap.objects.count() == 1
    assert remove_gap(actor=the_office(), institute=institute, year=YEAR, competency="ai") == 1
    assert remove_gap(actor=the_office(), institute=institute, year=YEAR, competency="ai") == 0


def test_too_few_answers_say_nothing_about_a_field() -> None:
    world = World()
    enter_tallies(
        actor=the_office(),
        institute=world.institute,
        year=YEAR,
        name="작은 설문",
        opens_on=TODAY,
        closes_on=TODAY,
        answered=4,
        tallies=[TallyDraft("AI", 500, field="D")],
    )
    assert SurveyTally.objects.count() == 1
    assert needs_of_course(actor=the_office(), course=world.course, year=YEAR).survey is None
