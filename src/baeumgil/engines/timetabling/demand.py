"""What each session surely needs: the days it could take, the rooms and people it could have. Counting starts here."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from baeumgil.engines.timetabling.alone import matched
from baeumgil.engines.timetabling.board import Board, BoardSession
from baeumgil.engines.timetabling.problem import Session

_EXACT_UP_TO = 100_000


@dataclass(frozen=True, slots=True)
class Live:
    """The starts of a session at which a room and all its people could come together. Days are working-day indices."""

    starts: tuple[int, ...]
    lasts: tuple[int, ...]
    first: int
    last: int
    surely: int
    """Days that it takes wherever it is placed."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something wanted of a set of things that are alike for it: so many days of one of them, from first to last."""

    session: int
    things: frozenset[int]
    size: int
    first: int
    last: int
    surely: int


def live_sessions(board: Board) -> list[Live | None]:
    """What each session could do by itself; None if nothing."""
    known: dict[object, Live | None] = {}
    found = []
    for session in board.sessions:
        key = (session.starts, session.masks, session.needs_room, session.rooms, session.roles)
        if key not in known:
            known[key] = _live(board, session)
        found.append(known[key])
    return found


def _live(board: Board, session: BoardSession) -> Live | None:
    rooms = {board.room_closed[room] for room in session.rooms}
    aways = [[(person, board.instructor_away[person]) for person in role] for role in session.roles]
    starts, lasts, masks = [], [], []
    for start, mask, last in zip(session.starts, session.masks, session.lasts, strict=True):
        if session.needs_room and all(mask & closed for closed in rooms):
            continue
        if len(aways) == 1:
            if all(mask & away for _, away in aways[0]):
                continue
        elif aways and matched([[person for person, away in role if not mask & away] for role in aways]) is None:
            continue
        starts.append(start)
        lasts.append(last)
        masks.append(mask)
    if not starts:
        return None
    whole = reduce(or_, masks)
    return Live(
        tuple(starts),
        tuple(lasts),
        (whole & -whole).bit_length() - 1,
        whole.bit_length() - 1,
        reduce(and_, masks),
    )


def weight(session: Session) -> int:
    """How much it costs to leave a session out: its priority, then what was promised, then people who have a seat."""
    is_fixed = session.pinned is not None or session.announced is not None
    return ((session.priority * 2 + is_fixed) * 100_001) + min(session.selected, 100_000) + 1


def lightest(items: Sequence[Item], excess: int, weights: Sequence[int]) -> list[int]:
    """Choose sessions whose sizes together reach the excess, at the least weight (places in `items`)."""
    if len(items) * excess > _EXACT_UP_TO:
        return _lightest_greedily(items, excess, weights)
    best: list[tuple[int, tuple[int, ...]] | None] = [None] * (excess + 1)
    best[0] = (0, ())
    for place, item in enumerate(items):
        for have in range(excess - 1, -1, -1):
            so_far = best[have]
            if so_far is None:
                continue
            reach = min(excess, have + item.size)
            cost = so_far[0] + weights[place]
            target = best[reach]
            if target is None or cost < target[0]:
                best[reach] = (cost, (*so_far[1], place))
    chosen = best[excess]
    return list(chosen[1]) if chosen else list(range(len(items)))


def _lightest_greedily(items: Sequence[Item], excess: int, weights: Sequence[int]) -> list[int]:
    chosen = []
    for place in sorted(range(len(items)), key=lambda place: weights[place] / items[place].size):
        if excess <= 0:
            break
        chosen.append(place)
        excess -= items[place].size
    return chosen
