"""What a refusal says, and in which language."""

import json

from baeumgil.core.errors import Invalid, NotAllowed, Problem
from baeumgil.core.said import Said, english, in_language

ROW = Problem(
    "staff_no_missing",
    Said("사번이 없습니다.", "There is no staff number."),
    Said("사번을 채우세요.", "Fill in the staff number."),
    sheet="명단",
    row=12,
    column="사번",
)


def test_a_problem_tells_its_place_what_is_wrong_and_what_to_do_in_both_languages() -> None:
    assert [ROW.sentence(), english(ROW.sentence())] == [
        "시트 '명단' 12행 '사번' 열: 사번이 없습니다. 사번을 채우세요.",
        "Sheet “명단”, row 12, column “사번”: There is no staff number. Fill in the staff number.",
    ]
    assert english(ROW.advice()) == "There is no staff number. Fill in the staff number."
    assert Problem("code", "말.", field="name").sentence() == "name: 말."
    assert Problem("code", "말.").sentence() == "말."


def test_a_problem_comes_back_from_json_with_both_languages() -> None:
    back = Problem.again(json.loads(json.dumps(ROW.kept())))
    assert (back, english(back.sentence())) == (ROW, english(ROW.sentence()))
    assert Problem.again({"code": "old", "message": "말.", "row": 3}) == Problem("old", "말.", row=3)


def test_a_refusal_says_what_its_family_says_unless_it_knows_better() -> None:
    assert in_language(NotAllowed().text, "en") == "You are not allowed to do this."
    assert in_language(Invalid([], Said("안 됩니다.", "It cannot be.")).text, "en") == "It cannot be."
