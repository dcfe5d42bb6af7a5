"""Steps of a recipe: each makes a state of a state, limited by a count and never by the clock.

The solver makes its plans by these same functions, so that doing a recipe again gives the same plan bit for bit.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from baeumgil.engines.timetabling.board import Board
from baeumgil.engines.timetabling.construction import construct
from baeumgil.engines.timetabling.plan import Step
from baeumgil.engines.timetabling.state import State, empty_state, placements, state_of

FINE = 1000
"""Heats and deterministic limits are written in thousandths: a recipe holds whole numbers only."""
UNHURRIED = 86_400.0
"""Seconds for a step that is limited by a count."""


class StepName(StrEnum):
    """What a step does."""

    CONSTRUCT = "construct"
    ANNEAL = "anneal"
    EXACT = "exact"
    WINDOW = "window"
    REPAIR = "repair"


def constructing(seed: int, weeks: Mapping[int, int] | None = None) -> Step:
    """Build a plan; `weeks` says by session at which first day to aim."""
    return Step(StepName.CONSTRUCT, seed=seed, extra={str(session): day for session, day in (weeks or {}).items()})


def annealing(moves: int, seed: int, heat: float, cool: float) -> Step:
    """So many random moves."""
    return Step(StepName.ANNEAL, moves, seed, {"heat": round(heat * FINE), "cool": round(cool * FINE)})


def exactly(deterministic: float) -> Step:
    """One exact model of the whole."""
    return Step(StepName.EXACT, round(deterministic * FINE))


def window(first: int, last: int, deterministic: float, seed: int) -> Step:
    """An exact model of what starts on these days."""
    return Step(StepName.WINDOW, round(deterministic * FINE), seed, {"first": first, "last": last})


def do(board: Board, state: State, step: Step) -> State:
    """One step. Heavy libraries are loaded by the step that needs them."""
    match StepName(step.name):
        case StepName.CONSTRUCT:
            return construct(board, seed=step.seed, wished={int(one): day for one, day in step.extra.items()})
        case StepName.ANNEAL:
            from baeumgil.engines.timetabling.annealing import anneal

            heat, cool = step.extra["heat"] / FINE, step.extra["cool"] / FINE
            return anneal(board, state, moves=step.limit, seed=step.seed, heat=heat, cool=cool)
        case StepName.EXACT:
            from baeumgil.engines.timetabling.exact import solve_exactly

            begin = placements(board, state)
            found = solve_exactly(board, seconds=UNHURRIED, begin=begin, deterministic=step.limit / FINE).placements
            return state if found is None else state_of(board, found)
        case StepName.WINDOW:
            from baeumgil.engines.timetabling.windows import improve_window

            return improve_window(
                board,
                state,
                first=step.extra["first"],
                last=step.extra["last"],
                deterministic=step.limit / FINE,
                seed=step.seed,
            )
        case StepName.REPAIR:
            from baeumgil.engines.timetabling.repairing import repaired_again

            return repaired_again(board, step)


def follow(board: Board, recipe: Sequence[Step]) -> State:
    """All steps, one after the other."""
    state = empty_state(board)
    for step in recipe:
        state = do(board, state, step)
    return state
