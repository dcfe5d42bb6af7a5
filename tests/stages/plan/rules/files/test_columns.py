import pytest

from baeumgil.stages.plan.rules.files.columns import (
    FIELDS,
    HEADINGS,
    NEEDED,
    FileField,
    counts_minutes,
    find_columns,
    kind_of,
    missing_columns,
    year_in_headings,
)
from baeumgil.stages.plan.terms import ImportKind
from tests.build_plan_files import COURSES, MEANS, SESSIONS, SHARED


def headings(text: str) -> list[str]:
    return text.partition("\n")[0].split(",")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (COURSES, ImportKind.COURSES),
        (SESSIONS, ImportKind.SESSIONS),
        (SHARED, ImportKind.SHARED_CONTENT),
        (MEANS, ImportKind.SATISFACTION),
        ("과정코드,과정명,교과목,강의(분)", ImportKind.SUBJECTS),
        ("과정코드,개편 구분,이전 과정,기수,총인원", ImportKind.PLAN_LINES),
        ("과정명,연도,기수,신청인원,교육인원,수료인원,만족도", ImportKind.RESULTS),
        ("과정명,연도,좌석,교육인원,수료인원", ImportKind.RESULTS),
        ("분야,과정명,교육대상,교육기간,기수,인원", ImportKind.COURSES),
        ("과정명,기수,교육기간,인원", ImportKind.SESSIONS),
        ("이름,전화", None),
    ],
)
def test_headings_tell_the_kind(text: str, kind: ImportKind | None) -> None:
    assert kind_of(headings(text)) is kind


@pytest.mark.parametrize("kind", list(ImportKind))
def test_a_file_under_our_own_headings_is_understood_whole(kind: ImportKind) -> None:
    own = [HEADINGS[field][0] for field in FIELDS[kind]]
    assert len(set(own)) == len(own), "two fields of one kind go out under one heading"
    assert find_columns(kind, own) == {field: place for place, field in enumerate(FIELDS[kind])}
    assert missing_columns(kind, find_columns(kind, own), "", 1) == []


@pytest.mark.parametrize("kind", list(ImportKind))
def test_what_lacks_is_named(kind: ImportKind) -> None:
    found = missing_columns(kind, find_columns(kind, ["가"]), "명단", 3)
    assert len(found) == len(NEEDED[kind])
    assert {(problem.code, problem.sheet, problem.row) for problem in found} == {("column_missing", "명단", 3)}


def test_joined_headings_of_two_rows_are_found_by_their_end() -> None:
    found = find_columns(ImportKind.PLAN_LINES, ["과정명", "개편구분", "2025년 계획 기수", "2025년 계획 총인원"])
    assert found[FileField.SESSIONS] == 2
    assert found[FileField.SEATS] == 3


def test_a_heading_may_name_the_year_of_new_courses() -> None:
    assert year_in_headings(headings(COURSES)) == 2025
    assert find_columns(ImportKind.COURSES, headings(COURSES))[FileField.IS_NEW] == 10
    assert year_in_headings(["과정명", "신설"]) is None


def test_minutes_are_said_in_the_heading() -> None:
    assert [counts_minutes(text) for text in ("강의(분)", "인정시간", "lecture_minutes", "hours")] == [
        True,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("kind", "heading", "field"),
    [
        (ImportKind.PLAN_LINES, "좌석", FileField.SEATS),
        (ImportKind.PLAN_LINES, "총 좌석", FileField.SEATS),
        (ImportKind.PLAN_LINES, "좌석 수", FileField.SEATS),
        (ImportKind.PLAN_LINES, "기수당 좌석", FileField.SEATS_PER_SESSION),
        (ImportKind.COURSES, "좌석", FileField.SEATS),
        (ImportKind.SESSIONS, "좌석", FileField.SESSION_SEATS),
        (ImportKind.RESULTS, "좌석", FileField.SEATS),
    ],
)
def test_seats_go_by_their_own_word_too(kind: ImportKind, heading: str, field: FileField) -> None:
    assert find_columns(kind, ["과정명", heading]) == {FileField.NAME: 0, field: 1}


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("seats", ["좌석", "계획인원", "총인원"])
def test_people_trained_are_no_seats_in_a_file_of_results(seats: str, order: int) -> None:
    said = ["과정명", "연도", "교육인원", seats, "수료인원"][::order]
    found = find_columns(ImportKind.RESULTS, said)
    assert (found[FileField.ENROLLED], found[FileField.SEATS]) == (said.index("교육인원"), said.index(seats))
