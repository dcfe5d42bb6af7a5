"""Runs: asked for, solved, stopped, cut short, derived again."""

import json
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.jobs import JobState
from baeumgil.core.models import Job
from baeumgil.core.said import again
from baeumgil.engines.timetabling.plan import Timetable
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.engines.timetabling.process import Message
from baeumgil.engines.timetabling.reading import read_problem
from baeumgil.engines.timetabling.writing import digest_of
from baeumgil.stages.schedule.errors import RunOver, SessionInvalid
from baeumgil.stages.schedule.models import Proposal, ProposalLine, Run
from baeumgil.stages.schedule.rules.run_failures import CUT_SHORT
from baeumgil.stages.schedule.services.runs import derive_run, start_run, stop_run
from baeumgil.stages.schedule.services.solving import solve_run
from baeumgil.stages.schedule.terms import LineChange, RunState
from tests.build import an_actor, the_operator
from tests.stages.schedule.solving_world import (
    MONDAY,
    TODAY,
    SaidSolver,
    Starter,
    World,
    a_timetable,
    a_world,
    an_open_session,
    answering,
    placed,
    stored,
)

pytestmark = pytest.mark.django_db

BEST = {"seconds": 1.0, "phase": "construct", "cost": 9, "bound": None, "placed": 1, "total": 1}


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


def one_session_plan(world: World, session: int, starts: date = MONDAY) -> Callable[[Problem], Timetable]:
    def make(problem: Problem) -> Timetable:
        return a_timetable(problem, [placed(problem, session, starts, world.rooms[0], world.instructors[0])], bound=0)

    return make


def test_a_run_stores_its_problem_and_waits_for_a_worker(operator: Actor, world: World) -> None:
    session = an_open_session(world)
    run = stored(start_run(actor=operator, year=world.year, seconds=5, seed=7))
    problem = read_problem(json.loads(run.problem))
    assert (run.state, run.total, run.seed, run.digest) == (RunState.QUEUED, 1, 7, digest_of(problem))
    assert run.revisions == {str(session): 1}
    assert list(Job.objects.values_list("pk", "arguments")) == [(run.job, {"run": run.pk})]


def test_everything_wrong_with_a_run_to_start_is_said_at_once(operator: Actor, world: World) -> None:
    with pytest.raises(SessionInvalid) as refused:
        start_run(actor=operator, year=world.year, seconds=0, seed=-1)
    assert [each.code for each in refused.value.problems] == ["seconds", "seed", "no_sessions"]
    assert (Run.objects.count(), Job.objects.count()) == (0, 0)


def test_only_the_office_starts_runs(world: World) -> None:
    an_open_session(world)
    with pytest.raises(NotAllowed):
        start_run(actor=an_actor(Role.AUDITOR), year=world.year, seconds=5)
    assert Run.objects.count() == 0


def test_a_solved_run_keeps_its_plan_and_becomes_a_proposal(operator: Actor, world: World) -> None:
    session = an_open_session(world)
    run = start_run(actor=operator, year=world.year, seconds=5)
    start = answering(one_session_plan(world, session), progress=[BEST])
    proposal = solve_run(actor=operator, run=run, start=start)
    row = stored(run)
    assert (row.state, row.placed, row.bound, row.failure) == (RunState.DONE, 1, 0, "")
    assert [(point["seconds"], point["cost"]) for point in row.progress] == [(1.0, 9)]
    line = ProposalLine.objects.get()
    assert line.proposal_id == proposal
    assert (line.session_id, line.change, line.after["starts"]) == (session, LineChange.PLACED, "2027-03-08")
    assert [(seconds, kind) for _, seconds, kind in start.asked] == [(5, "year")]


def test_solving_a_run_that_is_over_changes_nothing(operator: Actor, world: World) -> None:
    session = an_open_session(world)
    run = start_run(actor=operator, year=world.year, seconds=5)
    start = answering(one_session_plan(world, session))
    solve_run(actor=operator, run=run, start=start)
    assert solve_run(actor=operator, run=run, start=start) is None
    assert (len(start.asked), Proposal.objects.count()) == (1, 1)


def test_reasons_of_what_stays_out_reach_the_proposal(operator: Actor, world: World) -> None:
    session = an_open_session(world)
    run = start_run(actor=operator, year=world.year, seconds=5)
    solve_run(
        actor=operator,
        run=run,
        start=answering(lambda problem: a_timetable(problem, [], why=["기간에 쉬는 날뿐입니다."])),
    )
    line = ProposalLine.objects.get(session_id=session)
    assert (line.change, [*map(again, line.why)], [*map(again, line.ways_out)]) == (
        LineChange.UNPLACED,
        ["기간에 쉬는 날뿐입니다."],
        ["하루를 더 여세요."],
    )


def test_a_plan_that_breaks_a_rule_never_becomes_a_proposal(operator: Actor, world: World) -> None:
    session = an_open_session(world)
    run = start_run(actor=operator, year=world.year, seconds=5)
    sunday = date(2027, 3, 7)
    assert solve_run(actor=operator, run=run, start=answering(one_session_plan(world, session, sunday))) is None
    row = stored(run)
    assert (row.state, row.plan, Proposal.objects.count()) == (RunState.FAILED, "", 0)
    assert row.failure.startswith("편성 결과가 규칙에 어긋나 버렸습니다.")


def test_a_killed_solver_leaves_its_best(operator: Actor, world: World) -> None:
    session = an_open_session(world)
    run = start_run(actor=operator, year=world.year, seconds=5)
    make = one_session_plan(world, session)
    best = {**BEST, "best": []}
    killed = Starter(lambda problem: SaidSolver([Message("progress", best)], make(problem)), [])
    assert solve_run(actor=operator, run=run, start=killed) is not None
    row = stored(run)
    assert (row.state, row.placed, row.failure) == (RunState.STOPPED, 1, CUT_SHORT)


def test_a_solver_that_found_nothing_fails_in_words(operator: Actor, world: World) -> None:
    an_open_session(world)
    run = start_run(actor=operator, year=world.year, seconds=5)
    faults = [{"path": "x", "korean": "순서가 돕니다.", "english": ""}]
    start = Starter(lambda _: SaidSolver([Message("fault", {"faults": faults})], None), [])
    assert solve_run(actor=operator, run=run, start=start) is None
    assert (stored(run).state, stored(run).failure) == (RunState.FAILED, "순서가 돕니다.")


def test_a_second_worker_has_the_time_left_and_keeps_the_best_so_far(operator: Actor, world: World) -> None:
    session = an_open_session(world)
    run = start_run(actor=operator, year=world.year, seconds=10)
    make = one_session_plan(world, session)

    class Killed(Exception):
        """The worker is gone."""

    class Dying(SaidSolver):
        def poll(self, timeout: float) -> list[Message]:
            if not self.said:
                raise Killed
            return super().poll(timeout)

    said = [Message("progress", {**BEST, "seconds": 4.0, "best": []})]
    with pytest.raises(Killed):
        solve_run(
            actor=operator,
            run=run,
            start=Starter(lambda problem: Dying(said, make(problem)), []),
        )
    assert (stored(run).state, stored(run).placed) == (RunState.RUNNING, 1)
    again = Starter(lambda _: SaidSolver([], None), [])
    assert solve_run(actor=operator, run=run, start=again) is not None
    problem, seconds, _ = again.asked[0]
    row = stored(run)
    assert (seconds, row.state, row.placed, row.digest) == (6.0, RunState.STOPPED, 1, digest_of(problem))


def test_a_stopped_run_keeps_its_best(operator: Actor, world: World) -> None:
    session = an_open_session(world)
    run = start_run(actor=operator, year=world.year, seconds=5)
    Run.objects.filter(pk=run).update(state=RunState.RUNNING)
    Job.objects.update(state=JobState.RUNNING)
    stop_run(actor=operator, run=run)
    solve_run(actor=operator, run=run, start=answering(one_session_plan(world, session), progress=[BEST, BEST]))
    assert (stored(run).state, stored(run).placed, stored(run).failure) == (RunState.STOPPED, 1, "")


def test_ctrl_c_at_the_command_line_ends_a_run_with_its_best(operator: Actor, world: World) -> None:
    session = an_open_session(world)
    run = start_run(actor=operator, year=world.year, seconds=5)
    make = one_session_plan(world, session)

    class Interrupted(SaidSolver):
        def poll(self, timeout: float) -> list[Message]:
            if timeout and not self.was_stopped:
                raise KeyboardInterrupt
            return super().poll(timeout)

    said = [Message("progress", {**BEST, "best": []})]
    assert solve_run(actor=operator, run=run, start=Starter(lambda problem: Interrupted(said, make(problem)), []))
    assert (stored(run).state, stored(run).placed, stored(run).failure) == (RunState.STOPPED, 1, "")


def test_a_run_that_waits_is_stopped_at_once_and_is_then_over(operator: Actor, world: World) -> None:
    an_open_session(world)
    run = start_run(actor=operator, year=world.year, seconds=5)
    stop_run(actor=operator, run=run)
    assert (stored(run).state, Proposal.objects.count()) == (RunState.STOPPED, 0)
    with pytest.raises(RunOver):
        stop_run(actor=operator, run=run)


def test_a_real_run_is_solved_in_its_process_and_derived_again(operator: Actor, world: World) -> None:
    sessions = {an_open_session(world), an_open_session(world)}
    run = start_run(actor=operator, year=world.year, seconds=1)
    assert solve_run(actor=operator, run=run) is not None
    assert set(ProposalLine.objects.filter(change=LineChange.PLACED).values_list("session_id", flat=True)) == sessions
    assert derive_run(actor=operator, run=run)
    assert (stored(run).is_derived_same, stored(run).failure) == (True, "")


def test_another_problem_is_not_the_same_plan(operator: Actor, world: World) -> None:
    session = an_open_session(world)
    run = start_run(actor=operator, year=world.year, seconds=5)
    solve_run(actor=operator, run=run, start=answering(one_session_plan(world, session)))
    Run.objects.filter(pk=run).update(digest="0" * 64)
    assert not derive_run(actor=operator, run=run)
    assert stored(run).is_derived_same is False


def test_a_run_without_a_plan_cannot_be_derived(operator: Actor, world: World) -> None:
    an_open_session(world)
    run = start_run(actor=operator, year=world.year, seconds=5)
    with pytest.raises(RunOver):
        derive_run(actor=operator, run=run)
    assert stored(run).derived_at is None
