"""What clients saw, held against what the database holds in the end. A sound product leaves no fault."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """What became of one call, as its client saw it."""

    TAKEN_IN = "taken_in"
    REFUSED = "refused"
    FAULT = "fault"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Asked:
    """One call: who, with which key, from when to when by one clock; `ended` is None where no answer came.

    `application` and `is_seated` are what the answer said; where it did not say who sits, the end says it.
    """

    person: int
    key: str
    began: float
    ended: float | None
    answer: Answer
    application: int | None = None
    is_seated: bool | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """One application as the database holds it in the end."""

    application: int
    person: int
    key: str
    arrival: int
    is_seated: bool
    is_withdrawn: bool = False
    was_offered: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """The database in the end: its applications, the seats of the session, its own count, its audit rows.

    `acts` are the audit rows of applications taken in, `freed` the seats that were given back.
    """

    rows: Sequence[Held]
    seats: int
    counted: int
    acts: int
    freed: int = 0


def faults_of(asked: Sequence[Asked], end: End) -> list[str]:
    """Everything that a client could complain about, and everything that does not add up."""
    return [
        *_answers(asked),
        *_lost_or_doubled(asked, end),
        *_sold(end),
        *_told_full_too_early(asked, end),
        *_overtaken(asked, end),
        *_freed(end),
    ]


def _answers(asked: Sequence[Asked]) -> Iterator[str]:
    for call in asked:
        if call.answer is Answer.FAULT:
            yield f"fault: {call.person} was answered with an error"


def _lost_or_doubled(asked: Sequence[Asked], end: End) -> Iterator[str]:
    """Each acknowledged application is there exactly once, nothing is there that nobody asked for."""
    by_id = {row.application: row for row in end.rows}
    for call in asked:
        if call.answer is Answer.TAKEN_IN:
            yield from _acknowledged(call, by_id.get(call.application or 0), end)
    for person, times in Counter(row.person for row in end.rows).items():
        if times > 1:
            yield f"doubled: {person} has {times} applications"
    known = {(call.person, call.key) for call in asked}
    for row in end.rows:
        if (row.person, row.key) not in known:
            yield f"from nowhere: application {row.application}"
    if end.acts != len(end.rows):
        yield f"audit: {end.acts} acts recorded, {len(end.rows)} applications"


def _acknowledged(call: Asked, row: Held | None, end: End) -> Iterator[str]:
    if row is None:
        yield f"lost: application {call.application} of {call.person} was acknowledged"
    elif (row.person, row.key) != (call.person, call.key):
        yield f"changed hands: application {call.application} of {call.person}"
    elif call.is_seated is not None and call.is_seated != row.is_seated and not end.freed:
        yield f"answered falsely: application {call.application} of {call.person}"


def _sold(end: End) -> Iterator[str]:
    """Never more seats than there are, the count is right, and none stands empty while somebody waits."""
    seated = sum(row.is_seated for row in end.rows)
    waiting = sum(not row.is_seated and not row.is_withdrawn for row in end.rows)
    if seated > end.seats:
        yield f"oversold: {seated} of {end.seats} seats"
    if end.counted != seated:
        yield f"count: {end.counted} seats are counted, {seated} people sit"
    if waiting and seated < end.seats:
        yield f"wasted: {waiting} wait, {end.seats - seated} seats are free"


def _told_full_too_early(asked: Sequence[Asked], end: End) -> Iterator[str]:
    """Whoever was told to wait: so many had begun to ask before the answer that the seats could be gone."""
    told = {row.application: (not row.is_seated and not row.is_withdrawn) or row.was_offered for row in end.rows}
    seated = {(row.person, row.key) for row in end.rows if not told[row.application]}
    first = _first_begun(asked)
    begun = sorted(first[key] for key in seated if key in first)
    for call in asked:
        if call.answer is not Answer.TAKEN_IN or call.ended is None:
            continue
        waits = told.get(call.application or 0, False) if call.is_seated is None else not call.is_seated
        gone = bisect_left(begun, call.ended)
        if waits and gone < end.seats:
            yield f"told full too early: {call.person}, when {gone} of {end.seats} seats could be gone"


def _overtaken(asked: Sequence[Asked], end: End) -> Iterator[str]:
    """Whose answer came before somebody else began to ask, is before them in line; the line decides the seats."""
    arrivals = {row.application: row.arrival for row in end.rows}
    first = _first_begun(asked)
    done = sorted(
        (call.ended, arrivals[call.application])
        for call in asked
        if call.answer is Answer.TAKEN_IN and call.ended is not None and call.application in arrivals
    )
    begun = sorted((first[row.person, row.key], row.arrival) for row in end.rows if (row.person, row.key) in first)
    at, latest = 0, 0
    for moment, arrival in begun:
        while at < len(done) and done[at][0] < moment:
            latest = max(latest, done[at][1])
            at += 1
        if arrival < latest:
            yield f"overtaken: {latest} had been answered before {arrival} asked"
    by_arrival = sorted(end.rows, key=lambda row: row.arrival)
    if [row.arrival for row in by_arrival] != list(range(1, len(by_arrival) + 1)):
        yield "line: places are missing or doubled"
    seated_first = [row.is_seated or row.is_withdrawn for row in by_arrival if not row.was_offered]
    if seated_first != sorted(seated_first, reverse=True):
        yield "line: somebody sits who came later than somebody who waits"


def _freed(end: End) -> Iterator[str]:
    """Seats given back went to the first who waited."""
    waiting = sorted(
        (row for row in end.rows if row.was_offered or not (row.is_seated or row.is_withdrawn)),
        key=lambda row: row.arrival,
    )
    offered = [row.was_offered for row in waiting]
    if offered != sorted(offered, reverse=True):
        yield "waiting: somebody was passed over"
    if sum(offered) != min(end.freed, len(waiting)):
        yield f"waiting: {end.freed} seats came free, {sum(offered)} were offered"


def _first_begun(asked: Sequence[Asked]) -> dict[tuple[int, str], float]:
    """When each request was first sent; a retry is the same request."""
    first: dict[tuple[int, str], float] = {}
    for call in asked:
        key = (call.person, call.key)
        first[key] = min(first.get(key, call.began), call.began)
    return first
