"""`baeumgil enrolment verify`: no database is asked for."""

import json
from pathlib import Path

from tests.doors.cli.conftest import Call
from tests.engines.selection_checking.bundles import sealed, small


def test_a_bundle_is_recomputed_and_told_in_figures(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "bundle.json"
    file.write_bytes(sealed(small()))
    result = call("enrolment", "verify", str(file))
    digest = small_digest()
    assert result.exit_code == 0
    assert result.stdout == f"신청 6, 자리 3, 선발 3, 대기 2, 미선발 1\n지문 {digest}\n"
    document = json.loads(call("enrolment", "verify", str(file), "--json").stdout)
    assert (document["is_sound"], document["findings"], document["figures"]["waiting"]) == (True, [], 2)


def test_a_falsehood_sealed_anew_is_told_from_the_truth_by_the_published_digest(call: Call, tmp_path: Path) -> None:
    other = small()
    other["problem"]["absences"] = []
    file = tmp_path / "bundle.json"
    file.write_bytes(sealed(other))
    assert "공표된 지문과 견주어" in call("enrolment", "verify", str(file)).stderr
    result = call("enrolment", "verify", str(file), "--digest", small_digest())
    assert result.exit_code == 1
    assert result.stdout.startswith(f"- digest: 공표된 지문({small_digest()})의 묶음이 아닙니다.")
    file.write_bytes(sealed(small()))
    assert call("enrolment", "verify", str(file), "--digest", small_digest().upper()).exit_code == 0


def small_digest() -> str:
    return str(json.loads(sealed(small()))["digest"])


def test_what_differs_is_named_and_ends_with_one(call: Call, tmp_path: Path) -> None:
    changed = small()
    changed["result"]["waiting"].reverse()
    file = tmp_path / "bundle.json"
    file.write_bytes(sealed(changed))
    result = call("enrolment", "verify", str(file))
    assert (result.exit_code, result.stdout.count("\n")) == (1, 2)
    assert "result.waiting: 1번째는 'DDDD'이어야 하나 'FFFF'(으)로 적혔습니다." in result.stdout
    assert "2곳" in result.stderr
    as_json = call("enrolment", "verify", str(file), "--json")
    assert (as_json.exit_code, len(json.loads(as_json.stdout)["findings"])) == (1, 2)


def test_a_file_that_is_not_there_is_wrong_use(call: Call, tmp_path: Path) -> None:
    assert call("enrolment", "verify", str(tmp_path / "none.json")).exit_code == 2
