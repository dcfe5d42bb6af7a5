import json
from datetime import date

import pytest

from baeumgil.core.policies import value_on
from tests.doors.cli.conftest import Call

pytestmark = pytest.mark.django_db

LATER, FAR = date(2098, 12, 31), date(2099, 1, 1)


def test_policies_are_listed_and_shown_in_words(call: Call) -> None:
    call("seed")
    assert "15세" in call("policies", "list", "--subject", "roster").stdout
    rows = json.loads(call("policies", "list", "--json").stdout)["policies"]
    assert len(rows) == 23
    shown = call("policies", "show", "people.sign_in").stdout
    assert "잠그는 시간: 10분" in shown
    assert call("policies", "show", "people.nothing").exit_code == 1


def test_one_part_or_the_whole_is_set_from_a_day_on_and_taken_back(call: Call) -> None:
    call("seed")
    day = ("--from", "2099-01-01", "--basis", "조례 제1조")
    call("policies", "set", "schedule.away_percent", "7", *day, "--dry-run")
    assert value_on("schedule.away_percent", FAR) == 10
    assert call("policies", "set", "people.sign_in", "lock_minutes=20", *day).exit_code == 0
    before, after = (value_on("people.sign_in", on) for on in (LATER, FAR))
    assert isinstance(before, dict)
    assert after == {**before, "lock_minutes": 20}
    assert call("policies", "set", "plan.document_number_prefix", "인재기획과", *day).exit_code == 0
    assert value_on("plan.document_number_prefix", FAR) == "인재기획과"
    wrong = call("policies", "set", "plan.committee", '{"most_members": 0}', *day, "--json")
    assert wrong.exit_code == 1
    assert {problem["field"] for problem in json.loads(wrong.stdout)["problems"]} == {
        "most_members",
        "quorum_percent",
        "term_months",
    }
    assert call("policies", "take-back", "people.sign_in", "--from", "2099-01-01").exit_code == 0
    assert value_on("people.sign_in", FAR) == before
