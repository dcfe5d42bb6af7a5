"""Sessions taken over from a plan, added, cancelled."""

from datetime import date

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.errors import PlanNotFound
from baeumgil.stages.plan.models import PlanLine, PlannedSession
from baeumgil.stages.plan.terms import ChangeVerb, CourseKind, VersionState
from baeumgil.stages.schedule.errors import SessionInvalid
from baeumgil.stages.schedule.models import CourseSession, Invitation, ScheduleYear, SessionDay
from baeumgil.stages.schedule.services.invitations import invite_for
from baeumgil.stages.schedule.services.years import add_session, cancel_session, open_year
from baeumgil.stages.schedule.terms import InvitationState, SessionState, TeachingRole
from tests.build import an_actor, the_operator
from tests.build_plan import a_course, a_line, a_plan, a_version, an_institute
from tests.stages.schedule.solving_world import MONDAY, TODAY, World, a_world, an_open_session

pytestmark = pytest.mark.django_db

YEAR = 2027


@pytest.fixture
def operator() -> Actor:
    return the_operator()


@pytest.fixture
def institute() -> int:
    return an_institute()


def rows() -> list[tuple[object, ...]]:
    fields = ("number", "label", "seats", "days", "planned_starts_on", "planned_ends_on", "planned_month", "state")
    return list(CourseSession.objects.order_by("course_id", "number", "label").values_list(*fields))


def test_named_sessions_keep_their_days_and_the_rest_is_counted(operator: Actor, institute: int) -> None:
    version = a_version(plan=a_plan(YEAR, institute=institute), state=VersionState.APPROVED)
    line = a_line(version=version, course=a_course(institute=institute, days=3), sessions=3, seats_per_session=30)
    PlannedSession.objects.create(
        line_id=line, number=1, starts_on=date(2027, 3, 8), ends_on=date(2027, 3, 10), seats=25
    )
    PlannedSession.objects.create(line_id=line, number=2, month=9, seats=0)
    year = open_year(actor=operator, institute=institute, year=YEAR)
    assert rows() == [
        (1, "", 25, 3, date(2027, 3, 8), date(2027, 3, 10), 3, SessionState.OPEN),
        (2, "", 30, 3, None, None, 9, SessionState.OPEN),
        (3, "", 30, 3, None, None, None, SessionState.OPEN),
    ]
    assert ScheduleYear.objects.get(pk=year).version_id == version


def test_ended_and_online_courses_have_no_sessions(operator: Actor, institute: int) -> None:
    version = a_version(plan=a_plan(YEAR, institute=institute), state=VersionState.APPROVED)
    a_line(version=version, course=a_course(institute=institute), verb=ChangeVerb.ABOLISHED)
    a_line(version=version, course=a_course(institute=institute, kind=CourseKind.E_LEARNING))
    open_year(actor=operator, institute=institute, year=YEAR)
    assert rows() == []


def test_opening_again_takes_over_what_is_new_and_leaves_placed_sessions(operator: Actor, institute: int) -> None:
    version = a_version(plan=a_plan(YEAR, institute=institute), state=VersionState.APPROVED)
    line = a_line(version=version, course=a_course(institute=institute, days=1), sessions=2, seats_per_session=30)
    year = open_year(actor=operator, institute=institute, year=YEAR)
    first = CourseSession.objects.get(number=1)
    first.state, first.starts_on, first.ends_on = SessionState.PLACED, MONDAY, MONDAY
    first.save()
    PlanLine.objects.filter(pk=line).update(sessions=3, seats=120, seats_per_session=40)
    assert open_year(actor=operator, institute=institute, year=YEAR) == year
    assert [(row[0], row[2], row[7]) for row in rows()] == [
        (1, 30, SessionState.PLACED),
        (2, 40, SessionState.OPEN),
        (3, 40, SessionState.OPEN),
    ]


def test_a_year_without_an_approved_plan_is_refused(operator: Actor, institute: int) -> None:
    a_version(plan=a_plan(YEAR, institute=institute))
    with pytest.raises(PlanNotFound):
        open_year(actor=operator, institute=institute, year=YEAR)
    assert ScheduleYear.objects.count() == 0


def test_only_the_office_opens_a_year_and_only_operators_that_of_an_example(institute: int) -> None:
    a_version(plan=a_plan(YEAR, institute=institute), state=VersionState.APPROVED)
    example = an_institute(is_example=True)
    a_version(plan=a_plan(YEAR, institute=example), state=VersionState.APPROVED)
    with pytest.raises(NotAllowed):
        open_year(actor=an_actor(Role.HEAD), institute=institute, year=YEAR)
    with pytest.raises(NotAllowed):
        open_year(actor=an_actor(Role.TRAINING_OFFICE), institute=example, year=YEAR)
    assert ScheduleYear.objects.count() == 0


def test_an_added_session_follows_the_last_number(operator: Actor) -> None:
    world: World = a_world()
    an_open_session(world, number=4)
    made = add_session(actor=operator, year=world.year, course=world.course, seats=20)
    row = CourseSession.objects.get(pk=made)
    assert (row.number, row.name, row.seats, row.days) == (5, "보고서 작성", 20, 2)


def test_everything_wrong_with_a_session_to_add_is_said_at_once(operator: Actor) -> None:
    world = a_world()
    elsewhere = a_course(institute=an_institute())
    with pytest.raises(SessionInvalid) as refused:
        add_session(actor=operator, year=world.year, course=elsewhere, seats=0, days=400, label="가" * 121)
    assert [each.field for each in refused.value.problems] == ["seats", "days", "label", "course"]
    assert CourseSession.objects.count() == 0


def test_a_cancelled_session_frees_its_place_and_keeps_the_reason(operator: Actor) -> None:
    world = a_world()
    lead = {TeachingRole.LEAD: world.instructors[0]}
    session = an_open_session(world, dates=[MONDAY], room=world.rooms[0], teachers=lead)
    with clock.fixed(TODAY):
        invite_for([session])
        cancel_session(actor=operator, session=session, reason="신청자가 적음")
    row = CourseSession.objects.get(pk=session)
    assert (row.state, row.starts_on, row.why_open) == (SessionState.CANCELLED, None, ["신청자가 적음"])
    assert SessionDay.objects.count() == 0
    assert [each.state for each in Invitation.objects.all()] == [InvitationState.WITHDRAWN]


def test_cancelling_needs_a_reason(operator: Actor) -> None:
    world = a_world()
    session = an_open_session(world, dates=[MONDAY])
    with pytest.raises(SessionInvalid):
        cancel_session(actor=operator, session=session, reason=" ")
    assert CourseSession.objects.get(pk=session).state == SessionState.PLACED
