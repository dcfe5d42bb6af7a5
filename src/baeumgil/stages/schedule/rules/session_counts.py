"""기수 수 제안. From known demand to how many more sessions a course should have, and by when, each step in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from baeumgil.core.errors import Reason
from baeumgil.core.said import Said

LAST_MONTH = 12
NO_MONTH = 13
"""For seats that have no days yet."""


@dataclass(frozen=True, slots=True)
class CountFacts:
    """What is known of one course in a year. None: not known.

    `due` counts people whose day comes in a month (0: it passed before the year), this course's share of its stage;
    `seats` are those of its sessions by the month in which they end (13: no days yet); `free` are those that can still
    be given: not taken, in sessions still to begin. `waiting` is the waiting list. Months before `month` are over.
    """

    decided_seats: int | None = None
    decided_sessions: int | None = None
    due: Mapping[int, int] = field(default_factory=dict)
    stage_people: int | None = None
    waiting: int = 0
    sessions: int = 0
    seats: Mapping[int, int] = field(default_factory=dict)
    free: int = 0
    month: int = 0
    usual_size: int | None = None
    course_size: int | None = None
    policy_size: int = 35


@dataclass(frozen=True, slots=True)
class CountProposal:
    """기수 수 제안. `by_month`: the month in which seats first fall short of what is due; None when they never do."""

    needed: int
    seats: int
    missing: int
    size: int
    sessions: int
    by_month: int | None
    reasons: tuple[Reason, ...]


def proposed_count(facts: CountFacts) -> CountProposal:
    """How many sessions are missing; at least one reason."""
    reasons: list[Reason] = []
    needed = _needed(facts, reasons)
    seats = sum(facts.seats.values())
    reasons.append(
        Reason(
            "seats",
            Said(
                f"지금 기수 {facts.sessions}개의 좌석은 모두 {seats:,}석입니다.",
                f"The {facts.sessions} sessions there are have {seats:,} seats.",
            ),
        )
    )
    size = _size(facts)
    missing = max(0, needed - seats)
    sessions = ceil(missing / size)
    if missing:
        text = Said(
            f"{needed:,}명 − {seats:,}석 = {missing:,}명. {missing:,} ÷ {size:,}명 → 기수 {sessions}개를 더합니다.",
            f"{needed:,} people − {seats:,} seats = {missing:,}. {missing:,} ÷ {size:,} → {sessions} more sessions.",
        )
    else:
        text = Said(
            f"{needed:,}명보다 좌석이 적지 않아 더하지 않아도 됩니다.",
            f"There are seats enough for {needed:,} people; none need to be added.",
        )
    reasons.append(Reason("sessions", text))
    short = short_month(facts.due, facts.seats)
    if short is not None:
        reasons.append(Reason("when", _when(short, facts, is_enough=not missing)))
    return CountProposal(needed, seats, missing, size, sessions, short, tuple(reasons))


def short_month(due: Mapping[int, int], seats: Mapping[int, int]) -> int | None:
    """The first month with people due by whose end more were owed than seats offered; None when there is none.

    Where only those are short whose day passed before the year, that is January.
    """
    owed = due.get(0, 0)
    offered = 0
    for month in range(1, LAST_MONTH + 1):
        owed += due.get(month, 0)
        offered += seats.get(month, 0)
        if owed > offered and due.get(month, 0):
            return month
    return 1 if owed > offered else None


def seats_by_month(sessions: Sequence[tuple[int | None, int]]) -> dict[int, int]:
    """Seats by the month in which sessions end; those without days come last."""
    found: dict[int, int] = {}
    for month, seats in sessions:
        found[month or NO_MONTH] = found.get(month or NO_MONTH, 0) + seats
    return found


def _needed(facts: CountFacts, reasons: list[Reason]) -> int:
    """The largest of what is known: seats settled, people due, those who have asked. Nobody is counted twice."""
    known = [
        *_settled(facts, reasons),
        *_due(facts, reasons),
        *_asked(facts, reasons),
    ]
    needed = max(known, default=0)
    if len(known) > 1:
        text = Said(
            f"이 가운데 가장 큰 {needed:,}명으로 봅니다.",
            f"The largest of these, {needed:,}, is what is reckoned with.",
        )
        reasons.append(Reason("needed", text))
    return needed


def _settled(facts: CountFacts, reasons: list[Reason]) -> Iterator[int]:
    if facts.decided_seats is None:
        return
    text = Said(
        f"수요조사에서 {facts.decided_sessions or 0}기 {facts.decided_seats:,}석으로 정했습니다.",
        f"The needs survey settled {facts.decided_sessions or 0} sessions with {facts.decided_seats:,} seats.",
    )
    reasons.append(Reason("decided", text))
    yield facts.decided_seats


def _due(facts: CountFacts, reasons: list[Reason]) -> Iterator[int]:
    due = sum(facts.due.values())
    if facts.stage_people is not None:
        late = facts.due.get(0, 0)
        passed = f"(이미 기한이 지난 {late:,}명 포함)" if late else ""
        overdue = f" ({late:,} of them overdue)" if late else ""
        text = Said(
            f"로드맵에서 올해까지 이수할 사람 {facts.stage_people:,}명 가운데 이 과정 몫은 {due:,}명입니다{passed}.",
            f"Of {facts.stage_people:,} people due by the roadmap this year, {due:,} fall to this course{overdue}.",
        )
        reasons.append(Reason("due", text))
        yield due
    elif due:
        yield due


def _asked(facts: CountFacts, reasons: list[Reason]) -> Iterator[int]:
    """Who waits needs a seat beside those that are taken or gone by; a seat still free serves them first."""
    waiting = Said(f"대기자는 {facts.waiting:,}명입니다.", f"{facts.waiting:,} people are waiting.")
    if facts.waiting:
        spent = sum(facts.seats.values()) - facts.free
        asked = spent + facts.waiting
        waiting = Said(
            f"대기자는 {facts.waiting:,}명입니다. 이미 찼거나 지난 좌석 {spent:,}석 + 대기자 {facts.waiting:,}명 "
            f"= {asked:,}명.",
            f"{facts.waiting:,} people are waiting. {spent:,} seats taken or gone by + {facts.waiting:,} who wait "
            f"= {asked:,}.",
        )
        yield asked
    reasons.append(Reason("waiting", waiting))


def _size(facts: CountFacts) -> int:
    decided = None
    if facts.decided_seats and facts.decided_sessions:
        decided = ceil(facts.decided_seats / facts.decided_sessions)
    return max(1, decided or facts.usual_size or facts.course_size or facts.policy_size)


def _when(month: int, facts: CountFacts, *, is_enough: bool) -> Said:
    owed = sum(people for at, people in facts.due.items() if at <= month)
    offered = sum(seats for at, seats in facts.seats.items() if at <= month)
    if month < facts.month:
        way = Said("이미 지난 달이니 되도록 빨리 여세요.", "that month is over: open them as soon as you can.")
    elif is_enough:
        way = Said(
            f"기수를 앞당겨 {month}월까지 마치게 하세요.",
            f"bring sessions forward so that they end by the end of month {month}.",
        )
    else:
        way = Said(f"{month}월까지 마치게 여세요.", f"let them end by the end of month {month}.")
    return Said(
        f"{month}월까지 {owed:,}명이 이수해야 하는데 그때까지 마치는 좌석은 {offered:,}석입니다. {way}",
        f"By the end of month {month}, {owed:,} people have to complete it, with {offered:,} seats until then: "
        f"{way.english}",
    )
