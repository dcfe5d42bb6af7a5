"""기수 수 제안. From known demand to how many more sessions a course should have, and by when, each step in words."""

from collections.abc import Mapping, Sequence
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
    `seats` are those of its sessions by the month in which they end (13: no days yet). `waiting` is the waiting list.
    """

    decided_seats: int | None = None
    decided_sessions: int | None = None
    due: Mapping[int, int] = field(default_factory=dict)
    stage_people: int | None = None
    waiting: int = 0
    sessions: int = 0
    seats: Mapping[int, int] = field(default_factory=dict)
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
        reasons.append(Reason("when", _when(short, facts)))
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
    due = sum(facts.due.values())
    if facts.decided_seats is not None:
        text = Said(
            f"수요조사에서 {facts.decided_sessions or 0}기 {facts.decided_seats:,}석으로 정했습니다.",
            f"The needs survey settled {facts.decided_sessions or 0} sessions with {facts.decided_seats:,} seats.",
        )
        reasons.append(Reason("decided", text))
    if facts.stage_people is not None:
        late = facts.due.get(0, 0)
        passed = f"(이미 기한이 지난 {late:,}명 포함)" if late else ""
        overdue = f" ({late:,} of them overdue)" if late else ""
        text = Said(
            f"로드맵에서 올해까지 이수할 사람 {facts.stage_people:,}명 가운데 이 과정 몫은 {due:,}명입니다{passed}.",
            f"Of {facts.stage_people:,} people due by the roadmap this year, {due:,} fall to this course{overdue}.",
        )
        reasons.append(Reason("due", text))
    waiting = Said(f"대기자는 {facts.waiting:,}명입니다.", f"{facts.waiting:,} people are waiting.")
    reasons.append(Reason("waiting", waiting))
    needed = max(facts.decided_seats or 0, due) + facts.waiting
    if facts.decided_seats is not None and facts.stage_people is not None:
        larger = max(facts.decided_seats, due)
        text = Said(
            f"둘 가운데 큰 {larger:,}명에 대기자를 더해 {needed:,}명으로 봅니다.",
            f"The larger of the two, {larger:,}, and those who wait make {needed:,} people.",
        )
        reasons.append(Reason("needed", text))
    return needed


def _size(facts: CountFacts) -> int:
    decided = None
    if facts.decided_seats and facts.decided_sessions:
        decided = ceil(facts.decided_seats / facts.decided_sessions)
    return max(1, decided or facts.usual_size or facts.course_size or facts.policy_size)


def _when(month: int, facts: CountFacts) -> Said:
    owed = sum(people for at, people in facts.due.items() if at <= month)
    offered = sum(seats for at, seats in facts.seats.items() if at <= month)
    return Said(
        f"{month}월까지 {owed:,}명이 이수해야 하는데 그때까지 좌석은 {offered:,}석입니다. {month}월 전에 여세요.",
        f"By the end of month {month}, {owed:,} people have to complete it, with {offered:,} seats until then: "
        f"open sessions before month {month}.",
    )
