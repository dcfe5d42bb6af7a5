"""A small city for tests of the office's pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.worker import work
from baeumgil.stages.people.services.seeding import seed_policies
from baeumgil.stages.people.terms import UnitKind
from baeumgil.stages.roadmap.queries.rulesets import rule_sets
from baeumgil.stages.roadmap.services.requirements import recompute
from baeumgil.stages.roadmap.services.rulesets import adopt, put_in_force, seed_templates
from baeumgil.stages.roadmap.terms import RuleSetId
from tests.build import a_person, a_unit

OPERATOR = Actor.operator(reason="시험")
TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[None]:
    """Every test of these pages happens on one day."""
    with clock.fixed(TODAY):
        yield


@dataclass(frozen=True, slots=True)
class City:
    """Unit ids, and the officials of the division in the order they were made."""

    body: int
    division: int
    other: int
    people: tuple[int, ...]


def the_rules(code: str = "goyang_2024") -> RuleSetId:
    """Policies and shipped rules, one of them in force."""
    seed_policies(actor=OPERATOR)
    seed_templates(actor=OPERATOR)
    found = template(code)
    put_in_force(actor=OPERATOR, rule_set=found)
    return found


def template(code: str = "goyang_2024") -> RuleSetId:
    """A shipped set."""
    return next(row.id for row in rule_sets() if row.code == code)


def own_rules(name: str = "우리 규칙") -> RuleSetId:
    """The city's own copy."""
    return adopt(actor=OPERATOR, template=template(), name=name)


def a_city(people: int = 1) -> City:
    """A city with two divisions; its people were appointed a month ago, so that a stage is open."""
    the_rules()
    body = a_unit("배움시", kind=UnitKind.BODY)
    division, other = a_unit("총무과", parent=body), a_unit("세정과", parent=body)
    made = tuple(
        a_person(f"새내기{number:02d}", unit=division, grade=9, appointed_on=date(2026, 2, 2))
        for number in range(people)
    )
    return City(body, division, other, made)


def computed() -> None:
    """Store everybody's states as of the held day."""
    recompute(actor=OPERATOR, on=clock.today())


def run_jobs() -> int:
    """Let the worker do what waits."""
    return work(until=lambda: False, once=True)
