import json
from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from baeumgil.core.actors import Actor
from baeumgil.doors.cli.demo import build
from baeumgil.stages.plan.models import PlanLine
from baeumgil.stages.plan.services.samples_seoul import load_seoul
from tests.build_plan import a_course, a_line, a_plan, a_version, an_institute
from tests.doors.cli.conftest import Call
from tests.module_rows import rows_for_a_module

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def seoul(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    operator = Actor.operator("시험")
    with rows_for_a_module(django_db_blocker):
        build.seed(operator)
        load_seoul(actor=operator)
        yield


def test_totals_of_seoul_answer_in_a_city_without_a_plan_of_that_year(call: Call, seoul: None) -> None:
    own = an_institute()
    a_line(version=a_version(plan=a_plan(2027, institute=own)), course=a_course(institute=own))
    said = json.loads(call("plan", "totals", "2019", "--json").stdout)
    assert (said["year"], said["institute"], said["is_example"], said["version"]) == (2019, "seoul", True, 1)
    assert (said["state"], said["previous_year"]) == ("approved", 2018)
    total = said["total"]
    assert (total["courses"], total["people"]) == (239, 198_999)
    assert (total["previous"]["courses"], total["previous"]["people"]) == (229, 168_350)
    assert (total["change"]["courses"], total["change"]["people"]) == (10, 30_649)
    assert {key: said["changes"][key] for key in ("new", "ended", "improved", "kept")} == {
        "new": 46,
        "ended": 36,
        "improved": 94,
        "kept": 99,
    }
    assert said["flows"][0] == {
        "delivery": "class",
        "before": 123,
        "new": 22,
        "ended": 20,
        "now": 125,
        "improved": 81,
        "kept": 22,
        "agrees": True,
    }
    assert [(row["year"], row["planned_people"], row["actual_people"]) for row in said["years"]] == [
        (2017, 161_820, 206_820),
        (2018, 168_350, 180_347),
        (2019, 198_999, None),
    ]


def test_totals_in_words(call: Call, seoul: None) -> None:
    result = call("plan", "totals", "2019", "--institute", "seoul")
    assert result.exit_code == 0
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["집합", "125", "123", "2"] in [line[:4] for line in lines]
    assert ["계", "229", "46", "36", "239", "94", "99"] in lines


def test_a_first_plan_has_no_flows(call: Call, seoul: None) -> None:
    said = json.loads(call("plan", "totals", "2018", "--json").stdout)
    assert (said["total"]["courses"], said["total"]["people"], said["flows"]) == (229, 168_350, [])
    assert "전년도 계획이 없어" in call("plan", "totals", "2018").stdout


def test_two_years_side_by_side(call: Call, seoul: None) -> None:
    said = json.loads(call("plan", "compare", "2018", "2019", "--json").stdout)
    assert (len(said["added"]), len(said["removed"])) == (46, 36)
    assert (len(said["changed"]), said["unchanged"]) == (94, 99)
    assert said["change"]["people"] == 30_649
    team = next(each for each in said["changed"] if each["name"] == "팀장리더십")
    assert {change["field"]: (change["before"], change["after"]) for change in team["changes"]} == {
        "improvements": (None, "인원 확대, 교과 개편"),
        "sessions": (5, 10),
        "seats_per_session": (None, 25),
        "seats": (125, 250),
    }
    replaced = next(each for each in said["removed"] if each["name"] == "사회복지 행정")
    assert [heir["name"] for heir in replaced["successors"]] == ["e-서울형 복지의 이해"]


def test_comparison_in_words(call: Call, seoul: None) -> None:
    result = call("plan", "compare", "2018", "2019")
    assert result.exit_code == 0
    assert "[새 과정] 46개" in result.stdout
    assert "[없어진 과정] 36개" in result.stdout


def test_all_plans(call: Call, seoul: None) -> None:
    said = json.loads(call("plan", "list", "--json").stdout)
    assert [(row["year"], row["institute_code"], row["courses"], row["people"]) for row in said] == [
        (2019, "seoul", 239, 198_999),
        (2018, "seoul", 229, 168_350),
    ]
    assert "서울특별시 인재개발원" in call("plan", "list").stdout


def test_an_approved_plan_is_verified(call: Call, seoul: None) -> None:
    said = json.loads(call("plan", "verify", "2019", "--json").stdout)
    assert (said["frozen"], said["intact"], len(said["digest"])) == (True, True, 64)
    assert "승인된 내용 그대로입니다" in call("plan", "verify", "2019").stdout


def test_a_plan_changed_behind_our_back_is_found(call: Call, seoul: None) -> None:
    PlanLine.objects.filter(version__plan__year=2019, name="서울이해").update(seats=61)
    result = call("plan", "verify", "2019", "--json")
    assert (result.exit_code, json.loads(result.stdout)["refused"]) == (1, "plan_not_intact")


def test_a_draft_has_nothing_to_verify(call: Call, seeded: None) -> None:
    own = an_institute()
    a_line(version=a_version(plan=a_plan(2027, institute=own)), course=a_course(institute=own))
    assert "아직 승인되지 않은" in call("plan", "verify", "2027").stdout


@pytest.mark.parametrize("arguments", [("totals", "2031"), ("compare", "2031", "2032"), ("verify", "2031")])
def test_a_year_without_a_plan_is_refused(call: Call, seeded: None, arguments: tuple[str, ...]) -> None:
    result = call("plan", *arguments, "--json")
    assert (result.exit_code, json.loads(result.stdout)["refused"]) == (1, "plan_not_found")
