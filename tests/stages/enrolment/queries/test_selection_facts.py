"""What a selection is computed from: records, roadmap, earlier calls, bookings, headcounts."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.engines.selection.problem import Applicant
from baeumgil.stages.enrolment.errors import CallNotFound
from baeumgil.stages.enrolment.models import Application, Call, CallSession, SelectionLine
from baeumgil.stages.enrolment.queries.selection_facts import selection_facts
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.services.selecting import run_selection
from baeumgil.stages.enrolment.terms import ApplicationState, AppliedVia, Criterion, Mechanism, Outcome, QuotaKind
from baeumgil.stages.people.terms import AbsenceKind
from baeumgil.stages.plan.models import Course, LegalDuty
from baeumgil.stages.plan.services.institutes import set_own_units
from baeumgil.stages.plan.terms import DutyInterval
from baeumgil.stages.roadmap.models import TrainingRecord
from baeumgil.stages.schedule.models import TeachingDay
from tests.build import a_person, a_unit, the_operator
from tests.build_enrolment import a_call, a_quota, an_application
from tests.build_schedule import a_session, an_instructor
from tests.stages.enrolment.selection_world import FIRST_DAY, World, a_world, the_moment

pytestmark = pytest.mark.django_db
ORDER = (
    Criterion.MANDATORY,
    Criterion.PROMOTION_DEADLINE,
    Criterion.NEVER_ATTENDED,
    Criterion.LONGEST_WAITING,
    Criterion.EARLIER_REFUSALS,
    Criterion.DRAW,
)


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[None]:
    with the_moment():
        yield


def everybody(world: World) -> list[Applicant]:
    return sorted(selection_facts(world.call).problem.applicants, key=lambda applicant: applicant.id)


def an_earlier_call(world: World, person: int, days: int, state: ApplicationState, session: int | None = None) -> None:
    then = clock.now() - timedelta(days=days)
    call = a_call(
        course=world.course,
        sessions=() if session is None else (session,),
        opens_at=then - timedelta(days=5),
        closes_at=then,
    )
    an_application(call=call, person=person, state=state, seat=session, wishes=() if session is None else (session,))


def test_refusals_and_waiting_count_from_the_first_call_that_gave_nothing_since_the_last_seat() -> None:
    world = a_world(2, policy=CallPolicy(order=ORDER))
    year = CallSession.objects.get(call=world.call).session.year_id
    old = a_session(year=year, course=world.course, number=90, starts=date(2027, 1, 4))
    an_earlier_call(world, world.people[0], 300, ApplicationState.NOT_SELECTED)
    an_earlier_call(world, world.people[0], 200, ApplicationState.NO_SHOW, old)
    an_earlier_call(world, world.people[0], 101, ApplicationState.NOT_SELECTED)
    an_earlier_call(world, world.people[0], 51, ApplicationState.NOT_SELECTED)
    first, second = everybody(world)
    assert (first.values["longest_waiting"], first.values["earlier_refusals"]) == (100, 2)
    assert (second.values["longest_waiting"], second.values["earlier_refusals"]) == (0, 0)


def test_records_of_the_course_and_of_its_yearly_duty_say_who_must_and_who_never_could() -> None:
    world = a_world(3, policy=CallPolicy(order=ORDER))
    duty = LegalDuty.objects.create(
        code="safety",
        name="안전",
        basis="법",
        audience="모두",
        interval=DutyInterval.YEARLY,
        valid_from=date(2020, 1, 1),
    )
    course = Course.objects.get(pk=world.course)
    course.duties.add(duty)
    for person, day in ((world.people[0], date(2027, 2, 1)), (world.people[1], date(2026, 2, 1))):
        TrainingRecord.objects.create(
            person_id=person, course_key=course.code, course_name=course.name, completed_on=day
        )
    told = [(each.values["mandatory"], each.values["never_attended"]) for each in everybody(world)]
    assert told == [(False, False), (True, False), (True, True)]


def test_who_was_called_up_must_come() -> None:
    world = a_world(1)
    an_application(
        call=world.call, person=a_person(), wishes=world.sessions, via=AppliedVia.CALL_UP, number="TEST-9999-AAAA"
    )
    assert [each.values["mandatory"] for each in everybody(world)] == [False, True]


def test_seats_elsewhere_teaching_and_leave_make_somebody_busy_on_the_days_of_the_call_only() -> None:
    world = a_world(0)
    first = FIRST_DAY + timedelta(days=7)
    year = CallSession.objects.get(call=world.call).session.year_id
    other = a_session(year=year, course=world.course, number=80, starts=first - timedelta(days=1), days=2)
    seated, teaching, away = (
        a_person(),
        a_person(),
        a_person(absences=[(AbsenceKind.LEAVE, first + timedelta(days=1), None)]),
    )
    call = a_call(course=world.course, sessions=(other,))
    an_application(call=call, person=seated, wishes=(other,), state=ApplicationState.CONFIRMED)
    teacher = an_instructor(institute=world.institute, person=teaching)
    TeachingDay.objects.create(session_id=other, instructor_id=teacher, on=first)
    for place, person in enumerate((seated, teaching, away, a_person()), 1):
        an_application(call=world.call, person=person, wishes=world.sessions, number=f"TEST-{place:04d}-CCCC")
    assert [each.busy for each in everybody(world)] == [(first,), (first,), (first + timedelta(days=1),), ()]


def test_units_count_with_all_above_and_people_already_away_fill_the_cap() -> None:
    bureau = a_unit("국")
    team = a_unit("과", parent=bureau)
    world = a_world(0, policy=CallPolicy(order=(Criterion.DRAW,), absence_percent=30))
    people = [a_person(unit=team) for _each in range(7)]
    year = CallSession.objects.get(call=world.call).session.year_id
    same_week = a_session(year=year, course=world.course, number=80, starts=FIRST_DAY + timedelta(days=9), days=1)
    an_application(
        call=a_call(course=world.course, sessions=(same_week,)),
        person=people[0],
        wishes=(same_week,),
        state=ApplicationState.SELECTED,
    )
    an_application(call=world.call, person=people[1], wishes=world.sessions, number="TEST-0001-DDDD")
    a_quota(call=world.call, kind=QuotaKind.GRADE, keys=["7"], most=1)
    problem = selection_facts(world.call).problem
    assert [(cap.unit, cap.week, cap.most, cap.held) for cap in problem.absences] == [
        (str(bureau), "2027-W15", 2, 1),
        (str(team), "2027-W15", 2, 1),
    ]
    assert problem.applicants[0].groups == {"unit": (str(team), str(bureau)), "grade": ("7",)}


def test_nothing_is_told_that_no_rule_asks_about() -> None:
    world = a_world(1, policy=CallPolicy(order=(Criterion.NEVER_ATTENDED, Criterion.DRAW)))
    applicant = everybody(world)[0]
    assert (applicant.values, applicant.groups, applicant.id) == ({"never_attended": True}, {}, "TEST-0001-AAAA")


def test_a_second_call_draws_by_the_number_of_the_first() -> None:
    world = a_world(0)
    an_application(call=world.call, person=a_person(), wishes=world.sessions, number="7K3M-Q9XD-2F4V-2")
    assert list(selection_facts(world.call).applications) == ["7K3M-Q9XD-2F4V"]


def test_only_seats_nobody_has_are_given_out_and_the_approved_alone_take_part() -> None:
    world = a_world(1, seats=3)
    an_application(call=world.call, person=a_person(), wishes=world.sessions, state=ApplicationState.SUBMITTED)
    other = a_call(course=world.course, sessions=world.sessions)
    an_application(call=other, person=a_person(), wishes=world.sessions, state=ApplicationState.SELECTED)
    problem = selection_facts(world.call).problem
    assert ([session.seats for session in problem.sessions], len(problem.applicants)) == ([2], 1)


def test_the_number_of_statements_is_the_same_for_one_and_for_many() -> None:
    policy = CallPolicy(order=ORDER, absence_percent=30, seats_a_year=2)
    counts = []
    for people, mark in ((1, "AAAA"), (12, "BBBB")):
        world = a_world(people, sessions=2, policy=policy, mark=mark)
        with CaptureQueriesContext(connection) as caught:
            selection_facts(world.call)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_a_call_that_is_not_there_has_no_facts() -> None:
    assert Call.objects.count() == 0
    with pytest.raises(CallNotFound):
        selection_facts(1)


def test_people_of_the_institutes_own_units_come_first_where_the_policy_says_so_and_nowhere_else() -> None:
    """Served are people of the named unit and of those below it, by the tree of the closing day."""
    own_first = (Criterion.OWN_INSTITUTE, Criterion.DRAW)
    serial = a_world(6, seats=2, policy=CallPolicy(order=(Criterion.DRAW,)))
    policy = CallPolicy(mechanism=Mechanism.DEFERRED, order=own_first)
    by_draw = seated(serial.call)
    body = a_unit("본청")
    served = a_unit("총무과", parent=body)
    last = [one for one in Application.objects.filter(call=serial.call).order_by("pk") if one.pk not in by_draw][:2]
    Application.objects.filter(pk__in=[one.pk for one in last]).update(unit_id=served)
    assert seated(serial.call) == by_draw
    Call.objects.filter(pk=serial.call).update(mechanism=Mechanism.DEFERRED, policy=policy.as_json())
    assert seated(serial.call) == by_draw, "nobody is served yet"
    set_own_units(actor=the_operator(), institute=serial.institute, units=[body])
    assert seated(serial.call) == {one.pk for one in last} != by_draw
    own = {one.id: one.own for one in selection_facts(serial.call).problem.applicants}
    sessions = tuple(str(session) for session in serial.sessions)
    assert own == {one.number: sessions if one in last else () for one in Application.objects.filter(call=serial.call)}


def seated(call: int) -> set[int]:
    """Applications that a selection computed now would give a seat."""
    selection = run_selection(actor=the_operator(), call=call)
    lines = SelectionLine.objects.filter(selection_id=selection, outcome=Outcome.SEATED)
    return set(lines.values_list("application_id", flat=True))
