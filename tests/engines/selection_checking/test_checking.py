import ast
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.engines import selection_checking
from baeumgil.engines.selection.judging import SelectionBroken
from baeumgil.engines.selection.reading import read_problem
from baeumgil.engines.selection.selecting import select
from baeumgil.engines.selection.writing import bundle, problem_as_json
from baeumgil.engines.selection_checking.checking import check
from baeumgil.engines.selection_checking.known import gaps_of
from tests.engines.selection_checking.bundles import PARTS, SEED, applicant, canonical, sealed, small
from tests.engines.selection_checking.problems import problem

FOLDER = Path(selection_checking.__file__).parent
SOUND = sealed(small())
FIGURES = {
    "applicants": 6,
    "seats": 3,
    "seated": 3,
    "waiting": 2,
    "not_selected": 1,
    "refusals": 6,
    "overrides": 0,
}


def paths(bundle: bytes) -> list[str]:
    return [finding.path for finding in check(bundle).findings]


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    file = small()
    change(file)
    return sealed(file)


def test_what_was_worked_out_on_paper_is_sound() -> None:
    report = check(SOUND)
    assert (report.is_sound, report.findings, report.figures) == (True, (), FIGURES)


def test_what_was_announced_must_be_what_was_computed_with() -> None:
    assert paths(changed(lambda file: file["call"]["sessions"].pop())) == ["call.sessions"]
    assert paths(changed(lambda file: file["call"].update(sessions=None))) == ["call.sessions"]
    early = changed(lambda file: file["published"].update(at="2026-03-09T08:59:59+00:00"))
    assert paths(early) == ["published.at"]
    assert paths(changed(lambda file: file["call"].update(closes_at="someday"))) == []


def test_a_file_made_anew_is_known_by_the_published_digest_alone() -> None:
    other = changed(lambda file: file["problem"].update(absences=[]))
    published = check(SOUND).digest
    assert check(other).is_sound
    assert [finding.path for finding in check(other, published=published).findings] == ["digest"]
    assert check(SOUND, published=f" {published.upper()}\n").is_sound
    assert [finding.path for finding in check(b"[]", published=published).findings] != []


def test_whichever_byte_is_changed_is_found_and_its_part_named() -> None:
    spans = _spans()
    for at in range(len(SOUND)):
        broken = SOUND[:at] + bytes([SOUND[at] ^ 1]) + SOUND[at + 1 :]
        report = check(broken)
        assert not report.is_sound
        named = [finding.path for finding in report.findings]
        part = next((part for part, (first, end) in spans.items() if first <= at < end), "")
        assert any(path.startswith(("byte", part, f"digests.{part}")) for path in named), (at, part, named)


@given(st.integers(0, len(SOUND) - 1), st.integers(1, 255))
def test_whatever_a_byte_becomes_it_is_found(at: int, mask: int) -> None:
    assert not check(SOUND[:at] + bytes([SOUND[at] ^ mask]) + SOUND[at + 1 :]).is_sound


@given(st.integers(0, len(SOUND) - 1))
def test_a_bundle_cut_short_is_found(length: int) -> None:
    assert paths(SOUND[:length])[0].startswith(("byte", ""))
    assert not check(SOUND[:length]).is_sound


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_whatever_the_bytes_are_the_answer_is_a_report(data: bytes) -> None:
    assert not check(data).is_sound


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b'{"a":NaN}\n',
        b'{"a":1e5}\n',
        b'{"a":1,"a":1}\n',
        b'{"a":"\\ud800"}\n',
        b"9" * 5_000,
        b"{}\n",
        b"null\n",
    ],
)
def test_json_that_means_nothing_or_two_things_is_refused(data: bytes) -> None:
    report = check(data)
    assert not report.is_sound
    assert report.figures == {}


@given(
    st.sampled_from(["problem", "result", "seed", "call", "overrides", "published", "digests", "digest", "version"]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=5,
    ),
)
def test_whatever_stands_in_place_of_a_part_the_answer_is_a_report(part: str, value: Any) -> None:
    file = json.loads(SOUND)
    if file[part] == value:
        return
    file[part] = value
    assert not check(canonical(file) + b"\n").is_sound


def test_a_missing_row_is_named_though_every_digest_was_made_anew() -> None:
    assert paths(changed(lambda file: file["result"]["seated"].pop(1))) == ["result.seated[BBBB]"]
    assert paths(changed(lambda file: file["result"]["refusals"].pop(0))) == ["result.refusals[BBBB|s1]"]
    missing = paths(changed(lambda file: file["problem"]["applicants"].pop(1)))
    assert {"result.order[2]", "result.seated[BBBB]", "result.refusals[BBBB|s1]"} <= set(missing)


def test_who_was_put_in_front_is_named() -> None:
    def swap(file: dict[str, Any]) -> None:
        file["result"]["waiting"].reverse()

    assert paths(changed(swap)) == ["result.waiting[1]", "result.waiting[2]"]


def test_a_wrong_reason_is_named() -> None:
    def change(file: dict[str, Any]) -> None:
        file["result"]["refusals"][1]["last"] = "AAAA"

    assert paths(changed(change)) == ["result.refusals[DDDD|s2].last"]


def test_another_policy_than_the_announced_one_is_named() -> None:
    def change(file: dict[str, Any]) -> None:
        file["problem"]["order"] = ["longest_waiting", "mandatory", "draw"]

    found = paths(changed(change))
    assert found[0] == "call.policy.order"
    assert {"result.order[1]", "result.order[2]"} <= set(found)
    assert paths(changed(lambda file: file["call"].pop("policy"))) == ["call.policy"]


def test_another_seed_is_named() -> None:
    assert paths(changed(lambda file: file.update(seed="ff" * 32))) == ["seed"]
    assert paths(changed(lambda file: file["problem"].update(seed_hash=""))) == ["seed"]


def test_one_signer_is_not_enough() -> None:
    assert paths(changed(lambda file: file["published"]["by"].pop())) == ["published.by"]


def test_changes_by_hand_are_held_against_what_was_computed() -> None:
    out = {"applicant": "CCCC", "from": "seated", "to": "waiting", "session": None, "reason": "본인 요청"}
    into = {"applicant": "DDDD", "from": "waiting", "to": "seated", "session": "s1", "reason": "이의신청 인용"}
    assert check(changed(lambda file: file["overrides"].extend([out, into]))).is_sound
    assert paths(changed(lambda file: file["overrides"].append(into))) == ["overrides"]
    wrong = {**into, "from": "not_selected", "session": None}
    assert paths(changed(lambda file: file["overrides"].append(wrong))) == [
        "overrides[DDDD].from",
        "overrides[DDDD].session",
    ]
    assert paths(changed(lambda file: file["overrides"].append({**out, "reason": ""}))) == ["overrides[CCCC].reason"]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda rows: rows["applicants"].append(applicant("AAAA", [])), "problem.applicants[AAAA]"),
        (lambda rows: rows["applicants"].reverse(), "problem.applicants[EEEE]"),
        (lambda rows: rows["applicants"][0]["wishes"].append("s9"), "problem.applicants[AAAA].wishes"),
        (lambda rows: rows["applicants"][0]["wishes"].append("s1"), "problem.applicants[AAAA].wishes[s1]"),
        (lambda rows: rows["applicants"][0]["values"].update(mandatory=1), "problem.applicants[AAAA].values.mandatory"),
        (lambda rows: rows["applicants"][0]["values"].update(rank=1), "problem.applicants[AAAA].values.rank"),
        (lambda rows: rows["quotas"][0].update(session="s9"), "problem.quotas[q].session"),
        (lambda rows: rows["quotas"][0].update(reserved=2, most=2), "problem.sessions[s2].seats"),
        (lambda rows: rows["sessions"][0].update(seats=-1), "problem.sessions[s1].seats"),
        (lambda rows: rows["sessions"][0].update(days=["2026-02-30"]), "problem.sessions[s1].days[0]"),
        (lambda rows: rows["order"].reverse(), "problem.order"),
        (lambda rows: rows.update(order=["own_institute", "draw"]), "problem.order"),
        (lambda rows: rows.update(mechanism="first_come"), "problem.order"),
        (lambda rows: rows.update(mechanism="lottery"), "problem.mechanism"),
        (lambda rows: rows.update(mechanism="fill"), "problem.absences"),
        (lambda rows: rows.pop("quotas"), "problem.quotas"),
        (lambda rows: rows.update(rules="new"), "problem.rules"),
    ],
)
def test_a_problem_that_cannot_be_computed_is_named_at_its_place(
    change: Callable[[dict[str, Any]], object], path: str
) -> None:
    assert path in paths(changed(lambda file: change(file["problem"])))


@pytest.mark.parametrize("mechanism", ["serial", "deferred", "fill", "first_come"])
@given(number=st.integers(0, 10**9))
def test_what_the_engine_selects_is_what_the_check_recomputes(mechanism: str, number: int) -> None:
    rows = problem(number, mechanism)
    try:
        given_problem = read_problem(rows)
        result = select(given_problem, SEED)
    except SelectionBroken:
        assert list(gaps_of(rows, SEED)) != []
        return
    policy = {name: rows[name] for name in ("mechanism", "order", "seats_a_year", "most_waiting")}
    file = bundle(
        published={"at": "2026-03-10T09:00:00+09:00", "by": ["담당", "부서장"]},
        call={"policy": policy, "sessions": [{"id": row["id"]} for row in rows["sessions"]]},
        problem=given_problem,
        seed=SEED,
        result=result,
    )
    assert problem_as_json(given_problem) == rows
    assert check(file).findings == ()


def test_the_module_answers_with_its_exit_code(tmp_path: Path) -> None:
    sound, broken = tmp_path / "sound.json", tmp_path / "broken.json"
    sound.write_bytes(SOUND)
    broken.write_bytes(SOUND.replace(b'"CCCC"', b'"CCCD"', 1))
    for file, code in ((sound, 0), (broken, 1)):
        command = [sys.executable, "-W", "error", "-m", "baeumgil.engines.selection_checking", str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert (done.returncode, done.stderr) == (code, "")
    assert "CCC" in done.stdout


def test_the_check_needs_the_standard_library_alone_and_nothing_of_the_engine() -> None:
    for file in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                own = name.startswith("baeumgil.engines.selection_checking")
                assert own or name.split(".")[0] in sys.stdlib_module_names, (file.name, name)


def _spans() -> dict[str, tuple[int, int]]:
    """Where each part's value lies in the bytes of the sound bundle."""
    file = json.loads(SOUND)
    return {
        part: (at := SOUND.index(canonical({part: file[part]})[1:-1]), at + len(canonical({part: file[part]})) - 2)
        for part in PARTS
    }
