"""One person after another, compiled."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np

from baeumgil.engines.selection.compiling import ABSENCE_FULL, QUOTA_FULL, SEATS_GONE, Board, Choice, Ints, empty_choice

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def entrance(function: Kernel) -> Kernel:
    """A kernel compiled on first use, and kept on disk where the installation lets us."""
    try:
        return cast("Kernel", numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:  # no place to keep it
        return cast("Kernel", numba.njit(nogil=True)(function))


def choose(board: Board) -> Choice:
    """Give out the seats; reserves that are not used up are lowered and all is done again."""
    reserved = board.reserved
    while True:
        choice, used = in_turn(board, reserved)
        if np.array_equal(used, reserved):
            return choice
        reserved = used


def in_turn(board: Board, reserved: Ints) -> tuple[Choice, Ints]:
    """One run with fixed reserves: the choice, and how much of each reserve was used."""
    choice, used = empty_choice(board), np.zeros_like(reserved)
    _in_turn(board, reserved, choice, used)
    return choice, used


@entrance
def _absence(board: Any, away: Any, person: int, session: int) -> tuple[int, int]:
    for x in range(board.week_at[session], board.week_at[session + 1]):
        week = board.week[x]
        for y in range(board.unit_at[person], board.unit_at[person + 1]):
            unit = board.unit[y]
            if away[unit, week] >= board.room[unit, week]:
                return unit, week
    return -1, -1


@entrance
def _quota(board: Any, members: Any, person: int, session: int) -> int:
    for x in range(board.quota_at[person], board.quota_at[person + 1]):
        quota = board.quota[x]
        if members[quota, session] >= board.limit[quota, session]:
            return int(quota)
    return -1


@entrance
def is_covered(board: Any, person: int, reserve: int) -> bool:
    """Whether a seat on this reserve (-1: an open seat) could have been somebody's."""
    if reserve < 0:
        return True
    for x in range(board.reserve_at[person], board.reserve_at[person + 1]):
        if board.reserve[x] == reserve:
            return True
    return False


@entrance
def is_limited(board: Any, person: int, quota: int) -> bool:
    """Whether a quota covers somebody."""
    for x in range(board.quota_at[person], board.quota_at[person + 1]):
        if board.quota[x] == quota:
            return True
    return False


@entrance
def _in_turn(board: Any, reserved: Any, choice: Any, used: Any) -> None:
    people, sessions = len(board.wish_at) - 1, len(board.seats)
    left = board.seats.copy()
    for reserve in range(reserved.shape[0]):
        for session in range(sessions):
            left[session] -= reserved[reserve, session]
    members = np.zeros(board.limit.shape, dtype=np.int32)
    last_member = np.full(board.limit.shape, -1, dtype=np.int32)
    away = np.zeros(board.room.shape, dtype=np.int32)
    last_away = np.full(board.room.shape, -1, dtype=np.int32)
    last_in = np.full(sessions, -1, dtype=np.int32)
    before = np.full(people, -1, dtype=np.int32)  # who was seated in the same session just before
    has_reserves = reserved.shape[0] > 0
    for person in range(people):
        for k in range(board.wish_at[person], board.wish_at[person + 1]):
            session = board.wish[k]
            if board.barred[k] != 0:
                choice.code[k] = board.barred[k]
                continue
            unit, week = _absence(board, away, person, session)
            if unit >= 0:
                choice.code[k] = ABSENCE_FULL
                choice.at[k], choice.at_week[k] = unit, week
                choice.last[k] = last_away[unit, week]
                continue
            quota = _quota(board, members, person, session)
            if quota >= 0:
                choice.code[k] = QUOTA_FULL
                choice.at[k] = quota
                last = last_member[quota, session]
                while has_reserves and last >= 0:
                    if is_covered(board, person, choice.by[last]) and is_limited(board, last, quota):
                        break
                    last = before[last]
                choice.last[k] = last
                continue
            by = -1
            for x in range(board.reserve_at[person], board.reserve_at[person + 1]):
                reserve = board.reserve[x]
                if used[reserve, session] < reserved[reserve, session]:
                    by = reserve
                    break
            if by < 0 and left[session] <= 0:
                choice.code[k] = SEATS_GONE
                last = last_in[session]
                while has_reserves and last >= 0 and not is_covered(board, person, choice.by[last]):
                    last = before[last]
                choice.last[k] = last
                continue
            if by >= 0:
                used[by, session] += 1
            else:
                left[session] -= 1
            choice.got[person], choice.by[person] = k, by
            before[person], last_in[session] = last_in[session], person
            for x in range(board.quota_at[person], board.quota_at[person + 1]):
                members[board.quota[x], session] += 1
                last_member[board.quota[x], session] = person
            for x in range(board.week_at[session], board.week_at[session + 1]):
                for y in range(board.unit_at[person], board.unit_at[person + 1]):
                    away[board.unit[y], board.week[x]] += 1
                    last_away[board.unit[y], board.week[x]] = person
            break
