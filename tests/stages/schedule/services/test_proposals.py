"""Proposals: accepted whole or in part, only where the calendar still is what the solver saw."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.said import again
from baeumgil.engines.timetabling.plan import Timetable
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.stages.schedule.errors import ProposalOver, SessionClash
from baeumgil.stages.schedule.models import CourseSession, Invitation, Proposal, ProposalLine, SessionDay
from baeumgil.stages.schedule.services.bookings import clear_placings
from baeumgil.stages.schedule.services.calendar_days import declare_day
from baeumgil.stages.schedule.services.proposals import Acceptance, accept, discard, reject
from baeumgil.stages.schedule.services.years import cancel_session
from baeumgil.stages.schedule.terms import DayKind, LineState, ProposalState, SessionState, TeachingRole
from tests.build import an_actor, the_operator
from tests.stages.schedule.solving_world import (
    MONDAY,
    SECOND_MONDAY,
    TODAY,
    World,
    a_finished_run,
    a_timetable,
    a_world,
    an_open_session,
    placed,
)

pytestmark = pytest.mark.django_db

TUESDAY = date(2027, 3, 9)
DATES = (MONDAY, TUESDAY)
Where = tuple[int, date, int, int]


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def operator() -> Actor:
    return the_operator()


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


def spoken(stored: Sequence[object]) -> list[str]:
    return [again(each) for each in stored]


def planning(world: World, *where: Where, why: Sequence[str] = ()) -> Callable[[Problem], Timetable]:
    """Sessions, each with its start and the place of its room and instructor in the world."""

    def make(problem: Problem) -> Timetable:
        return a_timetable(
            problem,
            [
                placed(problem, session, starts, world.rooms[room], world.instructors[instructor])
                for session, starts, room, instructor in where
            ],
            why=why,
        )

    return make


def standing(world: World) -> set[tuple[int, date | None, int | None]]:
    rows = CourseSession.objects.filter(year_id=world.year)
    return {(row.pk, row.starts_on, world.rooms.index(row.room_id) if row.room_id else None) for row in rows}


def line_of(session: int) -> int:
    return ProposalLine.objects.values_list("pk", flat=True).get(session_id=session)


def skipped(outcome: Acceptance) -> list[tuple[int, str]]:
    return [(each.session, each.why) for each in outcome.skipped]


def test_a_whole_proposal_goes_into_the_calendar_and_invitations_follow(operator: Actor, world: World) -> None:
    first, second = an_open_session(world), an_open_session(world)
    proposal = a_finished_run(world, operator, planning(world, (first, MONDAY, 0, 0), (second, MONDAY, 1, 1)))
    outcome = accept(actor=operator, proposal=proposal)
    assert outcome == Acceptance((line_of(first), line_of(second)), ())
    assert standing(world) == {(first, MONDAY, 0), (second, MONDAY, 1)}
    assert Proposal.objects.get(pk=proposal).state == ProposalState.ACCEPTED
    invited = set(Invitation.objects.values_list("session_id", "instructor_id"))
    assert invited == {(first, world.instructors[0]), (second, world.instructors[1])}
    with pytest.raises(ProposalOver):
        accept(actor=operator, proposal=proposal)


def test_two_sessions_swap_rooms_when_accepted_together(operator: Actor, world: World) -> None:
    first = an_open_session(world, dates=DATES, room=world.rooms[0], teachers={TeachingRole.LEAD: world.instructors[0]})
    second = an_open_session(
        world, dates=DATES, room=world.rooms[1], teachers={TeachingRole.LEAD: world.instructors[1]}
    )
    proposal = a_finished_run(world, operator, planning(world, (first, MONDAY, 1, 0), (second, MONDAY, 0, 1)))
    assert len(accept(actor=operator, proposal=proposal).accepted) == 2
    assert standing(world) == {(first, MONDAY, 1), (second, MONDAY, 0)}


def test_a_ticked_line_that_needs_another_is_refused_and_nothing_moves(operator: Actor, world: World) -> None:
    first = an_open_session(
        world, number=1, dates=DATES, room=world.rooms[0], teachers={TeachingRole.LEAD: world.instructors[0]}
    )
    second = an_open_session(
        world, number=2, dates=DATES, room=world.rooms[1], teachers={TeachingRole.LEAD: world.instructors[1]}
    )
    proposal = a_finished_run(world, operator, planning(world, (first, MONDAY, 1, 0), (second, MONDAY, 0, 1)))
    before = standing(world)
    with pytest.raises(SessionClash) as refused:
        accept(actor=operator, proposal=proposal, lines=[line_of(first)])
    assert [(each.code, each.remedy) for each in refused.value.problems] == [
        ("room_clash", "함께 고르세요: 보고서 작성 2기.")
    ]
    assert standing(world) == before
    assert set(ProposalLine.objects.values_list("state", flat=True)) == {LineState.OPEN}


def test_a_session_that_changed_meanwhile_is_skipped_and_said_so(operator: Actor, world: World) -> None:
    first, second = an_open_session(world), an_open_session(world)
    proposal = a_finished_run(world, operator, planning(world, (first, MONDAY, 0, 0), (second, MONDAY, 1, 1)))
    clear_placings([second])
    outcome = accept(actor=operator, proposal=proposal)
    assert skipped(outcome) == [(second, "편성안을 만든 뒤에 이 기수가 바뀌었습니다.")]
    assert standing(world) == {(first, MONDAY, 0), (second, None, None)}
    assert Proposal.objects.get(pk=proposal).state == ProposalState.PARTLY


def test_a_cancelled_session_is_skipped(operator: Actor, world: World) -> None:
    first, second = an_open_session(world), an_open_session(world)
    proposal = a_finished_run(world, operator, planning(world, (first, MONDAY, 0, 0), (second, MONDAY, 1, 1)))
    cancel_session(actor=operator, session=second, reason="예산")
    assert skipped(accept(actor=operator, proposal=proposal)) == [(second, "그사이 폐강되었습니다.")]


def test_a_line_that_lands_on_a_holiday_declared_since_is_skipped(operator: Actor, world: World) -> None:
    first, second = an_open_session(world, number=1), an_open_session(world, number=2)
    proposal = a_finished_run(world, operator, planning(world, (first, MONDAY, 0, 0), (second, SECOND_MONDAY, 0, 0)))
    declare_day(actor=operator, institute=world.institute, on=MONDAY, kind=DayKind.TEMPORARY, name="임시공휴일")
    outcome = accept(actor=operator, proposal=proposal)
    assert [session for session, _ in skipped(outcome)] == [first]
    assert standing(world) == {(first, None, None), (second, SECOND_MONDAY, 0)}


def test_a_line_whose_room_a_newcomer_took_is_skipped_with_all_that_rest_on_it(operator: Actor, world: World) -> None:
    mover = an_open_session(
        world, number=2, dates=DATES, room=world.rooms[0], teachers={TeachingRole.LEAD: world.instructors[0]}
    )
    follower = an_open_session(world, number=1)
    proposal = a_finished_run(world, operator, planning(world, (mover, SECOND_MONDAY, 0, 0), (follower, MONDAY, 0, 1)))
    an_open_session(world, number=3, dates=[SECOND_MONDAY], room=world.rooms[0])
    outcome = accept(actor=operator, proposal=proposal)
    assert {session for session, _ in skipped(outcome)} == {mover, follower}
    assert SessionDay.objects.filter(session_id=mover, on=MONDAY).exists()


def test_what_finds_no_place_keeps_the_reasons(operator: Actor, world: World) -> None:
    session = an_open_session(world)
    proposal = a_finished_run(world, operator, planning(world, why=["남은 때가 없습니다."]))
    accept(actor=operator, proposal=proposal)
    row = CourseSession.objects.get(pk=session)
    assert (row.state, spoken(row.why_open), row.revision) == (SessionState.OPEN, ["남은 때가 없습니다."], 1)


def test_a_placed_session_that_is_left_out_is_cleared_with_its_reasons(operator: Actor, world: World) -> None:
    session = an_open_session(world, dates=DATES, room=world.rooms[0])
    proposal = a_finished_run(world, operator, planning(world, why=["남은 때가 없습니다."]))
    accept(actor=operator, proposal=proposal)
    row = CourseSession.objects.get(pk=session)
    assert (row.state, spoken(row.why_open), SessionDay.objects.count()) == (
        SessionState.OPEN,
        ["남은 때가 없습니다."],
        0,
    )


def test_lines_put_aside_are_not_accepted_later(operator: Actor, world: World) -> None:
    first, second = an_open_session(world), an_open_session(world)
    proposal = a_finished_run(world, operator, planning(world, (first, MONDAY, 0, 0), (second, MONDAY, 1, 1)))
    reject(actor=operator, proposal=proposal, lines=[line_of(second)])
    accept(actor=operator, proposal=proposal)
    assert standing(world) == {(first, MONDAY, 0), (second, None, None)}
    assert Proposal.objects.get(pk=proposal).state == ProposalState.PARTLY


def test_a_discarded_proposal_leaves_the_calendar_alone(operator: Actor, world: World) -> None:
    session = an_open_session(world)
    proposal = a_finished_run(world, operator, planning(world, (session, MONDAY, 0, 0)))
    discard(actor=operator, proposal=proposal)
    assert standing(world) == {(session, None, None)}
    with pytest.raises(ProposalOver):
        accept(actor=operator, proposal=proposal)


def test_only_the_office_decides(operator: Actor, world: World) -> None:
    session = an_open_session(world)
    proposal = a_finished_run(world, operator, planning(world, (session, MONDAY, 0, 0)))
    for act in (
        lambda actor: accept(actor=actor, proposal=proposal),
        lambda actor: discard(actor=actor, proposal=proposal),
        lambda actor: reject(actor=actor, proposal=proposal, lines=[line_of(session)]),
    ):
        with pytest.raises(NotAllowed):
            act(an_actor(Role.HEAD))
    assert standing(world) == {(session, None, None)}
    assert Proposal.objects.get(pk=proposal).state == ProposalState.DRAFT
