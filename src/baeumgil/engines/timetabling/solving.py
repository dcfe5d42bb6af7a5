"""A year solved: counted, built, bounded and bettered, the best plan always at hand.

The clock only says when to stop. Whatever is done is a counted step, and the steps that led to the plan are its
recipe: `derive` does them again. A bound is sought in a process of its own, since such solvers overrun their limits.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from baeumgil.engines.timetabling.board import Board, compile_board
from baeumgil.engines.timetabling.costing import cost_lines, total
from baeumgil.engines.timetabling.counting import counted_out
from baeumgil.engines.timetabling.lanes import HEARTBEAT, Candidate, Done, Lanes, beside, stepped
from baeumgil.engines.timetabling.plan import Placement, PlanStatus, Step, Timetable
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.engines.timetabling.process import start_bound
from baeumgil.engines.timetabling.progress import Progress
from baeumgil.engines.timetabling.state import State, empty_state, placements, state_of
from baeumgil.engines.timetabling.steps import UNHURRIED, annealing, constructing, exactly, follow
from baeumgil.engines.timetabling.unplaced import explained
from baeumgil.engines.timetabling.writing import digest_of

SMALL = 60
"""So many sessions are solved as one exact model first."""
EXACT_LIMITS = (0.5, 4.0, 16.0)
"""Deterministic limits of the exact model, one after the other until it is proved."""
TRIES = 8
"""So many constructions are tried where the first leaves sessions out."""
FIRST_MOVES = 200_000
"""Moves of the first annealing, by which the speed is measured."""
MOST_MOVES = 400_000_000
ROUNDS = (0.06, 0.2, 0.4, 0.6)
"""Shares of the time that is left which the first, second … annealing of a lane takes."""
HOT, WARM, COLD = 4.0, 2.0, 0.15
BOUNDING, LEAST_BOUNDING = 0.4, 20.0
"""The share of the time, and the least seconds, for the bound; then its core is the second lane's."""
KEPT_FOR_WORDS = 0.15
"""The share of the time that is kept for saying why something stays out."""


def solve(
    problem: Problem,
    *,
    seconds: float,
    seed: int = 1,
    report: Callable[[Progress], None] | None = None,
    is_stopped: Callable[[], bool] | None = None,
) -> Timetable:
    """The best plan found in so many seconds, with what is proved of it."""
    return _Solving(problem, seconds, seed, report or (lambda _: None), is_stopped or (lambda: False)).run()


def derive(problem: Problem, recipe: Sequence[Step], seed: int) -> tuple[Placement, ...]:
    """Do the steps of a recipe again: the same problem and engine give the same plan."""
    del seed  # every step carries its own
    board = compile_board(problem)
    return placements(board, follow(board, recipe))


class _Solving:
    """One solving: what it knows so far."""

    def __init__(
        self,
        problem: Problem,
        seconds: float,
        seed: int,
        report: Callable[[Progress], None],
        is_stopped: Callable[[], bool],
    ) -> None:
        self.began = time.monotonic()
        self.problem = problem
        self.seed = seed
        self.report = report
        self.is_stopped = is_stopped
        self.until = self.began + seconds
        self.counted = counted_out(problem)
        self.board: Board = compile_board(problem)
        self.bound: int | None = None
        self.best = Candidate(empty_state(self.board), self._cost(empty_state(self.board)), ())

    def run(self) -> Timetable:
        self._construct()
        if self.best.state.placed < len(self.problem.sessions):
            self.until -= (self.until - time.monotonic()) * KEPT_FOR_WORDS
        if len(self.problem.sessions) <= SMALL:
            self._solve_exactly()
        if not self._is_over():
            _Annealing(self).run()
        return self._answer()

    def _cost(self, state: State) -> int:
        return total(cost_lines(self.problem, placements(self.board, state)))

    def _is_over(self) -> bool:
        return self.best.cost == self.bound or time.monotonic() >= self.until or self.is_stopped()

    def left(self) -> float:
        """Seconds left."""
        return self.until - time.monotonic()

    def is_over(self) -> bool:
        """Whether nothing better can be, the time is up, or somebody said stop."""
        return self._is_over()

    def take(self, candidate: Candidate, phase: str) -> None:
        """Keep it if it is the best so far, and say so."""
        if candidate.cost < self.best.cost or not self.best.recipe:
            self.best = candidate
            self.say(phase, placements(self.board, candidate.state))

    def take_bound(self, bound: int, phase: str) -> None:
        """Keep it if it is the highest so far, and say so."""
        if self.bound is None or bound > self.bound:
            self.bound = bound
            self.say(phase)

    def say(self, phase: str, best: tuple[Placement, ...] | None = None) -> None:
        """How far it is."""
        self.report(
            Progress(
                seconds=round(time.monotonic() - self.began, 3),
                phase=phase,
                cost=self.best.cost,
                bound=None if self.bound is None else min(self.bound, self.best.cost),
                placed=self.best.state.placed,
                total=len(self.problem.sessions),
                best=best,
            )
        )

    def _construct(self) -> None:
        """The first plan, and a few more tries where it leaves sessions out."""
        for number in range(TRIES):
            self.take(stepped(self.board, self.best, constructing(self.seed + number), anew=True), "construct")
            if self.best.state.placed == len(self.problem.sessions) or self._is_over():
                return

    def _solve_exactly(self) -> None:
        """One model of everything, limited by counts; what the clock cuts short is not taken: it has no recipe."""
        from baeumgil.engines.timetabling.exact import solve_exactly

        for limit in EXACT_LIMITS:
            there = placements(self.board, self.best.state)
            model = partial(solve_exactly, self.board, seconds=UNHURRIED, begin=there, deterministic=limit)
            exact = None if self.is_over() else beside(model, is_over=self.is_over)
            if exact is None:
                return
            if exact.placements is not None:
                state = state_of(self.board, exact.placements)
                self.take(Candidate(state, self._cost(state), (*self.best.recipe, exactly(limit))), "exact")
            if exact.bound is not None:
                self.take_bound(exact.bound, "exact")
            if exact.proved:
                return

    def _answer(self) -> Timetable:
        self.say("explain")
        placed = placements(self.board, self.best.state)
        lines = cost_lines(self.problem, placed)
        cost = total(lines)
        bound = None if self.bound is None else min(self.bound, cost)
        status = PlanStatus.FEASIBLE if bound is None else PlanStatus.OPTIMAL if bound == cost else PlanStatus.BOUNDED
        until = max(self.until, time.monotonic()) + (self.until - self.began) * KEPT_FOR_WORDS
        return Timetable(
            problem=digest_of(self.problem),
            placed=placed,
            unplaced=explained(self.problem, placed, self.counted, until=until, is_stopped=self.is_stopped),
            costs=lines,
            cost=cost,
            bound=bound,
            status=status,
            seed=self.seed,
            recipe=self.best.recipe,
        )


class _Annealing:
    """Two lanes of annealing beside the search for a bound; the weeks of the bound's relaxation guide a lane."""

    def __init__(self, solving: _Solving) -> None:
        self.solving = solving
        self.lanes = Lanes(solving.board)
        seconds = min(solving.left(), max(LEAST_BOUNDING, BOUNDING * solving.left()))
        self.bounding = start_bound(solving.problem, seconds=max(1.0, seconds))
        self.weeks: Mapping[int, int] = {}
        self.guided = False
        self.speed = 0.0
        self.rounds = [0, 0]

    def run(self) -> None:
        solving = self.solving
        try:
            self.lanes.go(0, solving.best, (self._step(0, FIRST_MOVES, HOT),))
            while not solving.is_over():
                self._hear_bound()
                done = self.lanes.wait(min(HEARTBEAT, max(0.001, solving.left())))
                if done is not None:
                    self._finished(done)
                for lane in (0, 1) if self.bounding.is_over else (0,):
                    if lane not in self.lanes.busy and self.speed:
                        self._go(lane)
        finally:
            self.bounding.kill()
            self._hear_bound()

    def _hear_bound(self) -> None:
        for message in self.bounding.poll(0):
            if message.kind == "bound":
                self.solving.take_bound(message.facts["value"], "bound")
                if message.facts["weeks"]:
                    self.weeks = dict(message.facts["weeks"])

    def _finished(self, done: Done) -> None:
        if done.candidate is None:
            raise done.fault or RuntimeError("a lane went wrong")
        step = done.candidate.recipe[-1]
        self.speed = step.limit / max(done.seconds, 0.001)
        self.solving.take(done.candidate, "anneal")

    def _go(self, lane: int) -> None:
        """The next annealing: longer and longer; from the bound's weeks where these are new."""
        share = ROUNDS[min(self.rounds[lane], len(ROUNDS) - 1)]
        self.rounds[lane] += 1
        moves = int(max(FIRST_MOVES, min(MOST_MOVES, share * self.solving.left() * 0.9 * self.speed)))
        if self.weeks and not self.guided:
            self.guided = True
            steps = (constructing(self.solving.seed, self.weeks), self._step(lane, moves, WARM))
            self.lanes.go(lane, self.solving.best, steps, anew=True)
        else:
            self.lanes.go(lane, self.solving.best, (self._step(lane, moves, HOT),))

    def _step(self, lane: int, moves: int, heat: float) -> Step:
        return annealing(moves, self.solving.seed * 1000 + self.rounds[lane] * 2 + lane, heat, COLD)
