"""Deferred acceptance, compiled: who is refused asks for the next wish, sessions keep whom they choose."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from baeumgil.engines.selection.compiling import QUOTA_FULL, SEATS_GONE, Board, Choice, Ints, empty_seating
from baeumgil.engines.selection.serial import entrance, inner, is_covered, is_limited


def choose(board: Board, places: Ints) -> Choice:
    """Give out the seats; `places` says per wish who comes first at its session."""
    hall = empty_seating(board, places)
    longest = int(np.max(board.seats, initial=0)) + 1
    room = Room(
        np.zeros(longest, dtype=np.bool_),
        np.full(longest, -1, dtype=np.int32),
        np.zeros(board.limit.shape[0], dtype=np.int32),
        np.zeros(board.reserved.shape[0], dtype=np.int32),
    )
    owner = owners(board)
    _ask(board, hall, room, owner)
    give_codes(board, hall, owner, True)
    return hall.choice


@inner
def put(hall: Any, session: int, wish: int) -> None:
    """Put a wish into a session's list, which stands in its order."""
    begin = hall.ends[session]
    at = begin + hall.number[session]
    while at > begin and hall.places[hall.sitting[at - 1]] > hall.places[wish]:
        hall.sitting[at] = hall.sitting[at - 1]
        at -= 1
    hall.sitting[at] = wish
    hall.number[session] += 1


class Room(NamedTuple):
    """What a session works with while it chooses."""

    kept: npt.NDArray[np.bool_]
    by: Ints
    members: Ints
    used: Ints


@inner
def _reserve(board: Any, room: Any, person: int, session: int) -> int:
    for y in range(board.reserve_at[person], board.reserve_at[person + 1]):
        reserve = board.reserve[y]
        if room.used[reserve] < board.reserved[reserve, session]:
            return int(reserve)
    return -1


@inner
def _fits(board: Any, room: Any, person: int, session: int) -> bool:
    for y in range(board.quota_at[person], board.quota_at[person + 1]):
        quota = board.quota[y]
        if room.members[quota] >= board.limit[quota, session]:
            return False
    return True


@inner
def _keep(board: Any, owner: Any, room: Any, session: int, row: Any) -> None:
    """Whom a session keeps of a list in its order: reserves first, then the rest."""
    room.used[:] = 0
    for x in range(len(row)):
        room.kept[x] = False
        for y in range(board.quota_at[owner[row[x]]], board.quota_at[owner[row[x]] + 1]):
            room.members[board.quota[y]] = 0
    number = 0
    for turn in range(2):
        for x in range(len(row)):
            person = owner[row[x]]
            if room.kept[x] or number >= board.seats[session] or not _fits(board, room, person, session):
                continue
            room.by[x] = _reserve(board, room, person, session) if turn == 0 else -1
            if turn == 0 and room.by[x] < 0:
                continue
            if turn == 0:
                room.used[room.by[x]] += 1
            room.kept[x] = True
            number += 1
            for y in range(board.quota_at[person], board.quota_at[person + 1]):
                room.members[board.quota[y]] += 1


@entrance
def _ask(board: Any, hall: Any, room: Any, owner: Any) -> None:
    people = len(board.wish_at) - 1
    turn = board.wish_at[:-1].copy()
    asking = np.empty(people, dtype=np.int32)
    for newcomer in range(people):
        asking[0] = newcomer
        number = 1
        while number > 0:
            number -= 1
            person = asking[number]
            while turn[person] < board.wish_at[person + 1] and board.barred[turn[person]] != 0:
                turn[person] += 1
            if turn[person] >= board.wish_at[person + 1]:
                continue
            session = board.wish[turn[person]]
            put(hall, session, turn[person])
            row = hall.sitting[hall.ends[session] : hall.ends[session] + hall.number[session]]
            _keep(board, owner, room, session, row)
            left = 0
            for x in range(len(row)):
                one = owner[row[x]]
                hall.choice.by[one] = room.by[x] if room.kept[x] else -1
                if room.kept[x]:
                    row[left] = row[x]
                    left += 1
                else:
                    turn[one] += 1
                    asking[number] = one
                    number += 1
            hall.number[session] = left
    for session in range(len(board.seats)):
        for x in range(hall.ends[session], hall.ends[session] + hall.number[session]):
            hall.choice.got[owner[hall.sitting[x]]] = hall.sitting[x]


@entrance
def owners(board: Any) -> Any:
    """Per wish, whose it is."""
    owner = np.empty(len(board.wish), dtype=np.int32)
    for person in range(len(board.wish_at) - 1):
        owner[board.wish_at[person] : board.wish_at[person + 1]] = person
    return owner


@inner
def _full_quota(board: Any, hall: Any, owner: Any, person: int, k: int, in_order: bool) -> int:  # noqa: FBT001, PLR0917 (numba knows no names)
    session = board.wish[k]
    begin, end = hall.ends[session], hall.ends[session] + hall.number[session]
    for y in range(board.quota_at[person], board.quota_at[person + 1]):
        quota = board.quota[y]
        if board.limit[quota, session] > end - begin:
            continue
        members = 0
        for x in range(begin, end):
            other = owner[hall.sitting[x]]
            is_behind = hall.choice.by[other] < 0 and hall.places[hall.sitting[x]] > hall.places[k]
            if not (in_order and is_behind):
                members += is_limited(board, other, quota)
        if members >= board.limit[quota, session]:
            return int(quota)
    return -1


@inner
def _last(board: Any, hall: Any, owner: Any, person: int, k: int, in_order: bool) -> int:  # noqa: FBT001, PLR0917
    session, quota = board.wish[k], hall.choice.at[k]
    for x in range(hall.ends[session] + hall.number[session] - 1, hall.ends[session] - 1, -1):
        other = owner[hall.sitting[x]]
        if in_order and hall.places[hall.sitting[x]] > hall.places[k]:
            continue
        if (quota < 0 or is_limited(board, other, quota)) and is_covered(board, person, hall.choice.by[other]):
            return int(other)
    return -1


@entrance
def give_codes(board: Any, hall: Any, owner: Any, in_order: bool) -> None:  # noqa: FBT001
    """Why each wish that is dearer than the seat got was refused, as people sit at the end.

    In order: only open seats of those who come before count, and reserved ones; otherwise whoever sits.
    """
    choice = hall.choice
    for person in range(len(board.wish_at) - 1):
        for k in range(board.wish_at[person], board.wish_at[person + 1]):
            if choice.got[person] == k:
                break
            choice.code[k] = board.barred[k]
            if board.barred[k] == 0:
                choice.at[k] = _full_quota(board, hall, owner, person, k, in_order)
                choice.code[k] = SEATS_GONE if choice.at[k] < 0 else QUOTA_FULL
                choice.last[k] = _last(board, hall, owner, person, k, in_order)
