"""선발의 숫자. How a selection came out: by tier, by session with where the line fell, by body."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

from baeumgil.engines.selection.problem import Session
from baeumgil.stages.enrolment.rules.selection_lines import LineDraft
from baeumgil.stages.enrolment.terms import Criterion, Outcome, RefusalCode

TIERS = (Criterion.MANDATORY.value, Criterion.NEVER_ATTENDED.value, "others")


class GroupFigures(TypedDict):
    """How many of a group applied, and what became of them."""

    name: str
    applied: int
    seated: int
    waiting: int
    not_selected: int


class SessionFigures(TypedDict):
    """One session: seats, who got them, and the last place in the order that still got one; refusals by code."""

    session: int
    name: str
    seats: int
    seated: int
    first_wishes: int
    wishes: int
    last_place: int | None
    refusals: dict[str, int]


class SelectionFigures(TypedDict):
    """All figures of a selection."""

    applied: int
    seated: int
    waiting: int
    not_selected: int
    by_rank: dict[str, int]
    tiers: list[GroupFigures]
    sessions: list[SessionFigures]
    bodies: list[GroupFigures]


def figures_of(
    lines: Sequence[LineDraft],
    sessions: Sequence[Session],
    wishes: Mapping[str, Sequence[str]],
    tiers: Mapping[str, str],
    bodies: Mapping[str, str],
) -> SelectionFigures:
    """Counted once, when the selection is made; nobody can be told from them but in tiny groups, so office only."""
    outcomes = Counter(line.outcome for line in lines)
    by_tier = _groups((tiers[line.number], line.outcome) for line in lines)
    by_body = _groups((bodies[line.number], line.outcome) for line in lines)
    return SelectionFigures(
        applied=len(lines),
        seated=outcomes[Outcome.SEATED],
        waiting=outcomes[Outcome.WAITING],
        not_selected=outcomes[Outcome.NOT_SELECTED],
        by_rank={
            str(rank): count
            for rank, count in sorted(Counter(line.rank for line in lines if line.rank is not None).items())
        },
        tiers=[by_tier[tier] for tier in TIERS if tier in by_tier],
        sessions=_sessions(lines, sessions, wishes),
        bodies=sorted(by_body.values(), key=lambda group: (-group["applied"], group["name"])),
    )


def _groups(rows: Iterable[tuple[str, Outcome]]) -> dict[str, GroupFigures]:
    counted: dict[str, Counter[Outcome]] = defaultdict(Counter)
    for (name, outcome), number in Counter(rows).items():
        counted[name][outcome] = number
    return {
        name: GroupFigures(
            name=name,
            applied=counts.total(),
            seated=counts[Outcome.SEATED],
            waiting=counts[Outcome.WAITING],
            not_selected=counts[Outcome.NOT_SELECTED],
        )
        for name, counts in counted.items()
    }


def _sessions(
    lines: Sequence[LineDraft], sessions: Sequence[Session], wishes: Mapping[str, Sequence[str]]
) -> list[SessionFigures]:
    seated = Counter(line.session for line in lines if line.session is not None)
    last = {line.session: line.place for line in lines if line.session is not None}
    codes: dict[int, Counter[str]] = defaultdict(Counter)
    refused = Counter((refusal["session"], refusal["code"]) for line in lines for refusal in line.refusals)
    for (session, code), number in refused.items():
        codes[session][code] = number
    first = Counter(ranked[0] for ranked in wishes.values() if ranked)
    wished = Counter(session for ranked in wishes.values() for session in ranked)
    return [
        SessionFigures(
            session=int(session.id),
            name=session.name,
            seats=session.seats,
            seated=seated[int(session.id)],
            first_wishes=first[session.id],
            wishes=wished[session.id],
            last_place=last.get(int(session.id)),
            refusals={
                code.value: codes[int(session.id)][code.value]
                for code in RefusalCode
                if codes[int(session.id)][code.value]
            },
        )
        for session in sessions
    ]
