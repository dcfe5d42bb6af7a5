"""선발 결과의 줄. What became of each applicant, and for each refused wish the facts of where the line fell."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NotRequired, TypedDict

from baeumgil.engines.selection.problem import Applicant, Problem, Value
from baeumgil.engines.selection.result import Refusal, Result
from baeumgil.stages.enrolment.terms import Criterion, Outcome

LOTS = frozenset({Criterion.DRAW.value, Criterion.ARRIVAL.value})
OWN = Criterion.OWN_INSTITUTE.value


class RefusalFacts(TypedDict):
    """거절된 희망. As stored with a line: the code, what was full, and the last one who got it beside this one.

    `criterion` is the first on which the two differ, `mine` and `theirs` what it says of each; `last_place` the
    place of the last one in the published order. Without a last one nobody's seat decided. `kept` stands where seats
    of the session went to people for whom they are reserved, `is_passed` where seats were passed on so that the last
    one comes later in the order than this one: then no criterion decided.
    """

    session: int
    code: str
    at: str
    criterion: str
    mine: Value
    theirs: Value
    last_place: int | None
    kept: NotRequired[bool]
    is_passed: NotRequired[bool]


@dataclass(frozen=True, slots=True)
class LineDraft:
    """One line to be stored."""

    number: str
    place: int
    outcome: Outcome
    session: int | None
    rank: int | None
    wait_rank: int | None
    refusals: tuple[RefusalFacts, ...]


def lines_of(problem: Problem, result: Result) -> list[LineDraft]:
    """One line for everybody, in the published order."""
    people = {applicant.id: applicant for applicant in problem.applicants}
    places = {number: place for place, number in enumerate(result.order, 1)}
    seats = {seating.applicant: seating for seating in result.seated}
    waiting = {number: rank for rank, number in enumerate(result.waiting, 1)}
    refused: dict[str, list[Refusal]] = defaultdict(list)
    for refusal in result.refusals:
        refused[refusal.applicant].append(refusal)
    facts = _telling(problem, people, places, frozenset(seat.session for seat in result.seated if seat.by))
    lines = []
    for number, place in places.items():
        seat = seats.get(number)
        rank = waiting.get(number)
        lines.append(
            LineDraft(
                number=number,
                place=place,
                outcome=_outcome(is_seated=seat is not None, is_waiting=rank is not None),
                session=int(seat.session) if seat is not None else None,
                rank=seat.rank if seat is not None else None,
                wait_rank=rank,
                refusals=tuple(map(facts, _by_wish(refused[number], people[number]))) if number in refused else (),
            )
        )
    return lines


def decided_by(mine: Applicant, theirs: Applicant, session: str, order: Sequence[str]) -> tuple[str, Value, Value]:
    """The first criterion on which two applicants for a session differ, and what it says of each.

    Equal on all but the last, the lot decided, which says nothing of the person.
    """
    own: Value
    other: Value
    if mine.values == theirs.values and OWN not in order and order[-1:] and order[-1] in LOTS:
        order = order[-1:]  # most often nothing but the lot is left
    for criterion in order:
        if criterion == OWN:
            own, other = session in mine.own, session in theirs.own
        else:
            own, other = mine.values.get(criterion), theirs.values.get(criterion)
        if own != other or criterion in LOTS:
            return criterion, own, other
    return "", None, None


def _telling(
    problem: Problem, people: Mapping[str, Applicant], places: Mapping[str, int], keeping: frozenset[str]
) -> Callable[[Refusal], RefusalFacts]:
    """The facts of a refusal. People who stand alike were refused for the same facts: those are written once."""
    known: dict[tuple[object, ...], RefusalFacts] = {}
    has_own = OWN in problem.order

    def facts(refusal: Refusal) -> RefusalFacts:
        mine = people[refusal.applicant]
        standing: object = mine.id if has_own else id(mine.values)
        key = (refusal.session, refusal.code, refusal.at, refusal.last, standing, refusal.by_path)
        if key not in known:
            known[key] = _facts(refusal, people, places, problem.order)
            if refusal.session in keeping:
                known[key]["kept"] = True
        return known[key]

    return facts


def _facts(
    refusal: Refusal, people: Mapping[str, Applicant], places: Mapping[str, int], order: Sequence[str]
) -> RefusalFacts:
    criterion, mine, theirs = "", None, None
    if refusal.last is not None and not refusal.by_path:
        criterion, mine, theirs = decided_by(people[refusal.applicant], people[refusal.last], refusal.session, order)
    found = RefusalFacts(
        session=int(refusal.session),
        code=refusal.code,
        at=refusal.at,
        criterion=criterion,
        mine=mine,
        theirs=theirs,
        last_place=places[refusal.last] if refusal.last is not None else None,
    )
    if refusal.by_path:
        found["is_passed"] = True
    return found


def _by_wish(refusals: Sequence[Refusal], applicant: Applicant) -> Sequence[Refusal]:
    if len(refusals) < 2:  # noqa: PLR2004  one needs no order
        return refusals
    return sorted(refusals, key=lambda refusal: applicant.wishes.index(refusal.session))


def _outcome(*, is_seated: bool, is_waiting: bool) -> Outcome:
    if is_seated:
        return Outcome.SEATED
    return Outcome.WAITING if is_waiting else Outcome.NOT_SELECTED
