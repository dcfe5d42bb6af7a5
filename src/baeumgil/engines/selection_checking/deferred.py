"""Everybody asks for their first wish; sessions keep whom they choose and refuse the rest, until nobody asks."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from baeumgil.engines.selection_checking.contest import Contest
from baeumgil.engines.selection_checking.outcome import Code, Outcome, Seat, refused


def asking_in_turn(contest: Contest) -> Outcome:
    """Deferred acceptance, applicants asking. Absence caps are not looked at."""
    kept: dict[str, dict[str, str]] = {session: {} for session in contest.sessions}
    asks = {each: _wishes(contest, each) for each in contest.order}
    asking = [each for each in contest.order if asks[each]]
    while asking:
        asked: dict[str, list[str]] = defaultdict(list)
        for each in asking:
            asked[asks[each].pop(0)].append(each)
        asking = []
        for session, people in asked.items():
            chosen = _chosen(contest, session, [*kept[session], *people])
            asking += [each for each in (*kept[session], *people) if each not in chosen and asks[each]]
            kept[session] = chosen
    seats = {each: Seat(session, by) for session, chosen in kept.items() for each, by in chosen.items()}
    codes = {
        (each, wish): _code(contest, each, wish, kept[wish])
        for each in contest.order
        for wish in refused(contest, seats, each)
    }
    return Outcome(seats, codes)


def _wishes(contest: Contest, applicant: str) -> list[str]:
    """The wishes somebody may ask for."""
    if contest.is_over_limit(applicant):
        return []
    return [wish for wish in contest.applicants[applicant]["wishes"] if not contest.busy_day(applicant, wish)]


def _chosen(contest: Contest, session: str, people: Iterable[str]) -> dict[str, str]:
    """Whom a session chooses, with the reserve each is chosen by: reserves first, then the rest, by its priority."""
    ranked = sorted(people, key=lambda each: contest.standing(each, session))
    chosen: dict[str, str] = {}
    counts: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for is_reserving in (True, False):
        for each in ranked:
            if each in chosen or len(chosen) >= contest.sessions[session]["seats"]:
                continue
            quotas = list(contest.quotas_on(each, session))
            if any(quota["most"] is not None and counts[quota["id"]] >= quota["most"] for quota in quotas):
                continue
            by = next((quota["id"] for quota in quotas if used[quota["id"]] < (quota["reserved"] or 0)), "")
            if is_reserving and not by:
                continue
            chosen[each] = by if is_reserving else ""
            counts.update(quota["id"] for quota in quotas)
            used.update([by] if is_reserving else [])
    return chosen


def _code(contest: Contest, applicant: str, session: str, chosen: dict[str, str]) -> Code:
    """The first full cap, counting who sits on reserved seats and who on an open seat comes before."""
    if contest.is_over_limit(applicant):
        return Code("over_limit")
    day = contest.busy_day(applicant, session)
    if day:
        return Code("busy", day)
    mine = contest.standing(applicant, session)
    counted = [each for each, by in chosen.items() if by or contest.standing(each, session) < mine]
    for quota in contest.quotas_on(applicant, session):
        people = [each for each in counted if each in contest.covered[quota["id"]]]
        if quota["most"] is not None and len(people) >= quota["most"]:
            return Code("quota_full", quota["id"], _last(contest, applicant, session, people, chosen))
    return Code("seats_gone", "", _last(contest, applicant, session, counted, chosen))


def _last(contest: Contest, applicant: str, session: str, people: Sequence[str], chosen: dict[str, str]) -> str | None:
    """The last of these people who comes before the applicant, but for who sits where the applicant never could."""
    mine = contest.standing(applicant, session)
    found = [
        each
        for each in people
        if contest.standing(each, session) < mine and (not chosen[each] or applicant in contest.covered[chosen[each]])
    ]
    return max(found, key=lambda each: contest.standing(each, session), default=None)
