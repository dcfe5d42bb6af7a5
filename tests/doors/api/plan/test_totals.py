from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from baeumgil.core.actors import Actor
from baeumgil.stages.people.terms import Scope
from baeumgil.stages.plan.services.samples_seoul import load_seoul
from baeumgil.stages.plan.services.seeding import seed_plan
from tests.doors.api.conftest import Ask
from tests.module_rows import rows_for_a_module


@pytest.fixture(scope="module")
def seoul(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    operator = Actor.operator("시험")
    with rows_for_a_module(django_db_blocker):
        seed_plan(actor=operator)
        load_seoul(actor=operator)
        yield


def _ask(ask: Ask, path: str, **query: Any) -> Any:
    return ask(path, Scope.PLAN_READ, **query).json()


def test_years(ask: Ask, seoul: None) -> None:
    rows = _ask(ask, "/plan/years")["plans"]
    assert [(row["year"], row["institute"], row["courses"], row["state"]) for row in rows] == [
        (2019, "seoul", 239, "approved"),
        (2018, "seoul", 229, "approved"),
    ]


def test_one_plan_whole(ask: Ask, seoul: None) -> None:
    said = _ask(ask, "/plan/2019")
    assert (said["year"], said["document_number"], len(said["courses"])) == (2019, "인재기획과-15195", 275)
    assert (len(said["contents"]), len(said["pre_checks"])) == (6, 12)
    team = next(course for course in said["courses"] if course["name"] == "팀장리더십")
    assert (team["sessions"], team["people"], team["previous_people"]) == (10, 250, 125)
    assert (team["verb"], team["improvements"]) == ("improved", ["enlarged", "content"])


def test_totals(ask: Ask, seoul: None) -> None:
    said = _ask(ask, "/plan/2019/totals", institute="seoul")
    assert (said["total"]["courses"], said["total"]["people"]) == (239, 198_999)
    assert (said["changes"]["new"], said["changes"]["ended"], said["changes"]["improved"]) == (46, 36, 94)
    assert [(flow["delivery"], flow["before"], flow["now"]) for flow in said["flows"]] == [
        ("class", 123, 125),
        ("online", 106, 114),
        ("total", 229, 239),
    ]


def test_two_years(ask: Ask, seoul: None) -> None:
    said = _ask(ask, "/plan/2018/compare/2019")
    assert (said["before"]["year"], said["after"]["year"]) == (2018, 2019)
    assert (len(said["added"]), len(said["removed"]), said["change"]["courses"]) == (46, 36, 10)


def test_a_key_without_the_scope_is_refused(ask: Ask, seoul: None) -> None:
    for path in ("/plan/years", "/plan/2019", "/plan/2019/totals", "/plan/2018/compare/2019"):
        answer = ask(path, Scope.ROADMAP_READ)
        assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")


def test_a_year_without_a_plan_is_not_found(ask: Ask, seoul: None) -> None:
    for path in ("/plan/2031", "/plan/2031/totals", "/plan/2019/compare/2031"):
        answer = ask(path, Scope.PLAN_READ)
        assert (answer.status_code, answer.json()["code"]) == (404, "plan_not_found")
