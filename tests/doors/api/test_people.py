from typing import Any

import pytest

from tests.doors.api.conftest import Ask


def test_people_are_found_in_organisation_order(ask: Ask) -> None:
    document = ask("/people", on="2026-11-01").json()
    assert [(row["staff_no"], row["unit_name"], row["grade"]) for row in document["rows"]] == [
        ("00123", "총무과", 7),
        ("00124", "세정과", 7),
    ]
    assert (document["on"], document["page"], document["total"]) == ("2026-11-01", 1, 2)


def test_people_are_narrowed_by_unit_and_text(ask: Ask, city: int) -> None:
    rows = ask("/people", unit="9900012").json()["rows"]
    assert [(row["name"], row["unit_id"]) for row in rows] == [("김하늘", city)]
    assert [row["name"] for row in ask("/people", unit_id=city).json()["rows"]] == ["김하늘"]
    assert [row["name"] for row in ask("/people", text="이솔").json()["rows"]] == ["이솔"]


def test_a_person_is_shown_as_of_the_day(ask: Ask) -> None:
    document = ask("/people/00123", on="2020-01-01").json()
    assert (document["person"]["grade"], document["person"]["name"]) == (8, "김하늘")
    assert [span["grade"] for span in document["grades"]] == [8, 7]
    assert document["retirement"].startswith("1월에서 6월 사이에 태어나 60세가 되는 2050년")


def test_an_unknown_person_is_not_found(ask: Ask) -> None:
    answer = ask("/people/없음")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert answer.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "그 사번의 사람이 없습니다.",
        "code": "person_not_found",
        "problems": [],
    }


def test_values_that_make_no_sense_are_named(ask: Ask) -> None:
    answer = ask("/people", on="어제", size=5000)
    assert (answer.status_code, {problem["field"] for problem in answer.json()["problems"]}) == (422, {"on", "size"})


def test_a_refusal_is_told_in_the_language_asked_for(ask: Ask, city: int) -> None:
    def told(path: str, language: str, **query: Any) -> list[str]:
        document = ask(path, language=language, **query).json()
        return [document["detail"], *(each["message"] for each in document["problems"])]

    twice = {"unit": "9900012", "unit_id": city}
    assert told("/people/없음", "en-GB") == ["There is nobody with that staff number."]
    assert [told("/people", language, **twice) for language in ("ko", "en")] == [
        ["입력한 내용에 고칠 곳이 있습니다.", "unit과 unit_id를 함께 적었습니다."],
        ["Something in what you entered has to be corrected.", "Both unit and unit_id are given."],
    ]
    assert told("/people", "en", on="어제") == [
        "A value of the request has to be corrected.",
        "The value cannot be understood.",
    ]
    assert told("/people", "en", unit="0000000") == ["There is no unit with the official code 0000000."]


def test_the_organisation_comes_depth_first(ask: Ask) -> None:
    units = ask("/units", on="2026-11-01").json()["units"]
    assert [(unit["name"], unit["depth"]) for unit in units] == [("배움시", 0), ("총무과", 1), ("세정과", 1)]


def test_a_unit_is_named_once_and_must_exist(ask: Ask, city: int) -> None:
    for path in ("/people", "/roadmap/due", "/roadmap/board"):
        unknown, twice = ask(path, unit="0000000"), ask(path, unit="9900012", unit_id=city)
        assert (unknown.status_code, unknown.json()["code"]) == (404, "unit_not_found")
        assert (twice.status_code, [each["field"] for each in twice.json()["problems"]]) == (422, ["unit_id"])


@pytest.mark.parametrize("size", [1, 37, 200])
def test_a_page_is_as_long_as_asked(size: int, ask: Ask) -> None:
    document = ask("/people", size=size).json()
    assert (document["size"], len(document["rows"]), document["total"]) == (size, min(size, 2), 2)


def test_short_pages_hold_everybody_once(ask: Ask) -> None:
    names = [row["name"] for page in (1, 2) for row in ask("/people", size=1, page=page).json()["rows"]]
    assert names == ["김하늘", "이솔"]
