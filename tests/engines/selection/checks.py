"""What must be true of every result, counted anew from problem and result alone."""

from collections import Counter

from baeumgil.engines.selection.drawing import draw
from baeumgil.engines.selection.problem import Applicant, Problem, Quota, week_of
from baeumgil.engines.selection.result import Result
from tests.engines.selection.cases import SEED


def covers(quota: Quota, one: Applicant) -> bool:
    return bool(quota.keys.intersection(one.groups.get(quota.kind, ())))


def seats_of(result: Result) -> dict[str, str]:
    return {one.applicant: one.session for one in result.seated}


def broken_caps(problem: Problem, result: Result) -> list[str]:
    """Every cap that a result breaks."""
    people = {one.id: one for one in problem.applicants}
    halls = {one.id: one for one in problem.sessions}
    seats = seats_of(result)
    found = [f"twice {name}" for name, number in Counter(one.applicant for one in result.seated).items() if number > 1]
    found += [f"seats {name}" for name, number in Counter(seats.values()).items() if number > halls[name].seats]
    for quota in problem.quotas:
        inside = Counter(s for name, s in seats.items() if covers(quota, people[name]))
        at = [quota.session] if quota.session else list(halls)
        if quota.most is not None:
            found += [f"quota {quota.id} {s}" for s in at if inside[s] > quota.most]
    for cap in problem.absences:
        away = [
            name
            for name, s in seats.items()
            if cap.unit in people[name].groups.get("unit", ()) and cap.week in {week_of(day) for day in halls[s].days}
        ]
        if away and cap.held + len(away) > cap.most:
            found.append(f"absence {cap.unit} {cap.week}")
    for name, s in seats.items():
        one = people[name]
        if set(one.busy).intersection(halls[s].days):
            found.append(f"busy {name}")
        if problem.seats_a_year is not None and one.held >= problem.seats_a_year:
            found.append(f"over {name}")
        if s not in one.wishes:
            found.append(f"unwished {name}")
    return found


def unexplained(problem: Problem, result: Result) -> list[tuple[str, str]]:
    """Wishes that should have exactly one refusal and have not, and refusals of wishes that were met."""
    seats = seats_of(result)
    expected = Counter(
        (one.id, wish)
        for one in problem.applicants
        for wish in (one.wishes[: one.wishes.index(seats[one.id])] if one.id in seats else one.wishes)
    )
    given = Counter((one.applicant, one.session) for one in result.refusals)
    return sorted((expected - given) + (given - expected))


def wasted(problem: Problem, result: Result) -> list[tuple[str, str]]:
    """Refused wishes for which nothing was full in the end."""
    people = {one.id: one for one in problem.applicants}
    halls = {one.id: one for one in problem.sessions}
    seats = seats_of(result)
    found = []
    for refusal in result.refusals:
        one, hall = people[refusal.applicant], halls[refusal.session]
        inside = [name for name, s in seats.items() if s == hall.id]
        quotas = {quota.id: quota for quota in problem.quotas}
        if refusal.code == "over_limit":
            is_full = problem.seats_a_year is not None and one.held >= problem.seats_a_year
        elif refusal.code == "busy":
            is_full = bool(set(one.busy).intersection(hall.days))
        elif refusal.code == "absence_full":
            unit, week = refusal.at.split("|")
            cap = next(each for each in problem.absences if (each.unit, each.week) == (unit, week))
            away = [
                name
                for name, s in seats.items()
                if unit in people[name].groups["unit"] and week in {week_of(day) for day in halls[s].days}
            ]
            is_full = unit in one.groups["unit"] and cap.held + len(away) >= cap.most
        elif refusal.code == "quota_full":
            quota = quotas[refusal.at]
            is_full = covers(quota, one) and sum(covers(quota, people[name]) for name in inside) >= (quota.most or 0)
        else:
            is_full = len(inside) >= hall.seats
        if not is_full:
            found.append((refusal.applicant, refusal.session))
    return found


def envied(problem: Problem, result: Result) -> list[tuple[str, str, str]]:
    """Who comes later at a session and uses what somebody earlier was refused for: applicant, session, who."""
    people = {one.id: one for one in problem.applicants}
    halls = {one.id: one for one in problem.sessions}
    quotas = {one.id: one for one in problem.quotas}
    found = []
    for refusal in result.refusals:
        mine = people[refusal.applicant]
        for seat in result.seated:
            other = people[seat.applicant]
            if seat.by and not covers(quotas[seat.by], mine):
                continue
            if refusal.code == "absence_full":
                unit, week = refusal.at.split("|")
                is_using = unit in other.groups["unit"] and week in {week_of(d) for d in halls[seat.session].days}
            elif refusal.code == "quota_full":
                is_using = seat.session == refusal.session and covers(quotas[refusal.at], other)
            else:
                is_using = refusal.code == "seats_gone" and seat.session == refusal.session
            if is_using and key(problem, mine, refusal.session) < key(problem, other, refusal.session):
                found.append((mine.id, refusal.session, other.id))
    return found


def key(problem: Problem, one: Applicant, session: str) -> tuple[object, ...]:
    """An applicant's key at a session, written down a second time."""
    parts: list[object] = []
    for criterion in problem.order:
        value = one.values.get(criterion)
        if criterion in {"mandatory", "never_attended"}:
            parts.append(not value)
        elif criterion in {"longest_waiting", "earlier_refusals"}:
            parts.append(-int(value or 0))
        elif criterion == "own_institute":
            parts.append(session not in one.own)
        elif criterion == "draw":
            parts.append(draw(SEED, one.id))
        else:
            parts.append(float("inf") if value is None else int(value))
    return tuple(parts)
