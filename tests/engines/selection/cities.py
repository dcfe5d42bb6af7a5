"""Selections of a city's size, as one call over all courses: every cap at work, demand well above the seats."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from baeumgil.engines.selection.drawing import seed_hash
from baeumgil.engines.selection.problem import AbsenceCap, Applicant, Mechanism, Problem, Quota, Session, week_of
from tests.engines.selection.cases import MONDAY, ORDER, SEED


def a_city(
    people: int, seats: int, *, mechanism: Mechanism = "serial", has_caps: bool = True, seed: int = 1
) -> Problem:
    """So many applicants for so many seats in sessions of about 25, units of about 35 people in 12 bureaus."""
    dice = random.Random(seed)
    number = max(1, seats // 25)
    halls = [
        Session(f"s{at:04}", f"{at}기", seats // number + (at < seats % number), _days(dice)) for at in range(number)
    ]
    units = max(3, people // 35)
    rows = [_applicant(dice, at, halls, dice.randrange(units)) for at in range(people)]
    if not has_caps:
        rows = [replace(one, busy=(), held=0) for one in rows]
    quotas = [
        Quota(f"u{at:04}", "unit", frozenset({f"u{at:04}"}), None, 3 if mechanism == "fill" else 4)
        for at in range(units)
    ]
    is_plain = has_caps and mechanism == "serial"
    if is_plain:
        quotas += [Quota(f"g{grade}", "grade", frozenset({f"{grade}"}), None, 12) for grade in range(5, 10)]
    weeks = sorted({week_of(day) for one in halls for day in one.days})
    return Problem(
        name="시 전체",
        mechanism=mechanism,
        order=ORDER,
        sessions=tuple(halls),
        applicants=tuple(rows),
        quotas=tuple(quotas) if has_caps else (),
        absences=tuple(AbsenceCap(f"u{at:04}", week, 3) for at in range(units) for week in weeks) if is_plain else (),
        seats_a_year=3 if has_caps else None,
        seed_hash=seed_hash(SEED),
    )


def _days(dice: random.Random) -> tuple[date, ...]:
    first = MONDAY + timedelta(days=7 * dice.randrange(40) + dice.randrange(3))
    return tuple(first + timedelta(days=day) for day in range(dice.randint(1, 3)))


def _applicant(dice: random.Random, at: int, halls: Sequence[Session], unit: int) -> Applicant:
    # Some sessions are dearer to everybody, some to a unit: that is where lines fall.
    near = int(len(halls) * dice.random() ** 1.6) if dice.random() < 0.5 else unit * 7 % len(halls)
    wishes = dict.fromkeys(halls[(near + int(8 * dice.random() ** 2)) % len(halls)].id for _ in range(3))
    return Applicant(
        id=f"n{at:07}",
        wishes=tuple(wishes),
        values={
            "mandatory": dice.random() < 0.15,
            "promotion_deadline": dice.choice((None, None, None, dice.randrange(700))),
            "never_attended": dice.random() < 0.6,
            "longest_waiting": dice.choice((0, 0, dice.randrange(500))),
            "earlier_refusals": dice.choice((0, 0, 0, 1, 2)),
        },
        groups={"unit": (f"u{unit:04}", f"b{unit % 12}"), "grade": (str(dice.randint(5, 9)),)},
        busy=(MONDAY + timedelta(days=dice.randrange(280)),) if dice.random() < 0.1 else (),
        held=dice.choice((0, 0, 0, 0, 1, 2, 2, 3 if dice.random() < 0.2 else 0)),
    )
