"""`baeumgil schedule …`: files in the open format, and a year of ours."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from baeumgil.core import clock
from baeumgil.stages.schedule.models import CourseSession, Proposal
from tests.doors.cli.conftest import Call
from tests.stages.schedule.solving_world import TODAY, World, a_world, an_open_session

pytestmark = pytest.mark.django_db


def a_problem(**more: Any) -> dict[str, Any]:
    """Two sessions, one room, a week."""
    session = {"course": "c", "people": 20, "days": 2, "room": {}, "roles": [{"id": "lead", "instructors": ["i"]}]}
    return {
        "format": "baeumgil-timetable-problem",
        "version": 1,
        "calendar": {"first": "2026-03-02", "last": "2026-03-06", "holidays": [{"on": "2026-03-02", "name": "대체"}]},
        "rooms": [{"id": "r", "name": "제1강의실", "seats": 60}],
        "instructors": [{"id": "i", "name": "김강사"}],
        "courses": [{"id": "c", "name": "보고서"}],
        "sessions": [{"id": "a", "number": 1, **session}, {"id": "b", "number": 2, **session}],
    } | more


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    source = tmp_path / "problem.json"
    source.write_text(json.dumps(a_problem()), encoding="utf-8")
    return source, tmp_path / "plan.json"


@pytest.fixture
def world() -> Iterator[World]:
    with clock.fixed(TODAY):
        made = a_world()
        an_open_session(made)
        an_open_session(made)
        yield made


def test_a_problem_file_is_solved_proved_and_found_sound(call: Call, files: tuple[Path, Path]) -> None:
    source, target = files
    result = call("schedule", "solve", "--from", str(source), "--to", str(target), "--seconds", "40")
    assert result.exit_code == 0, result.output
    assert "최적(증명됨)" in result.output
    plan = json.loads(target.read_text(encoding="utf-8"))
    assert (plan["status"], plan["cost"], plan["bound"], len(plan["placed"])) == ("optimal", 4, 4, 2)
    checked = call("schedule", "check", "--from", str(source), "--plan", str(target), "--json")
    assert (checked.exit_code, json.loads(checked.stdout)["breaches"]) == (0, [])


def test_a_plan_that_was_tampered_with_is_found(call: Call, files: tuple[Path, Path]) -> None:
    source, target = files
    call("schedule", "solve", "--from", str(source), "--to", str(target), "--seconds", "40")
    plan = json.loads(target.read_text(encoding="utf-8"))
    plan["placed"][0] = plan["placed"][0] | {key: plan["placed"][1][key] for key in ("starts", "days")}
    target.write_text(json.dumps(plan), encoding="utf-8")
    result = call("schedule", "check", "--from", str(source), "--plan", str(target), "--json")
    assert result.exit_code == 1
    rules = {breach["rule"] for breach in json.loads(result.stdout)["breaches"]}
    assert {"room_clash", "instructor_clash"} <= rules


def test_a_broken_file_is_told_with_every_fault_and_solves_nothing(
    call: Call, files: tuple[Path, Path], tmp_path: Path
) -> None:
    source, target = files
    source.write_text(json.dumps(a_problem(rooms=[{"id": "r", "name": "방", "seats": -1}], colour="red")))
    result = call("schedule", "solve", "--from", str(source), "--to", str(target))
    assert result.exit_code == 1
    assert "rooms[0].seats" in result.output
    assert "colour" in result.output
    for text in ("{", "[1, NaN]", "[" * 100_000, ""):
        source.write_text(text)
        assert call("schedule", "solve", "--from", str(source)).exit_code == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["problem.json"]


def test_what_cannot_be_placed_is_explained(call: Call, files: tuple[Path, Path]) -> None:
    source, target = files
    full = a_problem()
    full["sessions"].append({**full["sessions"][0], "id": "z", "number": 3})
    source.write_text(json.dumps(full), encoding="utf-8")
    solved = call("schedule", "solve", "--from", str(source), "--to", str(target), "--seconds", "40")
    plan = json.loads(target.read_text(encoding="utf-8"))
    assert [len(plan["placed"]), len(plan["unplaced"])] == [2, 1]
    left = plan["unplaced"][0]["session"]
    assert f"[{left}] 자리를 얻지 못한 까닭" in solved.output
    assert all(fact["korean"] in solved.output for fact in plan["unplaced"][0]["why"])
    result = call("schedule", "explain", left, "--from", str(source), "--plan", str(target), "--json")
    told = json.loads(result.stdout)
    assert told["session"] == left
    assert told["why"]


def test_a_year_is_solved_checked_and_derived_again(call: Call, world: World) -> None:
    result = call("schedule", "solve", "2027", "--seconds", "40", "--seed", "3", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert (told["status"], len(told["placed"]), told["proposal"]) == ("optimal", 2, Proposal.objects.get().pk)
    assert not CourseSession.objects.exclude(starts_on=None).exists()
    again = call("schedule", "derive", str(told["run"]), "--json")
    assert (again.exit_code, json.loads(again.stdout)["same"]) == (0, True)
    assert call("schedule", "accept", str(told["proposal"])).exit_code == 0
    assert CourseSession.objects.exclude(starts_on=None).count() == 2
    checked = call("schedule", "check", "2027", "--json")
    assert (checked.exit_code, json.loads(checked.stdout)["is_sound"]) == (0, True)
    listed = json.loads(call("schedule", "sessions", "2027", "--json").stdout)
    assert {row["state"] for row in listed} == {"placed"}


def test_a_year_that_was_not_opened_and_wrong_uses_are_told(call: Call, world: World, files: tuple[Path, Path]) -> None:
    assert call("schedule", "solve", "2031").exit_code == 1
    assert call("schedule", "solve").exit_code == 2
    assert call("schedule", "check", "--from", str(files[0])).exit_code == 2
    assert call("schedule", "explain", "999999").exit_code == 1


def test_a_year_is_written_as_a_problem_that_reads_back(call: Call, world: World, tmp_path: Path) -> None:
    target = tmp_path / "year.json"
    assert call("schedule", "problem", "2027", "--to", str(target)).exit_code == 0
    written = json.loads(target.read_text(encoding="utf-8"))
    assert (written["format"], len(written["sessions"])) == ("baeumgil-timetable-problem", 2)
    assert json.loads(call("schedule", "years", "--json").stdout)[0]["open"] == 2
