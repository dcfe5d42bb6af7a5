"""A board as one flat array of whole numbers, for the compiled kernels of `moves`.

An array begins with a list of where each of its **sections** begins; `tables[tables[ROOM] + n]` is entry `n` of section
ROOM. Lists of lists lie end to end: what belongs to `n` stands from `x_from[n]` up to `x_from[n + 1]`. An **option** is
one open start of one session; a **mask** is a set of working days, shared by all options that take the same days; a
**slot** is one role of one session; an **entry** is a room or person in the list of one session or slot.

One array instead of forty: compiled functions hand arrays to each other by value, and count who holds them.
"""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from baeumgil.engines.timetabling.board import Board, open_starts
from baeumgil.engines.timetabling.state import NOWHERE, State, bits

Ints: TypeAlias = npt.NDArray[np.int64]

WORD = 64
BEFORE, AFTER = 0, 1
NOBODY, CLOSED = -1, -2

MOST_LIFTED = 24
"""A compound move lifts at most so many sessions."""
MOST_PUSHED = 3
"""A session pushes at most so many others out of its way."""

# Sections of the tables: what does not change while sessions move.
(
    OPTION_FROM,  # by session
    OPTIONS,  # by option, in rows: DAY, END, PRICE, MONTH, MASK
    MASK_WORDS,  # by mask, in rows of WORDS words
    MASK_LOW,  # first word of the mask with a day in it
    MASK_HIGH,  # one after the last
    MASK_FROM,
    MASK_DAY,
    ROOM_FROM,  # by session: entries, the cheapest first
    ROOM,
    ROOM_PRICE,
    SLOT_FROM,  # by session
    PERSON_FROM,  # by slot: entries
    PERSON,
    PERSON_PRICE,
    AUDIENCE_FROM,
    AUDIENCE,
    ABSENT_FROM,
    ABSENT_GROUP,
    ABSENT_PEOPLE,
    LEFT_OUT,  # points, by session
    LENGTH,  # days, by session
    EARLIER,  # the session before in the order of its course, or -1
    LATER,
    GAP,
    PEER,  # sessions sorted by length, then by course
    PEER_PLACE,  # where each session stands there
    ORDER_FROM,
    ORDER_OTHER,
    ORDER_LAG,
    ORDER_SIDE,  # BEFORE: the other one comes before this session; AFTER: after it
    GROUP_LIMIT,
    MONTH_LIMIT,  # single numbers from here on
    EMPTIED_PRICE,
    CROWDED_PRICE,
    WORDS,
    DAYS,
    GROUPS,
    ROLES,
    SESSIONS,
) = range(39)
DAY, END, PRICE, MONTH, MASK = range(5)
COLUMNS = 5

# Sections of the books: who is where and what is taken, kept in step by the kernels; and the notes of the move at hand.
(
    PLACE,  # option, by session; -1: left out
    ROOM_OF,  # room entry, by session; -1: none. Of a session left out: where it was last
    PERSON_OF,  # person entry, by slot
    ROOM_BUSY,  # by room, in rows of WORDS words
    PERSON_BUSY,
    AUDIENCE_BUSY,
    ROOM_USER,  # by room and day: the session there, NOBODY, or CLOSED
    PERSON_USER,
    AUDIENCE_USER,
    AWAY,  # people, by day and group
    LOAD,  # session days, by month
    WANTED_ROOM,  # the room entry that `find_seat` found
    WANTED_PERSON,  # by role of the session: the person entry that it found
    LIFTED,  # how many lines the journal holds
    JOURNAL_SESSION,
    JOURNAL_PLACE,
    JOURNAL_ROOM,
    JOURNAL_PERSON,  # by line, in rows of ROLES
    PUSHED,
) = range(19)


def tables_of(board: Board) -> Ints:
    """The board as one array of sections."""
    sessions = board.sessions
    options: list[int] = []
    open_places = [open_starts(board, session) for session in sessions]
    masks: dict[int, int] = {}
    for session, places in zip(sessions, open_places, strict=True):
        for place in places:
            start, mask = session.starts[place], session.masks[place]
            ends = board.ordinals[start], board.ordinals[session.lasts[place]]
            number = masks.setdefault(mask, len(masks))
            options += *ends, session.fixed_cost[place], board.month_of[start], number
    words = _words_of(board)
    mask_days = [bits(mask) for mask in masks]
    rooms = [sorted(zip(session.room_cost, session.rooms, strict=True)) for session in sessions]
    roles = [
        list(zip(role, cost, strict=True))
        for session in sessions
        for role, cost in zip(session.roles, session.role_cost, strict=True)
    ]
    peers = sorted(range(len(sessions)), key=lambda at: (sessions[at].days, sessions[at].course, at))
    place_of = {session: place for place, session in enumerate(peers)}
    orders = _orders(board)
    costs = board.problem.costs
    sections: dict[int, Iterable[int]] = {
        OPTION_FROM: _ends(open_places),
        OPTIONS: options,
        MASK_WORDS: _words(masks, words),
        MASK_LOW: [days[0] // WORD for days in mask_days],
        MASK_HIGH: [days[-1] // WORD + 1 for days in mask_days],
        MASK_FROM: _ends(mask_days),
        MASK_DAY: [day for days in mask_days for day in days],
        ROOM_FROM: _ends(rooms),
        ROOM: [room for of_session in rooms for _, room in of_session],
        ROOM_PRICE: [price for of_session in rooms for price, _ in of_session],
        SLOT_FROM: _ends([session.roles for session in sessions]),
        PERSON_FROM: _ends(roles),
        PERSON: [person for role in roles for person, _ in role],
        PERSON_PRICE: [price for role in roles for _, price in role],
        AUDIENCE_FROM: _ends([session.audiences for session in sessions]),
        AUDIENCE: [audience for session in sessions for audience in session.audiences],
        ABSENT_FROM: _ends([session.absent for session in sessions]),
        ABSENT_GROUP: [group for session in sessions for group, _ in session.absent],
        ABSENT_PEOPLE: [people for session in sessions for _, people in session.absent],
        LEFT_OUT: [session.left_out_cost for session in sessions],
        LENGTH: [session.days for session in sessions],
        **_chains(board),
        PEER: peers,
        PEER_PLACE: [place_of[session] for session in range(len(sessions))],
        ORDER_FROM: _ends(orders),
        ORDER_OTHER: [other for of_session in orders for other, _, _ in of_session],
        ORDER_LAG: [lag for of_session in orders for _, lag, _ in of_session],
        ORDER_SIDE: [side for of_session in orders for _, _, side in of_session],
        GROUP_LIMIT: board.group_limits,
        MONTH_LIMIT: [board.month_limit],
        EMPTIED_PRICE: [costs.emptied],
        CROWDED_PRICE: [costs.crowded],
        WORDS: [words],
        DAYS: [len(board.days)],
        GROUPS: [len(board.group_limits)],
        ROLES: [max((len(session.roles) for session in sessions), default=0)],
        SESSIONS: [len(sessions)],
    }
    return _bound(sections)


def books_of(board: Board, tables: Ints) -> Ints:
    """Books with nothing placed; closed rooms and people away are taken already."""
    size, words, days = len(board.sessions), _words_of(board), len(board.days)
    audiences = [0] * len(board.audiences)
    roles = int(tables[tables[ROLES]])
    return _bound(
        {
            PLACE: [NOWHERE] * size,
            ROOM_OF: [NOWHERE] * size,
            PERSON_OF: [NOWHERE] * sum(len(session.roles) for session in board.sessions),
            ROOM_BUSY: _words(board.room_closed, words),
            PERSON_BUSY: _words(board.instructor_away, words),
            AUDIENCE_BUSY: _words(audiences, words),
            ROOM_USER: _users(board.room_closed, days),
            PERSON_USER: _users(board.instructor_away, days),
            AUDIENCE_USER: _users(audiences, days),
            AWAY: [0] * (days * len(board.group_limits)),
            LOAD: [0] * len(board.months),
            WANTED_ROOM: [NOWHERE],
            WANTED_PERSON: [NOWHERE] * roles,
            LIFTED: [0],
            JOURNAL_SESSION: [0] * MOST_LIFTED,
            JOURNAL_PLACE: [0] * MOST_LIFTED,
            JOURNAL_ROOM: [0] * MOST_LIFTED,
            JOURNAL_PERSON: [0] * (MOST_LIFTED * roles),
            PUSHED: [0] * MOST_PUSHED,
        }
    )


def standing_of(board: Board, tables: Ints, state: State) -> Ints:
    """The state as the first three sections of the books: options, room entries, person entries, end to end."""
    options, rooms, people = [], [], []
    for session, start in enumerate(state.starts):
        slots = range(*_range(tables, SLOT_FROM, session))
        if start == NOWHERE:
            options.append(NOWHERE)
            rooms.append(NOWHERE)
            people += [NOWHERE] * len(slots)
            continue
        begin, end = _range(tables, OPTION_FROM, session)
        days = tables[tables[OPTIONS] + COLUMNS * begin : tables[OPTIONS] + COLUMNS * end : COLUMNS]
        options.append(begin + days.tolist().index(board.ordinals[start]))
        room = state.rooms[session]
        rooms.append(NOWHERE if room == NOWHERE else _entry(tables, ROOM_FROM, ROOM, session, room))
        people += [
            _entry(tables, PERSON_FROM, PERSON, slot, person)
            for slot, person in zip(slots, state.instructors[session], strict=True)
        ]
    return np.array(options + rooms + people, np.int64)


def state_from(board: Board, tables: Ints, standing: Ints) -> State:
    """What `standing_of` made, back again."""
    size = len(board.sessions)
    day_at = {ordinal: day for day, ordinal in enumerate(board.ordinals)}
    starts: list[int] = []
    rooms: list[int] = []
    people: list[tuple[int, ...]] = []
    for session in range(size):
        option, room = int(standing[session]), int(standing[size + session])
        if option == NOWHERE:
            starts.append(NOWHERE)
            rooms.append(NOWHERE)
            people.append(())
            continue
        starts.append(day_at[int(tables[tables[OPTIONS] + COLUMNS * option + DAY])])
        rooms.append(NOWHERE if room == NOWHERE else int(tables[tables[ROOM] + room]))
        begin, end = _range(tables, SLOT_FROM, session)
        entries = standing[2 * size + begin : 2 * size + end]
        people.append(tuple(int(tables[tables[PERSON] + entry]) for entry in entries))
    return State(tuple(starts), tuple(rooms), tuple(people))


def _range(tables: Ints, section: int, of: int) -> tuple[int, int]:
    begin, end = tables[tables[section] + of : tables[section] + of + 2].tolist()
    return begin, end


def _entry(tables: Ints, ends: int, section: int, of: int, wanted: int) -> int:
    """Where in the list of `of` the wanted value stands; ValueError where it does not."""
    begin, end = _range(tables, ends, of)
    return int(begin + tables[tables[section] + begin : tables[section] + end].tolist().index(wanted))


def _bound(sections: dict[int, Iterable[int]]) -> Ints:
    """Sections end to end, behind a list of where each begins."""
    parts = [np.array(list(sections[number]), np.int64) for number in range(len(sections))]
    begins = np.cumsum([len(sections), *(len(part) for part in parts[:-1])])
    return np.concatenate((begins, *parts)).astype(np.int64)


def _chains(board: Board) -> dict[int, Iterable[int]]:
    size = len(board.sessions)
    earlier, later, gap = [NOWHERE] * size, [NOWHERE] * size, [0] * size
    for chain in board.chains:
        for before, after in zip(chain.sessions, chain.sessions[1:], strict=False):
            later[before], earlier[after] = after, before
        for session in chain.sessions:
            gap[session] = chain.gap_days
    return {EARLIER: earlier, LATER: later, GAP: gap}


def _orders(board: Board) -> list[list[tuple[int, int, int]]]:
    orders: list[list[tuple[int, int, int]]] = [[] for _ in board.sessions]
    for order in board.orders:
        orders[order.after].append((order.before, order.lag_days, BEFORE))
        orders[order.before].append((order.after, order.lag_days, AFTER))
    return orders


def _ends(lists: Sequence[Sequence[object]]) -> list[int]:
    ends = [0]
    for one in lists:
        ends.append(ends[-1] + len(one))
    return ends


def _words_of(board: Board) -> int:
    return max(1, -(-len(board.days) // WORD))


def _words(masks: Iterable[int], words: int) -> list[int]:
    """Each mask cut into words; the highest bit of a word is its sign."""
    low, sign = (1 << WORD) - 1, 1 << WORD - 1
    return [((mask >> (WORD * word) & low) ^ sign) - sign for mask in masks for word in range(words)]


def _users(closed: Iterable[int], days: int) -> list[int]:
    return [CLOSED if mask >> day & 1 else NOBODY for mask in closed for day in range(days)]
