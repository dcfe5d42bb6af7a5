"""편성 계산. A run of the solver is asked for, stopped, and derived again."""

import json

from baeumgil.core import clock, jobs
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed, Problem
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.engines.timetabling.problem import Problem as TimetableProblem
from baeumgil.engines.timetabling.reading import read_plan, read_problem
from baeumgil.engines.timetabling.writing import canonical, digest_of, problem_as_json
from baeumgil.stages.schedule.access import may_change, may_edit_schedule, may_see_drafts
from baeumgil.stages.schedule.errors import RunNotFound, RunOver, SessionInvalid
from baeumgil.stages.schedule.models import CourseSession, Run
from baeumgil.stages.schedule.queries.problems import problem_of_year
from baeumgil.stages.schedule.queries.runs import DERIVE, SOLVE, has_died
from baeumgil.stages.schedule.services.bookings import held_year
from baeumgil.stages.schedule.services.run_ending import finish_run
from baeumgil.stages.schedule.terms import LONGEST_RUN_SECONDS, RunCause, RunKind, RunState

OVER = frozenset({RunState.DONE, RunState.STOPPED, RunState.FAILED})
HIGHEST_SEED = 1_000_000


@action("schedule.start_run")
def start_run(
    *,
    actor: Actor,
    year: int,
    seconds: int,
    seed: int = 1,
    kind: RunKind = RunKind.YEAR,
    cause: RunCause = RunCause.YEAR,
    subject: str = "",
    problem: TimetableProblem | None = None,
) -> int:
    """Store the year's problem (or a given variant of it) and queue its solving; the run.

    A year is solved from what is pinned, a repair from what stands. Raises `YearNotOpen`, `SessionInvalid` for limits
    out of range or a year without sessions.
    """
    allow(may_edit_schedule(actor))
    row = held_year(year)
    allow(may_change(actor, is_example=row.institute.is_example))
    problems = _limits(seconds, seed)
    if problem is None:
        problem = problem_of_year(year, keep="pins" if kind is RunKind.YEAR else "present")
    if not problem.sessions:
        problems.append(
            Problem(
                "no_sessions",
                Said("자리를 잡을 기수가 없습니다.", "There are no sessions to place."),
                Said("먼저 계획에서 기수를 가져오세요.", "Take the sessions from the plan first."),
            )
        )
    if problems:
        raise SessionInvalid(
            problems, message=Said("편성 계산을 시작하지 않았습니다.", "The scheduling run was not started.")
        )
    run = Run.objects.create(
        year=row,
        kind=kind,
        cause=cause,
        subject=subject[:200],
        seconds=seconds,
        seed=seed,
        problem=canonical(problem_as_json(problem)).decode(),
        digest=digest_of(problem),
        base_revision=row.revision,
        revisions={str(pk): held for pk, held in CourseSession.objects.filter(year=row).values_list("pk", "revision")},
        total=len(problem.sessions),
        requested_by=actor.label[:200],
        requested_at=clock.now(),
    )
    run.job = jobs.enqueue(SOLVE, actor=actor, run=run.pk)
    run.save(update_fields=["job"])
    record(f"{row.year}년 편성 계산", run=run.pk, cause=cause.value, seconds=seconds, seed=seed, digest=run.digest)
    return run.pk


@action("schedule.stop_run")
def stop_run(*, actor: Actor, run: int) -> None:
    """Ask a run to end with the best plan it has; one whose worker is gone ends here and now. Raises `RunOver`."""
    allow(may_edit_schedule(actor))
    row = held_run(run)
    allow(may_change(actor, is_example=row.year.institute.is_example))
    if row.state in OVER:
        raise RunOver(run=run)
    row.stop_asked = True
    row.save(update_fields=["stop_asked"])
    record(f"{row.year.year}년 편성 계산", run=run)
    if row.state == RunState.QUEUED or has_died(row.job):
        finish_run(actor=actor, run=run, plan=row.plan or None, is_cut_short=True)


def derive_run(*, actor: Actor, run: int) -> bool:
    """Derive a finished run's plan again from its stored problem, seed and recipe; whether it came out the same.

    It takes about as long as the run did, outside any transaction. Raises `RunNotFound`, `RunOver` before its end.
    """
    if not may_see_drafts(actor):
        raise NotAllowed
    row = Run.objects.filter(pk=run).first()
    if row is None:
        raise RunNotFound(run=run)
    if row.state not in OVER or not row.plan:
        raise RunOver(Said("아직 편성 결과가 없는 계산입니다.", "The run has no result yet."), run=run)
    return note_derivation(actor=actor, run=run, is_same=is_derived_same(row.problem, row.plan, row.digest))


@action("schedule.derive_run")
def note_derivation(*, actor: Actor, run: int, is_same: bool) -> bool:
    """Keep what deriving a run again gave."""
    allow(may_see_drafts(actor))
    row = held_run(run)
    row.derived_at, row.is_derived_same = clock.now(), is_same
    row.save(update_fields=["derived_at", "is_derived_same"])
    record(f"{row.year.year}년 편성 계산", run=run, is_same=is_same, digest=row.digest)
    return is_same


def is_derived_same(problem_text: str, plan_text: str, digest: str) -> bool:
    """Whether the stored problem is the one it claims to be and its recipe leads to the stored plan again."""
    from baeumgil.engines.timetabling.plan import ENGINE
    from baeumgil.engines.timetabling.solving import derive  # slow to import: the solver and all it needs

    problem, plan = read_problem(json.loads(problem_text)), read_plan(json.loads(plan_text))
    if digest_of(problem) != digest or plan.problem != digest or plan.engine != ENGINE:
        return False
    again = derive(problem, plan.recipe, plan.seed)
    return {each.session: each for each in again} == {each.session: each for each in plan.placed}


def held_run(run: int) -> Run:
    """The run, locked until the transaction ends. Raises `RunNotFound`."""
    rows = hold(Run, [run])
    if not rows or not isinstance(rows[0], Run):
        raise RunNotFound(run=run)
    return rows[0]


def _limits(seconds: int, seed: int) -> list[Problem]:
    problems = []
    if not 1 <= seconds <= LONGEST_RUN_SECONDS:
        text = Said(
            f"시간 한도는 1초부터 {LONGEST_RUN_SECONDS}초까지입니다.",
            f"The time limit can be from 1 to {LONGEST_RUN_SECONDS} seconds.",
        )
        problems.append(Problem("seconds", text, field="seconds"))
    if not 0 <= seed <= HIGHEST_SEED:
        problems.append(
            Problem(
                "seed",
                Said(f"씨앗은 0부터 {HIGHEST_SEED:,}까지입니다.", f"The seed goes from 0 to {HIGHEST_SEED:,}."),
                field="seed",
            )
        )
    return problems


@action("schedule.ask_derivation")
def ask_derivation(*, actor: Actor, run: int) -> int:
    """Queue deriving a finished run's plan again; the job. Raises `RunOver` where there is nothing to derive."""
    allow(may_see_drafts(actor))
    row = held_run(run)
    if row.state not in OVER or not row.plan:
        raise RunOver(Said("아직 편성 결과가 없는 계산입니다.", "The run has no result yet."), run=run)
    record(f"{row.year.year}년 편성 계산", run=run)
    return jobs.enqueue(DERIVE, actor=actor, unique_key=f"{DERIVE}:{run}", run=run)
