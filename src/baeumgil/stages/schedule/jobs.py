"""Background entry points of `schedule`."""

from collections.abc import Mapping

from baeumgil.core.jobs import Lane, job, on_behalf, progress
from baeumgil.stages.schedule.queries.runs import DERIVE, EXPLAIN, SOLVE, SOLVE_FILE


@job(SOLVE, lane=Lane.LONG)
def solve(run: int) -> Mapping[str, object]:
    """Solve a year or a repair. Run again after its worker died, the best of both tries counts."""
    from baeumgil.stages.schedule.services import solving  # slow to import: with it comes the solver

    progress(0, 0, "문제 읽기")
    proposal = solving.solve_run(actor=on_behalf("편성 계산"), run=run)
    return {"run": run, "proposal": proposal}


@job(DERIVE, lane=Lane.LONG)
def derive(run: int) -> Mapping[str, object]:
    """Derive a plan again from its stored problem, seed and recipe. Running it twice gives the same answer."""
    from baeumgil.stages.schedule.services import runs  # with it comes the timetable format, which few commands need

    progress(0, 0, "적힌 차례대로 다시 계산하기")
    return {"run": run, "is_same": runs.derive_run(actor=on_behalf("편성 결과 다시 얻기"), run=run)}


@job(SOLVE_FILE, lane=Lane.LONG)
def solve_given(problem: str, seconds: int, seed: int, *, stop: bool = False) -> Mapping[str, object]:
    """Solve a problem given as a file. Running it twice only costs time; `stop` is looked up while it runs."""
    del stop
    from baeumgil.stages.schedule.services import file_solving  # with it comes the timetable format

    return file_solving.solve_file(problem=problem, seconds=seconds, seed=seed)


@job(EXPLAIN, lane=Lane.LONG)
def explain(year: int, session: int) -> Mapping[str, object]:
    """Why a session has no place. Running it twice only costs time."""
    from baeumgil.stages.schedule.services import file_solving  # as above

    return file_solving.explain_session(actor=on_behalf("자리를 얻지 못한 까닭"), year=year, session=session)
