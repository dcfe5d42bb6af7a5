"""Two lanes of search beside each other: each betters a plan step by step; the better plan is anybody's."""

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from baeumgil.engines.timetabling.board import Board
from baeumgil.engines.timetabling.costing import cost_lines, total
from baeumgil.engines.timetabling.plan import Step
from baeumgil.engines.timetabling.state import State, placements
from baeumgil.engines.timetabling.steps import do

T = TypeVar("T")

HEARTBEAT = 0.05
"""Seconds between looks at whether to stop."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A plan, its points, and the steps that made it."""

    state: State
    cost: int
    recipe: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A lane has finished a step."""

    lane: int
    candidate: Candidate | None
    """None: the step went wrong."""
    seconds: float
    fault: BaseException | None = None


def stepped(board: Board, begin: Candidate, step: Step, *, anew: bool = False) -> Candidate:
    """The candidate after one more step; `anew`: the step does not build on what was there."""
    state = do(board, begin.state, step)
    recipe = (step,) if anew else (*begin.recipe, step)
    return Candidate(state, total(cost_lines(board.problem, placements(board, state))), recipe)


class Lanes:
    """Threads that do one step at a time. They are left behind, not waited for, when the time is up.

    They are no daemons: an interpreter that ended under a solver would take the process down with it.
    """

    def __init__(self, board: Board) -> None:
        self.board = board
        self.done: queue.SimpleQueue[Done] = queue.SimpleQueue()
        self.busy: set[int] = set()

    def go(self, lane: int, begin: Candidate, steps: tuple[Step, ...], *, anew: bool = False) -> None:
        """Let a free lane do these steps."""
        self.busy.add(lane)
        threading.Thread(target=self._work, args=(lane, begin, steps, anew)).start()

    def wait(self, seconds: float) -> Done | None:
        """The next lane that is done, if one is within so many seconds."""
        try:
            done = self.done.get(timeout=max(0.0, seconds)) if seconds > 0 else self.done.get_nowait()
        except queue.Empty:
            return None
        self.busy.discard(done.lane)
        return done

    def _work(self, lane: int, begin: Candidate, steps: tuple[Step, ...], anew: bool) -> None:  # noqa: FBT001
        at = time.monotonic()
        try:
            for step in steps:
                begin = stepped(self.board, begin, step, anew=anew)
                anew = False
            self.done.put(Done(lane, begin, time.monotonic() - at))
        except Exception as fault:  # noqa: BLE001 (told to whoever waits)
            self.done.put(Done(lane, None, time.monotonic() - at, fault))


def beside(work: Callable[[], T], *, is_over: Callable[[], bool]) -> T | None:
    """The result of a work that cannot be interrupted; None, and the work left behind, when it is over before that."""
    ended: queue.SimpleQueue[tuple[T | None, Exception | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            ended.put((work(), None))
        except Exception as fault:  # noqa: BLE001 (raised again by whoever waits)
            ended.put((None, fault))

    threading.Thread(target=run).start()
    while not is_over():
        try:
            result, fault = ended.get(timeout=HEARTBEAT)
        except queue.Empty:
            continue
        if fault is not None:
            raise fault
        return result
    return None
