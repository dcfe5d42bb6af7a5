from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from baeumgil.core.actors import Actor
from baeumgil.stages.people.services.api_keys import create_api_key
from baeumgil.stages.people.services.seeding import seed_policies
from baeumgil.stages.people.terms import Scope
from baeumgil.stages.roadmap.queries.rulesets import rule_sets
from baeumgil.stages.roadmap.services import rulesets
from tests.build import a_person, a_unit

Ask = Callable[..., Any]
ALL = (Scope.PEOPLE_READ, Scope.ROADMAP_READ)


@pytest.fixture
def city(db: None) -> int:
    """Two units, two people, rules in force; the id of the first unit."""
    operator = Actor.operator("시험")
    seed_policies(actor=operator)
    rulesets.seed_templates(actor=operator)
    template = next(row for row in rule_sets() if row.code == "goyang_2024")
    rulesets.put_in_force(actor=operator, rule_set=template.id)
    top = a_unit("배움시", code="9900000")
    first, second = a_unit("총무과", code="9900012", parent=top), a_unit("세정과", code="9900014", parent=top)
    a_person("김하늘", staff_no="00123", unit=first, grade=8, promotions=[(date(2026, 7, 1), 7)])
    a_person("이솔", staff_no="00124", unit=second, grade=7)
    return first


def a_key(*scopes: Scope) -> str:
    """The secret of a new key."""
    return create_api_key(actor=Actor.operator("시험"), name="시험", scopes=[scope.value for scope in scopes]).secret


@pytest.fixture
def ask(city: int) -> Ask:
    """Asks with a key of these scopes; the answer."""

    def get(path: str, *scopes: Scope, language: str = "", **query: Any) -> Any:
        headers = {"authorization": f"Bearer {a_key(*(scopes or ALL))}"}
        if language:
            headers["accept-language"] = language
        return Client().get(f"/api/v1{path}", query, headers=headers)

    return get
