"""What a step of an application says, in both languages."""

from baeumgil.core.said import Said, in_language
from baeumgil.stages.enrolment.rules.step_words import (
    DEEMED_APPROVED,
    carried_over,
    own_words,
    session_gone,
    step_text,
    stored_facts,
)


def both(text: str) -> tuple[str, str]:
    return in_language(text, "ko"), in_language(text, "en")


def test_a_result_stores_its_place_and_no_sentence() -> None:
    assert both(step_text("", {"place": 12})) == ("선발 순서 12번째.", "Place 12 in the order of selection.")
    assert both(step_text("기관장 결정", {"place": 3, "waiting": 1})) == (
        "선발 순서 3번째, 대기 1번. 기관장 결정",
        "Place 3 in the order of selection, number 1 on the waiting list. 기관장 결정",
    )


def test_a_sentence_of_the_system_comes_back_in_english() -> None:
    for said in (session_gone("보고서 1기"), carried_over("7월 모집"), Said("그렇습니다.", "So it is.")):
        assert both(step_text(str(said), stored_facts(said, {"session": 1}))) == (str(said), said.english)


def test_a_sentence_without_facts_is_known_by_itself_and_stored_once() -> None:
    assert stored_facts(DEEMED_APPROVED, {"stage": "unit_head"}) == {"stage": "unit_head"}
    assert both(own_words(str(DEEMED_APPROVED))) == (str(DEEMED_APPROVED), DEEMED_APPROVED.english)


def test_typed_words_stay_as_they_are() -> None:
    assert stored_facts("출장", {}) == {}
    assert both(step_text("출장", {})) == ("출장", "출장")
