"""Deferred acceptance, compiled: who is refused asks for the next wish, sessions keep whom they choose."""

from typing import Any

import numpy as np

from baeumgil.engines.selection.compiling import QUOTA_FULL, SEATS_GONE, Board, Choice, Ints, empty_choice
from baeumgil.engines.selection.serial import entrance, is_covered, is_limited


def choose(board: Board, places: Ints) -> Choice:
    """Give out the seats; `places` says per wish who comes first at its session."""
    choice = empty_choice(board)
    ends = np.zeros(len(board.seats) + 1, dtype=np.int64)
    ends[1:] = np.cumsum(board.seats + 1)
    sitting = np.full(ends[-1], -1, dtype=np.int32)
    number = np.zeros(len(board.seats), dtype=np.int32)
    _ask(board, places, choice, ends, sitting, number)
    give_codes(board, places, choice, ends, sitting, number, True)
    return choice


@entrance
def put(sitting: Any, begin: int, size: int, wish: int, places: Any) -> None:
    """Put a wish into a session's list, which stands in its order."""
    at = begin + size
    while at > begin and places[sitting[at - 1]] > places[wish]:
        sitting[at] = sitting[at - 1]
        at -= 1
    sitting[at] = wish


@entrance
def _keep(board: Any, owner: Any, session: int, row: Any, kept: Any, by: Any, members: Any, used: Any) -> None:
    """Whom a session keeps of a list in its order: reserves first, then the rest."""
    seats = board.seats[session]
    members[:] = 0
    used[:] = 0
    number = 0
    for x in range(len(row)):
        kept[x], by[x] = False, -1
    for turn in range(2):
        for x in range(len(row)):
            if kept[x] or number >= seats:
                continue
            person = owner[row[x]]
            fits = True
            for y in range(board.quota_at[person], board.quota_at[person + 1]):
                quota = board.quota[y]
                if members[quota] >= board.limit[quota, session]:
                    fits = False
                    break
            if not fits:
                continue
            if turn == 0:
                for y in range(board.reserve_at[person], board.reserve_at[person + 1]):
                    reserve = board.reserve[y]
                    if used[reserve] < board.reserved[reserve, session]:
                        by[x] = reserve
                        used[reserve] += 1
                        break
                if by[x] < 0:
                    continue
            kept[x] = True
            number += 1
            for y in range(board.quota_at[person], board.quota_at[person + 1]):
                members[board.quota[y]] += 1


@entrance
def _ask(board: Any, places: Any, choice: Any, ends: Any, sitting: Any, number: Any) -> None:
    people = len(board.wish_at) - 1
    owner = owners(board)
    longest = 0
    for session in range(len(board.seats)):
        longest = max(longest, board.seats[session] + 1)
    kept = np.zeros(longest, dtype=np.bool_)
    by = np.zeros(longest, dtype=np.int32)
    members = np.zeros(board.limit.shape[0], dtype=np.int32)
    used = np.zeros(board.reserved.shape[0], dtype=np.int32)
    is_simple = board.limit.shape[0] == 0 and board.reserved.shape[0] == 0
    turn = board.wish_at[:-1].copy()
    stack = np.empty(people + longest + 1, dtype=np.int32)
    for newcomer in range(people):
        stack[0] = newcomer
        depth = 1
        while depth > 0:
            depth -= 1
            person = stack[depth]
            while turn[person] < board.wish_at[person + 1] and board.barred[turn[person]] != 0:
                turn[person] += 1
            wish = turn[person]
            if wish >= board.wish_at[person + 1]:
                continue
            session = board.wish[wish]
            begin = ends[session]
            put(sitting, begin, number[session], wish, places)
            size = number[session] + 1
            if is_simple:
                number[session] = min(size, board.seats[session])
                if size > board.seats[session]:
                    refused = owner[sitting[begin + size - 1]]
                    turn[refused] += 1
                    stack[depth] = refused
                    depth += 1
                continue
            row = sitting[begin : begin + size]
            _keep(board, owner, session, row, kept, by, members, used)
            left = 0
            for x in range(size):
                one = row[x]
                if kept[x]:
                    row[left] = one
                    choice.by[owner[one]] = by[x]
                    left += 1
                else:
                    refused = owner[one]
                    choice.by[refused] = -1
                    turn[refused] += 1
                    stack[depth] = refused
                    depth += 1
            number[session] = left
    for session in range(len(board.seats)):
        for x in range(ends[session], ends[session] + number[session]):
            choice.got[owner[sitting[x]]] = sitting[x]


@entrance
def owners(board: Any) -> Any:
    """Per wish, whose it is."""
    owner = np.empty(len(board.wish), dtype=np.int32)
    for person in range(len(board.wish_at) - 1):
        owner[board.wish_at[person] : board.wish_at[person + 1]] = person
    return owner


@entrance
def give_codes(board: Any, places: Any, choice: Any, ends: Any, sitting: Any, number: Any, is_in_order: bool) -> None:
    """Why each wish that is dearer than the seat got was refused, as people sit at the end.

    In order: only open seats of those who come before count, and reserved ones; otherwise whoever sits.
    """
    owner = owners(board)
    for person in range(len(board.wish_at) - 1):
        for k in range(board.wish_at[person], board.wish_at[person + 1]):
            if choice.got[person] == k:
                break
            if board.barred[k] != 0:
                choice.code[k] = board.barred[k]
                continue
            session = board.wish[k]
            begin, end = ends[session], ends[session] + number[session]
            choice.code[k] = SEATS_GONE
            for y in range(board.quota_at[person], board.quota_at[person + 1]):
                quota = board.quota[y]
                limit = board.limit[quota, session]
                if limit > end - begin:
                    continue
                members = 0
                for x in range(begin, end):
                    other = owner[sitting[x]]
                    if is_in_order and choice.by[other] < 0 and places[sitting[x]] > places[k]:
                        continue
                    members += is_limited(board, other, quota)
                if members >= limit:
                    choice.code[k] = QUOTA_FULL
                    choice.at[k] = quota
                    break
            for x in range(end - 1, begin - 1, -1):
                other = owner[sitting[x]]
                if is_in_order and places[sitting[x]] > places[k]:
                    continue
                if choice.code[k] == QUOTA_FULL and not is_limited(board, other, choice.at[k]):
                    continue
                if is_covered(board, person, choice.by[other]):
                    choice.last[k] = other
                    break
