"""One person after another, compiled."""

# ruff: noqa: SIM110 (numba compiles loops, not generators)

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numba
import numpy as np

from baeumgil.engines.selection.compiling import ABSENCE_FULL, QUOTA_FULL, SEATS_GONE, Board, Choice, Ints, empty_choice

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def entrance(function: Kernel) -> Kernel:
    """A kernel that Python calls: compiled on first use, and kept on disk where the installation lets us."""
    return _compiled(function, nogil=True)


def inner(function: Kernel) -> Kernel:
    """A kernel that only kernels call: nobody counts who holds the arrays, which would cost more than the work."""
    return _compiled(function, nogil=True, _nrt=False)


def _compiled(function: Kernel, **options: Any) -> Kernel:
    try:
        return cast("Kernel", numba.njit(cache=True, **options)(function))
    except RuntimeError:  # no place to keep it
        return cast("Kernel", numba.njit(**options)(function))


def choose(board: Board) -> Choice:
    """Give out the seats; reserves that are not used up are lowered and all is done again."""
    reserved = board.reserved
    while True:
        choice, used = in_turn(board, reserved)
        if np.array_equal(used, reserved):
            return choice
        reserved = used


class Tally(NamedTuple):
    """What counts so far, and who counted last."""

    reserved: Ints
    used: Ints
    left: Ints
    """Open seats of a session."""
    members: Ints
    last_member: Ints
    away: Ints
    last_away: Ints
    last_in: Ints
    before: Ints
    """Who was seated in the same session just before."""


def in_turn(board: Board, reserved: Ints) -> tuple[Choice, Ints]:
    """One run with fixed reserves: the choice, and how much of each reserve was used."""
    choice = empty_choice(board)
    tally = _empty_tally(board, reserved)
    _in_turn(board, choice, tally)
    return choice, tally.used


class Bench(NamedTuple):
    """Arrays in which to seat people many times over."""

    got: Ints
    left: Ints
    members: Ints
    away: Ints


def a_bench(board: Board) -> Bench:
    """One that fits a board."""
    got = np.empty(len(board.wish_at) - 1, dtype=np.int32)
    return Bench(got, np.empty_like(board.seats), np.empty_like(board.limit), np.empty_like(board.room))


def seat_only(board: Board, seats: Ints, held: Ints, bench: Bench) -> Ints:
    """Who gets which wish, nothing but that, and without regard to reserves.

    `held` are sessions in which somebody sits already, or -1. What is answered lasts until the bench is used again.
    """
    bench.left[:] = seats
    bench.got.fill(-1)
    bench.members.fill(0)
    bench.away.fill(0)
    _seat_only(board, held, bench)
    return bench.got


def _empty_tally(board: Board, reserved: Ints) -> Tally:
    return Tally(
        reserved,
        np.zeros_like(reserved),
        board.seats - reserved.sum(axis=0, dtype=np.int32),
        np.zeros_like(board.limit),
        np.full_like(board.limit, -1),
        np.zeros_like(board.room),
        np.full_like(board.room, -1),
        np.full_like(board.seats, -1),
        np.full(len(board.wish_at) - 1, -1, dtype=np.int32),
    )


@inner
def is_covered(board: Any, person: int, reserve: int) -> bool:
    """Whether a seat on this reserve (-1: an open seat) could have been somebody's."""
    if reserve < 0:
        return True
    for x in range(board.reserve_at[person], board.reserve_at[person + 1]):
        if board.reserve[x] == reserve:
            return True
    return False


@inner
def is_limited(board: Any, person: int, quota: int) -> bool:
    """Whether a quota covers somebody."""
    for x in range(board.quota_at[person], board.quota_at[person + 1]):
        if board.quota[x] == quota:
            return True
    return False


@inner
def _is_away_full(board: Any, choice: Any, tally: Any, person: int, k: int) -> bool:
    session = board.wish[k]
    for x in range(board.week_at[session], board.week_at[session + 1]):
        week = board.week[x]
        for y in range(board.unit_at[person], board.unit_at[person + 1]):
            unit = board.unit[y]
            if tally.away[unit, week] >= board.room[unit, week]:
                choice.code[k] = ABSENCE_FULL
                choice.at[k], choice.at_week[k] = unit, week
                choice.last[k] = tally.last_away[unit, week]
                return True
    return False


@inner
def _is_quota_full(board: Any, choice: Any, tally: Any, person: int, k: int) -> bool:
    session = board.wish[k]
    for x in range(board.quota_at[person], board.quota_at[person + 1]):
        quota = board.quota[x]
        if tally.members[quota, session] >= board.limit[quota, session]:
            last = tally.last_member[quota, session]
            while last >= 0 and not (is_covered(board, person, choice.by[last]) and is_limited(board, last, quota)):
                last = tally.before[last]
            choice.code[k] = QUOTA_FULL
            choice.at[k], choice.last[k] = quota, last
            return True
    return False


@inner
def _reserve(board: Any, tally: Any, person: int, session: int) -> int:
    for x in range(board.reserve_at[person], board.reserve_at[person + 1]):
        reserve = board.reserve[x]
        if tally.used[reserve, session] < tally.reserved[reserve, session]:
            return int(reserve)
    return -1


@inner
def _are_seats_gone(board: Any, choice: Any, tally: Any, person: int, k: int) -> bool:
    """Whether no seat is left for somebody; otherwise one is theirs."""
    session = board.wish[k]
    by = _reserve(board, tally, person, session)
    if by < 0 and tally.left[session] <= 0:
        last = tally.last_in[session]
        while last >= 0 and not is_covered(board, person, choice.by[last]):
            last = tally.before[last]
        choice.code[k], choice.last[k] = SEATS_GONE, last
        return True
    if by >= 0:
        tally.used[by, session] += 1
    else:
        tally.left[session] -= 1
    choice.got[person], choice.by[person] = k, by
    tally.before[person] = tally.last_in[session]
    tally.last_in[session] = person
    return False


@inner
def _count(board: Any, tally: Any, person: int, session: int) -> None:
    for x in range(board.quota_at[person], board.quota_at[person + 1]):
        tally.members[board.quota[x], session] += 1
        tally.last_member[board.quota[x], session] = person
    for x in range(board.week_at[session], board.week_at[session + 1]):
        for y in range(board.unit_at[person], board.unit_at[person + 1]):
            tally.away[board.unit[y], board.week[x]] += 1
            tally.last_away[board.unit[y], board.week[x]] = person


@entrance
def _in_turn(board: Any, choice: Any, tally: Any) -> None:
    for person in range(len(board.wish_at) - 1):
        for k in range(board.wish_at[person], board.wish_at[person + 1]):
            if board.barred[k] != 0:
                choice.code[k] = board.barred[k]
            elif not (
                _is_away_full(board, choice, tally, person, k)
                or _is_quota_full(board, choice, tally, person, k)
                or _are_seats_gone(board, choice, tally, person, k)
            ):
                _count(board, tally, person, board.wish[k])
                break


@inner
def _is_shut(board: Any, bench: Any, person: int, session: int) -> bool:
    if bench.left[session] <= 0:
        return True
    for x in range(board.quota_at[person], board.quota_at[person + 1]):
        if bench.members[board.quota[x], session] >= board.limit[board.quota[x], session]:
            return True
    for x in range(board.week_at[session], board.week_at[session + 1]):
        for y in range(board.unit_at[person], board.unit_at[person + 1]):
            if bench.away[board.unit[y], board.week[x]] >= board.room[board.unit[y], board.week[x]]:
                return True
    return False


@inner
def _take(board: Any, bench: Any, person: int, session: int) -> None:
    bench.left[session] -= 1
    for x in range(board.quota_at[person], board.quota_at[person + 1]):
        bench.members[board.quota[x], session] += 1
    for x in range(board.week_at[session], board.week_at[session + 1]):
        for y in range(board.unit_at[person], board.unit_at[person + 1]):
            bench.away[board.unit[y], board.week[x]] += 1


@entrance
def _seat_only(board: Any, held: Any, bench: Any) -> None:
    for person in range(len(held)):
        if held[person] >= 0:
            bench.got[person] = len(board.wish)
            _take(board, bench, person, held[person])
    for person in range(len(held)):
        if held[person] >= 0:
            continue
        for k in range(board.wish_at[person], board.wish_at[person + 1]):
            if board.barred[k] == 0 and not _is_shut(board, bench, person, board.wish[k]):
                bench.got[person] = k
                _take(board, bench, person, board.wish[k])
                break
