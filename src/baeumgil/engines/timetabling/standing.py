"""What stands at present: read onto a board, and which of it can no longer stand."""

from dataclasses import dataclass

from baeumgil.engines.timetabling.board import Board, BoardSession
from baeumgil.engines.timetabling.placing import Placing, Resource, Seat
from baeumgil.engines.timetabling.plan import Placement
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.engines.timetabling.state import NOWHERE, State, placements


@dataclass(frozen=True, slots=True)
class Standing:
    """Where every session stands. `homeless` has no day to keep; `hit` cannot stay just as it is."""

    state: State
    """Not necessarily sound: rooms and people may be missing (NOWHERE), a start may be unlawful."""
    homeless: frozenset[int]
    hit: frozenset[int]
    """All of `homeless`, and whoever is in a closed room, without somebody, or in another's way."""


def standing_of(board: Board) -> Standing:
    """What `present` says of every session, held against the problem as it is now."""
    state = _as_said(board)
    homeless = {session.index for session in board.sessions if state.starts[session.index] not in set(session.starts)}
    hit = {session.index for session in board.sessions if not _is_sound(board, session, state)}
    hit |= _clashing(board, state, hit)
    return Standing(state, frozenset(homeless), frozenset(hit))


def stands(problem: Problem) -> tuple[Placement, ...]:
    """What of the present plan is sound, as a plan of its own: whoever is in the way of others is left out."""
    from baeumgil.engines.timetabling.board import compile_board

    board = compile_board(problem)
    return placements(board, sound_part(board, standing_of(board)))


def sound_part(board: Board, standing: Standing) -> State:
    """The present without whoever is hit."""
    state = standing.state
    keeps = [index not in standing.hit for index in range(len(board.sessions))]
    return State(
        tuple(start if kept else NOWHERE for start, kept in zip(state.starts, keeps, strict=True)),
        tuple(room if kept else NOWHERE for room, kept in zip(state.rooms, keeps, strict=True)),
        tuple(people if kept else () for people, kept in zip(state.instructors, keeps, strict=True)),
    )


def hand_of(board: Board, state: State) -> Placing:
    """A sound state taken in hand."""
    hand = Placing(board)
    for session in board.sessions:
        start = state.starts[session.index]
        if start != NOWHERE:
            seat = Seat(session.starts.index(start), state.rooms[session.index], state.instructors[session.index])
            hand.put(session, seat)
    return hand


def _as_said(board: Board) -> State:
    days = {day: index for index, day in enumerate(board.days)}
    rooms = {room.id: index for index, room in enumerate(board.problem.rooms)}
    people = {person.id: index for index, person in enumerate(board.problem.instructors)}
    starts, where, who = [], [], []
    for session in board.problem.sessions:
        present = session.present
        starts.append(NOWHERE if present is None else days.get(present.starts, NOWHERE))
        room = None if present is None else present.room
        where.append(NOWHERE if room is None else rooms.get(room, NOWHERE))
        said = {} if present is None else present.instructors
        who.append(tuple(people.get(said.get(role.id, ""), NOWHERE) for role in session.roles))
    return State(tuple(starts), tuple(where), tuple(who))


def _is_sound(board: Board, session: BoardSession, state: State) -> bool:
    """Whether it may stay as it is, looked at alone."""
    start, room = state.starts[session.index], state.rooms[session.index]
    people = state.instructors[session.index]
    if start not in session.starts or len(set(people)) < len(people):
        return False
    mask = session.masks[session.starts.index(start)]
    is_roomed = room in session.rooms and not board.room_closed[room] & mask if session.needs_room else room == NOWHERE
    return is_roomed and all(
        one in role and not board.instructor_away[one] & mask for one, role in zip(people, session.roles, strict=True)
    )


def _clashing(board: Board, state: State, hit: set[int]) -> set[int]:
    """Sessions that are in each other's way, or out of turn."""
    hand, found = Placing(board), set()
    for session in board.sessions:
        if session.index in hit:
            continue
        place = session.starts.index(state.starts[session.index])
        mask = session.masks[place]
        seat = Seat(place, state.rooms[session.index], state.instructors[session.index])
        there = {other for used in _used(hand, session, seat) for other in used.in_the_way(mask)}
        if there:
            found |= {session.index, *there}
            continue
        hand.put(session, seat)
    for session in board.sessions:
        if hand.seats[session.index] is not None:
            earliest, latest, latest_end = hand.turn_of(session.index)
            first, last = hand.first_day(session.index), hand.last_day(session.index)
            if first is not None and last is not None and not (earliest <= first <= latest and last <= latest_end):
                found.add(session.index)
    return found


def _used(hand: Placing, session: BoardSession, seat: Seat) -> list[Resource]:
    used = [hand.audiences[audience] for audience in session.audiences]
    used += [hand.instructors[one] for one in seat.people]
    return [*used, hand.rooms[seat.room]] if seat.room != NOWHERE else used
