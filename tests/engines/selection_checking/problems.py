"""Random small problems of every mechanism, as JSON values."""

from datetime import date, timedelta
from random import Random
from typing import Any

from tests.engines.selection_checking.bundles import SEED_HASH

FIRST = date(2026, 3, 2)
UNITS = {"u1": ["u1"], "u2": ["u2"], "u11": ["u11", "u1"], "u12": ["u12", "u1"]}
POOLS = {"unit": sorted(UNITS), "grade": ["7", "8", "9"], "series": ["전산", "행정"]}
CRITERIA = ("mandatory", "promotion_deadline", "never_attended", "longest_waiting", "earlier_refusals")


def problem(number: int, mechanism: str) -> dict[str, Any]:
    """One problem; the same number gives the same."""
    random = Random(f"{number} {mechanism}")
    sessions = [_session(random, f"s{each}") for each in range(random.randint(1, 4))]
    names = [session["id"] for session in sessions]
    people = random.randint(0, 9)
    arrivals = random.sample(range(100), people)
    return {
        "format": "baeumgil-selection",
        "version": 1,
        "name": "모집",
        "mechanism": mechanism,
        "order": _order(random, mechanism),
        "sessions": sessions,
        "applicants": [_applicant(random, f"a{each}", names, arrivals[each]) for each in range(people)],
        "quotas": [_quota(random, f"q{each}", names, mechanism) for each in range(random.choice([0, 0, 1, 2, 3]))],
        "absences": _absences(random, sessions) if mechanism in {"serial", "first_come"} else [],
        "seats_a_year": random.choice([None, None, 1, 2]),
        "most_waiting": random.choice([None, None, 0, 1, 2]),
        "seed_hash": SEED_HASH,
    }


def _order(random: Random, mechanism: str) -> list[str]:
    if mechanism == "first_come":
        return ["arrival"]
    order = random.sample(CRITERIA, random.randint(0, 3))
    if mechanism == "deferred":
        order.insert(random.randint(0, len(order)), "own_institute")
    return [*order, random.choice(["draw", "arrival"])]


def _days(random: Random, most: int) -> list[str]:
    return sorted({(FIRST + timedelta(days=random.randrange(14))).isoformat() for _ in range(random.randint(0, most))})


def _session(random: Random, name: str) -> dict[str, Any]:
    return {"id": name, "name": name, "seats": random.randint(0, 4), "days": _days(random, 2)}


def _applicant(random: Random, name: str, sessions: list[str], arrival: int) -> dict[str, Any]:
    return {
        "id": name,
        "wishes": random.sample(sessions, random.randint(0, len(sessions))),
        "values": {
            "mandatory": random.random() < 0.3,
            "promotion_deadline": random.choice([None, -3, 10]),
            "never_attended": random.choice([True, False, None]),
            "longest_waiting": random.choice([None, 0, 5]),
            "earlier_refusals": random.randint(0, 2),
            "arrival": arrival,
        },
        "groups": {
            "unit": UNITS[random.choice(sorted(UNITS))],
            "grade": [random.choice(POOLS["grade"])],
            "series": [random.choice(POOLS["series"])],
        },
        "busy": _days(random, 1),
        "held": random.choice([0, 0, 0, 1, 2]),
        "own": sorted(random.sample(sessions, random.randint(0, len(sessions)))),
    }


def _quota(random: Random, name: str, sessions: list[str], mechanism: str) -> dict[str, Any]:
    kind = "unit" if mechanism == "fill" else random.choice(sorted(POOLS))
    reserved = random.choice([None, 1]) if mechanism in {"serial", "deferred"} else None
    most = random.choice([0, 1, 2]) if reserved is None else random.choice([None, 1, 2])
    return {
        "id": name,
        "kind": kind,
        "keys": sorted(random.sample(POOLS[kind], random.randint(1, 2))),
        "session": random.choice([None, *sessions]),
        "most": most,
        "reserved": reserved,
    }


def _absences(random: Random, sessions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    parts = [date.fromisoformat(day).isocalendar() for session in sessions for day in session["days"]]
    weeks = sorted({f"{part.year}-W{part.week:02d}" for part in parts})
    return [
        {"unit": unit, "week": week, "most": random.randint(0, 4), "held": random.randint(0, 1)}
        for unit in sorted(UNITS)
        for week in weeks
        if random.random() < 0.4
    ]
