"""`/schedule`: solving, stopping, checking, explaining; of a year, or of a problem given in the open format."""

import json
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from baeumgil.core.jobs import JobId
from baeumgil.doors.api.keys import actor_of
from baeumgil.doors.api.schedule import schemas
from baeumgil.engines.timetable_checking.checking import check as judge
from baeumgil.engines.timetabling.writing import plan_as_json, problem_as_json
from baeumgil.stages.people.terms import Scope
from baeumgil.stages.schedule.queries.calendars import session_card, year_named
from baeumgil.stages.schedule.queries.runs import RunRow, run_card, run_texts
from baeumgil.stages.schedule.queries.standing import standing_plan
from baeumgil.stages.schedule.rules.problem_files import problem_of
from baeumgil.stages.schedule.services import file_solving, proposals, runs

router = Router(tags=["schedule"])


@router.post("/{int:year}/runs", response={202: schemas.RunOut}, summary="한 해 편성 계산 시작")
def start_run(request: HttpRequest, year: int, asked: schemas.RunAsked) -> Any:
    """Queue the solving of a year; what comes out is a proposal, the calendar stays as it is."""
    actor = actor_of(request, Scope.SCHEDULE_WRITE)
    held = year_named(actor=actor, year=year, institute=asked.institute)
    run = runs.start_run(actor=actor, year=held.id, seconds=asked.seconds, seed=asked.seed)
    return Status(202, _run(run_card(actor=actor, run=run).row))


@router.get("/runs/{int:run}", response=schemas.RunOut, summary="편성 계산 하나")
def show_run(request: HttpRequest, run: int) -> Any:
    """How far a run is, with its cost and the proven bound."""
    return _run(run_card(actor=actor_of(request, Scope.SCHEDULE_READ), run=run).row)


@router.get("/runs/{int:run}/plan", summary="편성 계산의 결과")
def show_run_plan(request: HttpRequest, run: int) -> dict[str, Any]:
    """Problem and plan of a run in the open format; the plan is null while there is none."""
    problem, plan = run_texts(actor=actor_of(request, Scope.SCHEDULE_READ), run=run)
    return {"problem": json.loads(problem), "plan": json.loads(plan) if plan else None}


@router.post("/runs/{int:run}/stop", response=schemas.RunOut, summary="편성 계산 멈추기")
def stop_run(request: HttpRequest, run: int) -> Any:
    """Ask a run to end with the best plan it has."""
    actor = actor_of(request, Scope.SCHEDULE_WRITE)
    runs.stop_run(actor=actor, run=run)
    return _run(run_card(actor=actor, run=run).row)


@router.post("/proposals/{int:proposal}/accept", summary="편성안 받아들이기")
def accept_proposal(request: HttpRequest, proposal: int) -> dict[str, Any]:
    """Put a whole proposal into the calendar; lines that no longer fit are skipped and said so."""
    outcome = proposals.accept(actor=actor_of(request, Scope.SCHEDULE_WRITE), proposal=proposal)
    return {
        "accepted": list(outcome.accepted),
        "skipped": [{"session": each.session, "title": each.title, "why": each.why} for each in outcome.skipped],
    }


@router.get("/{int:year}/check", response=schemas.Judgement, summary="달력 점검")
def check_year(request: HttpRequest, year: int, wanted: Query[schemas.YearWanted]) -> Any:
    """The calendar as it stands, judged by code that shares nothing with the solver."""
    actor = actor_of(request, Scope.SCHEDULE_READ)
    held = year_named(actor=actor, year=year, institute=wanted.institute)
    problem, plan = standing_plan(actor=actor, year=held.id)
    return judge(problem_as_json(problem), plan_as_json(plan))


@router.post("/sessions/{int:session}/explanation", response={202: schemas.JobOut}, summary="자리를 얻지 못한 까닭")
def explain_session(request: HttpRequest, session: int) -> Any:
    """Queue the search for the smallest clashing set of a session and the ways out; the job's result holds it."""
    actor = actor_of(request, Scope.SCHEDULE_READ)
    row = session_card(actor=actor, session=session)
    return Status(202, {"job": file_solving.ask_explanation(actor=actor, year=row.schedule_year, session=row.id)})


@router.post("/problems", response={202: schemas.JobOut}, summary="파일로 준 문제 풀기")
def solve_problem(request: HttpRequest, asked: schemas.ProblemAsked) -> Any:
    """Queue the solving of a problem in the open format; with any fault nothing is queued and all are listed (422)."""
    actor = actor_of(request, Scope.SCHEDULE_WRITE)
    problem = problem_of(asked.problem)
    return Status(
        202, {"job": file_solving.ask_solving(actor=actor, problem=problem, seconds=asked.seconds, seed=asked.seed)}
    )


@router.get("/problems/{int:job}", summary="파일로 준 문제의 결과")
def show_solution(request: HttpRequest, job: int) -> dict[str, Any]:
    """What came of a problem or an explanation that this key asked for; `result` is null until the job is done."""
    actor = actor_of(request, Scope.SCHEDULE_READ)
    return file_solving.result_of(actor=actor, job=JobId(job))


@router.post("/problems/{int:job}/stop", summary="파일로 준 문제 그만 풀기")
def stop_problem(request: HttpRequest, job: int) -> dict[str, Any]:
    """Ask the solving of a given problem to end with the best plan it has; its result then holds that plan."""
    actor = actor_of(request, Scope.SCHEDULE_WRITE)
    file_solving.stop_solving(actor=actor, job=JobId(job))
    return file_solving.result_of(actor=actor, job=JobId(job))


@router.post("/plans/check", response=schemas.Judgement, summary="편성 결과 점검")
def check_plan(request: HttpRequest, given: schemas.PlanJudged) -> Any:
    """A plan judged against its problem, from the two files alone. Whatever they are, the answer is a judgement."""
    actor_of(request, Scope.SCHEDULE_READ)
    return judge(given.problem, given.plan)


def _run(row: RunRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in schemas.RunOut.model_fields}
