import pytest
from django.test import Client

from baeumgil.core import clock, jobs
from baeumgil.core.actors import Actor
from baeumgil.stages.roadmap.queries.rulesets import in_force
from baeumgil.stages.roadmap.rules.forecast.backtest import NOT_ASKED
from baeumgil.stages.roadmap.services.requirements import recompute
from tests.doors.api.conftest import Ask


def test_a_road_with_its_reasons(ask: Ask) -> None:
    document = ask("/roadmap/people/00123", on="2026-11-01").json()
    states = {row["stage"]: row for row in document["standings"]}
    assert (states["promotion_7"]["state"], states["promotion_7"]["due_on"]) == ("due", "2027-07-01")
    assert states["promotion_7"]["reason"] != ""
    assert (document["next_step"], document["rules"]) == ("promotion_7", in_force().name)


def test_reasons_are_told_in_the_language_asked_for(ask: Ask) -> None:
    spoken = {}
    for language in ("ko", "en-GB,en;q=0.8", "fr"):
        answer = ask("/roadmap/people/00123", language=language, on="2026-11-01")
        row = next(row for row in answer.json()["standings"] if row["stage"] == "promotion_7")
        spoken[answer.headers["Content-Language"], language] = (row["reason"], row["facts"][0])
        assert "Accept-Language" in answer.headers["Vary"]
    korean, english = (
        ("2027. 7. 1.까지 이수해야 합니다.", "2026. 7. 1. 7급으로 승진"),
        (
            "To be completed by 1 Jul 2027.",
            "1 Jul 2026: promotion to grade 7",
        ),
    )
    assert spoken == {("ko", "ko"): korean, ("en", "en-GB,en;q=0.8"): english, ("ko", "fr"): korean}
    rows = ask("/roadmap/due", language="en", on="2026-11-01", stage="promotion_7").json()["rows"]
    assert [row["reason"] for row in rows] == ["To be completed by 1 Jul 2027."]


def test_who_owes_what(ask: Ask) -> None:
    document = ask("/roadmap/due", on="2026-11-01", unit="9900012", stage="promotion_7").json()
    assert [(row["staff_no"], row["stage_code"], row["state"]) for row in document["rows"]] == [
        ("00123", "promotion_7", "due")
    ]


def test_an_unknown_unit_is_not_found(ask: Ask) -> None:
    assert ask("/roadmap/due", unit="0000000").json()["code"] == "unit_not_found"


def test_the_board_counts_and_lists(ask: Ask) -> None:
    recompute(actor=Actor.operator("시험"), on=clock.today())
    document = ask("/roadmap/board", stage="promotion_7").json()
    counts = {stage["code"]: stage["total"] for stage in document["stages"]}
    assert (document["on"], counts["promotion_7"], document["total"]) == (clock.today().isoformat(), 1, 1)
    assert [row["name"] for row in document["rows"]] == ["김하늘"]


def test_due_and_board_are_narrowed_by_the_same_unit(ask: Ask, city: int) -> None:
    recompute(actor=Actor.operator("시험"), on=clock.today())
    for path in ("/roadmap/board", "/roadmap/due"):
        for unit in ({"unit": "9900012"}, {"unit_id": city}):
            rows = ask(path, stage="promotion_7", **unit).json()["rows"]
            assert [(row["name"], row["unit_id"]) for row in rows] == [("김하늘", city)]
        assert ask(path, stage="promotion_7", unit="9900014").json()["rows"] == []


def test_the_board_is_narrowed_by_states(ask: Ask) -> None:
    recompute(actor=Actor.operator("시험"), on=clock.today())
    document = ask("/roadmap/board", states=["done", "missed"]).json()
    assert {row["state"] for row in document["rows"]} <= {"done", "missed"}


def test_the_forecast_covers_the_years(ask: Ask) -> None:
    first = clock.today().year + 1
    document = ask("/roadmap/forecast", **{"from": first, "years": 2, "class_size": 30}).json()
    assert (document["first_year"], document["years"]) == (first, 2)
    assert {tuple(cell["year"] for cell in stage["cells"]) for stage in document["stages"]} == {(first, first + 1)}


@pytest.mark.parametrize("wrong", [{"years": 21}, {"years": 0}, {"class_size": 5_001}])
def test_years_and_sizes_out_of_range_are_refused(wrong: dict[str, int], ask: Ask) -> None:
    answer = ask("/roadmap/forecast", **wrong)
    assert (answer.status_code, [each["field"] for each in answer.json()["problems"]]) == (422, list(wrong))


def test_the_longest_forecast_described_is_given(ask: Ask) -> None:
    described = Client().get("/api/v1/openapi.json").json()["paths"]["/api/v1/roadmap/forecast"]["get"]["parameters"]
    longest = next(each["schema"]["maximum"] for each in described if each["name"] == "years")
    assert (longest, ask("/roadmap/forecast", years=longest).json()["years"]) == (20, 20)


def test_the_forecast_is_held_against_the_past_unless_not_wanted(ask: Ask) -> None:
    tried, untried = (ask("/roadmap/forecast", years=1, **more).json() for more in ({}, {"backtest": "false"}))
    assert tried["backtest"]["note"] != NOT_ASKED
    assert (untried["backtest"]["note"], untried["backtest"]["widening"]) == (NOT_ASKED, 1.0)


def test_the_rules_in_force_with_every_stage(ask: Ask) -> None:
    document = ask("/roadmap/rules").json()
    assert [stage["code"] for stage in document["stages"]] == [stage.code for stage in in_force().stages]
    assert document["digest"] == in_force().digest


def test_jobs_tell_how_they_stand_and_not_what_they_were_about(ask: Ask) -> None:
    number = jobs.enqueue("roadmap.recompute", actor=Actor.operator("시험"), secret="이름")
    row = ask(f"/jobs/{number}").json()
    assert (row["name"], row["state"], "arguments" in row, "result" in row) == (
        "roadmap.recompute",
        "queued",
        False,
        False,
    )
    assert [each["id"] for each in ask("/jobs", limit=1).json()["rows"]] == [number]


def test_an_unknown_job_is_not_found(ask: Ask) -> None:
    assert ask("/jobs/999999").status_code == 404
