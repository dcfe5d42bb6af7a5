"""Rooms that serve the same sessions alike are counted together, and handed out at the end."""

from collections.abc import Sequence
from dataclasses import dataclass

from baeumgil.engines.timetabling.board import Board
from baeumgil.engines.timetabling.state import NOWHERE


@dataclass(frozen=True, slots=True)
class RoomClasses:
    """`of_room` names the class of each room; `size`, `closed` and `rooms` go by class."""

    of_room: tuple[int, ...]
    size: tuple[int, ...]
    closed: tuple[int, ...]
    rooms: tuple[tuple[int, ...], ...]


def room_classes(board: Board) -> RoomClasses:
    """Classes in which any plan that never counts too many rooms can be given rooms.

    That holds where every session takes neighbouring days; a room that also serves others is a class by itself.
    """
    serves: list[list[tuple[int, int]]] = [[] for _ in board.room_closed]
    is_alone = [False] * len(board.room_closed)
    for one in board.sessions:
        broken = any(_has_holes(mask) for mask in one.masks)
        for room, cost in zip(one.rooms, one.room_cost, strict=True):
            serves[room].append((one.index, cost))
            is_alone[room] |= broken
    known: dict[tuple[int, tuple[tuple[int, int], ...], int], list[int]] = {}
    for room, (closed, served) in enumerate(zip(board.room_closed, serves, strict=True)):
        known.setdefault((closed, tuple(served), room if is_alone[room] else NOWHERE), []).append(room)
    of_room = [NOWHERE] * len(board.room_closed)
    for number, rooms in enumerate(known.values()):
        for room in rooms:
            of_room[room] = number
    return RoomClasses(
        tuple(of_room),
        tuple(len(rooms) for rooms in known.values()),
        tuple(closed for closed, _, _ in known),
        tuple(tuple(rooms) for rooms in known.values()),
    )


def roomed(board: Board, classes: RoomClasses, starts: Sequence[int], wanted: Sequence[int]) -> tuple[int, ...]:
    """A room for every session from the class it wants, first come, first served."""
    found = [NOWHERE] * len(starts)
    free_from = [0] * len(classes.of_room)
    for index in sorted((index for index, one in enumerate(wanted) if one != NOWHERE), key=starts.__getitem__):
        session = board.sessions[index]
        last = session.lasts[session.starts.index(starts[index])]
        rooms = classes.rooms[wanted[index]]
        room = rooms[0] if len(rooms) == 1 else next(room for room in rooms if free_from[room] <= starts[index])
        free_from[room] = last + 1
        found[index] = room
    return tuple(found)


def _has_holes(mask: int) -> bool:
    if not mask:
        return False
    run = mask // (mask & -mask)
    return run & (run + 1) != 0
