"""조사. The particle a Korean word asks for: 은 or 는, 을 or 를, 이 or 가, 과 or 와, 으로 or 로, by its last sound."""

FIRST_SYLLABLE, LAST_SYLLABLE, FINALS = "가", "힣", 28
FINAL_RIEUL = 8
DIGITS = {"0": 1, "1": FINAL_RIEUL, "2": 0, "3": 1, "4": 0, "5": 0, "6": 1, "7": FINAL_RIEUL, "8": FINAL_RIEUL, "9": 0}
"""How a number sounds at its end: 영, 일, 이, …"""
LETTERS = {"l": FINAL_RIEUL, "m": 1, "n": 1, "r": FINAL_RIEUL}
"""Letters that are read with a final consonant: 엘, 엠, 엔, 알."""


def with_particle(word: str, pair: str) -> str:
    """The word with one of a pair such as `은/는`: the first after a final consonant, the second after a vowel."""
    after_consonant, after_vowel = pair.split("/")
    final = _final(word)
    if not final or (final == FINAL_RIEUL and after_consonant == "으로"):
        return f"{word}{after_vowel}"
    return f"{word}{after_consonant}"


def _final(word: str) -> int:
    """The final consonant of the last sound, 0 for none; quotes and brackets at the end make no sound."""
    for last in reversed(word):
        if FIRST_SYLLABLE <= last <= LAST_SYLLABLE:
            return (ord(last) - ord(FIRST_SYLLABLE)) % FINALS
        if last.isalnum():
            return DIGITS.get(last, LETTERS.get(last.lower(), 0))
    return 0
