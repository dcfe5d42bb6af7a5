"""Filling the seats, compiled: newcomers are seated by moving others along a shortest way to a free seat.

Who can be seated together under seats and nested quotas is a matroid: going down the order, seating whoever can be,
gives the first in the order their seats and as many seats as possible at once.
"""

from typing import Any

import numpy as np

from baeumgil.engines.selection.compiling import Board, Choice, empty_choice
from baeumgil.engines.selection.deferred import give_codes, owners, put
from baeumgil.engines.selection.serial import entrance, is_limited


def choose(board: Board) -> Choice:
    """Give out the seats."""
    choice = empty_choice(board)
    ends = np.zeros(len(board.seats) + 1, dtype=np.int64)
    ends[1:] = np.cumsum(board.seats + 1)
    sitting = np.full(ends[-1], -1, dtype=np.int32)
    number = np.zeros(len(board.seats), dtype=np.int32)
    members = np.zeros_like(board.limit)
    counts = np.diff(board.wish_at)
    places = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    _fill(board, places, choice, ends, sitting, number, members)
    while _better(board, places, choice, ends, sitting, number, members):
        pass
    give_codes(board, places, choice, ends, sitting, number, False)
    return choice


@entrance
def _full(board: Any, number: Any, members: Any, person: int, session: int) -> int:
    """What is full there for somebody: a quota, -1 the seats, -2 nothing."""
    for x in range(board.quota_at[person], board.quota_at[person + 1]):
        quota = board.quota[x]
        if members[quota, session] >= board.limit[quota, session]:
            return int(quota)
    return -1 if number[session] >= board.seats[session] else -2


@entrance
def _leave(board: Any, choice: Any, ends: Any, sitting: Any, number: Any, members: Any, person: int) -> None:
    wish = choice.got[person]
    if wish < 0:
        return
    session = board.wish[wish]
    begin, end = ends[session], ends[session] + number[session]
    at = begin
    while sitting[at] != wish:
        at += 1
    for x in range(at, end - 1):
        sitting[x] = sitting[x + 1]
    number[session] -= 1
    for x in range(board.quota_at[person], board.quota_at[person + 1]):
        members[board.quota[x], session] -= 1
    choice.got[person] = -1


@entrance
def _sit(
    board: Any, places: Any, choice: Any, ends: Any, sitting: Any, number: Any, members: Any, person: int, wish: int
) -> None:
    session = board.wish[wish]
    put(sitting, ends[session], number[session], wish, places)
    number[session] += 1
    for x in range(board.quota_at[person], board.quota_at[person + 1]):
        members[board.quota[x], session] += 1
    choice.got[person] = wish


@entrance
def _fill(board: Any, places: Any, choice: Any, ends: Any, sitting: Any, number: Any, members: Any) -> None:
    people = len(board.wish_at) - 1
    owner = owners(board)
    queue = np.empty(people, dtype=np.int32)
    reached = np.full(people, -1, dtype=np.int32)  # by which newcomer's search; people: no way on, for good
    follower = np.full(people, -1, dtype=np.int32)
    left_for = np.full(people, -1, dtype=np.int32)  # the wish for which the follower wants this one's seat
    for newcomer in range(people):
        queue[0] = newcomer
        reached[newcomer] = newcomer
        follower[newcomer] = -1
        size, head = 1, 0
        is_seated = False
        while head < size and not is_seated:
            person = queue[head]
            head += 1
            free = -1
            for k in range(board.wish_at[person], board.wish_at[person + 1]):
                if board.barred[k] == 0 and k != choice.got[person]:
                    if _full(board, number, members, person, board.wish[k]) == -2:
                        free = k
                        break
            if free >= 0:
                # From the far end: each leaves, the follower sits down there.
                while person >= 0:
                    follows, next_wish = follower[person], left_for[person]
                    _leave(board, choice, ends, sitting, number, members, person)
                    _sit(board, places, choice, ends, sitting, number, members, person, free)
                    person, free = follows, next_wish
                is_seated = True
                break
            for k in range(board.wish_at[person], board.wish_at[person + 1]):
                if board.barred[k] != 0 or k == choice.got[person]:
                    continue
                session = board.wish[k]
                full = _full(board, number, members, person, session)
                for x in range(ends[session] + number[session] - 1, ends[session] - 1, -1):
                    other = owner[sitting[x]]
                    if reached[other] == newcomer or reached[other] == people:
                        continue
                    if full >= 0 and not is_limited(board, other, full):
                        continue
                    reached[other] = newcomer
                    follower[other] = person
                    left_for[other] = k
                    queue[size] = other
                    size += 1
        if not is_seated:
            # Nobody reached can ever move on: what is full for them stays so.
            for x in range(size):
                reached[queue[x]] = people


@entrance
def _better(board: Any, places: Any, choice: Any, ends: Any, sitting: Any, number: Any, members: Any) -> bool:
    moved = False
    for person in range(len(board.wish_at) - 1):
        if choice.got[person] < 0:
            continue
        for k in range(board.wish_at[person], choice.got[person]):
            if board.barred[k] == 0 and _full(board, number, members, person, board.wish[k]) == -2:
                _leave(board, choice, ends, sitting, number, members, person)
                _sit(board, places, choice, ends, sitting, number, members, person, k)
                moved = True
                break
    return moved
