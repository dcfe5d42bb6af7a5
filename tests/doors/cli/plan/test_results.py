import json

import pytest

from baeumgil.stages.plan.models import YearResult
from tests.build_plan import a_plan, a_version, an_institute
from tests.doors.cli.conftest import Call

pytestmark = pytest.mark.django_db


def test_a_year_is_written_under_the_name_of_its_plan_and_its_actual_figure_later(call: Call) -> None:
    a_version(plan=a_plan(2026, institute=an_institute(), title="2026년 교육훈련계획"))
    said = json.loads(call("plan", "result", "2026", "--planned", "7800", "--note", "최초", "--json").stdout)
    assert said == {
        "year": 2026,
        "plan_name": "2026년 교육훈련계획",
        "planned_people": 7_800,
        "actual_people": None,
        "note": "최초",
        "dry_run": False,
    }
    assert call("plan", "result", "2026", "--planned", "7800", "--actual", "9100").exit_code == 0
    call("plan", "result", "2026", "--planned", "7900")
    kept = YearResult.objects.values_list("plan_name", "planned_people", "actual_people", "note")
    assert list(kept) == [("2026년 교육훈련계획", 7_900, 9_100, "최초")]


def test_a_rehearsal_writes_nothing_and_what_cannot_be_is_refused(call: Call) -> None:
    an_institute()
    said = json.loads(call("plan", "result", "2026", "--planned", "5", "--name", "계획", "--dry-run", "--json").stdout)
    assert (said["planned_people"], said["dry_run"]) == (5, True)
    refused = call("plan", "result", "2026", "--planned", "-5")
    assert refused.exit_code == 1
    assert "어느 계획의 인원인지 없습니다" in refused.stderr
    assert "0보다 작습니다" in refused.stderr
    assert not YearResult.objects.exists()
