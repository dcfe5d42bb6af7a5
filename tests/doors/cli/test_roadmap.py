import json
from datetime import date
from pathlib import Path

import pytest

from baeumgil.stages.roadmap.models import Requirement, RuleSet, RuleSetVersion, TrainingRecord
from tests.build import a_person, a_unit
from tests.doors.cli.conftest import Call

pytestmark = pytest.mark.django_db


def _promoted(staff_no: str = "00123", code: str = "9900012") -> None:
    unit = a_unit("총무과", code=code)
    a_person("김하늘", staff_no=staff_no, unit=unit, grade=8, promotions=[(date(2026, 7, 1), 7)])


def test_show_gives_every_stage_with_its_reason(call: Call, seeded: None) -> None:
    _promoted()
    document = json.loads(call("roadmap", "show", "00123", "--on", "2026-11-01", "--json").stdout)
    states = {row["stage"]: (row["state"], row["opens_on"], row["due_on"]) for row in document["standings"]}
    assert states["promotion_7"] == ("due", "2026-07-01", "2027-07-01")
    assert document["next_step"] == "promotion_7"
    assert all(row["reason"] and row["facts"] for row in document["standings"])


def test_show_in_words(call: Call, seeded: None) -> None:
    _promoted()
    result = call("roadmap", "show", "00123", "--on", "2026-11-01")
    assert result.exit_code == 0
    assert "[지금 할 단계]" in result.stdout
    assert "먼저 할 일: 7급 승진자 과정, 2027. 7. 1.(목)까지" in result.stdout


def test_due_lists_who_owes_within_a_unit_and_a_stage(call: Call, seeded: None) -> None:
    _promoted()
    _promoted("00999", code="9900013")
    wanted = ("--on", "2026-11-01", "--unit", "9900012", "--stage", "promotion_7", "--json")
    document = json.loads(call("roadmap", "due", *wanted).stdout)
    assert [(row["staff_no"], row["state"]) for row in document["rows"]] == [("00123", "due")]
    assert document["total"] == 1


def test_due_by_the_name_of_a_stage(call: Call, seeded: None) -> None:
    _promoted()
    result = call("roadmap", "due", "--on", "2026-11-01", "--stage", "7급 승진자 과정")
    assert result.exit_code == 0
    assert "김하늘" in result.stdout


def test_an_unknown_stage_is_refused(call: Call, seeded: None) -> None:
    result = call("roadmap", "due", "--stage", "없는 단계", "--json")
    assert (result.exit_code, json.loads(result.stdout)["refused"]) == (1, "unknown_stage")


def test_without_rules_in_force_the_way_out_is_named(call: Call, db: None) -> None:
    result = call("roadmap", "due", "--json")
    assert (result.exit_code, json.loads(result.stdout)["refused"]) == (1, "no_rules_in_force")


def test_forecast_covers_the_years_asked_for(call: Call, seeded: None) -> None:
    _promoted()
    document = json.loads(call("roadmap", "forecast", "--years", "3", "--json").stdout)
    first = document["first_year"]
    years = {tuple(cell["year"] for cell in stage["cells"]) for stage in document["stages"]}
    assert (document["years"], years) == (3, {(first, first + 1, first + 2)})


def test_forecast_in_words_has_a_column_for_each_year(call: Call, seeded: None) -> None:
    _promoted()
    result = call("roadmap", "forecast", "--years", "2", "--class-size", "30")
    assert result.exit_code == 0
    assert "온보딩" in result.stdout


def test_years_out_of_range_are_refused(call: Call, seeded: None) -> None:
    assert call("roadmap", "forecast", "--years", "900", "--json").exit_code == 1


def test_recompute_stores_the_states(call: Call, seeded: None) -> None:
    _promoted()
    document = json.loads(call("roadmap", "recompute", "--json").stdout)
    assert document["rows"] == Requirement.objects.count() > 0


def test_records_come_in_by_file_and_a_dry_run_leaves_none(call: Call, seeded: None, tmp_path: Path) -> None:
    _promoted()
    file = tmp_path / "이수.csv"
    file.write_text("사번,성명,과정명,수료일\n00123,김하늘,7급 승진자 과정,2026-09-04\n", encoding="utf-8")
    rehearsed = json.loads(call("roadmap", "import-records", str(file), "--dry-run", "--json").stdout)
    assert (rehearsed["rows"], TrainingRecord.objects.count()) == (1, 0)
    assert call("roadmap", "import-records", str(file)).exit_code == 0
    document = json.loads(call("roadmap", "show", "00123", "--on", "2026-11-01", "--json").stdout)
    states = {row["stage"]: (row["state"], row["settled_on"]) for row in document["standings"]}
    assert states["promotion_7"] == ("done", "2026-09-04")


def test_broken_records_are_refused_with_their_rows(call: Call, seeded: None, tmp_path: Path) -> None:
    file = tmp_path / "이수.csv"
    file.write_text("사번,성명,과정명,수료일\n없음,김하늘,7급 승진자 과정,2026-09-04\n", encoding="utf-8")
    result = call("roadmap", "import-records", str(file), "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["refused"]) == (1, "records_broken")
    assert [problem["row"] for problem in document["problems"]] == [2]
    assert TrainingRecord.objects.count() == 0


def test_rules_are_listed_adopted_and_put_in_force(call: Call, seeded: None) -> None:
    made = json.loads(call("roadmap", "rules", "adopt", "goyang_2024", "--name", "배움시 로드맵", "--json").stdout)
    assert call("roadmap", "rules", "put-in-force", made["code"]).exit_code == 0
    rows = json.loads(call("roadmap", "rules", "list", "--json").stdout)["rule_sets"]
    assert [row["name"] for row in rows if row["is_in_force"]] == ["배움시 로드맵"]
    assert "배움시 로드맵" in call("roadmap", "rules", "list").stdout


def test_putting_in_force_can_be_rehearsed(call: Call, seeded: None) -> None:
    assert call("roadmap", "rules", "put-in-force", "seoul_2019", "--dry-run").exit_code == 0
    assert RuleSet.objects.get(is_in_force=True).code == "goyang_2024_1"


def test_rules_go_out_as_a_file_and_come_back_as_a_version(call: Call, seeded: None, tmp_path: Path) -> None:
    code = json.loads(call("roadmap", "rules", "adopt", "goyang_2024", "--name", "배움시", "--json").stdout)["code"]
    file = tmp_path / "rules.json"
    assert call("roadmap", "rules", "export", code, str(file)).exit_code == 0
    document = json.loads(file.read_text(encoding="utf-8"))
    document["stages"][0]["class_size"] = 20
    file.write_text(json.dumps(document), encoding="utf-8")
    result = json.loads(call("roadmap", "rules", "import", code, str(file), "--note", "작은 반", "--json").stdout)
    newest = RuleSetVersion.objects.filter(rule_set__code=code).order_by("-number")[0]
    assert (result["number"], newest.number, newest.note) == (2, 2, "작은 반")


def test_rules_that_are_no_json_are_refused(call: Call, seeded: None, tmp_path: Path) -> None:
    file = tmp_path / "rules.json"
    file.write_text("단계", encoding="utf-8")
    result = call("roadmap", "rules", "import", "goyang_2024", str(file), "--json")
    assert (result.exit_code, json.loads(result.stdout)["refused"]) == (1, "rules_wrong")


def test_an_unknown_rule_set_is_refused(call: Call, seeded: None) -> None:
    result = call("roadmap", "rules", "put-in-force", "없는규칙", "--json")
    assert (result.exit_code, json.loads(result.stdout)["refused"]) == (1, "rule_set_not_found")
