"""Who of those who wait may have a freed seat: the first in order whom every cap lets in as people sit now."""

from collections import Counter
from collections.abc import Iterable, Mapping

from baeumgil.engines.selection.facts import Facts
from baeumgil.engines.selection.problem import Problem

Skipped = tuple[tuple[str, str], ...]


def first_fit(
    problem: Problem, standing: Mapping[str, str], order: Iterable[str], session: str
) -> tuple[str | None, Skipped]:
    """The first of `order` who wishes the session and fits, and who was passed over before, each with the code.

    `standing` says who holds a seat where, offers that are open included. A reserve keeps its seats as long as people
    whom it covers wait and fit. Without a free seat nobody is passed over.
    """
    facts = Facts(problem)
    standing = {name: seat for name, seat in standing.items() if name in facts.applicants and seat in facts.sessions}
    free = facts.sessions[session].seats - sum(seat == session for seat in standing.values())
    if free <= 0:
        return None, ()
    waiting = [
        name
        for name in order
        if name in facts.applicants and name not in standing and session in facts.applicants[name].wishes
    ]
    codes = _codes(facts, standing, waiting, session)
    kept = _kept(facts, standing, [name for name in waiting if not codes[name]], session)
    skipped: list[tuple[str, str]] = []
    for name in waiting:
        for_others = sum(
            number for quota, number in kept.items() if all(quota != mine.id for mine in facts.covering[name])
        )
        code = codes[name] or ("seats_gone" if free <= for_others else "")
        if not code:
            return name, tuple(skipped)
        skipped.append((name, code))
    return None, tuple(skipped)


def _codes(facts: Facts, standing: Mapping[str, str], waiting: Iterable[str], session: str) -> dict[str, str]:
    """What keeps each of them out but the seats, or an empty text."""
    away: Counter[tuple[str, str]] = Counter()
    members: Counter[str] = Counter()
    for name, seat in standing.items():
        away.update((unit, week) for unit in facts.capped[name] for week in facts.weeks[seat])
        if seat == session:
            members.update(quota.id for quota in facts.quotas_at(name, session))
    found = {}
    for name in waiting:
        code, _at = facts.refusal_at_once(facts.applicants[name], facts.sessions[session])
        caps = ((unit, week) for week in facts.weeks[session] for unit in facts.capped[name])
        if not code and any(cap in facts.rooms and away[cap] >= facts.rooms[cap] for cap in caps):
            code = "absence_full"
        if not code and any(
            quota.most is not None and members[quota.id] >= quota.most for quota in facts.quotas_at(name, session)
        ):
            code = "quota_full"
        found[name] = code
    return found


def _kept(facts: Facts, standing: Mapping[str, str], fitting: Iterable[str], session: str) -> dict[str, int]:
    """Seats that reserves still keep: as many as are unused, for as many as wait for them."""
    used: Counter[str] = Counter()
    for name, seat in standing.items():
        if seat == session:
            used.update(quota.id for quota in facts.quotas_at(name, session) if quota.reserved)
    wanted: Counter[str] = Counter()
    for name in fitting:
        wanted.update(quota.id for quota in facts.quotas_at(name, session) if quota.reserved)
    return {
        quota.id: min(max(0, (quota.reserved or 0) - used[quota.id]), wanted[quota.id])
        for quota in facts.problem.quotas
        if quota.reserved and quota.session in (None, session)
    }
