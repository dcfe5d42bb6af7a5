import pytest

from baeumgil.core.glossary import label
from baeumgil.stages.people.rules.roster.headings import find_columns, spellings
from baeumgil.stages.people.terms import RosterField

LABELS = {field: label(field) for field in RosterField}
USUAL = ["사번", "성명", "소속부서", "직급"]


def places(headings: list[str], mapping: dict[str, str] | None = None) -> dict[RosterField, int]:
    return dict(find_columns(headings, mapping or {}, LABELS).places)


@pytest.mark.parametrize("field", RosterField)
def test_every_field_is_found_under_each_of_its_headings(field: RosterField) -> None:
    for heading in spellings(field):
        assert places([heading])[field] == 0


def test_headings_are_compared_without_spaces_signs_brackets_and_capitals() -> None:
    headings = ["직원 번호", "성  명", "생년월일(YYYY-MM-DD)", "소속 부서명", "인적사항 직급", "Appointed_On"]
    assert places(headings) == {
        RosterField.STAFF_NO: 0,
        RosterField.NAME: 1,
        RosterField.BIRTH_ON: 2,
        RosterField.UNIT: 3,
        RosterField.GRADE: 4,
        RosterField.APPOINTED_ON: 5,
    }


def test_of_two_headings_for_one_field_the_surer_wins_and_the_other_is_said_aloud() -> None:
    found = find_columns([*USUAL, "소속", "부서코드"], {}, LABELS)
    assert found.places[RosterField.UNIT] == 2
    assert found.ignored == ("소속", "부서코드")


def test_columns_the_law_does_not_allow_are_named_apart() -> None:
    found = find_columns([*USUAL, "휴대전화", "성별", "비고"], {}, LABELS)
    assert found.not_allowed == ("휴대전화", "성별")
    assert found.ignored == ("비고",)


def test_missing_columns_are_all_named_at_once_with_the_way_out() -> None:
    found = find_columns(["비고"], {}, LABELS)
    assert [problem.column for problem in found.problems] == ["사번", "성명", "부서", "직급"]
    assert found.problems[0].remedy == "열 맞춤에서 사번에 해당하는 열을 고르거나 제목을 '사번'(으)로 바꾸세요."


def test_the_everyday_heading_is_proposed_for_a_missing_unit() -> None:
    found = find_columns(["사번", "성명", "직급"], {}, LABELS)
    assert [problem.remedy for problem in found.problems] == [
        "열 맞춤에서 부서에 해당하는 열을 고르거나 제목을 '소속부서'(으)로 바꾸세요."
    ]


def test_a_mapping_decides_and_a_heading_it_names_must_be_there() -> None:
    mapping = {"staff_no": "번호", "name": "이름", "unit": "근무지", "grade": "급"}
    assert places(["급", "근무지", "이름", "번호", "사번"], mapping) == {
        RosterField.STAFF_NO: 3,
        RosterField.NAME: 2,
        RosterField.UNIT: 1,
        RosterField.GRADE: 0,
    }
    found = find_columns(["급", "이름", "번호"], mapping, LABELS)
    assert [problem.message for problem in found.problems] == ["열 맞춤에 적힌 '근무지' 열이 파일에 없습니다."]
