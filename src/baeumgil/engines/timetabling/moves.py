"""The kernels of annealing, compiled by numba: what a move may do, what it changes in points, and doing it.

Every kernel takes `tables` (what does not change) and `books` (who is where, and the notes of the move at hand), each
one array of sections that `tables` names. Whole numbers only: the same seed gives the same plan on every machine. All
kernels stay in this one module: numba's cache notices changes of the calling file alone.
"""
# mypy: disable-error-code="no-any-return, return-value"
# ruff: noqa: PLR0917 (compiled functions hand arguments over by place)

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt

from baeumgil.engines.timetabling.tables import (
    ABSENT_FROM,
    ABSENT_GROUP,
    ABSENT_PEOPLE,
    AUDIENCE,
    AUDIENCE_BUSY,
    AUDIENCE_FROM,
    AUDIENCE_USER,
    AWAY,
    BEFORE,
    CLOSED,
    COLUMNS,
    CROWDED_PRICE,
    DAY,
    DAYS,
    EARLIER,
    EMPTIED_PRICE,
    END,
    GAP,
    GROUP_LIMIT,
    GROUPS,
    JOURNAL_PERSON,
    JOURNAL_PLACE,
    JOURNAL_ROOM,
    JOURNAL_SESSION,
    LATER,
    LEFT_OUT,
    LENGTH,
    LIFTED,
    LOAD,
    MASK,
    MASK_DAY,
    MASK_FROM,
    MASK_HIGH,
    MASK_LOW,
    MASK_WORDS,
    MONTH,
    MONTH_LIMIT,
    MOST_LIFTED,
    MOST_PUSHED,
    NOBODY,
    OPTION_FROM,
    OPTIONS,
    ORDER_FROM,
    ORDER_LAG,
    ORDER_OTHER,
    ORDER_SIDE,
    PEER,
    PEER_PLACE,
    PERSON,
    PERSON_BUSY,
    PERSON_FROM,
    PERSON_OF,
    PERSON_PRICE,
    PERSON_USER,
    PLACE,
    PRICE,
    PUSHED,
    ROLES,
    ROOM,
    ROOM_BUSY,
    ROOM_FROM,
    ROOM_OF,
    ROOM_PRICE,
    ROOM_USER,
    SESSIONS,
    SLOT_FROM,
    WANTED_PERSON,
    WANTED_ROOM,
    WORDS,
    Ints,
)

Dice: TypeAlias = npt.NDArray[np.uint64]

FAR = 1 << 40
LOOKED_AT = 16
"""So many starts are compared when a pushed session looks for a new place."""
FINE = 16
"""Heats and logarithms are fixed-point numbers with so many bits after the point."""
HEATS = 256
LOGARITHMS = 4096

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


_TYPES: dict[object, Any] = {
    Ints: numba.int64[::1],
    Dice: numba.uint64[::1],
    int: numba.int64,
    bool: numba.boolean,
    np.uint64: numba.uint64,
    None: numba.void,
    tuple[int, int, int]: numba.types.UniTuple(numba.int64, 3),  # type: ignore[no-untyped-call]
}


def compiled(function: Kernel, *, inner: bool = True) -> Kernel:
    """Compiled for exactly the types that are annotated, and kept on disk where the installation lets us.

    Left to infer, numba would compile a kernel again for every constant that it is called with. An inner kernel is
    called by other kernels alone: it has no way in from Python, and nobody counts who holds the arrays.
    """
    hints = function.__annotations__
    signature = _TYPES[hints["return"]](*(_TYPES[hint] for name, hint in hints.items() if name != "return"))
    options: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, "_nrt": False} if inner else {}
    try:
        return cast("Kernel", numba.njit(signature, cache=True, nogil=True, error_model="numpy", **options)(function))
    except RuntimeError:  # no place to keep it
        return cast("Kernel", numba.njit(signature, nogil=True, error_model="numpy", **options)(function))


entrance = partial(compiled, inner=False)
"""A kernel that Python calls."""


# Reading and writing ------------------------------------------------------------------------------------------------


@compiled
def get(array: Ints, section: int, place: int) -> int:
    """An entry of a section."""
    return array[array[section] + place]


@compiled
def option_of(tables: Ints, option: int, column: int) -> int:
    """A column of an option."""
    return tables[tables[OPTIONS] + COLUMNS * option + column]


@compiled
def write(books: Ints, section: int, place: int, value: int) -> None:
    """Set an entry of a section."""
    books[books[section] + place] = value


@compiled
def add(books: Ints, section: int, place: int, value: int) -> None:
    """Add to an entry of a section."""
    books[books[section] + place] += value


# Chance -------------------------------------------------------------------------------------------------------------


@compiled
def draw(dice: Dice) -> np.uint64:
    """The next 64 random bits (xorshift64*)."""
    bits = dice[0]
    bits ^= bits >> np.uint64(12)
    bits ^= bits << np.uint64(25)
    bits ^= bits >> np.uint64(27)
    dice[0] = bits
    return bits * np.uint64(2685821657736338717)


@compiled
def below(dice: Dice, count: int) -> int:
    """A random number from 0 to count - 1."""
    return np.int64(((draw(dice) >> np.uint64(32)) * np.uint64(count)) >> np.uint64(32))


# What is free -------------------------------------------------------------------------------------------------------


@compiled
def is_taken(tables: Ints, books: Ints, busy: int, row: int, mask: int, own: int) -> bool:
    """Whether days of the mask are taken; days of the mask `own` (-1: none) are the asking session's."""
    words = get(tables, WORDS, 0)
    for word in range(get(tables, MASK_LOW, mask), get(tables, MASK_HIGH, mask)):
        taken = get(books, busy, row * words + word) & get(tables, MASK_WORDS, mask * words + word)
        if own >= 0:
            taken &= ~get(tables, MASK_WORDS, own * words + word)
        if taken != 0:
            return True
    return False


@compiled
def first_from(tables: Ints, begin: int, end: int, day: int) -> int:
    """The first option of a session's (from begin, before end) that starts on the day or later."""
    while begin < end:
        middle = (begin + end) >> 1
        if option_of(tables, middle, DAY) < day:
            begin = middle + 1
        else:
            end = middle
    return begin


@compiled
def turn_of(tables: Ints, books: Ints, session: int) -> tuple[int, int, int]:
    """Its options (from, before) that its course and orders allow as things stand, and the latest last day."""
    earliest, latest, latest_end = -FAR, FAR, FAR
    other = get(tables, EARLIER, session)
    while other >= 0 and get(books, PLACE, other) < 0:
        other = get(tables, EARLIER, other)
    if other >= 0:
        earliest = option_of(tables, get(books, PLACE, other), DAY) + get(tables, GAP, session)
    other = get(tables, LATER, session)
    while other >= 0 and get(books, PLACE, other) < 0:
        other = get(tables, LATER, other)
    if other >= 0:
        latest = option_of(tables, get(books, PLACE, other), DAY) - get(tables, GAP, session)
    for place in range(get(tables, ORDER_FROM, session), get(tables, ORDER_FROM, session + 1)):
        option = get(books, PLACE, get(tables, ORDER_OTHER, place))
        if option < 0:
            continue
        if get(tables, ORDER_SIDE, place) == BEFORE:
            earliest = max(earliest, option_of(tables, option, END) + get(tables, ORDER_LAG, place) + 1)
        else:
            latest_end = min(latest_end, option_of(tables, option, DAY) - get(tables, ORDER_LAG, place) - 1)
    begin, end = get(tables, OPTION_FROM, session), get(tables, OPTION_FROM, session + 1)
    if earliest > -FAR:
        begin = first_from(tables, begin, end, earliest)
    latest = min(latest, latest_end)
    if latest < FAR:
        end = first_from(tables, begin, end, latest + 1)
    return begin, end, latest_end


@compiled
def find_room(tables: Ints, books: Ints, session: int, mask: int, own: int, dice: Dice) -> int:
    """A free room entry: the one it has or had last, else the cheapest, now and then any; -1: none."""
    begin, end = get(tables, ROOM_FROM, session), get(tables, ROOM_FROM, session + 1)
    entry = get(books, ROOM_OF, session)
    if entry >= 0 and not is_taken(tables, books, ROOM_BUSY, get(tables, ROOM, entry), mask, own):
        return entry
    shift = below(dice, end - begin) if draw(dice) & np.uint64(7) == 0 else 0
    for step in range(begin, end):
        candidate = step + shift
        if candidate >= end:
            candidate -= end - begin
        if candidate != entry and not is_taken(tables, books, ROOM_BUSY, get(tables, ROOM, candidate), mask, -1):
            return candidate
    return -1


@compiled
def find_people(tables: Ints, books: Ints, session: int, mask: int, own: int, dice: Dice) -> bool:
    """Free people for every role, noted down: those it has or had last where they can, else any."""
    first, after = get(tables, SLOT_FROM, session), get(tables, SLOT_FROM, session + 1)
    for slot in range(first, after):
        begin, end = get(tables, PERSON_FROM, slot), get(tables, PERSON_FROM, slot + 1)
        entry = get(books, PERSON_OF, slot)
        found = -1
        if entry >= 0 and not is_taken(tables, books, PERSON_BUSY, get(tables, PERSON, entry), mask, own):
            found = entry
        else:
            shift = below(dice, end - begin)
            for step in range(begin, end):
                candidate = step + shift
                if candidate >= end:
                    candidate -= end - begin
                # Who teaches in another role of this session is busy, or free only by leaving it.
                if not is_taken(tables, books, PERSON_BUSY, get(tables, PERSON, candidate), mask, -1):
                    found = candidate
                    break
        if found < 0:
            return False
        write(books, WANTED_PERSON, slot - first, found)
        for other in range(first, slot):
            if get(tables, PERSON, get(books, WANTED_PERSON, other - first)) == get(tables, PERSON, found):
                return False
    return True


@compiled
def find_seat(tables: Ints, books: Ints, session: int, option: int, dice: Dice) -> bool:
    """Whether the session can have this start beside all others; the room and the people are noted down."""
    mask = option_of(tables, option, MASK)
    own = -1 if get(books, PLACE, session) < 0 else option_of(tables, get(books, PLACE, session), MASK)
    for place in range(get(tables, AUDIENCE_FROM, session), get(tables, AUDIENCE_FROM, session + 1)):
        if is_taken(tables, books, AUDIENCE_BUSY, get(tables, AUDIENCE, place), mask, own):
            return False
    write(books, WANTED_ROOM, 0, -1)
    if get(tables, ROOM_FROM, session) < get(tables, ROOM_FROM, session + 1):
        write(books, WANTED_ROOM, 0, find_room(tables, books, session, mask, own, dice))
        if get(books, WANTED_ROOM, 0) < 0:
            return False
    return find_people(tables, books, session, mask, own, dice)


# Points -------------------------------------------------------------------------------------------------------------


@compiled
def holds_day(tables: Ints, mask: int, day: int) -> bool:
    """Whether the mask has the day."""
    return (get(tables, MASK_WORDS, mask * get(tables, WORDS, 0) + (day >> 6)) >> (day & 63)) & 1 != 0


@compiled
def people_over(tables: Ints, books: Ints, session: int, mask: int, but: int, added: int) -> int:
    """People of its own above their groups' limits on the days of a mask, but for the days of another mask.

    `added` 1: it is not counted there yet; 0: it is.
    """
    begin, end = get(tables, ABSENT_FROM, session), get(tables, ABSENT_FROM, session + 1)
    groups = get(tables, GROUPS, 0)
    found = 0
    for place in range(get(tables, MASK_FROM, mask), get(tables, MASK_FROM, mask + 1)):
        day = get(tables, MASK_DAY, place)
        if but >= 0 and holds_day(tables, but, day):
            continue
        for entry in range(begin, end):
            group, people = get(tables, ABSENT_GROUP, entry), get(tables, ABSENT_PEOPLE, entry)
            over = get(books, AWAY, day * groups + group) + added * people - get(tables, GROUP_LIMIT, group)
            if over > 0:
                found += min(over, people)
    return found


@compiled
def emptied_change(tables: Ints, books: Ints, session: int, old: int, new: int) -> int:
    """Change of `emptied` when the session goes from mask `old` to mask `new` (-1: nowhere)."""
    if get(tables, ABSENT_FROM, session) == get(tables, ABSENT_FROM, session + 1):
        return 0
    change = 0
    if old >= 0:
        change -= people_over(tables, books, session, old, new, 0)
    if new >= 0:
        change += people_over(tables, books, session, new, old, 1)
    return change * get(tables, EMPTIED_PRICE, 0)


@compiled
def crowded_change(tables: Ints, books: Ints, session: int, old: int, new: int) -> int:
    """Change of `crowded` when the session goes from option `old` to option `new` (-1: nowhere)."""
    before = -1 if old < 0 else option_of(tables, old, MONTH)
    after = -1 if new < 0 else option_of(tables, new, MONTH)
    if before == after:
        return 0
    days = get(tables, LENGTH, session)
    change = 0
    if before >= 0:
        change -= min(max(get(books, LOAD, before) - get(tables, MONTH_LIMIT, 0), 0), days)
    if after >= 0:
        change += min(max(get(books, LOAD, after) + days - get(tables, MONTH_LIMIT, 0), 0), days)
    return change * get(tables, CROWDED_PRICE, 0)


@compiled
def own_price(tables: Ints, books: Ints, session: int) -> int:
    """Points of a placed session that do not depend on others."""
    price = option_of(tables, get(books, PLACE, session), PRICE)
    if get(books, ROOM_OF, session) >= 0:
        price += get(tables, ROOM_PRICE, get(books, ROOM_OF, session))
    for slot in range(get(tables, SLOT_FROM, session), get(tables, SLOT_FROM, session + 1)):
        price += get(tables, PERSON_PRICE, get(books, PERSON_OF, slot))
    return price


@compiled
def wanted_price(tables: Ints, books: Ints, session: int, option: int) -> int:
    """The same for the seat that `find_seat` noted."""
    price = option_of(tables, option, PRICE)
    if get(books, WANTED_ROOM, 0) >= 0:
        price += get(tables, ROOM_PRICE, get(books, WANTED_ROOM, 0))
    for role in range(get(tables, SLOT_FROM, session + 1) - get(tables, SLOT_FROM, session)):
        price += get(tables, PERSON_PRICE, get(books, WANTED_PERSON, role))
    return price


@compiled
def change_of(tables: Ints, books: Ints, session: int, new: int) -> int:
    """Points that change when the session goes from where it is to option `new` and the noted seat (-1: nowhere)."""
    old = get(books, PLACE, session)
    change = get(tables, LEFT_OUT, session) if new < 0 else wanted_price(tables, books, session, new)
    change -= get(tables, LEFT_OUT, session) if old < 0 else own_price(tables, books, session)
    change += crowded_change(tables, books, session, old, new)
    old_mask = -1 if old < 0 else option_of(tables, old, MASK)
    new_mask = -1 if new < 0 else option_of(tables, new, MASK)
    return change + emptied_change(tables, books, session, old_mask, new_mask)


# Doing it -----------------------------------------------------------------------------------------------------------


@compiled
def mark(tables: Ints, books: Ints, busy: int, users: int, row: int, mask: int, session: int) -> None:
    """Take the days of the mask for the session, or give them back (NOBODY)."""
    words = get(tables, WORDS, 0)
    for word in range(get(tables, MASK_LOW, mask), get(tables, MASK_HIGH, mask)):
        books[books[busy] + row * words + word] ^= get(tables, MASK_WORDS, mask * words + word)
    days = get(tables, DAYS, 0)
    for place in range(get(tables, MASK_FROM, mask), get(tables, MASK_FROM, mask + 1)):
        write(books, users, row * days + get(tables, MASK_DAY, place), session)


@compiled
def enter(tables: Ints, books: Ints, session: int, user: int, sign: int) -> None:
    """Write the session's place into the books (its number, 1) or strike it out (NOBODY, -1)."""
    option = get(books, PLACE, session)
    mask = option_of(tables, option, MASK)
    if get(books, ROOM_OF, session) >= 0:
        mark(tables, books, ROOM_BUSY, ROOM_USER, get(tables, ROOM, get(books, ROOM_OF, session)), mask, user)
    for slot in range(get(tables, SLOT_FROM, session), get(tables, SLOT_FROM, session + 1)):
        mark(tables, books, PERSON_BUSY, PERSON_USER, get(tables, PERSON, get(books, PERSON_OF, slot)), mask, user)
    for place in range(get(tables, AUDIENCE_FROM, session), get(tables, AUDIENCE_FROM, session + 1)):
        mark(tables, books, AUDIENCE_BUSY, AUDIENCE_USER, get(tables, AUDIENCE, place), mask, user)
    add(books, LOAD, option_of(tables, option, MONTH), sign * get(tables, LENGTH, session))
    begin, end = get(tables, ABSENT_FROM, session), get(tables, ABSENT_FROM, session + 1)
    if begin < end:
        groups = get(tables, GROUPS, 0)
        for place in range(get(tables, MASK_FROM, mask), get(tables, MASK_FROM, mask + 1)):
            day = get(tables, MASK_DAY, place)
            for at in range(begin, end):
                group = get(tables, ABSENT_GROUP, at)
                add(books, AWAY, day * groups + group, sign * get(tables, ABSENT_PEOPLE, at))


@compiled
def release(tables: Ints, books: Ints, session: int) -> None:
    """Strike a placed session out; its room and people stay noted as where it was last."""
    enter(tables, books, session, NOBODY, -1)
    write(books, PLACE, session, -1)


@compiled
def take_seat(tables: Ints, books: Ints, session: int, option: int) -> None:
    """Give the session this start and the noted seat, wherever it was."""
    if get(books, PLACE, session) >= 0:
        release(tables, books, session)
    write(books, PLACE, session, option)
    write(books, ROOM_OF, session, get(books, WANTED_ROOM, 0))
    first = get(tables, SLOT_FROM, session)
    for slot in range(first, get(tables, SLOT_FROM, session + 1)):
        write(books, PERSON_OF, slot, get(books, WANTED_PERSON, slot - first))
    enter(tables, books, session, session, 1)


@compiled
def lift(tables: Ints, books: Ints, session: int) -> int:
    """Note in the journal where the session is and take it out; the points that change."""
    line = get(books, LIFTED, 0)
    write(books, LIFTED, 0, line + 1)
    write(books, JOURNAL_SESSION, line, session)
    write(books, JOURNAL_PLACE, line, get(books, PLACE, session))
    write(books, JOURNAL_ROOM, line, get(books, ROOM_OF, session))
    roles, first = get(tables, ROLES, 0), get(tables, SLOT_FROM, session)
    for slot in range(first, get(tables, SLOT_FROM, session + 1)):
        write(books, JOURNAL_PERSON, line * roles + slot - first, get(books, PERSON_OF, slot))
    if get(books, PLACE, session) < 0:
        return 0
    change = change_of(tables, books, session, -1)
    release(tables, books, session)
    return change


@compiled
def put(tables: Ints, books: Ints, session: int, option: int) -> int:
    """Place a lifted session at this start and the noted seat; the points that change."""
    change = change_of(tables, books, session, option)
    take_seat(tables, books, session, option)
    return change


@compiled
def put_back(tables: Ints, books: Ints) -> None:
    """Undo the compound move: all in the journal stand again where they stood."""
    lines, roles = get(books, LIFTED, 0), get(tables, ROLES, 0)
    for line in range(lines):
        session = get(books, JOURNAL_SESSION, line)
        if get(books, PLACE, session) >= 0:
            release(tables, books, session)
    for line in range(lines):
        session = get(books, JOURNAL_SESSION, line)
        write(books, PLACE, session, get(books, JOURNAL_PLACE, line))
        write(books, ROOM_OF, session, get(books, JOURNAL_ROOM, line))
        first = get(tables, SLOT_FROM, session)
        for slot in range(first, get(tables, SLOT_FROM, session + 1)):
            write(books, PERSON_OF, slot, get(books, JOURNAL_PERSON, line * roles + slot - first))
        if get(books, PLACE, session) >= 0:
            enter(tables, books, session, session, 1)


# Moves: each returns the points that changed, 0 where nothing was done ----------------------------------------------


@compiled
def some_option(tables: Ints, books: Ints, session: int, dice: Dice) -> int:
    """A start within its turn other than its own: as often a near one as any; -1: there is none."""
    begin, end, latest_end = turn_of(tables, books, session)
    count = end - begin
    if count <= 0:
        return -1
    old = get(books, PLACE, session)
    if old >= 0 and draw(dice) & np.uint64(1) == 0:
        option = old - 4 + below(dice, 9)
        if option < begin or option >= end:
            return -1
    else:
        option = begin + below(dice, count)
    if option == old or option_of(tables, option, END) > latest_end:
        return -1
    return option


@compiled
def shift(tables: Ints, books: Ints, session: int, limit: int, dice: Dice) -> int:
    """Another start, in the same room with the same people where they are free, else with others."""
    option = some_option(tables, books, session, dice)
    if option < 0 or not find_seat(tables, books, session, option, dice):
        return 0
    change = change_of(tables, books, session, option)
    if change > limit:
        return 0
    take_seat(tables, books, session, option)
    return change


@compiled
def note_own_seat(tables: Ints, books: Ints, session: int) -> None:
    """Note the seat the session has."""
    write(books, WANTED_ROOM, 0, get(books, ROOM_OF, session))
    first = get(tables, SLOT_FROM, session)
    for slot in range(first, get(tables, SLOT_FROM, session + 1)):
        write(books, WANTED_PERSON, slot - first, get(books, PERSON_OF, slot))


@compiled
def change_room(tables: Ints, books: Ints, session: int, limit: int, dice: Dice) -> int:
    """Another room on the same days."""
    begin, end = get(tables, ROOM_FROM, session), get(tables, ROOM_FROM, session + 1)
    option = get(books, PLACE, session)
    if end - begin <= 1 or option < 0:
        return 0
    entry = begin + below(dice, end - begin)
    mask = option_of(tables, option, MASK)
    change = get(tables, ROOM_PRICE, entry) - get(tables, ROOM_PRICE, get(books, ROOM_OF, session))
    if entry == get(books, ROOM_OF, session) or change > limit:
        return 0
    if is_taken(tables, books, ROOM_BUSY, get(tables, ROOM, entry), mask, -1):
        return 0
    note_own_seat(tables, books, session)
    write(books, WANTED_ROOM, 0, entry)
    take_seat(tables, books, session, option)
    return change


@compiled
def change_person(tables: Ints, books: Ints, session: int, limit: int, dice: Dice) -> int:
    """Another instructor in one role on the same days."""
    first, after = get(tables, SLOT_FROM, session), get(tables, SLOT_FROM, session + 1)
    option = get(books, PLACE, session)
    if first == after or option < 0:
        return 0
    slot = first + below(dice, after - first)
    begin, end = get(tables, PERSON_FROM, slot), get(tables, PERSON_FROM, slot + 1)
    if end - begin <= 1:
        return 0
    entry = begin + below(dice, end - begin)
    mask = option_of(tables, option, MASK)
    change = get(tables, PERSON_PRICE, entry) - get(tables, PERSON_PRICE, get(books, PERSON_OF, slot))
    # Who teaches in another role of this session is busy on its days.
    if change > limit or is_taken(tables, books, PERSON_BUSY, get(tables, PERSON, entry), mask, -1):
        return 0
    note_own_seat(tables, books, session)
    write(books, WANTED_PERSON, slot - first, entry)
    take_seat(tables, books, session, option)
    return change


@compiled
def put_at_best(tables: Ints, books: Ints, session: int, dice: Dice) -> int:
    """Place a lifted session at the cheapest of some starts within its turn; the points that change, 0: no place."""
    begin, end, latest_end = turn_of(tables, books, session)
    count = end - begin
    if count <= 0:
        return 0
    best, best_change = -1, FAR
    tries = min(count, LOOKED_AT)
    offset = below(dice, count)
    # Starts that lie evenly over the turn, from a random one on; then the best of them once more, to take it.
    for step in range(tries + 1):
        option = best if step == tries else begin + (offset + step * count // tries) % count
        if option < 0 or option_of(tables, option, END) > latest_end:
            continue
        if not find_seat(tables, books, session, option, dice):
            continue
        if step == tries:
            return put(tables, books, session, option)
        change = change_of(tables, books, session, option)
        if change < best_change:
            best, best_change = option, change
    return 0


@compiled
def push_users(tables: Ints, books: Ints, users: int, row: int, mask: int, session: int, pushed: int) -> int:
    """Add those who hold days of the mask to the pushed ones; their number, -1: closed, or too many."""
    days = get(tables, DAYS, 0)
    for place in range(get(tables, MASK_FROM, mask), get(tables, MASK_FROM, mask + 1)):
        other = get(books, users, row * days + get(tables, MASK_DAY, place))
        if other == CLOSED:
            return -1
        known = other in (NOBODY, session)
        for line in range(pushed):
            known = known or get(books, PUSHED, line) == other
        if not known:
            if pushed == MOST_PUSHED:
                return -1
            write(books, PUSHED, pushed, other)
            pushed += 1
    return pushed


@compiled
def claim_people(tables: Ints, books: Ints, session: int, mask: int, pushed: int, dice: Dice) -> int:
    """Note any person for each role and add whom they teach to the pushed ones; their number, -1: cannot be."""
    first = get(tables, SLOT_FROM, session)
    for slot in range(first, get(tables, SLOT_FROM, session + 1)):
        begin, end = get(tables, PERSON_FROM, slot), get(tables, PERSON_FROM, slot + 1)
        entry = begin + below(dice, end - begin)
        person = get(tables, PERSON, entry)
        write(books, WANTED_PERSON, slot - first, entry)
        for other in range(first, slot):
            if get(tables, PERSON, get(books, WANTED_PERSON, other - first)) == person:
                return -1
        pushed = push_users(tables, books, PERSON_USER, person, mask, session, pushed)
        if pushed < 0:
            return -1
    return pushed


@compiled
def claim(tables: Ints, books: Ints, session: int, option: int, dice: Dice) -> int:
    """Note any room and people for this start, and whom that pushes; their number, -1: cannot be."""
    mask = option_of(tables, option, MASK)
    pushed = 0
    for place in range(get(tables, AUDIENCE_FROM, session), get(tables, AUDIENCE_FROM, session + 1)):
        pushed = push_users(tables, books, AUDIENCE_USER, get(tables, AUDIENCE, place), mask, session, pushed)
        if pushed < 0:
            return -1
    write(books, WANTED_ROOM, 0, -1)
    begin, end = get(tables, ROOM_FROM, session), get(tables, ROOM_FROM, session + 1)
    if begin < end:
        entry = begin + below(dice, end - begin)
        write(books, WANTED_ROOM, 0, entry)
        pushed = push_users(tables, books, ROOM_USER, get(tables, ROOM, entry), mask, session, pushed)
        if pushed < 0:
            return -1
    return claim_people(tables, books, session, mask, pushed, dice)


@compiled
def push(tables: Ints, books: Ints, session: int, limit: int, dice: Dice) -> int:
    """Take a start, a room and people as if all were free; whoever held them looks for another place."""
    option = some_option(tables, books, session, dice)
    if option < 0:
        return 0
    pushed = claim(tables, books, session, option, dice)
    if pushed < 0:
        return 0
    write(books, LIFTED, 0, 0)
    change = 0
    for line in range(pushed):
        change += lift(tables, books, get(books, PUSHED, line))
    change += lift(tables, books, session)
    change += put(tables, books, session, option)
    for line in range(pushed):
        change += put_at_best(tables, books, get(books, PUSHED, line), dice)
    if change > limit:
        put_back(tables, books)
        return 0
    return change


@compiled
def follow(tables: Ints, books: Ints, session: int, day: int, like: int, dice: Dice) -> int:
    """Place a lifted session on this day, in the room and with the people of journal line `like` where it may.

    The points that change; FAR where it cannot start there.
    """
    begin, end, latest_end = turn_of(tables, books, session)
    option = first_from(tables, begin, end, day)
    if option >= end or option_of(tables, option, DAY) != day or option_of(tables, option, END) > latest_end:
        return FAR
    other = get(books, JOURNAL_SESSION, like)
    if get(books, JOURNAL_ROOM, like) >= 0:
        room = get(tables, ROOM, get(books, JOURNAL_ROOM, like))
        for entry in range(get(tables, ROOM_FROM, session), get(tables, ROOM_FROM, session + 1)):
            if get(tables, ROOM, entry) == room:
                write(books, ROOM_OF, session, entry)
    first, roles = (
        get(tables, SLOT_FROM, session),
        get(tables, SLOT_FROM, session + 1) - get(tables, SLOT_FROM, session),
    )
    for role in range(min(roles, get(tables, SLOT_FROM, other + 1) - get(tables, SLOT_FROM, other))):
        theirs = get(books, JOURNAL_PERSON, like * get(tables, ROLES, 0) + role)
        if theirs >= 0:
            person = get(tables, PERSON, theirs)
            for entry in range(get(tables, PERSON_FROM, first + role), get(tables, PERSON_FROM, first + role + 1)):
                if get(tables, PERSON, entry) == person:
                    write(books, PERSON_OF, first + role, entry)
    if not find_seat(tables, books, session, option, dice):
        return FAR
    return put(tables, books, session, option)


@compiled
def relabel(tables: Ints, books: Ints, session: int, limit: int, dice: Dice) -> int:
    """Give up one start of a course and take another beyond its neighbours; those between move up one.

    The course's numbers keep their order, so a session cannot leap over its neighbour alone.
    """
    old = get(books, PLACE, session)
    begin, end = get(tables, OPTION_FROM, session), get(tables, OPTION_FROM, session + 1)
    if old < 0 or end - begin <= 1 or (get(tables, EARLIER, session) < 0 and get(tables, LATER, session) < 0):
        return 0
    target = option_of(tables, begin + below(dice, end - begin), DAY)
    is_later = target > option_of(tables, old, DAY)
    write(books, LIFTED, 0, 0)
    change = 0
    one = session
    while one >= 0 and get(books, LIFTED, 0) < MOST_LIFTED:
        option = get(books, PLACE, one)
        if option >= 0:
            day = option_of(tables, option, DAY)
            if one != session and (day > target if is_later else day < target):
                break
            change += lift(tables, books, one)
        one = get(tables, LATER, one) if is_later else get(tables, EARLIER, one)
    lines = get(books, LIFTED, 0)
    fits = lines > 1
    for line in range(lines - 1, -1, -1):
        if not fits:
            break
        like = min(line + 1, lines - 1)
        day = target if line == lines - 1 else option_of(tables, get(books, JOURNAL_PLACE, like), DAY)
        more = follow(tables, books, get(books, JOURNAL_SESSION, line), day, like, dice)
        fits = more < FAR
        change += more
    if not fits or change > limit:
        put_back(tables, books)
        return 0
    return change


@compiled
def exchange(tables: Ints, books: Ints, session: int, limit: int, dice: Dice) -> int:
    """Two sessions of about the same length, often of one course, change places."""
    place = get(tables, PEER_PLACE, session) - 8 + below(dice, 17)
    if place < 0 or place >= get(tables, SESSIONS, 0):
        return 0
    other = get(tables, PEER, place)
    mine, theirs = get(books, PLACE, session), get(books, PLACE, other)
    if other == session or mine < 0 or theirs < 0:
        return 0
    my_day, their_day = option_of(tables, mine, DAY), option_of(tables, theirs, DAY)
    if my_day == their_day:
        return 0
    write(books, LIFTED, 0, 0)
    change = lift(tables, books, session) + lift(tables, books, other)
    for line in range(2):
        if change < FAR:
            one, day = (session, their_day) if line == 0 else (other, my_day)
            change += follow(tables, books, one, day, 1 - line, dice)
    if change > limit:
        put_back(tables, books)
        return 0
    return change


# The whole ----------------------------------------------------------------------------------------------------------


@entrance
def settle(tables: Ints, books: Ints, standing: Ints) -> int:
    """Write a whole plan (as `standing_of` gives it) into empty books; its cost."""
    sessions = get(tables, SESSIONS, 0)
    cost = 0
    for session in range(sessions):
        cost += get(tables, LEFT_OUT, session)
    for session in range(sessions):
        if standing[session] >= 0:
            write(books, WANTED_ROOM, 0, standing[sessions + session])
            first = get(tables, SLOT_FROM, session)
            for slot in range(first, get(tables, SLOT_FROM, session + 1)):
                write(books, WANTED_PERSON, slot - first, standing[2 * sessions + slot])
            cost += put(tables, books, session, standing[session])
    return cost


@entrance
def run(
    tables: Ints,
    books: Ints,
    cost: int,
    moves: int,
    heats: Ints,
    logarithms: Ints,
    shares: Ints,
    dice: Dice,
    standing: Ints,
) -> int:
    """So many moves; the best plan met is written into `standing`. Its cost."""
    best = cost
    sessions = get(tables, SESSIONS, 0)
    begin = books[PLACE]
    for move in range(moves):
        heat = heats[move * HEATS // moves]
        limit = (heat * logarithms[np.int64(draw(dice) >> np.uint64(52))]) >> (2 * FINE)
        session = below(dice, sessions)
        kind = below(dice, 1000)
        if kind < shares[0]:
            change = shift(tables, books, session, limit, dice)
        elif kind < shares[1]:
            change = change_room(tables, books, session, limit, dice)
        elif kind < shares[2]:
            change = change_person(tables, books, session, limit, dice)
        elif kind < shares[3]:
            change = relabel(tables, books, session, limit, dice)
        elif kind < shares[4]:
            change = exchange(tables, books, session, limit, dice)
        else:
            change = push(tables, books, session, limit, dice)
        cost += change
        if cost < best:
            best = cost
            for place in range(standing.shape[0]):
                standing[place] = books[begin + place]
    return best
