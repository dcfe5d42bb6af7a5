"""One sign-in for each role, on people of the city whose road is worth looking at."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from baeumgil.core.actors import Actor, Role
from baeumgil.doors.cli.demo.officials import REFERENCE_DAY
from baeumgil.doors.cli.demo.roles import AUDIT, DEMO_LOGINS, GENERAL_AFFAIRS, PLANNING_BUREAU, Login
from baeumgil.stages.people.queries.persons import person_rows
from baeumgil.stages.people.rules.columns import code_of
from baeumgil.stages.people.services import accounts
from baeumgil.stages.people.terms import PersonKind, Position
from baeumgil.stages.roadmap.queries.standings import CityStandings, units_on
from baeumgil.stages.roadmap.terms import StageState

FARTHEST_RETIREMENT = np.datetime64("2034-01-01", "D")
HELD_SINCE = date(2024, 1, 2)


Flags = NDArray[np.bool_]


def make_logins(actor: Actor, city: CityStandings, unit_ids: Mapping[str, int]) -> dict[Login, int]:
    """One account per sign-in, in their order; the administrator belongs to nobody."""
    chosen = _choose(city, unit_ids)
    rows = person_rows(person_ids=chosen.values(), on=REFERENCE_DAY)
    made: dict[Login, int] = {}
    for login in DEMO_LOGINS:
        person = chosen.get(login.username)
        account = accounts.create_account(
            actor=actor,
            username=login.username,
            display_name="시스템 관리자" if person is None else rows[person].name,
            person=person,
            password=login.password,
            must_change_password=False,
        )
        if login.role is not Role.OFFICIAL:  # that one comes with the person
            accounts.grant_role(
                actor=actor,
                account=account.id,
                role=login.role,
                unit=unit_ids[login.unit] if login.unit else None,
                starts_on=HELD_SINCE,
            )
        made[replace(login, person="" if person is None else _words(rows[person]))] = account.id
    return made


def _words(row: object) -> str:
    parts = (getattr(row, "unit_name", ""), getattr(row, "grade_title", ""), getattr(row, "name", ""))
    return " · ".join(part for part in parts if part)


def _choose(city: CityStandings, unit_ids: Mapping[str, int]) -> dict[str, int]:
    """People by user name: the first of each sort who is at work and stays for years."""
    careers = city.careers
    units, grades = units_on(careers, REFERENCE_DAY), _grades(city)
    serving = (careers.kind == code_of(PersonKind.OFFICIAL)) & _at_work(city)
    staying = serving & (careers.retires > FARTHEST_RETIREMENT)
    affairs, audit = units == unit_ids[GENERAL_AFFAIRS], units == unit_ids[AUDIT]
    wishes: Sequence[tuple[str, Sequence[Flags]]] = (
        ("official", (staying & _interesting(city), staying)),
        ("liaison", (staying & affairs & (grades == 7), staying & affairs, staying)),  # noqa: PLR2004  7급
        ("office", (staying & affairs & (grades == 6), staying & affairs, staying)),  # noqa: PLR2004  6급
        ("team-leader", (staying & affairs & _holding(city, Position.TEAM_LEADER), staying)),
        ("division-head", (serving & affairs & _holding(city, Position.DIVISION_HEAD), staying)),
        ("auditor", (staying & audit, staying)),
        ("instructor", (staying & _holding(city, Position.TEAM_LEADER), staying)),
        (
            "head",
            (
                serving & (units == unit_ids[PLANNING_BUREAU]) & _holding(city, Position.BUREAU_HEAD),
                staying,
            ),
        ),
        (
            "deputy-mayor",
            (
                serving & _holding(city, Position.DEPUTY_HEAD),
                serving & _holding(city, Position.BUREAU_HEAD),
                staying,
            ),
        ),
    )
    taken: dict[str, int] = {}
    for username, choices in wishes:
        person = _first(careers.person, choices, set(taken.values()))
        if person is not None:
            taken[username] = person
    return taken


def _first(people: NDArray[np.int64], choices: Sequence[Flags], taken: set[int]) -> int | None:
    for wished in choices:
        for person in people[wished].tolist():
            if person not in taken:
                return int(person)
    return None


def _interesting(city: CityStandings) -> Flags:
    """People with something done, something to do now and something ahead."""
    rows = city.standings
    found = np.ones(len(city.careers), dtype=bool)
    for state, least in ((StageState.DONE, 2), (StageState.DUE, 1), (StageState.UPCOMING, 1)):
        count = np.bincount(rows.at[rows.state == code_of(state)], minlength=len(city.careers))
        found &= count >= least
    return found


def _at_work(city: CityStandings) -> Flags:
    day = np.datetime64(REFERENCE_DAY, "D")
    absences = city.careers.absences
    present = np.ones(len(city.careers), dtype=bool)
    present[absences.at[(absences.starts <= day) & (absences.ends >= day)]] = False
    return present


def _holding(city: CityStandings, position: Position) -> Flags:
    postings = city.careers.postings
    held: Flags = _latest(len(city.careers), postings.at, postings.position) == code_of(position)
    return held


def _grades(city: CityStandings) -> NDArray[np.int64]:
    grades = city.careers.grades
    return _latest(len(city.careers), grades.at, grades.grade)


def _latest(size: int, at: NDArray[np.int64], values: NDArray[np.int16]) -> NDArray[np.int64]:
    """The last value per person; spans are sorted by person and start."""
    found = np.full(size, -1, dtype=np.int64)
    found[at] = values
    return found
