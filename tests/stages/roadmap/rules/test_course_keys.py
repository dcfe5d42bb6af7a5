"""A course is the same course however old papers spell it."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.roadmap.rules.course_keys import course_key, known_courses, matched_key, normalised_name
from baeumgil.stages.roadmap.rules.definition import Block, CourseRef, Offset, Stage, Window
from baeumgil.stages.roadmap.terms import BlockKind, Trigger

ONBOARDING = CourseRef("GY-ONBOARDING", "온보딩(적응교육)", aliases=("신규공무원 적응교육",))
BLOCK = CourseRef("SE-E", "e-러닝 3주")
STAGE = Stage(
    "onboarding",
    "온보딩",
    "시 계획",
    Trigger.APPOINTMENT,
    Window(Offset(), Offset(months=6)),
    courses=(ONBOARDING,),
    blocks=(Block("e", "e", BlockKind.ELEARNING, Window(Offset(), Offset(months=1)), "3주", (BLOCK,)),),
    valid_from=date(2022, 1, 1),
)
KNOWN = known_courses([STAGE])


@given(st.text(), st.text())
def test_a_key_is_the_code_or_else_the_name(code: str, name: str) -> None:
    key = course_key(code, name)
    assert len(key) <= 200
    assert key.startswith("이름:") or key == course_key(key, name)


@given(st.text())
def test_normalising_a_name_twice_is_normalising_once(name: str) -> None:
    once = normalised_name(name)
    assert all(each.isalnum() for each in once)


def test_spaces_marks_and_capitals_do_not_part_a_name() -> None:
    assert course_key("", "온보딩 (적응 교육)") == course_key("", "온보딩-적응교육") == "이름:온보딩적응교육"
    assert course_key("", "AI 기초") == course_key("", "ａi기초")


def test_codes_names_and_aliases_of_the_road_are_known() -> None:
    assert matched_key("GY-ONBOARDING", "", KNOWN) == ("GY-ONBOARDING", True)
    assert matched_key("", "온보딩 적응교육", KNOWN) == ("이름:온보딩적응교육", True)
    assert matched_key("", "신규 공무원 적응교육", KNOWN) == ("이름:신규공무원적응교육", True)
    assert matched_key("NARA-1", "e-러닝 3주", KNOWN) == ("이름:e러닝3주", True)
    assert matched_key("NARA-1", "엑셀", KNOWN) == ("NARA-1", False)
    assert matched_key("NARA-1", "", KNOWN) == ("NARA-1", False)
