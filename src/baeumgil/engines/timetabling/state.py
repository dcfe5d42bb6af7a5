"""Where every session of a board stands: a plain value that solvers hand to each other."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from baeumgil.engines.timetabling.board import Board
from baeumgil.engines.timetabling.plan import Placement

NOWHERE = -1
"""No start (left out), or no room."""


@dataclass(frozen=True, slots=True)
class Ejections:
    """How often something had to leave its place, by what it was in the way of: where the problem is tight."""

    rooms: tuple[int, ...] = ()
    instructors: tuple[int, ...] = ()
    audiences: tuple[int, ...] = ()
    chains: tuple[int, ...] = ()
    orders: tuple[int, ...] = ()
    sessions: tuple[int, ...] = ()
    """How often each session was put out."""


@dataclass(frozen=True, slots=True)
class State:
    """By session: index of its first day (NOWHERE: left out), of its room, and of the instructor in each role."""

    starts: tuple[int, ...]
    rooms: tuple[int, ...]
    instructors: tuple[tuple[int, ...], ...]
    ejections: Ejections = field(default_factory=Ejections, compare=False)

    @property
    def placed(self) -> int:
        """How many sessions have a place."""
        return sum(start != NOWHERE for start in self.starts)


def empty_state(board: Board) -> State:
    """Nothing placed."""
    size = len(board.sessions)
    return State((NOWHERE,) * size, (NOWHERE,) * size, ((),) * size)


def placements(board: Board, state: State) -> tuple[Placement, ...]:
    """The placed sessions with their names, in the order of the problem."""
    problem = board.problem
    found = []
    for session, start, room, people in zip(board.sessions, state.starts, state.rooms, state.instructors, strict=True):
        if start == NOWHERE:
            continue
        mask = session.masks[session.starts.index(start)]
        roles = problem.sessions[session.index].roles
        found.append(
            Placement(
                session=session.id,
                starts=board.days[start],
                days=tuple(board.days[day] for day in bits(mask)),
                room=None if room == NOWHERE else problem.rooms[room].id,
                instructors={
                    role.id: problem.instructors[person].id for role, person in zip(roles, people, strict=True)
                },
            )
        )
    return tuple(found)


def state_of(board: Board, placed: Iterable[Placement]) -> State:
    """The state that these placements describe. They must be of this problem and legal."""
    problem = board.problem
    day_at = {day: index for index, day in enumerate(board.days)}
    room_at = {room.id: index for index, room in enumerate(problem.rooms)}
    person_at = {person.id: index for index, person in enumerate(problem.instructors)}
    by_session = {placement.session: placement for placement in placed}
    starts, rooms, people = [], [], []
    for session in problem.sessions:
        placement = by_session.get(session.id)
        starts.append(NOWHERE if placement is None else day_at[placement.starts])
        rooms.append(NOWHERE if placement is None or placement.room is None else room_at[placement.room])
        people.append(
            () if placement is None else tuple(person_at[placement.instructors[role.id]] for role in session.roles)
        )
    return State(tuple(starts), tuple(rooms), tuple(people))


def bits(mask: int) -> tuple[int, ...]:
    """Indices of the days of a mask, in order."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return tuple(found)
