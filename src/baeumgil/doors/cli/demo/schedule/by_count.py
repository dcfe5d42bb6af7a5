"""A solver that does a fixed number of steps, so that the invented city is the same on every machine."""

from dataclasses import dataclass, field

from baeumgil.engines.timetabling.board import compile_board
from baeumgil.engines.timetabling.costing import cost_lines, total
from baeumgil.engines.timetabling.counting import counted_out
from baeumgil.engines.timetabling.plan import PlanStatus, Step, Timetable, Unplaced
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.engines.timetabling.process import Kind, Message
from baeumgil.engines.timetabling.solving import derive
from baeumgil.engines.timetabling.steps import annealing, constructing
from baeumgil.engines.timetabling.writing import digest_of

MOVES = 300_000
HOT, COLD = 4.0, 0.15


@dataclass(slots=True)
class ByCount:
    """A solving that is over as soon as it is asked: insertion, then so many moves."""

    plan: Timetable
    is_told: bool = field(default=False)

    @property
    def is_over(self) -> bool:
        """Whether its answer was heard."""
        return self.is_told

    @property
    def outcome(self) -> Timetable:
        """Its plan."""
        return self.plan

    @property
    def complaint(self) -> str:
        """It has none."""
        return ""

    def poll(self, timeout: float) -> list[Message]:
        """That it has a plan."""
        del timeout
        self.is_told = True
        return [Message("plan", {})]

    def stop(self) -> None:
        """Nothing to stop."""

    def kill(self) -> None:
        """Nothing to kill."""


def solve_by_count(problem: Problem, *, seconds: float, seed: int = 1, kind: Kind = "year") -> ByCount:
    """Solve with counted steps; `seconds` is what the run was given, not what it takes."""
    del seconds, kind
    recipe: tuple[Step, ...] = (constructing(seed), annealing(MOVES, seed, HOT, COLD))
    placed = derive(problem, recipe, seed)
    lines, there = cost_lines(problem, placed), {one.session for one in placed}
    cost, known = total(lines), {one.session: one for one in counted_out(problem)}
    bound = _bound(problem, cost)
    status = PlanStatus.FEASIBLE if bound is None else PlanStatus.OPTIMAL if bound == cost else PlanStatus.BOUNDED
    return ByCount(
        Timetable(
            problem=digest_of(problem),
            placed=placed,
            unplaced=tuple(
                known.get(session.id, Unplaced(session.id)) for session in problem.sessions if session.id not in there
            ),
            costs=lines,
            cost=cost,
            bound=bound,
            status=status,
            seed=seed,
            recipe=recipe,
        )
    )


def _bound(problem: Problem, cost: int) -> int | None:
    from baeumgil.engines.timetabling.bounding import lower_bound  # slow to import

    return min(cost, lower_bound(compile_board(problem), seconds=1.0).value)
