import pytest

from baeumgil.stages.people.terms import Scope
from tests.doors.api.conftest import Ask
from tests.doors.web.plan.needs_world import YEAR, a_world, held_clock

pytestmark = pytest.mark.django_db
__all__ = ["held_clock"]


def test_needs_of_a_year(ask: Ask) -> None:
    a_world()
    said = ask(f"/plan/{YEAR}/needs", Scope.PLAN_READ).json()
    assert (said["year"], said["decided"], said["demand_on"], said["new_requests"]) == (YEAR, 0, None, [])
    course = said["courses"][0]
    assert (course["code"], course["field"], course["last_year"]) == ("D01", "디지털", {"sessions": 2, "seats": 70})
    assert (course["result"]["applied"], course["result"]["completion_percent"]) == (140, 70.0)
    assert course["result"]["themes"] == [{"word": "실습", "count": 12}]
    proposal = course["proposal"]
    assert (proposal["sessions"], proposal["seats"], proposal["floor"]) == (3, 105, 0)
    assert proposal["reasons"][-1] == "91명 → 35명씩 3회 = 105석"
    assert course["decided"] is None


def test_an_unknown_institute_is_not_found(ask: Ask) -> None:
    a_world()
    assert ask(f"/plan/{YEAR}/needs", Scope.PLAN_READ, institute="nowhere").status_code == 404


def test_a_key_without_the_scope_reads_nothing(ask: Ask) -> None:
    a_world()
    assert ask(f"/plan/{YEAR}/needs", Scope.PEOPLE_READ).status_code == 403
