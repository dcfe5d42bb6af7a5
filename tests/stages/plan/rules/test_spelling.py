"""과정의 이름: one course, several spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.plan.rules.spelling import LONGEST, spelling_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[교류]문화유산 이해 과정", "[교류] 문화유산  이해과정"),
        ("7·8급 승진자 역량향상 과정", "7ㆍ8급 승진자 역량향상과정"),
        ("ＡＩ 활용", "ai활용"),
        ("세대와 마음을 잇는 소통 ON, 공감 UP", "세대와 마음을 잇는 소통 On 공감 Up"),
        ("e-재난안전 총론", "e재난안전총론"),
    ],
)
def test_spellings_of_one_course_have_one_key(one: str, other: str) -> None:
    assert spelling_key(one) == spelling_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("C 과정", "C++ 과정"), ("C# 과정", "C 과정"), ("보고서", "보고서 과정"), ("남북협력 교류", "남북교류 협력")],
)
def test_different_courses_have_different_keys(one: str, other: str) -> None:
    assert spelling_key(one) != spelling_key(other)


def test_a_name_without_letters_has_no_key() -> None:
    assert (spelling_key(""), spelling_key(" [] · - "), spelling_key("!?")) == ("", "", "")


@given(st.text(max_size=300))
def test_a_key_is_its_own_key_and_never_too_long(name: str) -> None:
    key = spelling_key(name)
    assert len(key) <= LONGEST
    assert not any(letter.isspace() for letter in key)
    assert spelling_key(key) == key


@given(st.text(max_size=60))
def test_spaces_never_matter(name: str) -> None:
    assert spelling_key(f"  {name} ") == spelling_key(name)
