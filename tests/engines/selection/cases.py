"""Invented selections: small ones that meet every cap, and large ones like a city's year."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from baeumgil.engines.selection.drawing import seed_hash
from baeumgil.engines.selection.problem import AbsenceCap, Applicant, Mechanism, Problem, Quota, Session, Value, week_of

SEED = "5a" * 32
MONDAY = date(2026, 3, 2)
ORDER = ("mandatory", "promotion_deadline", "never_attended", "longest_waiting", "earlier_refusals", "draw")
UNITS: Mapping[str, tuple[str, ...]] = {"a1": ("a1", "a"), "a2": ("a2", "a"), "b1": ("b1", "b")}


def a_session(name: str, seats: int = 1, days: Sequence[date] = ()) -> Session:
    return Session(name, name, seats, tuple(days))


def an_applicant(name: str, *wishes: str, **fields: Any) -> Applicant:
    return Applicant(name, wishes, **fields)


def a_problem(
    sessions: Sequence[Session], applicants: Sequence[Applicant], *, mechanism: Mechanism = "serial", **fields: Any
) -> Problem:
    order = ("arrival",) if mechanism == "first_come" else ("longest_waiting", "draw")
    return Problem(
        **{
            "name": "시험",
            "mechanism": mechanism,
            "order": order,
            "sessions": tuple(sessions),
            "applicants": tuple(applicants),
            "seed_hash": seed_hash(SEED),
            **fields,
        }
    )


KINDS = ("plain", "caps", "reserves", "fixed", "deferred", "common", "fill", "first_come")


def a_random_problem(seed: int, kind: str, *, people: int = 6, sessions: int = 4) -> Problem:
    """One of a kind; few values, so that ties and full caps are frequent."""
    dice = random.Random(f"{kind} {seed}")
    halls = [
        Session(
            f"s{at}",
            f"{at}기",
            dice.choice((0, 1, 1, 2, 3)),
            tuple(MONDAY + timedelta(days=7 * dice.randrange(3) + day) for day in range(dice.randrange(3))),
        )
        for at in range(dice.randint(1, sessions))
    ]
    rows = [_person(dice, f"p{at}", [one.id for one in halls], at) for at in range(dice.randint(1, people))]
    if kind in {"fill", "first_come"} or dice.random() < 0.3:
        rows = [Applicant(**{**_fields(one), "held": 0, "busy": ()}) for one in rows]
    quotas = _quotas(dice, kind, halls)
    absences: tuple[AbsenceCap, ...] = ()
    if kind in {"caps", "fixed"}:
        weeks = sorted({week_of(day) for one in halls for day in one.days})
        absences = tuple(
            AbsenceCap(unit, week, dice.randint(0, 2), dice.randint(0, 1))
            for unit in ("a", "a1", "b1")
            for week in weeks
            if dice.random() < 0.6
        )
    order = {
        "first_come": ("arrival",),
        "deferred": ("mandatory", "own_institute", "longest_waiting", "draw"),
    }.get(kind, dice.choice((ORDER, ("draw",), ("never_attended", "arrival"))))
    mechanism: dict[str, Mechanism] = {
        "deferred": "deferred",
        "common": "deferred",
        "fill": "fill",
        "first_come": "first_come",
    }
    return Problem(
        name="시험",
        mechanism=mechanism.get(kind, "serial"),
        order=order,
        sessions=tuple(halls),
        applicants=tuple(rows),
        quotas=quotas,
        absences=absences,
        seats_a_year=dice.choice((None, 2)),
        most_waiting=dice.choice((None, 0, 2)),
        seed_hash=seed_hash(SEED),
    )


def _person(dice: random.Random, name: str, halls: list[str], at: int) -> Applicant:
    unit = dice.choice(sorted(UNITS))
    values: dict[str, Value] = {
        "mandatory": dice.random() < 0.3,
        "promotion_deadline": dice.choice((None, None, 30)),
        "never_attended": dice.random() < 0.5,
        "longest_waiting": dice.choice((0, 0, 40)),
        "earlier_refusals": dice.choice((0, 1)),
        "arrival": at + 1,
    }
    return Applicant(
        id=name,
        wishes=tuple(dice.sample(halls, dice.randint(1, len(halls)))),
        values=values,
        groups={"unit": UNITS[unit], "grade": (dice.choice("67"),), "series": (dice.choice("xy"),)},
        busy=(MONDAY + timedelta(days=dice.randrange(21)),) if dice.random() < 0.2 else (),
        held=dice.choice((0, 0, 0, 2)),
        own=tuple(dice.sample(halls, dice.randint(0, len(halls)))),
    )


def _fields(one: Applicant) -> dict[str, Any]:
    return {name: getattr(one, name) for name in Applicant.__dataclass_fields__}


def _quotas(dice: random.Random, kind: str, halls: Sequence[Session]) -> tuple[Quota, ...]:
    found: list[Quota] = []
    small = min((one.seats for one in halls), default=0)

    def add(kind_of: str, *keys: str, reserved: int | None = None) -> None:
        most = dice.choice((0, 1, 1, 2)) if reserved is None else None
        session = dice.choice((None, halls[0].id))
        found.append(Quota(f"q{len(found)}", kind_of, frozenset(keys), session, most, reserved))

    if kind in {"caps", "fill", "deferred", "common", "reserves", "fixed", "first_come"}:
        add("unit", "a")
        if dice.random() < 0.5:
            add("unit", "a1")
    if kind in {"caps", "fixed", "first_come"}:
        add("grade", "6")
        add("series", "x", "y")
    room = min(small, halls[0].seats)
    if kind in {"reserves", "deferred", "common"} and room >= 1:
        add("unit", dice.choice(("a1", "b1")), reserved=1)
        if room >= 2:
            add("unit", "a2", reserved=1)
    if kind == "fixed" and room >= 1:
        add("grade", "7", reserved=1)
        if room >= 2:
            add("series", "x", reserved=1)
    return tuple(found)
