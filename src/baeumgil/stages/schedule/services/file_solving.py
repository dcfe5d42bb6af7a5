"""Problems given in the open format, and explanations, solved as jobs. Nothing of the calendar changes."""

import json
from collections.abc import Mapping
from typing import Any

from baeumgil.core import jobs
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.jobs import JobId, JobRow
from baeumgil.engines.timetable_checking.checking import check
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.engines.timetabling.process import start
from baeumgil.engines.timetabling.reading import read_problem
from baeumgil.engines.timetabling.writing import canonical, digest_of, plan_as_json, problem_as_json
from baeumgil.stages.schedule.access import may_edit_schedule, may_see_drafts
from baeumgil.stages.schedule.errors import RunNotFound, RunOver
from baeumgil.stages.schedule.queries.runs import EXPLAIN, SOLVE_FILE
from baeumgil.stages.schedule.queries.standing import standing_plan

EXPLAINING_SECONDS = 30
LISTENING = 1.0


@action("schedule.solve_file")
def ask_solving(*, actor: Actor, problem: Problem, seconds: int, seed: int) -> JobId:
    """Queue the solving of a problem; the job."""
    allow(may_edit_schedule(actor))
    text = canonical(problem_as_json(problem)).decode()
    job = jobs.enqueue(SOLVE_FILE, actor=actor, problem=text, seconds=seconds, seed=seed)
    record("파일로 준 편성 문제", digest=digest_of(problem), seconds=seconds)
    return job


@action("schedule.explain")
def ask_explanation(*, actor: Actor, year: int, session: int) -> JobId:
    """Queue the search for why a session has no place; the job."""
    allow(may_see_drafts(actor))
    job = jobs.enqueue(EXPLAIN, actor=actor, year=year, session=session)
    record("자리를 얻지 못한 까닭 찾기", session=session)
    return job


def result_of(*, actor: Actor, job: JobId) -> dict[str, Any]:
    """State and result of a job of these two kinds that the actor asked for. Raises `NotFound`, `NotAllowed`."""
    row = _asked_row(actor, job)
    return {"state": row.state.value, "failure": row.failure, "result": dict(row.result) if row.result else None}


@action("schedule.stop_file")
def stop_solving(*, actor: Actor, job: JobId) -> None:
    """Ask the solving of a given problem to end with the best plan it has. Raises `RunOver` after its end."""
    allow(may_edit_schedule(actor))
    if _asked_row(actor, job).name != SOLVE_FILE:
        raise RunNotFound(job=job)
    if not jobs.ask_to_stop(job):
        raise RunOver(job=job)
    record("파일로 준 편성 문제")


def _asked_row(actor: Actor, job: JobId) -> JobRow:
    row = jobs.job_row(actor=actor, job_id=job, sees_all=may_edit_schedule(actor))
    if row.name not in {SOLVE_FILE, EXPLAIN}:
        raise RunNotFound(job=job)
    return row


def solve_file(*, problem: str, seconds: int, seed: int) -> Mapping[str, object]:
    """Solve a stored problem in a process of its own; the plan in the open format. Asked to stop, it ends with one."""
    posed = read_problem(json.loads(problem))
    solver = start(posed, seconds=seconds, seed=seed)
    try:
        while not solver.is_over:
            for message in solver.poll(LISTENING):
                if message.progress is not None:
                    jobs.progress(int(message.progress.seconds), seconds, message.progress.phase)
            if jobs.is_asked_to_stop() and solver.outcome is not None:
                solver.stop()
    finally:
        solver.kill()
    plan = solver.outcome
    if plan is None:
        return {"plan": None, "complaint": solver.complaint[-300:]}
    written = plan_as_json(plan)
    report = check(problem_as_json(posed), written)
    if not report.is_sound:
        return {"plan": None, "complaint": " ".join(breach.korean for breach in report.breaches)}
    return {"plan": written}


def explain_session(*, actor: Actor, year: int, session: int) -> Mapping[str, object]:
    """Why a session has no place beside those that have one: the smallest clashing set and the ways out."""
    from baeumgil.engines.timetabling.clashing import explain  # brings the solver along

    problem, plan = standing_plan(actor=actor, year=year)
    placed = tuple(one for one in plan.placed if one.session != str(session))
    if str(session) not in {one.id for one in problem.sessions}:
        return {"session": str(session), "why": [], "ways_out": [], "is_minimal": True}
    found = explain(problem, placed, str(session), seconds=EXPLAINING_SECONDS)
    return {
        "session": found.session,
        "why": [
            {"code": fact.code, "subject": fact.subject, "korean": fact.korean, "english": fact.english}
            for fact in found.why
        ],
        "ways_out": [
            {"code": way.code, "korean": way.korean, "english": way.english, "disturbed": way.disturbed}
            for way in found.ways_out
        ],
        "is_minimal": found.is_minimal,
    }
