import json

import pytest

from baeumgil.stages.plan.models import Institute
from baeumgil.stages.plan.queries.institutes import own_institute, own_units
from tests.build import a_unit
from tests.doors.cli.conftest import Call

pytestmark = pytest.mark.django_db
OURS = ("--code", "goyang", "--name", "고양시 인재교육원", "--body", "고양시")


def test_a_city_puts_in_its_own_institute_before_any_course(call: Call, seeded: None) -> None:
    said = json.loads(call("plan", "institute", *OURS, "--json").stdout)
    own = own_institute()
    assert said == {"id": own.id, "code": "goyang", "name": "고양시 인재교육원", "dry_run": False}
    assert (own.code, own.name, own.body_name, own.is_example) == ("goyang", "고양시 인재교육원", "고양시", False)


def test_the_same_code_is_the_same_institute(call: Call, seeded: None) -> None:
    call("plan", "institute", *OURS)
    call("plan", "institute", "--code", "goyang", "--name", "고양인재원", "--body", "고양시", "--authority", "council")
    assert list(Institute.objects.values_list("code", "name", "authority")) == [("goyang", "고양인재원", "council")]


def test_a_rehearsal_puts_nothing_in(call: Call, seeded: None) -> None:
    assert "바뀐 것은 없습니다" in call("plan", "institute", *OURS, "--dry-run").stderr
    assert not Institute.objects.exists()


def test_an_institute_without_a_name_is_refused(call: Call, seeded: None) -> None:
    refused = call("plan", "institute", "--code", "goyang", "--name", " ", "--body", "고양시")
    assert refused.exit_code == 1
    assert "모두 적으세요" in refused.stderr
    assert not Institute.objects.exists()


def test_the_units_an_institute_serves_are_named_by_code_shown_and_cleared(call: Call, seeded: None) -> None:
    call("plan", "institute", *OURS)
    unit = a_unit("총무과", code="4110000")
    rehearsed = call("plan", "own-units", "goyang", "--unit", "4110000", "--dry-run")
    assert ("총무과" in rehearsed.stdout, own_units(own_institute().id)) == (True, frozenset())
    assert call("plan", "own-units", "goyang", "--unit", "nowhere").exit_code != 0
    named = json.loads(call("plan", "own-units", "goyang", "--unit", "4110000", "--json").stdout)
    assert named == [{"code": "4110000", "name": "총무과"}]
    assert own_units(own_institute().id) == {unit}
    call("plan", "own-units", "goyang", "--clear")
    assert own_units(own_institute().id) == frozenset()
