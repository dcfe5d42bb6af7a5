"""A Korean text that carries its English along."""

import copy
import json
import pickle
from datetime import date

from baeumgil.core.said import Said, again, english_day, english_of, in_language, joined, kept, with_english

GREETING = Said("안녕하세요.", "Hello.")


def test_it_is_its_korean_text_wherever_nobody_asks_for_a_language() -> None:
    assert GREETING == "안녕하세요."
    assert f"{GREETING}" == "안녕하세요."
    assert hash(GREETING) == hash("안녕하세요.")


def test_a_door_asks_for_the_language() -> None:
    languages = ("ko", "en", "en-GB")
    assert [in_language(GREETING, one) for one in languages] == ["안녕하세요.", "Hello.", "Hello."]
    assert type(in_language(GREETING, "ko")) is str


def test_names_and_typed_words_stay_as_they_are() -> None:
    assert in_language("김하늘", "en") == "김하늘"


def test_copies_keep_the_english() -> None:
    assert [copy.deepcopy(GREETING).english, pickle.loads(pickle.dumps(GREETING)).english] == ["Hello.", "Hello."]  # noqa: S301


def test_sentences_are_joined_in_both_languages() -> None:
    text = joined((GREETING, "", "김하늘", Said("끝.", "End.")))
    assert (text, text.english) == ("안녕하세요. 김하늘 끝.", "Hello. 김하늘 End.")


def test_days_are_written_as_english_papers_write_them() -> None:
    assert english_day(date(2026, 3, 1)) == "1 Mar 2026"


def test_values_keep_their_english_through_json() -> None:
    value = {"notes": [GREETING, "김하늘"], "row": {"name": Said("끝.", "End."), "n": 1}, "years": (1, 2)}
    english = english_of(value)
    assert english == {"안녕하세요.": "Hello.", "끝.": "End."}
    again = with_english(json.loads(json.dumps(value)), english)
    assert again == {"notes": ["안녕하세요.", "김하늘"], "row": {"name": "끝.", "n": 1}, "years": [1, 2]}
    assert [in_language(text, "en") for text in (*again["notes"], again["row"]["name"])] == ["Hello.", "김하늘", "End."]


def test_a_text_is_kept_in_both_languages_and_typed_words_alone() -> None:
    assert [kept(GREETING), kept("김하늘")] == [["안녕하세요.", "Hello."], "김하늘"]
    assert [in_language(again(kept(text)), "en") for text in (GREETING, "김하늘")] == ["Hello.", "김하늘"]
