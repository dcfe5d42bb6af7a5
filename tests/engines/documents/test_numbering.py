from hypothesis import given
from hypothesis import strategies as st

from baeumgil.engines.documents.numbering import mark, marks, syllable


def test_the_eight_marks_are_those_of_official_papers() -> None:
    assert [mark(1, level) for level in range(1, 9)] == ["1.", "가.", "1)", "가)", "(1)", "(가)", "①", "㉮"]


def test_syllables_go_from_ga_to_ha_and_on_with_the_next_vowel() -> None:
    assert "".join(syllable(number) for number in range(1, 18)) == "가나다라마바사아자차카타파하거너더"
    assert syllable(140) == "휴"
    assert syllable(141) == "141"


def test_rings_go_on_as_far_as_there_are_signs() -> None:
    assert [mark(number, 7) for number in (20, 21, 35, 36, 50, 51)] == ["⑳", "㉑", "㉟", "㊱", "㊿", "<51>"]
    assert [mark(number, 8) for number in (14, 15)] == ["㉻", "<거>"]


def test_a_level_deeper_than_eight_is_written_as_eight() -> None:
    assert (mark(2, 9), mark(2, 0)) == ("㉯", "2.")


def test_counting_begins_anew_under_each_item_above() -> None:
    assert marks([1, 2, 2, 1, 2, 2]) == ["1.", "가.", "나.", "2.", "가.", "나."]


def test_a_single_item_on_its_level_gets_no_mark() -> None:
    assert marks([1, 2, 3, 3]) == ["", "", "1)", "2)"]


def test_a_level_that_was_skipped_does_not_disturb_the_count() -> None:
    assert marks([1, 3, 3, 2, 1]) == ["1.", "1)", "2)", "", "2."]


@given(st.lists(st.integers(1, 8), max_size=30))
def test_first_level_items_are_numbered_in_order_when_there_are_two(levels: list[int]) -> None:
    top = min(levels, default=1)
    written = [text for text, level in zip(marks(levels), levels, strict=True) if level == top]
    assert written == (
        [mark(number, top) for number in range(1, len(written) + 1)] if len(written) > 1 else [""] * len(written)
    )


@given(st.integers(1, 140), st.integers(1, 140))
def test_two_numbers_never_share_a_syllable(one: int, other: int) -> None:
    assert (syllable(one) == syllable(other)) == (one == other)
