"""A problem as arrays: row i is who stands at place i of the common order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from baeumgil.engines.selection.facts import Facts
from baeumgil.engines.selection.ordering import Key, key_at

Ints = npt.NDArray[np.int32]
Shared = TypeVar("Shared", bound=tuple[Any, ...])

NO_LIMIT: Final = 2**30
SEATS_GONE, QUOTA_FULL, ABSENCE_FULL, BUSY, OVER_LIMIT = 1, 2, 3, 4, 5
CODE_NAMES: Final = {
    SEATS_GONE: "seats_gone",
    QUOTA_FULL: "quota_full",
    ABSENCE_FULL: "absence_full",
    BUSY: "busy",
    OVER_LIMIT: "over_limit",
}
_NUMBERS: Final = {name: number for number, name in CODE_NAMES.items()}


class Board(NamedTuple):
    """All a choice needs. Where lists differ in length, `x_at[i]` to `x_at[i + 1]` are those of row i in `x`."""

    wish_at: Ints
    wish: Ints
    barred: npt.NDArray[np.int8]
    """Per wish: the code that bars it whoever else comes, or 0."""
    seats: Ints
    quota_at: Ints
    quota: Ints
    """Quotas with a limit that cover an applicant, in the order in which they are asked."""
    limit: Ints
    """Per quota and session."""
    reserve_at: Ints
    reserve: Ints
    reserved: Ints
    """Per reserve and session."""
    week_at: Ints
    week: Ints
    """Weeks that a session touches."""
    unit_at: Ints
    unit: Ints
    """Units of an applicant that have an absence cap."""
    room: Ints
    """Per unit and week: how many more may be away."""


class Compiled(NamedTuple):
    """A board, and what its numbers stand for."""

    board: Board
    order: tuple[str, ...]
    sessions: tuple[str, ...]
    quotas: tuple[str, ...]
    reserves: tuple[str, ...]
    units: tuple[str, ...]
    weeks: tuple[str, ...]
    busy_on: Mapping[int, str]
    """Per wish that is barred by a day: which."""


class Choice(NamedTuple):
    """What a kernel writes: per applicant the number of the wish got and the reserve, -1 for none; per wish why not."""

    got: Ints
    by: Ints
    code: npt.NDArray[np.int8]
    at: Ints
    at_week: Ints
    last: Ints


class Seating(NamedTuple):
    """Who sits where while seats go to and fro. Session s has room in `sitting` from `ends[s]` on."""

    choice: Choice
    places: Ints
    """Per wish, who comes first at its session."""
    ends: npt.NDArray[np.int64]
    sitting: Ints
    """Wishes that sit, in the order of their session."""
    number: Ints
    """How many sit in a session."""
    members: Ints
    """Per quota and session."""


def empty_seating(board: Board, places: Ints) -> Seating:
    """Nobody sits yet; one more than the seats has room, while a session chooses."""
    ends = np.zeros(len(board.seats) + 1, dtype=np.int64)
    ends[1:] = np.cumsum(board.seats + 1)
    sitting = np.full(ends[-1], -1, dtype=np.int32)
    return Seating(empty_choice(board), places, ends, sitting, np.zeros_like(board.seats), np.zeros_like(board.limit))


def empty_choice(board: Board) -> Choice:
    """Nobody sits yet."""
    people, wishes = len(board.wish_at) - 1, len(board.wish)

    def none(size: int) -> Ints:
        return np.full(size, -1, dtype=np.int32)

    code = np.zeros(wishes, dtype=np.int8)
    return Choice(none(people), none(people), code, none(wishes), none(wishes), none(wishes))


def compile_board(facts: Facts, order: Sequence[str]) -> Compiled:
    """Turn a problem into arrays, in the given common order."""
    problem = facts.problem
    sessions = tuple(sorted(facts.sessions))
    session_no = {name: at for at, name in enumerate(sessions)}
    people = [facts.applicants[name] for name in order]
    wish_at, wish = _joined([session_no[name] for name in one.wishes] for one in people)
    barred, busy_on = _barred(facts, order, len(wish))
    limited = [quota for quota in problem.quotas if quota.most is not None]
    limited.sort(key=lambda quota: quota.id)
    kept = sorted((quota for quota in problem.quotas if quota.reserved), key=lambda quota: quota.id)
    limited_no = {quota.id: at for at, quota in enumerate(limited)}
    kept_no = {quota.id: at for at, quota in enumerate(kept)}
    limit = np.full((len(limited), len(sessions)), NO_LIMIT, dtype=np.int32)
    for at, quota in enumerate(limited):
        limit[at, slice(None) if quota.session is None else session_no[quota.session]] = quota.most or 0
    reserved = np.zeros((len(kept), len(sessions)), dtype=np.int32)
    for at, quota in enumerate(kept):
        reserved[at, slice(None) if quota.session is None else session_no[quota.session]] = quota.reserved or 0
    covering = facts.covering
    covered = [covering[name] for name in order]
    quota_at, quota_of = _shared(covered, lambda row: [limited_no[q.id] for q in row if q.id in limited_no])
    reserve_at, reserve_of = _shared(covered, lambda row: sorted(kept_no[q.id] for q in row if q.id in kept_no))
    units, weeks = _units_and_weeks(facts)
    unit_no = {name: at for at, name in enumerate(units)}
    week_no = {name: at for at, name in enumerate(weeks)}
    week_at, week_of = _joined([week_no[week] for week in facts.weeks[name] if week in week_no] for name in sessions)
    capped = (facts.capped[name] for name in order)
    unit_at, unit_of = _shared(capped, lambda row: [unit_no[unit] for unit in row if unit in unit_no])
    room = np.full((len(units), len(weeks)), NO_LIMIT, dtype=np.int32)
    for (unit, week), number in facts.rooms.items():
        if unit in unit_no and week in week_no:
            room[unit_no[unit], week_no[week]] = number
    board = Board(
        wish_at=wish_at,
        wish=wish,
        barred=barred,
        seats=np.array([facts.sessions[name].seats for name in sessions], dtype=np.int32),
        quota_at=quota_at,
        quota=quota_of,
        limit=limit,
        reserve_at=reserve_at,
        reserve=reserve_of,
        reserved=reserved,
        week_at=week_at,
        week=week_of,
        unit_at=unit_at,
        unit=unit_of,
        room=room,
    )
    quotas = tuple(quota.id for quota in limited)
    return Compiled(board, tuple(order), sessions, quotas, tuple(q.id for q in kept), units, weeks, busy_on)


def priorities(facts: Facts, compiled: Compiled, common: Mapping[str, Key]) -> Ints:
    """Per wish, the place of who wishes it in the order of that session: smaller is better."""
    board = compiled.board
    counts = np.diff(board.wish_at)
    rows: Ints = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    if "own_institute" not in facts.problem.order:
        return rows
    keys = [
        key_at(facts.problem, common[name], facts.applicants[name], session)
        for name in compiled.order
        for session in facts.applicants[name].wishes
    ]
    places = np.empty(len(keys), dtype=np.int32)
    places[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys), dtype=np.int32)
    return places


def _joined(rows: Iterable[Sequence[int]]) -> tuple[Ints, Ints]:
    listed = list(rows)
    ends = np.zeros(len(listed) + 1, dtype=np.int32)
    np.cumsum([len(row) for row in listed], out=ends[1:])
    return ends, np.fromiter(chain.from_iterable(listed), dtype=np.int32, count=int(ends[-1]))


def _shared(rows: Iterable[Shared], numbers: Callable[[Shared], Sequence[int]]) -> tuple[Ints, Ints]:
    """As above, for tuples that many people have in common: each is numbered once."""
    listed = list(rows)
    known = {id(row): numbers(row) for row in {id(row): row for row in listed}.values()}
    return _joined(known[id(row)] for row in listed)


def _barred(facts: Facts, order: Sequence[str], wishes: int) -> tuple[npt.NDArray[np.int8], dict[int, str]]:
    barred = np.zeros(wishes, dtype=np.int8)
    busy_on: dict[int, str] = {}
    most, at = facts.problem.seats_a_year, 0
    for name in order:
        one = facts.applicants[name]
        if one.busy or (most is not None and one.held >= most):
            for place, wish in enumerate(one.wishes, at):
                code, day = facts.refusal_at_once(one, facts.sessions[wish])
                if code:
                    barred[place] = _NUMBERS[code]
                    busy_on[place] = day
        at += len(one.wishes)
    return barred, busy_on


def _units_and_weeks(facts: Facts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Only caps that more people could meet than may: the others say nothing."""
    members: dict[str, int] = {}
    for capped in facts.capped.values():
        for unit in capped:
            members[unit] = members.get(unit, 0) + 1
    touched = {week for each in facts.weeks.values() for week in each}
    binding = [
        (unit, week) for (unit, week), room in facts.rooms.items() if week in touched and members.get(unit, 0) > room
    ]
    return tuple(sorted({unit for unit, _week in binding})), tuple(sorted({week for _unit, week in binding}))
