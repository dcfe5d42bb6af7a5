"""Choosing, plainly: one person after another, or session by session, as docs/formats/selection.md says it.

Small problems are chosen here; the compiled ways are held to the same answers.
"""

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from baeumgil.engines.selection.facts import Facts
from baeumgil.engines.selection.ordering import Key, key_at
from baeumgil.engines.selection.problem import Applicant, Problem, Quota
from baeumgil.engines.selection.result import Refusal


@dataclass(frozen=True, slots=True)
class Sitting:
    """Where somebody sits, and on whose reserve."""

    session: str
    by: str = ""


@dataclass(slots=True)
class Choice:
    """Who sits where, and why other wishes were refused."""

    seats: dict[str, Sitting] = field(default_factory=dict)
    refusals: dict[str, list[Refusal]] = field(default_factory=dict)


def choose(problem: Problem, common: Mapping[str, Key]) -> Choice:
    """Give out the seats by the problem's mechanism; `common` are the keys in the common order."""
    facts = Facts(problem)
    if facts.is_deferred:
        return _deferred(facts, common)
    if problem.mechanism == "fill":
        return _Filling(facts, list(common)).run()
    reserves = {
        (quota.id, session): quota.reserved
        for quota in problem.quotas
        if quota.reserved
        for session in facts.sessions
        if quota.session in (None, session)
    }
    while True:
        turn = Turns(facts, reserves)
        choice = turn.run(list(common))
        if all(turn.used[each] == kept for each, kept in reserves.items()):
            return choice
        reserves = {each: turn.used[each] for each in reserves}


class Turns:
    """One person after another, with some seats fixed as reserves."""

    def __init__(self, facts: Facts, reserves: Mapping[tuple[str, str], int]) -> None:
        self.facts = facts
        self.reserves = reserves
        self.used: Counter[tuple[str, str]] = Counter()
        kept: Counter[str] = Counter()
        for (_quota, session), number in reserves.items():
            kept[session] += number
        self.open = {session: one.seats - kept[session] for session, one in facts.sessions.items()}
        self.sitting: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.members: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        self.away: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.choice = Choice()

    def run(self, order: Iterable[str]) -> Choice:
        """Everybody in turn."""
        for name in order:
            applicant = self.facts.applicants[name]
            refusals = self.choice.refusals[name] = []
            for session in applicant.wishes:
                refusal = self._refusal(applicant, session)
                if refusal is None:
                    break
                refusals.append(refusal)
        return self.choice

    def _refusal(self, applicant: Applicant, session: str) -> Refusal | None:
        facts, name = self.facts, applicant.id
        code, at = facts.refusal_at_once(applicant, facts.sessions[session])
        if code:
            return Refusal(name, session, code, at)
        for unit, week in self._weeks_away(name, session):
            away = self.away[unit, week]
            if len(away) >= facts.rooms.get((unit, week), len(away) + 1):
                return Refusal(name, session, "absence_full", f"{unit}|{week}", away[-1] if away else None)
        quotas = facts.quotas_at(name, session)
        mine = _counting_for(quotas)
        for quota in quotas:
            members = self.members[quota.id, session]
            if quota.most is not None and len(members) >= quota.most:
                return Refusal(name, session, "quota_full", quota.id, _last(members, mine))
        by = self._seat(quotas, session)
        if by is None:
            return Refusal(name, session, "seats_gone", "", _last(self.sitting[session], mine))
        self.hold(name, session, by)
        return None

    def hold(self, name: str, session: str, by: str = "") -> None:
        """Count somebody who sits; their seat is taken off already."""
        self.choice.seats[name] = Sitting(session, by)
        self.sitting[session].append((name, by))
        for quota in self.facts.quotas_at(name, session):
            self.members[quota.id, session].append((name, by))
        for unit, week in self._weeks_away(name, session):
            self.away[unit, week].append(name)

    def _weeks_away(self, name: str, session: str) -> list[tuple[str, str]]:
        return [(unit, week) for week in self.facts.weeks[session] for unit in self.facts.capped[name]]

    def _seat(self, quotas: Sequence[Quota], session: str) -> str | None:
        for quota in sorted(quotas, key=lambda quota: quota.id):
            if self.used[quota.id, session] < self.reserves.get((quota.id, session), 0):
                self.used[quota.id, session] += 1
                return quota.id
        if self.open[session] > 0:
            self.open[session] -= 1
            return ""
        return None


def _counting_for(quotas: Iterable[Quota]) -> frozenset[str]:
    """The seats somebody could have had: the open ones, and those of reserves that cover them."""
    return frozenset({"", *(quota.id for quota in quotas if quota.reserved)})


def _last(people: Sequence[tuple[str, str]], mine: frozenset[str]) -> str | None:
    return next((name for name, by in reversed(people) if by in mine), None)


def _judged(
    facts: Facts, applicant: Applicant, session: str, counted: Sequence[tuple[str, str]], before: Callable[[str], bool]
) -> Refusal:
    """Why a wish is refused, when these people sit in the session, first come first."""
    name = applicant.id
    code, at = facts.refusal_at_once(applicant, facts.sessions[session])
    if code:
        return Refusal(name, session, code, at)
    quotas = facts.quotas_at(name, session)
    mine = _counting_for(quotas)
    full, code, at = list(counted), "seats_gone", ""
    for quota in quotas:
        members = [each for each in counted if quota in facts.covering[each[0]]]
        if quota.most is not None and len(members) >= quota.most:
            full, code, at = members, "quota_full", quota.id
            break
    return Refusal(name, session, code, at, _last([each for each in full if before(each[0])], mine))


def _deferred(facts: Facts, common: Mapping[str, Key]) -> Choice:
    """Everybody asks, sessions keep whom they choose; again, until nobody is refused."""
    problem, people = facts.problem, facts.applicants
    wishes = {
        name: [w for w in people[name].wishes if not facts.refusal_at_once(people[name], facts.sessions[w])[0]]
        for name in common
    }
    keys = {
        (name, session): key_at(problem, common[name], people[name], session)
        for name in common
        for session in wishes[name]
    }
    asked = dict.fromkeys(common, 0)
    while True:
        asking: dict[str, list[str]] = defaultdict(list)
        for name, turn in asked.items():
            if turn < len(wishes[name]):
                asking[wishes[name][turn]].append(name)
        chosen = {
            session: _chosen(facts, session, sorted(names, key=lambda name, at=session: keys[name, at]))  # type: ignore[misc]
            for session, names in asking.items()
        }
        refused = [name for session, names in asking.items() for name in names if name not in chosen[session]]
        if not refused:
            break
        for name in refused:
            asked[name] += 1
    choice = Choice({name: Sitting(session, by) for session, names in chosen.items() for name, by in names.items()})
    for name in common:
        seat = choice.seats.get(name)
        choice.refusals[name] = []
        for session in people[name].wishes:
            if seat and session == seat.session:
                break
            mine = key_at(problem, common[name], people[name], session)
            ranked = sorted(chosen.get(session, {}).items(), key=lambda each, at=session: keys[each[0], at])  # type: ignore[misc]
            before = {other for other, _by in ranked if keys[other, session] < mine}
            counted = [each for each in ranked if each[1] or each[0] in before]
            choice.refusals[name].append(_judged(facts, people[name], session, counted, before.__contains__))
    return choice


def _chosen(facts: Facts, session: str, ranked: Sequence[str]) -> dict[str, str]:
    """Whom a session keeps, and on whose reserve: reserves first, then the rest."""
    kept: dict[str, str] = {}
    members: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for reserves in (True, False):
        for name in ranked:
            if name in kept or len(kept) >= facts.sessions[session].seats:
                continue
            quotas = facts.quotas_at(name, session)
            if any(quota.most is not None and members[quota.id] >= quota.most for quota in quotas):
                continue
            by = next((quota.id for quota in quotas if used[quota.id] < (quota.reserved or 0)), "") if reserves else ""
            if by or not reserves:
                kept[name] = by
                used[by] += 1
                members.update(quota.id for quota in quotas)
    return kept


class _Filling:
    """As many seats as possible, for the first in the order: newcomers are seated by moving others along."""

    def __init__(self, facts: Facts, order: Sequence[str]) -> None:
        self.facts = facts
        self.order = order
        self.place = {name: at for at, name in enumerate(order)}
        self.seat: dict[str, str] = {}
        self.sitting: dict[str, list[str]] = {session: [] for session in facts.sessions}
        self.wishes = {
            name: [w for w in one.wishes if not facts.refusal_at_once(one, facts.sessions[w])[0]]
            for name, one in facts.applicants.items()
        }
        self.stuck: set[str] = set()
        """Reached by a newcomer who found no seat: they can never move on, for what is full for them stays so."""

    def run(self) -> Choice:
        """Seat everybody who can be, then better what can be bettered."""
        for name in self.order:
            self._seat(name)
        while self._better():
            pass
        choice = Choice({name: Sitting(session) for name, session in self.seat.items()})
        for name in self.order:
            applicant = self.facts.applicants[name]
            choice.refusals[name] = []
            for session in applicant.wishes:
                if session == self.seat.get(name):
                    break
                counted = [(other, "") for other in self.sitting[session]]
                found = _judged(self.facts, applicant, session, counted, lambda _other: True)
                is_behind = found.last is not None and self.place[found.last] > self.place[name]
                choice.refusals[name].append(
                    Refusal(name, session, found.code, found.at, found.last, by_path=is_behind)
                )
        return choice

    def _full(self, name: str, session: str) -> list[str] | None:
        """Who counts in what is full there for somebody; None where there is room."""
        sitting = self.sitting[session]
        for quota in self.facts.quotas_at(name, session):
            members = [other for other in sitting if quota in self.facts.covering[other]]
            if quota.most is not None and len(members) >= quota.most:
                return members
        return sitting if len(sitting) >= self.facts.sessions[session].seats else None

    def _seat(self, newcomer: str) -> None:
        reached: dict[str, tuple[str, str] | None] = {newcomer: None}
        waiting = [newcomer]
        for name in waiting:
            others = [session for session in self.wishes[name] if session != self.seat.get(name)]
            free = next((session for session in others if self._full(name, session) is None), None)
            if free is not None:
                self._move(name, free, reached)
                return
            for session in others:
                for other in reversed(self._full(name, session) or []):
                    if other not in reached and other not in self.stuck:
                        reached[other] = (name, session)
                        waiting.append(other)
        self.stuck.update(reached)

    def _move(self, name: str, session: str, reached: Mapping[str, tuple[str, str] | None]) -> None:
        self._sit(name, session)
        way = reached[name]
        while way is not None:
            follower, left = way
            self._sit(follower, left)
            way = reached[follower]

    def _sit(self, name: str, session: str) -> None:
        if name in self.seat:
            self.sitting[self.seat[name]].remove(name)
        self.seat[name] = session
        insort(self.sitting[session], name, key=self.place.__getitem__)

    def _better(self) -> bool:
        moved = False
        for name in self.order:
            seat = self.seat.get(name)
            if seat is None:
                continue
            for session in self.wishes[name]:
                if session == seat:
                    break
                if self._full(name, session) is None:
                    self._sit(name, session)
                    moved = True
                    break
        return moved
