import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import F

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.engines.timetabling.reading import read_problem
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.schedule.errors import (
    CalendarInvalid,
    DisruptionInvalid,
    DisruptionNotFound,
    NothingHit,
    YearNotOpen,
)
from baeumgil.stages.schedule.models import (
    CalendarDay,
    CourseSession,
    Disruption,
    InstructorAway,
    Proposal,
    ProposalLine,
    Repair,
    RoomClosure,
    Run,
)
from baeumgil.stages.schedule.queries.repairs import repair_card
from baeumgil.stages.schedule.services.moving import move_session
from baeumgil.stages.schedule.services.proposals import accept
from baeumgil.stages.schedule.services.repairs import accept_repair, report_disruption, start_repair
from baeumgil.stages.schedule.terms import LineChange, ProposalState, RepairVariant, RunCause, RunKind, SessionState
from tests.build import an_actor, the_operator
from tests.build_plan import an_institute
from tests.build_schedule import a_room, a_schedule_year, a_session, a_site
from tests.stages.schedule.repair_world import MONDAY, TUESDAY, a_repair_world, work_out

pytestmark = pytest.mark.django_db

OFFICE = an_actor(Role.TRAINING_OFFICE)
TODAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def _now() -> Any:
    with clock.fixed(TODAY):
        yield


def written() -> tuple[int, ...]:
    tables: tuple[Any, ...] = (CalendarDay, RoomClosure, InstructorAway, Disruption, Repair, Run)
    return tuple(table.objects.count() for table in tables)


def flood(world: Any, **more: Any) -> int:
    asked = {"cause": RunCause.ROOM_CLOSED, "first": MONDAY, "last": MONDAY, "room": world.world.rooms[0]} | more
    return report_disruption(actor=OFFICE, year=world.year, **asked)


def test_a_flooded_room_is_closed_and_repaired_in_four_ways() -> None:
    world = a_repair_world()
    made = Disruption.objects.get(pk=flood(world))
    assert RoomClosure.objects.values_list("room_id", "starts_on", "ends_on").get() == (
        world.world.rooms[0],
        MONDAY,
        MONDAY,
    )
    assert (made.name, made.people, [hit["session"] for hit in made.hit]) == ("제1강의실", 20, [world.first])
    assert [repair.variant for repair in made.repairs.all()] == list(RepairVariant)
    runs = Run.objects.values_list("kind", "cause", "subject")
    assert sorted(set(runs)) == [(RunKind.REPAIR, RunCause.ROOM_CLOSED, "제1강의실")]


def test_no_repair_moves_anybody_to_a_day_before_lists_can_be_told() -> None:
    seed_plan(actor=the_operator())
    eve = MONDAY - timedelta(days=3)
    with clock.fixed(eve):
        world = a_repair_world()
        flood(world)
    told = eve + timedelta(days=10)
    run = Run.objects.get(repair__variant=RepairVariant.FEWEST_DATES)
    [session] = [one for one in read_problem(json.loads(run.problem)).sessions if one.id == str(world.first)]
    assert [span.first for span in session.windows if span.first != MONDAY] == [told]


def test_the_calendar_stays_until_a_repair_is_accepted() -> None:
    world = a_repair_world()
    flood(world)
    assert list(CourseSession.objects.order_by("pk").values_list("pk", "starts_on", "revision")) == [
        (world.first, MONDAY, 1),
        (world.second, MONDAY, 1),
    ]


def test_repairs_are_ranked_by_how_many_people_they_disturb() -> None:
    world = a_repair_world()
    made = flood(world)
    work_out(the_operator(), made)
    card = repair_card(actor=OFFICE, disruption=made)
    by_variant = {one.variant: one for one in card.repairs}
    assert [one.disturbance.people for one in card.repairs] == sorted(one.disturbance.people for one in card.repairs)
    assert by_variant[RepairVariant.LEAVE_OUT].disturbance.left_out == 1
    assert by_variant[RepairVariant.OTHER_WEEK].disturbance.moved == 1
    (moved,) = by_variant[RepairVariant.OTHER_WEEK].changes
    assert moved.session == world.first
    assert moved.after[0].isocalendar().week != MONDAY.isocalendar().week


def test_a_larger_room_free_on_the_same_days_disturbs_nobody() -> None:
    world = a_repair_world()
    a_room("제3강의실", site=a_site(institute=world.world.institute), seats=50)
    made = flood(world)
    work_out(the_operator(), made, "fewest_dates", "leave_out")
    best = repair_card(actor=OFFICE, disruption=made).repairs[0]
    assert (best.variant, best.disturbance.people, best.is_proved) == (RepairVariant.FEWEST_DATES, 0, True)
    assert [(one.session, one.change) for one in best.changes] == [(world.first, LineChange.ROOM_CHANGED)]


def test_an_accepted_repair_is_in_the_calendar_and_the_others_are_put_aside() -> None:
    world = a_repair_world()
    made = flood(world)
    proposals = work_out(the_operator(), made, "other_week", "leave_out")
    done = accept_repair(actor=OFFICE, disruption=made, proposal=proposals["other_week"] or 0)
    row = CourseSession.objects.get(pk=world.first)
    assert (done.skipped, row.state, row.room_id) == ((), SessionState.PLACED, world.world.rooms[0])
    assert ProposalLine.objects.filter(proposal=proposals["other_week"], change=LineChange.KEPT).exists()
    assert [line.session_id for line in ProposalLine.objects.filter(pk__in=done.accepted)] == [world.first]
    assert row.starts_on is not None
    assert row.starts_on != MONDAY
    states = dict(Proposal.objects.values_list("run__repair__variant", "state"))
    assert states == {
        RepairVariant.OTHER_WEEK: ProposalState.ACCEPTED,
        RepairVariant.LEAVE_OUT: ProposalState.DISCARDED,
    }
    with pytest.raises(NothingHit):
        start_repair(actor=OFFICE, year=world.year)


def test_accepting_a_repair_as_a_proposal_puts_the_others_aside_now_and_later() -> None:
    world = a_repair_world()
    made = flood(world)
    proposals = work_out(the_operator(), made, "other_week", "leave_out")
    CourseSession.objects.filter(pk=world.first).update(revision=F("revision") + 1)
    assert len(accept(actor=OFFICE, proposal=proposals["other_week"] or 0).skipped) == 1
    assert set(Proposal.objects.values_list("state", flat=True)) == {ProposalState.DRAFT}
    CourseSession.objects.filter(pk=world.first).update(revision=F("revision") - 1)
    accept(actor=OFFICE, proposal=proposals["other_week"] or 0)
    work_out(the_operator(), made, "same_dates")
    assert dict(Proposal.objects.values_list("run__repair__variant", "state")) == {
        RepairVariant.OTHER_WEEK: ProposalState.ACCEPTED,
        RepairVariant.LEAVE_OUT: ProposalState.DISCARDED,
        RepairVariant.SAME_DATES: ProposalState.DISCARDED,
    }


def test_a_late_holiday_keeps_days_off_the_new_holiday() -> None:
    world = a_repair_world()
    made = report_disruption(actor=OFFICE, year=world.year, cause=RunCause.HOLIDAY, first=MONDAY, last=MONDAY)
    assert CalendarDay.objects.values_list("on", "name").get() == (MONDAY, "임시공휴일")
    ways = Repair.objects.filter(disruption=made).order_by("pk").values_list("variant", flat=True)
    assert list(ways) == [RepairVariant.FEWEST_DATES, RepairVariant.OTHER_WEEK, RepairVariant.LEAVE_OUT]
    proposals = work_out(the_operator(), made, "fewest_dates")
    accept_repair(actor=OFFICE, disruption=made, proposal=proposals["fewest_dates"] or 0)
    days = CourseSession.objects.order_by("pk").values_list("pk", "session_days__on")
    assert MONDAY not in {day for _session, day in days}
    assert len(days) == 4


def test_a_sick_instructor_is_replaced_without_moving_anybody() -> None:
    world = a_repair_world()
    CourseSession.objects.filter(pk=world.second).delete()
    made = report_disruption(
        actor=OFFICE,
        year=world.year,
        cause=RunCause.INSTRUCTOR_AWAY,
        first=MONDAY,
        last=TUESDAY,
        instructor=world.world.instructors[0],
    )
    proposals = work_out(the_operator(), made, "same_dates")
    assert repair_card(actor=OFFICE, disruption=made).repairs[0].changes[0].means == ("김강사 → 이강사",)
    accept_repair(actor=OFFICE, disruption=made, proposal=proposals["same_dates"] or 0)
    row = CourseSession.objects.get(pk=world.first)
    assert (row.starts_on, row.teachings.get().instructor_id) == (MONDAY, world.world.instructors[1])


def test_what_hits_nothing_is_written_down_and_nothing_is_worked_out() -> None:
    world = a_repair_world()
    made = flood(world, first=date(2027, 5, 3), last=date(2027, 5, 4))
    card = repair_card(actor=OFFICE, disruption=made)
    assert (card.hits, card.repairs, card.is_over) == ((), (), True)
    assert RoomClosure.objects.count() == 1


def test_a_session_moved_by_hand_stays_and_the_others_give_way() -> None:
    world = a_repair_world()
    later = a_session(year=world.year, course=world.world.course, number=3, starts=date(2027, 4, 5))
    move_session(actor=OFFICE, session=later, starts=date(2027, 3, 2), keep_going=True)
    made = start_repair(actor=OFFICE, year=world.year, session=later)
    proposals = work_out(the_operator(), made)
    assert list(proposals) == ["fewest_dates"]
    accept_repair(actor=OFFICE, disruption=made, proposal=proposals["fewest_dates"] or 0)
    assert CourseSession.objects.get(pk=later).starts_on == date(2027, 3, 2)


def test_an_added_session_finds_its_place_while_others_waiting_stay_open() -> None:
    world = a_repair_world()
    added = a_session(year=world.year, course=world.world.course, number=3)
    waiting = a_session(year=world.year, course=world.world.course, number=4)
    made = start_repair(actor=OFFICE, year=world.year, cause=RunCause.SESSION_ADDED, session=added)
    proposals = work_out(the_operator(), made, "fewest_dates")
    accept_repair(actor=OFFICE, disruption=made, proposal=proposals["fewest_dates"] or 0)
    states = dict(CourseSession.objects.values_list("pk", "state"))
    assert (states[added], states[waiting]) == (SessionState.PLACED, SessionState.OPEN)


def test_days_off_within_a_long_holiday_are_not_declared_twice() -> None:
    world = a_repair_world()
    report_disruption(
        actor=OFFICE, year=world.year, cause=RunCause.HOLIDAY, first=date(2027, 5, 7), last=date(2027, 5, 10)
    )
    assert list(CalendarDay.objects.values_list("on", flat=True)) == [date(2027, 5, 7), date(2027, 5, 10)]


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ({"first": TUESDAY, "last": MONDAY}, ["last"]),
        ({"first": date(2026, 10, 1), "last": date(2026, 10, 2)}, ["last"]),
        ({"room": 999_999}, ["room"]),
        ({"cause": RunCause.INSTRUCTOR_AWAY, "instructor": None}, ["instructor"]),
        ({"cause": RunCause.HOLIDAY, "last": date(2027, 5, 1)}, ["last"]),
        ({"cause": RunCause.YEAR}, ["cause"]),
    ],
)
def test_a_disruption_with_faults_changes_nothing(more: dict[str, Any], fields: list[str]) -> None:
    world = a_repair_world()
    before = written()
    with pytest.raises(DisruptionInvalid) as refused:
        flood(world, **more)
    assert [problem.field for problem in refused.value.problems] == fields
    assert written() == before


def test_a_holiday_that_is_one_already_is_refused_and_nothing_changes() -> None:
    world = a_repair_world()
    before = written()
    with pytest.raises(CalendarInvalid):
        report_disruption(
            actor=OFFICE, year=world.year, cause=RunCause.HOLIDAY, first=date(2027, 5, 8), last=date(2027, 5, 9)
        )
    assert written() == before


@pytest.mark.parametrize("role", [Role.HEAD, Role.AUDITOR, Role.LIAISON, Role.OFFICIAL])
def test_only_the_office_reports_repairs_and_accepts(role: Role) -> None:
    world = a_repair_world()
    made = flood(world)
    before = written()
    actor = an_actor(role)
    with pytest.raises(NotAllowed):
        report_disruption(actor=actor, year=world.year, cause=RunCause.HOLIDAY, first=MONDAY, last=MONDAY)
    with pytest.raises(NotAllowed):
        start_repair(actor=actor, year=world.year)
    with pytest.raises(NotAllowed):
        accept_repair(actor=actor, disruption=made, proposal=1)
    assert written() == before


def test_years_of_examples_are_changed_from_the_command_line_alone() -> None:
    institute = an_institute("다른 도 인재개발원", is_example=True)
    year = a_schedule_year(2025, institute=institute)
    with pytest.raises(NotAllowed):
        report_disruption(actor=OFFICE, year=year, cause=RunCause.HOLIDAY, first=MONDAY, last=MONDAY)
    assert CalendarDay.objects.count() == 0


def test_what_is_not_there_is_said_to_be_so() -> None:
    world = a_repair_world()
    with pytest.raises(YearNotOpen):
        start_repair(actor=OFFICE, year=999_999)
    with pytest.raises(NothingHit):
        start_repair(actor=OFFICE, year=world.year)
    with pytest.raises(DisruptionNotFound):
        accept_repair(actor=OFFICE, disruption=999_999, proposal=1)
    with pytest.raises(DisruptionNotFound):
        accept_repair(actor=OFFICE, disruption=flood(world), proposal=999_999)
