"""`baeumgil schedule solve`, `check`, `explain`, `derive`, `problem`: of a year, or of a problem given as a file."""

import json
import time
from pathlib import Path
from typing import Any

import click

from baeumgil.core import worker
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Refused
from baeumgil.core.glossary import label
from baeumgil.core.jobs import JobId
from baeumgil.doors.cli.frame import REFUSED
from baeumgil.doors.cli.options import FILE, json_option, operator, reason_option
from baeumgil.doors.cli.output import say, table, write_json
from baeumgil.doors.cli.plan.documents import write_whole
from baeumgil.doors.cli.schedule.options import INSTITUTE
from baeumgil.engines.timetable_checking.checking import check as judge
from baeumgil.engines.timetable_checking.report import Report
from baeumgil.engines.timetabling.plan import PlanStatus, Timetable, Unplaced
from baeumgil.engines.timetabling.problem import CostRule, Problem
from baeumgil.engines.timetabling.process import start
from baeumgil.engines.timetabling.writing import plan_as_json, problem_as_json
from baeumgil.stages.schedule.queries.calendars import year_named
from baeumgil.stages.schedule.queries.problems import problem_of_year
from baeumgil.stages.schedule.queries.runs import RunRow, job_of, run_card, run_texts
from baeumgil.stages.schedule.queries.standing import standing_plan
from baeumgil.stages.schedule.rules.problem_files import json_of, plan_of, problem_of
from baeumgil.stages.schedule.services import runs as run_services
from baeumgil.stages.schedule.terms import LONGEST_RUN_SECONDS

LOOK_SECONDS = 1.0
STOPPING = "멈춥니다. 지금까지 가장 좋은 편성을 남깁니다."
TARGET = click.Path(dir_okay=False, writable=True, path_type=Path)
SECONDS = click.option(
    "--seconds", default=60, show_default=True, type=click.IntRange(1, LONGEST_RUN_SECONDS), help="찾을 시간(초)"
)
SEED = click.option("--seed", default=1, show_default=True, type=click.IntRange(0, 1_000_000), help="난수의 씨앗")
FROM = click.option("--from", "source", type=FILE, help="편성 문제 파일(JSON)")


class NotSound(Refused):
    """The checker found something."""

    code = "timetable_not_sound"


class NoPlan(Refused):
    """The solver ended without a plan."""

    code = "no_timetable"
    message = "편성 결과를 얻지 못했습니다."


@click.command()
@click.argument("year", type=click.IntRange(1990, 2100), required=False)
@SECONDS
@SEED
@FROM
@click.option("--to", "target", type=TARGET, help="결과를 적을 파일(JSON)")
@INSTITUTE
@json_option
@reason_option
def solve(
    *,
    year: int | None,
    seconds: int,
    seed: int,
    source: Path | None,
    target: Path | None,
    institute: str,
    as_json: bool,
    reason: str,
) -> None:
    """YEAR년을 편성해 편성안을 만들거나, 파일로 준 문제를 풉니다. 달력은 사람이 받아들일 때만 바뀝니다."""
    if (year is None) == (source is None):
        raise click.UsageError("연도나 --from 가운데 하나를 주세요.")
    if source is not None:
        plan = _solved(problem_of(json_of(source.read_bytes(), name=source.name)), seconds, seed)
        document = plan_as_json(plan)
        if target is not None:
            _write(target, document)
        if as_json or target is None:
            write_json(document)
        else:
            click.echo(_told(plan))
        say(_sentence(plan.cost, plan.bound, plan.gap_permille, len(plan.placed), len(plan.unplaced)))
        return
    assert year is not None  # noqa: S101  one of the two is given
    actor = operator(reason)
    held = year_named(actor=actor, year=year, institute=institute)
    run = run_services.start_run(actor=actor, year=held.id, seconds=seconds, seed=seed)
    card = _ended(run, reason)
    text = run_texts(actor=actor, run=run)[1]
    if not text:
        raise NoPlan(card.failure or NoPlan.message, run=run)
    if target is not None:
        _write(target, json.loads(text))
    if as_json:
        write_json({"run": run, "proposal": card.proposal, "state": card.state, **json.loads(text)})
        return
    plan = plan_of(json.loads(text))
    click.echo(_told(plan))
    say(_sentence(plan.cost, plan.bound, plan.gap_permille, len(plan.placed), len(plan.unplaced)))
    say(f"편성안 {card.proposal}번을 만들었습니다. 받아들이기 전에는 달력이 바뀌지 않습니다.")


@click.command()
@click.argument("year", type=click.IntRange(1990, 2100), required=False)
@FROM
@click.option("--plan", "plan_file", type=FILE, help="편성 결과 파일(JSON)")
@click.option("--run", type=click.IntRange(1), help="지금 달력 대신 이 편성 계산의 결과를 점검")
@INSTITUTE
@json_option
@reason_option
def check(
    *,
    year: int | None,
    source: Path | None,
    plan_file: Path | None,
    run: int | None,
    institute: str,
    as_json: bool,
    reason: str,
) -> None:
    """YEAR년 달력이나 파일로 준 결과를 따로 만든 점검기로 봅니다: 어긋난 규칙 모두와 비용. 어긋나면 1로 끝납니다."""
    if (source is None) != (plan_file is None) or (year is None) == (source is None):
        raise click.UsageError("연도를 주거나, --from과 --plan을 함께 주세요.")
    problem, plan = _given(year=year, source=source, plan_file=plan_file, run=run, institute=institute, reason=reason)
    report = judge(problem, plan)
    if as_json:
        write_json(report)
        click.get_current_context().exit(0 if report.is_sound else REFUSED)
    _tell(report)
    if not report.is_sound:
        raise NotSound(f"규칙에 어긋난 곳이 {len(report.breaches):,}곳 있습니다.")


@click.command()
@click.argument("session")
@FROM
@click.option("--plan", "plan_file", type=FILE, help="편성 결과 파일(JSON)")
@click.option("--seconds", default=30, show_default=True, type=click.IntRange(1, 600), help="찾을 시간(초)")
@json_option
@reason_option
def explain(
    *, session: str, source: Path | None, plan_file: Path | None, seconds: int, as_json: bool, reason: str
) -> None:
    """SESSION(기수 번호)이 자리를 얻지 못한 까닭: 서로 부딪치는 가장 작은 묶음과 빠져나갈 길."""
    from baeumgil.engines.timetabling.clashing import explain as find  # brings the solver along

    if source is not None:
        problem = problem_of(json_of(source.read_bytes(), name=source.name))
        placed = plan_of(json_of(plan_file.read_bytes(), name=plan_file.name)).placed if plan_file else ()
    else:
        from baeumgil.stages.schedule.queries.calendars import session_card  # not needed for files

        actor = operator(reason)
        number = int(session) if session.isascii() and session.isdigit() else 0
        row = session_card(actor=actor, session=number)
        problem, plan = standing_plan(actor=actor, year=row.schedule_year)
        placed = plan.placed
    if session not in {one.id for one in problem.sessions}:
        raise click.UsageError(f"'{session}' 기수가 이 문제에 없습니다. 이미 시작했거나 폐강한 기수일 수 있습니다.")
    if any(one.session == session for one in placed):
        say("이미 날짜가 있는 기수입니다. 그 자리를 비우고 다시 찾는다면 다음과 같습니다.")
        placed = tuple(one for one in placed if one.session != session)
    found = find(problem, placed, session, seconds=seconds)
    if as_json:
        write_json(found)
        return
    click.echo(_why(found) if found.why else "막는 것이 없습니다. 다시 편성하면 자리를 얻습니다.")


@click.command()
@click.argument("run", type=click.IntRange(1))
@json_option
@reason_option
def derive(*, run: int, as_json: bool, reason: str) -> None:
    """RUN(편성 계산 번호)의 결과를 저장된 문제와 씨앗, 걸음에서 다시 얻어 같은지 봅니다."""
    is_same = run_services.derive_run(actor=operator(reason), run=run)
    if as_json:
        write_json({"run": run, "same": is_same})
        click.get_current_context().exit(0 if is_same else REFUSED)
    if not is_same:
        raise NotSound("다시 얻은 편성이 저장된 것과 다릅니다.")
    say("저장된 문제와 씨앗, 걸음에서 같은 편성을 다시 얻었습니다.")


@click.command("problem")
@click.argument("year", type=click.IntRange(1990, 2100))
@click.option("--to", "target", type=TARGET, required=True, help="적을 파일(JSON)")
@click.option("--keep", type=click.Choice(["nothing", "pins", "present"]), default="present", show_default=True)
@INSTITUTE
@reason_option
def write_problem(*, year: int, target: Path, keep: Any, institute: str, reason: str) -> None:
    """YEAR년의 편성 문제를 열린 형식의 파일로 적습니다. 다른 풀이기로도 풀 수 있습니다."""
    held = year_named(actor=operator(reason), year=year, institute=institute)
    _write(target, problem_as_json(problem_of_year(held.id, keep=keep)))
    say(f"{target}에 적었습니다.")


def _solved(problem: Problem, seconds: int, seed: int) -> Timetable:
    """Solved in a process of its own and judged by code that is not the solver's; Ctrl+C ends it with the best."""
    solver = start(problem, seconds=seconds, seed=seed)
    try:
        while not solver.is_over:
            for message in solver.poll(LOOK_SECONDS):
                progress = message.progress
                if progress is not None:
                    say(_progress(progress.seconds, progress.placed, progress.total, progress.cost, progress.bound))
    except KeyboardInterrupt:
        say(STOPPING)
        solver.stop()
    plan = solver.outcome
    if plan is not None and not solver.is_answered:
        say("계산이 도중에 끊겼습니다. 그때까지 가장 좋은 편성을 남기며, 자리 없는 까닭은 explain으로 찾습니다.")
    if plan is None:
        raise NoPlan(solver.complaint[-300:] or NoPlan.message)
    report = judge(problem_as_json(problem), plan_as_json(plan))
    if not report.is_sound:
        raise NotSound("편성 결과가 규칙에 어긋나 버렸습니다. " + " ".join(one.korean for one in report.breaches))
    return plan


def _ended(run: int, reason: str) -> RunRow:
    """The run done here, or by the worker that took it first; Ctrl+C ends either with the best so far."""
    actor = operator(reason)
    job = job_of(run)
    if job is not None and not worker.run_here(JobId(job)):
        try:
            _wait_for(actor, run)
        except KeyboardInterrupt:
            say(STOPPING)
            run_services.stop_run(actor=actor, run=run)
            _wait_for(actor, run)
    return run_card(actor=actor, run=run).row


def _wait_for(actor: Actor, run: int) -> None:
    while not run_card(actor=actor, run=run).row.is_over:
        time.sleep(LOOK_SECONDS)


def _given(
    *, year: int | None, source: Path | None, plan_file: Path | None, run: int | None, institute: str, reason: str
) -> tuple[Any, Any]:
    if source is not None and plan_file is not None:
        return json_of(source.read_bytes(), name=source.name), json_of(plan_file.read_bytes(), name=plan_file.name)
    actor = operator(reason)
    if run is not None:
        texts = run_texts(actor=actor, run=run)
        if not texts[1]:
            raise NoPlan(run=run)
        return json.loads(texts[0]), json.loads(texts[1])
    assert year is not None  # noqa: S101  the year is given where no file is
    problem, plan = standing_plan(actor=actor, year=year_named(actor=actor, year=year, institute=institute).id)
    return problem_as_json(problem), plan_as_json(plan)


def _tell(report: Report) -> None:
    rows = [(label(CostRule(line.rule)), f"{line.amount:,}", f"{line.cost:,}") for line in report.costs]
    click.echo(table(["비용", "양", "점"], rows))
    for breach in report.breaches:
        click.echo(f"- {breach.korean}")
    if report.is_sound:
        say(f"어긋난 규칙이 없습니다. 비용은 {report.cost:,}점입니다.")


def _told(plan: Timetable) -> str:
    """The cost of each rule, and why each session that was left out found no place."""
    rows = [(label(line.rule), f"{line.amount:,}", f"{line.cost:,}") for line in plan.costs]
    return "\n".join((table(["비용", "양", "점"], rows), *map(_why, plan.unplaced)))


def _why(found: Unplaced) -> str:
    lines = [f"[{found.session}] 자리를 얻지 못한 까닭", *(f"  - {fact.korean}" for fact in found.why)]
    if found.why and not found.is_minimal:
        lines.append("  (더 작은 묶음이 있을 수 있습니다)")
    lines += [f"  → {way.korean}" for way in found.ways_out]
    return "\n".join(lines)


def _progress(seconds: float, placed: int, total: int, cost: int | None, bound: int | None) -> str:
    costs = "" if cost is None else f", 비용 {cost:,}"
    bounds = "" if bound is None else f", 한계 {bound:,}"
    return f"{seconds:6.1f}초  {placed:,}/{total:,}기{costs}{bounds}"


def _sentence(cost: int, bound: int | None, gap: int | None, placed: int, unplaced: int) -> str:
    left = f", 자리 없음 {unplaced:,}기" if unplaced else ""
    if bound is None:
        proved = "증명된 아래 한계 없음"
    elif cost <= bound:
        proved = label(PlanStatus.OPTIMAL)
    else:
        proved = f"증명된 아래 한계 {bound:,}점(차이 {(gap or 0) / 10:.1f}%)"
    return f"편성 {placed:,}기{left}. 비용 {cost:,}점, {proved}."


def _write(target: Path, document: Any) -> None:
    write_whole(target, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())


COMMANDS = (solve, check, explain, derive, write_problem)
