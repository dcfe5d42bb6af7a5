"""처리 이력의 말. What a step of an application says beside its rule: typed words, or sentences of the system's own.

A result stores a place, not a sentence. What the system words itself is stored with its English among the facts.
"""

from collections.abc import Mapping

from baeumgil.core.said import Said, joined

ENGLISH = "english"
"""The fact that keeps the English of a step's text."""
EXPIRED = Said("승인 기한이 지났습니다.", "The time for approval is over.")
DEEMED_APPROVED = Said(
    f"{EXPIRED} 방침에 따라 승인된 것으로 봅니다.", f"{EXPIRED.english} By the policy this counts as approved."
)
NOT_APPROVED_IN_TIME = Said("선발일까지 승인되지 않음", "Not approved by the day of selection")
OWN = {str(said): said for said in (EXPIRED, DEEMED_APPROVED, NOT_APPROVED_IN_TIME)}
"""Sentences without facts, by what is stored of them."""


def stored_facts(text: str, facts: Mapping[str, object]) -> dict[str, object]:
    """The facts of a step, with the English of a text that has one and that is not found again without it."""
    if isinstance(text, Said) and str(text) not in OWN:
        return {**facts, ENGLISH: text.english}
    return dict(facts)


def step_text(text: str, facts: Mapping[str, object]) -> str:
    """What a step says, in both languages as far as the system worded it."""
    english = facts.get(ENGLISH)
    said = Said(text, str(english)) if english else own_words(text)
    place = facts.get("place")
    return said if place is None else joined((_place(place, facts.get("waiting")), said))


def own_words(text: str) -> str:
    """A stored sentence of the system's own with its English; typed words stay as they are."""
    return OWN.get(text, text)


def carried_over(call: str) -> Said:
    """From which call an application was moved."""
    return Said(f"{call}에서 옮김", f"Moved from {call}")


def session_gone(title: str) -> Said:
    """Which session is not held."""
    return Said(f"{title} 폐강", f"{title} is not held")


def second_call_gone(why: str) -> Said:
    """That the second call was cancelled, and why, as typed."""
    return Said(f"2차 모집 취소: {why}", f"Second call cancelled: {why}")


def _place(place: object, waiting: object) -> Said:
    text = Said(f"선발 순서 {place}번째", f"Place {place} in the order of selection")
    if waiting is not None:
        text = Said(f"{text}, 대기 {waiting}번", f"{text.english}, number {waiting} on the waiting list")
    return Said(f"{text}.", f"{text.english}.")
