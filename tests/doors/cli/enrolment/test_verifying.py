"""`baeumgil enrolment verify`: no database is asked for."""

import json
from pathlib import Path

from tests.doors.cli.conftest import Call
from tests.engines.selection_checking.bundles import sealed, small


def test_a_bundle_is_recomputed_and_told_in_figures(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "bundle.json"
    file.write_bytes(sealed(small()))
    result = call("enrolment", "verify", str(file))
    assert (result.exit_code, result.stdout) == (0, "신청 6, 자리 3, 선발 3, 대기 2, 미선발 1\n")
    document = json.loads(call("enrolment", "verify", str(file), "--json").stdout)
    assert (document["is_sound"], document["findings"], document["figures"]["waiting"]) == (True, [], 2)


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
