"""The relaxation behind the bound: every session for itself, whatever they share bought at a price.

Rooms, instructors and audiences are shared by the day, departments have people away by the day, months have session
days. Put a price on each of these and drop the limits: what is left falls apart into chains of sessions that a small
table solves exactly, and the sum of their cheapest choices less the income from the limits is a lower bound at *any*
prices. `Relaxation` holds the sessions, their choices and the limits as arrays.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from baeumgil.engines.timetabling.board import Board, BoardSession
from baeumgil.engines.timetabling.state import bits

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]

FORBIDDEN = float(1 << 30)
"""Price of a day on which a room is closed or an instructor away."""

MOST_SESSIONS = 4096

NO_LINK, GAP, ORDER = 0, 1, 2


class Tables(NamedTuple):
    """What the compiled loops read; `x_at[n]:x_at[n + 1]` are the rows of `x` that belong to `n`.

    A line is something shared by the day: a class of like rooms, an instructor, an audience, a group.
    """

    span_first: Ints
    """Distinct sets of days; `span_last` is -1 where they are not neighbours."""
    span_last: Ints
    span_at: Ints
    span_days: Ints
    option_at: Ints
    """Per session its options, one for each of its starts."""
    option_span: Ints
    option_cost: Floats
    option_month: Ints
    option_start: Ints
    """Calendar day of the start, counted from 1; `option_end`: of the last day."""
    option_end: Ints
    horizon: int
    length: Floats
    """Session days."""
    left_out: Floats
    needs_room: NDArray[np.bool_]
    room_at: Ints
    room_line: Ints
    room_cost: Floats
    role_at: Ints
    """Per session its roles; per role its people."""
    person_at: Ints
    person_line: Ints
    person_cost: Floats
    extra_at: Ints
    """Per session the audiences and groups it takes from."""
    extra_line: Ints
    extra_amount: Floats
    path_at: Ints
    path_session: Ints
    """Sessions in the order of their paths; the link says what ties each to the one before it."""
    path_link: Ints
    path_gap: Ints


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Sessions, and the limits on what they share: days × lines, and months."""

    tables: Tables
    limits: Floats
    """How much of the line there is on the day."""
    floor: Floats
    """Least price; FORBIDDEN where the line is closed."""
    ceiling: Floats
    """Highest price that helps: people of a group cost their `emptied` points at most."""
    unit: Floats
    """Per line, rough size of what one session takes, to bring prices to one measure."""
    month_limit: float
    month_ceiling: float
    months: int


def relax(board: Board) -> Relaxation:
    """The relaxation of a board."""
    sessions = board.sessions
    room_class, classes = _room_classes(board)
    people = len(board.instructor_away)
    first_person = len(classes)
    first_audience = first_person + people
    first_group = first_audience + len(board.audiences)
    lines = first_group + len(board.group_limits)
    days = len(board.days)
    limits = np.ones((days, lines))
    floor = np.zeros((days, lines))
    ceiling = np.full((days, lines), float(max((one.left_out_cost for one in sessions), default=0)))
    for line, (count, closed) in enumerate(classes):
        limits[:, line] = count
        _close(limits, floor, line, closed)
    for person, away in enumerate(board.instructor_away):
        _close(limits, floor, first_person + person, away)
    limits[:, first_group:] = board.group_limits
    ceiling[:, first_group:] = board.problem.costs.emptied

    spans: dict[int, int] = {}
    option_span = [spans.setdefault(mask, len(spans)) for one in sessions for mask in one.masks]
    span_lists = [bits(mask) for mask in spans]
    runs = [len(taken) == taken[-1] - taken[0] + 1 for taken in span_lists]
    starts = [start for one in sessions for start in one.starts]
    base = board.ordinals[0] - 1 if board.ordinals else 0
    ordinals = np.array(board.ordinals or (0,), dtype=np.int64) - base
    month_of = np.array(board.month_of or (0,), dtype=np.int64)
    rooms = [_cheapest_by_class(one, room_class) for one in sessions]
    roles = [role for one in sessions for role in zip(one.roles, one.role_cost, strict=True)]
    extras = [
        [(first_audience + audience, 1) for audience in one.audiences]
        + [(first_group + group, away) for group, away in one.absent]
        for one in sessions
    ]
    paths = _paths(board)
    costs = board.problem.costs
    unit = np.ones(lines)
    for group in range(len(board.group_limits)):
        gone = [number for one in sessions for which, number in one.absent if which == group]
        unit[first_group + group] = max(1.0, sum(gone) / max(1, len(gone)))
    tables = Tables(
        span_first=_ints(taken[0] for taken in span_lists),
        span_last=_ints(taken[-1] if run else -1 for taken, run in zip(span_lists, runs, strict=True)),
        span_at=_offsets(span_lists),
        span_days=_ints(day for taken in span_lists for day in taken),
        option_at=_offsets([one.starts for one in sessions]),
        option_span=_ints(option_span),
        option_cost=np.array([cost for one in sessions for cost in one.fixed_cost], dtype=np.float64),
        option_month=month_of[_ints(starts)],
        option_start=ordinals[_ints(starts)],
        option_end=ordinals[_ints(last for one in sessions for last in one.lasts)],
        horizon=int(ordinals[-1]),
        length=np.array([one.days for one in sessions], dtype=np.float64),
        left_out=np.array([one.left_out_cost for one in sessions], dtype=np.float64),
        room_at=_offsets(rooms),
        room_line=_ints(line for some in rooms for line, _ in some),
        room_cost=np.array([cost for some in rooms for _, cost in some], dtype=np.float64),
        needs_room=np.array([one.needs_room for one in sessions], dtype=np.bool_),
        role_at=_offsets([one.roles for one in sessions]),
        person_at=_offsets([people for people, _ in roles]),
        person_line=_ints(first_person + person for people, _ in roles for person in people),
        person_cost=np.array([cost for _, costs in roles for cost in costs], dtype=np.float64),
        extra_at=_offsets(extras),
        extra_line=_ints(line for some in extras for line, _ in some),
        extra_amount=np.array([amount for some in extras for _, amount in some], dtype=np.float64),
        path_at=_offsets(paths),
        path_session=_ints(session for path in paths for session, _, _ in path),
        path_link=_ints(link for path in paths for _, link, _ in path),
        path_gap=_ints(gap for path in paths for _, _, gap in path),
    )
    return Relaxation(
        tables=tables,
        limits=limits,
        floor=floor,
        ceiling=ceiling,
        unit=unit,
        month_limit=float(board.month_limit),
        month_ceiling=float(costs.crowded),
        months=len(board.months),
    )


def is_exact_in_doubles(relaxation: Relaxation) -> bool:
    """Whether all that can be asked of the relaxation stays small enough to be summed without rounding."""
    tables = relaxation.tables
    dearest = sum(float(np.max(each, initial=0)) for each in (tables.left_out, tables.option_cost, tables.room_cost))
    dearest += float(np.max(tables.person_cost, initial=0) * np.max(np.diff(tables.role_at), initial=0))
    extras = np.add.reduceat(np.append(tables.extra_amount, 0), tables.extra_at[:-1]) if len(tables.left_out) else 0
    lines = 1 + np.diff(tables.role_at) + np.where(np.diff(tables.extra_at) > 0, extras, 0)
    taken = float(np.max(tables.length * (lines * float(np.max(relaxation.ceiling, initial=0))), initial=0))
    taken += float(np.max(tables.length, initial=0)) * relaxation.month_ceiling
    return dearest + taken < FORBIDDEN / 2 and len(tables.left_out) < MOST_SESSIONS


def _room_classes(board: Board) -> tuple[list[int], list[tuple[int, int]]]:
    """Class of each room, and of each class its number of rooms and closed days. Like rooms serve the same sessions."""
    serves: list[list[tuple[int, int]]] = [[] for _ in board.room_closed]
    for one in board.sessions:
        for room, cost in zip(one.rooms, one.room_cost, strict=True):
            serves[room].append((one.index, cost))
    known: dict[tuple[int, tuple[tuple[int, int], ...]], int] = {}
    class_of = [
        known.setdefault((closed, tuple(served)), len(known))
        for closed, served in zip(board.room_closed, serves, strict=True)
    ]
    counts = [class_of.count(number) for number in range(len(known))]
    return class_of, [(count, closed) for count, (closed, _) in zip(counts, known, strict=True)]


def _cheapest_by_class(one: BoardSession, class_of: Sequence[int]) -> list[tuple[int, int]]:
    return sorted({class_of[room]: cost for room, cost in zip(one.rooms, one.room_cost, strict=True)}.items())


def _close(limits: Floats, floor: Floats, line: int, closed: int) -> None:
    days = list(bits(closed))
    limits[days, line] = 0
    floor[days, line] = FORBIDDEN


def _paths(board: Board) -> list[list[tuple[int, int, int]]]:
    """Sessions in paths of (session, link to the one before, its gap): courses first, then orders where they fit."""
    after: dict[int, tuple[int, int, int]] = {}
    has_before: set[int] = set()
    root = list(range(len(board.sessions)))

    def root_of(session: int) -> int:
        while root[session] != session:
            session = root[session]
        return session

    links = [
        (before, later, GAP, chain.gap_days)
        for chain in board.chains
        for before, later in zip(chain.sessions, chain.sessions[1:], strict=False)
    ]
    links += [(order.before, order.after, ORDER, order.lag_days) for order in board.orders]
    for before, later, link, gap in links:
        if before in after or later in has_before or root_of(before) == root_of(later):
            continue
        after[before] = (later, link, gap)
        has_before.add(later)
        root[root_of(later)] = root_of(before)
    paths = []
    for one in board.sessions:
        if one.index in has_before:
            continue
        path, at = [(one.index, NO_LINK, 0)], one.index
        while at in after:
            path.append(after[at])
            at = after[at][0]
        paths.append(path)
    return paths


def _ints(numbers: Iterable[int]) -> Ints:
    return np.array(list(numbers), dtype=np.int64)


def _offsets(parts: Sequence[Sequence[Any]]) -> Ints:
    return np.cumsum([0, *(len(part) for part in parts)], dtype=np.int64)
