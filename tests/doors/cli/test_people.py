import json
from datetime import date
from pathlib import Path

import pytest

from baeumgil.core.models import AuditEntry
from baeumgil.stages.people.models import Person, Posting, RosterImport
from tests.build import a_person, a_roster_file, a_roster_row, a_unit
from tests.doors.cli.conftest import Call

pytestmark = pytest.mark.django_db


def _city() -> None:
    city = a_unit("배움시", code="9900000")
    a_unit("총무과", code="9900012", parent=city)


def test_show_as_json_gives_the_career_as_of_the_day(call: Call, seeded: None) -> None:
    unit = a_unit("총무과", code="9900012")
    a_person("김하늘", staff_no="00123", unit=unit, promotions=[(date(2020, 1, 1), 6)])
    result = call("people", "show", "00123", "--on", "2019-05-01", "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert (document["on"], document["person"]["name"], document["person"]["grade"]) == ("2019-05-01", "김하늘", 7)
    assert [span["starts_on"] for span in document["career"]["grades"]] == ["2015-03-02", "2020-01-01"]


def test_show_speaks_korean(call: Call, seeded: None) -> None:
    a_person("김하늘", staff_no="00123", unit=a_unit("총무과"))
    result = call("people", "show", "00123", "--on", "2026-11-01")
    assert result.exit_code == 0
    assert result.stdout.startswith("총무과 · 7급 · 김하늘\n")
    assert "2015. 3. 2.(월)" in result.stdout


def test_an_unknown_staff_number_is_refused_with_its_code(call: Call, seeded: None) -> None:
    result = call("people", "show", "없음", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["refused"] == "person_not_found"


def test_an_unknown_file_is_wrong_use(call: Call, seeded: None) -> None:
    assert call("people", "import", "/없는/명단.xlsx").exit_code == 2


def test_a_day_that_is_none_is_wrong_use(call: Call, seeded: None) -> None:
    assert call("people", "show", "00123", "--on", "2026-13-40").exit_code == 2


def test_import_changes_people_and_says_what(call: Call, seeded: None, tmp_path: Path) -> None:
    _city()
    file = a_roster_file(tmp_path, [a_roster_row("00001"), a_roster_row("00002", name="이솔")])
    result = call("people", "import", str(file), "--as-of", "2026-11-01", "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["counts"], document["rows"]) == (0, {"new": 2}, 2)
    assert list(Person.objects.order_by("staff_no").values_list("staff_no", flat=True)) == ["00001", "00002"]


def test_importing_again_changes_nothing(call: Call, seeded: None, tmp_path: Path) -> None:
    _city()
    file = a_roster_file(tmp_path, [a_roster_row("00001")])
    call("people", "import", str(file), "--as-of", "2026-11-01")
    again = json.loads(call("people", "import", str(file), "--as-of", "2026-11-01", "--json").stdout)
    assert (again["counts"], again["people_changed"]) == ({"unchanged": 1}, 0)


def test_a_dry_run_says_the_same_and_changes_nothing(call: Call, seeded: None, tmp_path: Path) -> None:
    _city()
    file = a_roster_file(tmp_path, [a_roster_row("00001")])
    before = AuditEntry.objects.count()
    result = call("people", "import", str(file), "--dry-run", "--json", "--as-of", "2026-11-01")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["counts"], document["import"]) == (0, {"new": 1}, None)
    counts = (Person.objects.count(), RosterImport.objects.count(), AuditEntry.objects.count())
    assert counts == (0, 0, before)


def test_every_problem_is_listed_and_nothing_is_changed(call: Call, seeded: None, tmp_path: Path) -> None:
    _city()
    rows = [a_roster_row("00001", unit="없는과"), a_roster_row("00001", birth_on="90.5.1")]
    result = call("people", "import", str(a_roster_file(tmp_path, rows)), "--as-of", "2026-11-01", "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["refused"]) == (1, "roster_broken")
    assert {problem["row"] for problem in document["problems"]} == {2, 3}
    assert Person.objects.count() == 0


def test_an_import_can_be_undone(call: Call, seeded: None, tmp_path: Path) -> None:
    _city()
    file = a_roster_file(tmp_path, [a_roster_row("00001")])
    number = json.loads(call("people", "import", str(file), "--as-of", "2026-11-01", "--json").stdout)["import"]
    result = call("people", "undo-import", str(number), "--json")
    assert result.exit_code == 0
    assert (Person.objects.count(), Posting.objects.count()) == (0, 0)


def test_import_without_seeds_names_the_command(call: Call, db: None, tmp_path: Path) -> None:
    file = a_roster_file(tmp_path, [a_roster_row("00001")])
    result = call("people", "import", str(file), "--json")
    assert (result.exit_code, json.loads(result.stdout)["refused"]) == (1, "not_seeded")
    assert "baeumgil seed" in result.stderr


def test_the_operators_reason_is_kept(call: Call, seeded: None, tmp_path: Path) -> None:
    _city()
    file = a_roster_file(tmp_path, [a_roster_row("00001")])
    call("people", "import", str(file), "--as-of", "2026-11-01", "--reason", "11월 정기 명단")
    entries = AuditEntry.objects.filter(reason="11월 정기 명단", actor_kind="operator")
    assert entries.filter(action="people.apply_roster").count() == 1
