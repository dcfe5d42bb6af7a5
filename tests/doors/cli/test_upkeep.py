import json
from pathlib import Path

import pytest
from django.db import connection

from baeumgil.core.actors import Actor
from baeumgil.core.models import AuditEntry
from baeumgil.doors.cli import readiness
from baeumgil.stages.people.models import Account, GrantRecord
from baeumgil.stages.people.services.accounts import create_account
from tests.build import a_person, a_unit
from tests.doors.cli.conftest import Call

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.django_db
def test_seeding_twice_is_the_same_as_once(call: Call) -> None:
    assert call("seed").exit_code == 0
    assert call("seed", "--json").exit_code == 0
    rows = json.loads(call("roadmap", "rules", "list", "--json").stdout)["rule_sets"]
    assert [row["code"] for row in rows if row["is_in_force"]] == ["goyang_2024_1"]


@pytest.mark.django_db
def test_migrate_has_nothing_to_do_on_tables_of_this_version(call: Call) -> None:
    result = call("migrate", "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, {"applied": []})


@pytest.mark.django_db
def test_the_first_administrator_gets_a_password_once(call: Call, seeded: None) -> None:
    document = json.loads(call("create-admin", "--username", "gwanri", "--json").stdout)
    account = Account.objects.get(username="gwanri")
    assert account.must_change_password
    assert document["password"] not in {"", account.password}
    grant = GrantRecord.objects.get(account=account)
    assert (grant.role, grant.unit_id) == ("system_admin", None)


@pytest.mark.django_db
def test_a_username_that_is_taken_is_refused(call: Call, seeded: None) -> None:
    call("create-admin")
    result = call("create-admin", "--json")
    assert (result.exit_code, Account.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_a_changed_audit_entry_is_named(call: Call, seeded: None) -> None:
    assert json.loads(call("verify-audit", "--json").stdout) == {"whole": True}
    AuditEntry.objects.filter(number=2).update(subject="다른 일")
    result = call("verify-audit", "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["refused"]) == (1, "audit_broken")
    assert "2번" in document["message"]


@pytest.mark.django_db
def test_the_worker_runs_what_waits_and_ends(call: Call, seeded: None) -> None:
    a_person(staff_no="1", unit=a_unit())
    result = call("work", "--once")
    assert result.exit_code == 0
    document = json.loads(call("doctor", "--json").stdout)
    states = {finding["code"]: finding["level"] for finding in document["findings"]}
    assert (states["requirements"], states["worker"]) == ("good", "good")


def test_an_unsound_sqlite_library_is_refused() -> None:
    if connection.vendor == "sqlite":
        with pytest.raises(readiness.FaultyLibrary):
            readiness.refuse_faulty_library((3, 40, 1))
    readiness.refuse_faulty_library((3, 51, 3))
    readiness.refuse_faulty_library()


@pytest.mark.django_db
def test_doctor_reports_an_empty_installation(call: Call) -> None:
    result = call("doctor", "--json")
    document = json.loads(result.stdout)
    levels = {finding["code"]: finding["level"] for finding in document["findings"]}
    assert (result.exit_code, levels["seeds"], levels["rules"], levels["database"]) == (1, "error", "error", "good")
    assert all(finding["remedy"] for finding in document["findings"] if finding["level"] != "good")


@pytest.mark.django_db
def test_doctor_finds_nothing_wrong_with_a_seeded_one(call: Call, seeded: None) -> None:
    create_account(actor=Actor.operator("시험"), username="someone", display_name="누구")
    found = json.loads(call("doctor", "--json").stdout)["findings"]
    errors = {finding["code"] for finding in found if finding["level"] == "error"}
    # A test cluster does not wait for the disk.
    assert errors <= {"postgresql_fsync", "postgresql_synchronous_commit", "postgresql_full_page_writes"}


@pytest.mark.django_db
def test_doctor_speaks_korean_and_names_the_cure(call: Call) -> None:
    result = call("doctor")
    assert "[오류] 기본 방침이나 제공 규칙이 없습니다." in result.stdout
    assert "→ 'baeumgil seed'를 실행하세요." in result.stdout


def test_the_checked_in_description_of_the_api_is_what_the_code_says(call: Call) -> None:
    described = json.loads(call("api", "describe").stdout)
    assert described == json.loads((ROOT / "docs" / "api" / "openapi.json").read_text(encoding="utf-8"))
    assert described["openapi"].startswith("3.1")


@pytest.mark.django_db(transaction=True)
def test_a_backup_holds_what_was_there(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "backup.sqlite3"
    result = call("backup", str(file), "--json")
    if connection.vendor != "sqlite":
        assert (result.exit_code, json.loads(result.stdout)["refused"]) == (1, "not_backed_up")
        return
    assert result.exit_code == 0
    assert json.loads(result.stdout)["bytes"] == file.stat().st_size > 0
    assert call("backup", str(file)).exit_code == 2


def test_help_lists_every_command_without_django(call: Call) -> None:
    result = call("--help")
    assert result.exit_code == 0
    assert all(name in result.stdout for name in ("people", "roadmap", "demo", "doctor", "run", "migrate"))


def test_an_unknown_command_is_wrong_use(call: Call) -> None:
    assert call("무엇").exit_code == 2
