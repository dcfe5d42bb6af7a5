"""Selection of a city's size: the decision with every cap and a reason for each refused wish, and more sessions.

Beside it, in the same run: the plain loop in Python, and two public libraries for matching at sizes they can do, in an
environment of their own (left out, and said so, where no package index is reachable).
"""

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import numpy as np
from tests.engines.selection.cases import SEED
from tests.engines.selection.cities import a_city

from baeumgil.engines.selection import compiled, deferred, filling, serial
from baeumgil.engines.selection.compiling import Board, Compiled, compile_board, priorities
from baeumgil.engines.selection.extra import marginal, what_if
from baeumgil.engines.selection.extra_rounds import Extra, Round
from baeumgil.engines.selection.facts import Facts
from baeumgil.engines.selection.ordering import common_keys
from baeumgil.engines.selection.plain import choose
from baeumgil.engines.selection.problem import Problem
from baeumgil.engines.selection.selecting import as_result, select
from bench.measuring import Result, median_of, once

PEOPLE, SEATS = 23_000, 13_697
MANY, MANY_SEATS = 1_100_000, 660_000
PEER_SIZES = {"matching": (2_000, 1_200), "fairpyx": (2_000, 1_200)}
DECISION, MANY_DECISION, FILL, CURVE, WHOLE = 0.05, 2.0, 0.1, 5.0, 2.0


def run() -> list[Result]:
    """Everything."""
    return [*city(), *filled(), *shared(), *nation(), *curve(), *peers()]


def board_of(problem: Problem) -> tuple[Facts, Compiled]:
    """A problem in arrays."""
    facts = Facts(problem)
    return facts, compile_board(facts, tuple(common_keys(problem, SEED)))


def result(
    what: str,
    seconds: float,
    limit: float,
    *,
    is_right: bool = True,
    yardstick: tuple[str, float] | None = None,
    note: str = "",
) -> Result:
    """One line, in milliseconds."""
    name, other = yardstick or ("", None)
    return Result(
        "selection",
        what,
        seconds * 1000,
        "ms",
        name,
        None if other is None else other * 1000,
        None if other is None else other / seconds,
        f"under {limit * 1000:g} ms",
        is_right and seconds < limit,
        note,
    )


def city() -> list[Result]:
    """In order, every cap at work."""
    problem = a_city(PEOPLE, SEATS)
    _facts, arrays = board_of(problem)
    choice, seconds = median_of(lambda: serial.choose(arrays.board), 9)
    found = compiled.as_result(problem, arrays, choice)
    keys = common_keys(problem, SEED)
    plain, plain_seconds = once(lambda: as_result(problem, tuple(keys), choose(problem, keys)))
    _whole, whole_seconds = median_of(lambda: select(problem, SEED), 3)
    codes = {code: sum(one.code == code for one in found.refusals) for code in {one.code for one in found.refusals}}
    note = f"{len(found.seated):,} seated, {len(found.refusals):,} refused wishes with a reason: {codes}"
    what = f"{PEOPLE:,} applicants for {SEATS:,} seats"
    return [
        result(
            f"{what}, all caps: the decision with reasons, on arrays",
            seconds,
            DECISION,
            is_right=found == plain,
            yardstick=("the plain loop, same result", plain_seconds),
            note=note,
        ),
        result(f"{what}, all caps: judged, drawn, ordered, decided, in words", whole_seconds, WHOLE),
    ]


def filled() -> list[Result]:
    """As many seats as possible."""
    problem = a_city(PEOPLE, SEATS, mechanism="fill")
    _facts, arrays = board_of(problem)
    choice, seconds = median_of(lambda: filling.choose(arrays.board), 5)
    in_order = serial.choose(arrays.board)
    more, fewer = int((choice.got >= 0).sum()), int((in_order.got >= 0).sum())
    note = f"{more:,} seated; in order {fewer:,}"
    return [result(f"{PEOPLE:,} applicants, seats filled", seconds, FILL, is_right=more >= fewer, note=note)]


def shared() -> list[Result]:
    """Deferred acceptance with unit quotas."""
    problem = a_city(PEOPLE, SEATS, mechanism="deferred")
    facts, arrays = board_of(problem)
    places = priorities(facts, arrays, common_keys(problem, SEED))
    choice, seconds = median_of(lambda: deferred.choose(arrays.board, places), 5)
    in_order = serial.choose(arrays.board)
    is_right = bool(np.array_equal(choice.got, in_order.got) and np.array_equal(choice.code, in_order.code))
    note = "equal to selection in order, as the order is common"
    return [result(f"{PEOPLE:,} applicants, deferred acceptance", seconds, FILL, is_right=is_right, note=note)]


def nation() -> list[Result]:
    """1.1 million people: arrays made straight away, for nobody writes such a file."""
    board = many(MANY, MANY_SEATS)
    choice, seconds = median_of(lambda: serial.choose(board), 3)
    note = f"{int((choice.got >= 0).sum()):,} seated, {int((choice.code > 0).sum()):,} refused wishes with a reason"
    return [result(f"{MANY:,} applicants, all caps: the decision with reasons", seconds, MANY_DECISION, note=note)]


def many(people: int, seats: int) -> Board:
    """A board with seats, quotas per unit and grade, absence caps."""
    dice = np.random.default_rng(1)
    halls, units, weeks = seats // 25, people // 2000, 40
    near = (halls * dice.random(people) ** 1.6).astype(np.int64)
    wish = (near[:, None] + np.array([0, 1, 3]) + dice.integers(0, 3, (people, 1))) % halls
    unit = dice.integers(0, units, people)
    grade = dice.integers(units, units + 5, people)
    limit = np.full((units + 5, halls), 6, dtype=np.int32)
    limit[units:] = 12

    def ends(step: int, number: int) -> np.ndarray:
        return np.arange(0, number * step + 1, step, dtype=np.int32)

    return Board(
        wish_at=ends(3, people),
        wish=wish.astype(np.int32).ravel(),
        barred=(dice.random(people * 3) < 0.01).astype(np.int8) * 4,
        seats=np.full(halls, seats // halls, dtype=np.int32),
        quota_at=ends(2, people),
        quota=np.stack([unit, grade], axis=1).astype(np.int32).ravel(),
        limit=limit,
        reserve_at=np.zeros(people + 1, dtype=np.int32),
        reserve=np.zeros(0, dtype=np.int32),
        reserved=np.zeros((0, halls), dtype=np.int32),
        week_at=ends(1, halls),
        week=dice.integers(0, weeks, halls).astype(np.int32),
        unit_at=ends(1, people),
        unit=unit.astype(np.int32),
        room=np.full((units, weeks), 30, dtype=np.int32),
    )


def curve() -> list[Result]:
    """What one more session of each of 650 kinds would clear, and the first ten that clear most."""
    problem = a_city(PEOPLE, SEATS)
    halls = problem.sessions
    extras = tuple(
        Extra(f"{one.id}+{at // len(halls)}", (one.id,), 25) for at, one in enumerate([*halls, *halls][:650])
    )
    each = Round(problem, SEED, extras)
    gains, alone = once(lambda: what_if([each]))
    steps, seconds = once(lambda: marginal([each], most=10))
    cleared = sum(gain.seated for gain in steps)
    what = f"{PEOPLE:,} applicants, {len(extras)} kinds of one more session"
    return [
        result(f"{what}: what each would clear", alone, CURVE, is_right=len(gains) == len(extras)),
        result(f"{what}: the first ten in turn", seconds, CURVE, note=f"{cleared} people by {len(steps)} sessions"),
    ]


def peers() -> list[Result]:
    """Public libraries, seats only, at a size they can do."""
    with tempfile.TemporaryDirectory() as folder:
        python = environment(Path(folder))
        return [peer(python, name, *size) for name, size in PEER_SIZES.items()]


def environment(folder: Path) -> Path | None:
    """An environment with the libraries, or None without a package index."""
    try:
        venv.create(folder, with_pip=True)
        python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        command = [str(python), "-m", "pip", "install", "--quiet", "--no-input", *PEER_SIZES]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    except (OSError, subprocess.SubprocessError):
        return None
    return python


def peer(python: Path | None, name: str, people: int, seats: int) -> Result:
    """One library against ours on the same problem: seats only, one order for all."""
    problem = a_city(people, seats, has_caps=False)
    _facts, arrays = board_of(problem)
    choice, seconds = median_of(lambda: serial.choose(arrays.board), 9)
    ours = {one.applicant: one.session for one in compiled.as_result(problem, arrays, choice).seated}
    what = f"{people:,} applicants, seats only, beside {name}"
    if python is None:
        return result(what, seconds, DECISION, note=f"no package index reachable: {name} was not run")
    given = {
        "order": arrays.order,
        "wishes": {one.id: one.wishes for one in problem.applicants},
        "seats": {one.id: one.seats for one in problem.sessions},
    }
    found = asked([str(python), str(Path(__file__).with_name("selection_peers.py")), name], given)
    if found is None:
        return result(what, seconds, DECISION, note=f"{name} failed on this problem")
    theirs, theirs_seconds = found
    note = "same seats" if theirs == ours else f"{len(theirs):,} seated, ours {len(ours):,}"
    return result(what, seconds, DECISION, is_right=theirs == ours, yardstick=(name, theirs_seconds), note=note)


def asked(command: list[str], given: object) -> tuple[dict[str, str], float] | None:
    """What a library said, and how long it took; None if it gave up."""
    try:
        ran = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=True, timeout=600)
    except subprocess.SubprocessError:
        return None
    said = json.loads(ran.stdout)
    return said["seats"], said["seconds"]
