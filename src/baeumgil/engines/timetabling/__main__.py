"""`python -m baeumgil.engines.timetabling KIND`: a problem comes in on stdin, JSON lines go out.

Ends with its best plan on SIGTERM, and when whoever started it is gone. See `process` for the other end.
"""

import argparse
import json
import os
import signal
import sys
import threading
import time
from typing import Any

from baeumgil.engines.timetabling.board import compile_board
from baeumgil.engines.timetabling.plan import Placement, Timetable, Unplaced
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.engines.timetabling.progress import Progress
from baeumgil.engines.timetabling.reading import ProblemBroken, read_problem
from baeumgil.engines.timetabling.solving import solve
from baeumgil.engines.timetabling.writing import digest_of, plan_as_json

WATCHED = 1.0
"""Seconds between looks at whether the parent lives."""
KINDS = ("year", "repair", "explain", "bound")


def main() -> int:
    """Read, solve, say."""
    parser = argparse.ArgumentParser(prog="python -m baeumgil.engines.timetabling")
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--session", default="")
    options = parser.parse_args()
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    parent = os.getppid()
    threading.Thread(target=end_with, args=(parent,), daemon=True).start()
    try:
        problem = read_problem(json.load(sys.stdin))
    except ProblemBroken as broken:
        faults = [{"path": one.path, "korean": one.korean, "english": one.english} for one in broken.faults]
        say("fault", faults=faults)
        return 2
    except ValueError:
        say("fault", faults=[{"path": "", "korean": "JSON이 아닙니다.", "english": "This is not JSON."}])
        return 2
    if options.kind == "bound":
        tell_bounds(problem, options.seconds)
    elif options.kind == "explain":
        explain(problem, options.session, options.seconds)
    elif options.kind == "repair":
        from baeumgil.engines.timetabling.repairing import repair

        say_plan(repair(problem, seconds=options.seconds, seed=options.seed))
    else:
        say_plan(
            solve(
                problem,
                seconds=options.seconds,
                seed=options.seed,
                report=tell,
                is_stopped=stopped.is_set,
            )
        )
    return 0


def end_with(parent: int) -> None:
    """Nobody is there to read any more: end, whatever is being done."""
    while os.getppid() == parent:
        time.sleep(WATCHED)
    os._exit(3)


def say(kind: str, **facts: Any) -> None:
    """One line out. Lines of several threads must not run into each other: one write each."""
    sys.stdout.write(json.dumps({"kind": kind, **facts}, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def tell(progress: Progress) -> None:
    """How far it is."""
    best = progress.best
    say(
        "progress",
        seconds=progress.seconds,
        phase=progress.phase,
        cost=progress.cost,
        bound=progress.bound,
        placed=progress.placed,
        total=progress.total,
        best=None if best is None else [as_json(one) for one in best],
    )


def as_json(one: Placement) -> dict[str, Any]:
    """A placement as the plan's format has it."""
    return {
        "session": one.session,
        "starts": one.starts.isoformat(),
        "days": [day.isoformat() for day in one.days],
        "room": one.room,
        "instructors": dict(one.instructors),
    }


def say_plan(plan: Timetable) -> None:
    """The last word."""
    say("plan", plan=plan_as_json(plan))


def tell_bounds(problem: Problem, seconds: float) -> None:
    """Every better bound, as it comes."""
    from baeumgil.engines.timetabling.bounding import Bound, lower_bound

    def found(bound: Bound) -> None:
        weeks = [[session, day] for session, day in sorted(bound.weeks.items())]
        say("bound", value=bound.value, is_exact=bound.is_exact, weeks=weeks)

    found(lower_bound(compile_board(problem), seconds=seconds, report=found))


def explain(problem: Problem, session: str, seconds: float) -> None:
    """Why a session finds no place beside what stands at present."""
    from baeumgil.engines.timetabling.clashing import explain as explained
    from baeumgil.engines.timetabling.standing import stands

    found: Unplaced = explained(problem, stands(problem), session, seconds=seconds)
    plan = Timetable(digest_of(problem), (), (found,), (), 0)
    say("explained", plan=plan_as_json(plan))


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    # Threads left behind in a solver are not waited for.
    os._exit(code)
