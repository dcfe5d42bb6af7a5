"""Filling the seats, compiled: newcomers are seated by moving others along a shortest way to a free seat.

Who can be seated together under seats and nested quotas is a matroid: going down the order, seating whoever can be,
gives the first in the order their seats and as many seats as possible at once.
"""

from typing import Any, NamedTuple

import numpy as np

from baeumgil.engines.selection.compiling import Board, Choice, Ints, empty_seating
from baeumgil.engines.selection.deferred import give_codes, owners, put
from baeumgil.engines.selection.serial import entrance, inner, is_limited

DEAD = -2
SEATS, ROOM = -1, -2
"""In the place of a full quota: the seats are full, or nothing is."""


def choose(board: Board) -> Choice:
    """Give out the seats."""
    counts = np.diff(board.wish_at)
    hall = empty_seating(board, np.repeat(np.arange(len(counts), dtype=np.int32), counts))
    way = _way(board)
    _fill(board, hall, way)
    while _better(board, hall):
        pass
    give_codes(board, hall, way.owner, False)
    return hall.choice


class Way(NamedTuple):
    """One search for a way to a free seat."""

    owner: Ints
    """Per wish, whose it is."""
    queue: Ints
    reached: Ints
    """By which newcomer's search; DEAD: no way on, for good."""
    follower: Ints
    """Who wants this one's seat."""
    left_for: Ints
    """The wish for which the follower wants it."""
    scanned: Ints
    """Per session, as `reached`: everybody who sits there is reached already."""


def _way(board: Board) -> Way:
    people = len(board.wish_at) - 1
    nobody = np.full(people, -1, dtype=np.int32)
    return Way(
        owners(board),
        np.empty(people, dtype=np.int32),
        nobody,
        nobody.copy(),
        nobody.copy(),
        np.full_like(board.seats, -1),
    )


@inner
def _full(board: Any, hall: Any, person: int, session: int) -> int:
    """What is full there for somebody: a quota, SEATS, or ROOM."""
    for x in range(board.quota_at[person], board.quota_at[person + 1]):
        quota = board.quota[x]
        if hall.members[quota, session] >= board.limit[quota, session]:
            return int(quota)
    return SEATS if hall.number[session] >= board.seats[session] else ROOM


@inner
def _leave(board: Any, hall: Any, person: int) -> None:
    wish = hall.choice.got[person]
    if wish < 0:
        return
    session = board.wish[wish]
    begin, end = hall.ends[session], hall.ends[session] + hall.number[session]
    at = begin
    while hall.sitting[at] != wish:
        at += 1
    for x in range(at, end - 1):
        hall.sitting[x] = hall.sitting[x + 1]
    hall.number[session] -= 1
    for x in range(board.quota_at[person], board.quota_at[person + 1]):
        hall.members[board.quota[x], session] -= 1
    hall.choice.got[person] = -1


@inner
def _sit(board: Any, hall: Any, person: int, wish: int) -> None:
    session = board.wish[wish]
    put(hall, session, wish)
    for x in range(board.quota_at[person], board.quota_at[person + 1]):
        hall.members[board.quota[x], session] += 1
    hall.choice.got[person] = wish


@inner
def _free_wish(board: Any, hall: Any, person: int) -> int:
    """Somebody's first wish with room, other than where they sit; -1 for none."""
    for k in range(board.wish_at[person], board.wish_at[person + 1]):
        is_open = board.barred[k] == 0 and k != hall.choice.got[person]
        if is_open and _full(board, hall, person, board.wish[k]) == ROOM:
            return k
    return -1


@inner
def _move_along(board: Any, hall: Any, way: Any, person: int, wish: int) -> None:
    """From the far end of a way: each leaves, and the follower sits down there."""
    while person >= 0:
        follower, next_wish = way.follower[person], way.left_for[person]
        _leave(board, hall, person)
        _sit(board, hall, person, wish)
        person, wish = follower, next_wish


@inner
def _reach(board: Any, hall: Any, way: Any, person: int, newcomer: int, size: int) -> int:  # noqa: PLR0917 (numba knows no names)
    """Reach whoever sits in somebody's way; the new length of the queue."""
    for k in range(board.wish_at[person], board.wish_at[person + 1]):
        if board.barred[k] != 0 or k == hall.choice.got[person]:
            continue
        session = board.wish[k]
        if way.scanned[session] == newcomer or way.scanned[session] == DEAD:
            continue
        full = _full(board, hall, person, session)
        if full == SEATS:
            way.scanned[session] = newcomer
        for x in range(hall.ends[session] + hall.number[session] - 1, hall.ends[session] - 1, -1):
            other = way.owner[hall.sitting[x]]
            if way.reached[other] == newcomer or way.reached[other] == DEAD:
                continue
            if full >= 0 and not is_limited(board, other, full):
                continue
            way.reached[other] = newcomer
            way.follower[other] = person
            way.left_for[other] = k
            way.queue[size] = other
            size += 1
    return size


@entrance
def _fill(board: Any, hall: Any, way: Any) -> None:
    for newcomer in range(len(board.wish_at) - 1):
        way.queue[0] = newcomer
        way.reached[newcomer] = newcomer
        size, head = 1, 0
        while head < size:
            person = way.queue[head]
            head += 1
            free = _free_wish(board, hall, person)
            if free >= 0:
                _move_along(board, hall, way, person, free)
                break
            size = _reach(board, hall, way, person, newcomer, size)
        if hall.choice.got[newcomer] < 0:
            # Nobody reached can ever move on: what is full for them stays so.
            for x in range(size):
                way.reached[way.queue[x]] = DEAD
            for session in range(len(way.scanned)):
                if way.scanned[session] == newcomer:
                    way.scanned[session] = DEAD


@entrance
def _better(board: Any, hall: Any) -> bool:
    moved = False
    for person in range(len(board.wish_at) - 1):
        if hall.choice.got[person] < 0:
            continue
        for k in range(board.wish_at[person], hall.choice.got[person]):
            if board.barred[k] == 0 and _full(board, hall, person, board.wish[k]) == ROOM:
                _leave(board, hall, person)
                _sit(board, hall, person, k)
                moved = True
                break
    return moved
