"""A year of Seoul's size and one of Goyang's: first plan, proof, gap, memory, disruptions, impossible years.

The yardstick is one generic model of the same year, solved by the same library in the same time, after the run and
not beside it. `timetabling_long` gives both five minutes.
"""

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from tests.years import goyang, seoul, standing

from baeumgil.engines.timetabling.board import compile_board
from baeumgil.engines.timetabling.clashing import explain
from baeumgil.engines.timetabling.construction import construct
from baeumgil.engines.timetabling.counting import counted_out
from baeumgil.engines.timetabling.one_model import solve_as_one_model
from baeumgil.engines.timetabling.plan import PlanStatus, Timetable
from baeumgil.engines.timetabling.problem import NamedDay, Pin, Problem, Span
from baeumgil.engines.timetabling.process import start
from baeumgil.engines.timetabling.repairing import repair
from baeumgil.engines.timetabling.solving import solve
from baeumgil.engines.timetabling.standing import stands
from baeumgil.engines.timetabling.state import placements
from bench.measuring import Result, median_of, once

SHORT, LONG = 60.0, 300.0
MOST_GAP = {SHORT: 20.0, LONG: 10.0}
FIRST, PROOF, REPAIR, COUNTED, CLASHING = 2.0, 2.0, 5.0, 1.0, 30.0
MEGABYTES = 2048
LOST = Span(date(2026, 5, 11), date(2026, 5, 31), "침수")


def run() -> list[Result]:
    """All but the five minutes."""
    return [*small_year(), *large_year(SHORT), *disruptions(), *impossible_years()]


def run_long() -> list[Result]:
    """The large year in five minutes."""
    return large_year(LONG)


def small_year() -> list[Result]:
    """Goyang's 21 sessions, proven."""
    problem = goyang()
    plan, seconds = median_of(lambda: solve(problem, seconds=60), 3)
    (cost, bound), yardstick = once(lambda: solve_as_one_model(compile_board(problem), 60))
    is_optimal = plan.status is PlanStatus.OPTIMAL
    return [
        Result(
            "timetabling",
            "Goyang's year of 21 sessions proven optimal",
            seconds,
            "s",
            "one generic model",
            yardstick,
            yardstick / seconds,
            f"under {PROOF:g} s",
            is_optimal and seconds < PROOF,
            f"cost {plan.cost}, {plan.status}; the generic model {cost}, bound {bound}",
        )
    ]


@dataclass(slots=True)
class Watched:
    """What was seen of a run from outside."""

    plan: Timetable | None = None
    first: float | None = None
    """Seconds after loading until every session had a place."""
    megabytes: float = 0.0
    """The most that the solver and the search for a bound held at once."""


def watched(problem: Problem, seconds: float) -> Watched:
    """Solve in a process and look on."""
    seen = Watched()
    solver = start(problem, seconds=seconds)
    while not solver.is_over:
        for message in solver.poll(0.5):
            progress = message.progress
            if progress and seen.first is None and progress.placed == progress.total:
                seen.first = progress.seconds
        seen.megabytes = max(seen.megabytes, megabytes_of(solver.pid))
    seen.plan = solver.outcome
    return seen


def megabytes_of(group: int) -> float:
    """Memory that a process group holds."""
    said = subprocess.run(["ps", "-eo", "pgid=,rss="], capture_output=True, text=True, check=False).stdout
    rows = [line.split() for line in said.splitlines()]
    return sum(int(row[1]) for row in rows if len(row) == 2 and int(row[0]) == group) / 1024


def large_year(seconds: float) -> list[Result]:
    """First plan, gap and memory."""
    problem = seoul()
    seen = watched(problem, seconds)
    cost, bound = solve_as_one_model(compile_board(problem), seconds)
    plan = seen.plan
    gap = None if plan is None or plan.gap_permille is None else plan.gap_permille / 10
    generic = 100.0 if cost is None or bound is None else 100 * (cost - bound) / max(cost, 1)
    what = f"{len(problem.sessions)} sessions"
    return [
        Result(
            "timetabling",
            f"Seoul's year of {what}: first complete plan after loading",
            seen.first or seconds,
            "s",
            f"one generic model, {seconds:g} s",
            seconds,
            seconds / (seen.first or seconds),
            f"under {FIRST:g} s",
            seen.first is not None and seen.first < FIRST,
            "the generic model found none" if cost is None else f"the generic model ended at {cost}",
        ),
        Result(
            "timetabling",
            f"Seoul's year of {what}: gap between plan and proven bound after {seconds:g} s",
            100.0 if gap is None else gap,
            "%",
            "one generic model",
            generic,
            generic / max(gap or 0.1, 0.1) if gap is not None else None,
            f"at most {MOST_GAP[seconds]:g} %",
            gap is not None and gap <= MOST_GAP[seconds],
            f"cost {plan and plan.cost}, bound {plan and plan.bound}; the generic model {cost}, bound {bound}",
        ),
        Result(
            "timetabling",
            f"Seoul's year of {what}: memory of the solver and its search for a bound",
            seen.megabytes,
            "MB",
            "",
            None,
            None,
            f"under {MEGABYTES} MB",
            0 < seen.megabytes < MEGABYTES,
        ),
    ]


def standing_year() -> Problem:
    """Seoul's year with its first plan standing."""
    problem = seoul()
    board = compile_board(problem)
    return standing(problem, placements(board, construct(board, seed=1)))


def disruptions() -> list[Result]:
    """One thing goes wrong in a plan that stands."""
    year = standing_year()
    room = next(one.id for one in year.rooms if one.id == "r05")
    new = replace(year.sessions[200], id="new", number=99, present=None, pinned=None)
    holiday = NamedDay(date(2026, 5, 13), "임시공휴일")
    kinds: dict[str, Callable[[], Problem]] = {
        "a room lost for three weeks": lambda: replace(
            year,
            rooms=tuple(replace(one, closed=(*one.closed, LOST)) if one.id == room else one for one in year.rooms),
        ),
        "an instructor lost for three weeks": lambda: replace(
            year,
            instructors=tuple(
                replace(one, away=(*one.away, LOST)) if one.id == "i05" else one for one in year.instructors
            ),
        ),
        "a late holiday": lambda: replace(
            year, calendar=replace(year.calendar, holidays=(*year.calendar.holidays, holiday))
        ),
        "one added session": lambda: replace(year, sessions=(*year.sessions, new)),
    }
    results = []
    for what, disrupted in kinds.items():
        problem = disrupted()
        plan, seconds = once(lambda problem=problem: repair(problem, seconds=REPAIR))
        figures = plan.repair
        is_proved = figures is not None and figures.proved
        note = "" if figures is None else f"{figures.moved} dates moved, {figures.level}, proved: {figures.proved}"
        results.append(
            Result(
                "timetabling",
                f"Seoul's year repaired: {what}",
                seconds,
                "s",
                "",
                None,
                None,
                f"under {REPAIR:g} s, proven",
                is_proved and seconds < REPAIR,
                f"{note}; {len(plan.unplaced)} left out",
            )
        )
    return results


def impossible_years() -> list[Result]:
    """Causes that counting shows, and one that only the clash of facts shows."""
    year = standing_year()
    model = year.sessions[0]
    alone = replace(model, present=None, pinned=None, windows=(), number=99)
    holidays = Span(date(2026, 2, 16), date(2026, 2, 18))
    causes = {
        "a session larger than every room": replace(alone, id="new", people=1000),
        "a window made of holidays only": replace(alone, id="new", windows=(holidays,)),
    }
    results = []
    for what, session in causes.items():
        problem = replace(year, sessions=(*year.sessions, session))
        begin = time.perf_counter()
        found = [one for one in counted_out(problem) if one.session == "new" and one.why]
        seconds = time.perf_counter() - begin
        results.append(impossible(what, seconds, COUNTED, found[0].why[0].english if found else "not found"))
    problem = contradicted(year)
    begin = time.perf_counter()
    clash = explain(problem, stands(problem), "new", seconds=CLASHING)
    seconds = time.perf_counter() - begin
    text = "; ".join(fact.english for fact in clash.why) if clash.is_minimal else "not minimal"
    results.append(impossible("an instructor who is pinned elsewhere", seconds, CLASHING, text))
    return results


def contradicted(year: Problem) -> Problem:
    """A session whose only days are taken by a pinned one with the same instructors."""
    busy = next(one for one in year.sessions if one.days == 5 and one.present is not None and one.roles)
    if busy.present is None:
        raise AssertionError(busy)
    people = dict(busy.present.instructors)
    pinned = replace(busy, pinned=Pin(busy.present.starts, busy.present.room, people))
    roles = tuple(replace(role, instructors=(people[role.id],)) for role in busy.roles)
    days = Span(busy.present.starts, busy.present.starts)
    new = replace(
        busy, id="new", number=99, days=1, present=None, windows=(days,), roles=roles, weekdays=(), course="alone"
    )
    sessions = tuple(pinned if one.id == busy.id else one for one in year.sessions)
    course = replace(year.courses[0], id="alone", gap_days=None)
    return replace(year, courses=(*year.courses, course), sessions=(*sessions, new))


def impossible(what: str, seconds: float, limit: float, said: str) -> Result:
    """One cause."""
    is_said = said not in {"not found", "not minimal"}
    return Result(
        "timetabling",
        f"An impossible year of Seoul's size: {what}",
        seconds,
        "s",
        "",
        None,
        None,
        f"under {limit:g} s",
        is_said and seconds < limit,
        said[:200],
    )
