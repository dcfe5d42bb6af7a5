"""How a course's name is compared: papers spell one course in several ways."""

import unicodedata

LONGEST = 200
_KEPT = frozenset("+#&")
"""Signs that tell names apart: C, C++ and C# are three courses."""

_MIDDLE_DOTS = frozenset("\u318d\u119e")
"""The old vowel ㆍ and what it is normalised to: typed for a middle dot, though it counts as a letter."""


def is_text(text: str) -> bool:
    """Whether a database can be asked for it: PostgreSQL refuses the letter nought, which an address may carry."""
    return "\x00" not in text


def spelling_key(name: str) -> str:
    """The name without spaces, brackets, dots and dashes, in one width and case; the word 과정 stays.

    `[교류] 문화유산 이해 과정` and `교류·문화유산이해 과정` are one spelling. Empty for a name without any letter.
    """
    key, before = name, ""
    while key != before:
        key, before = _plain(key), key
    return key[:LONGEST]


def _plain(name: str) -> str:
    """One round; what falls away may let what is left melt together, so rounds go on until nothing changes."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(
        letter
        for letter in text
        if letter in _KEPT or (letter not in _MIDDLE_DOTS and unicodedata.category(letter)[0] in "LMN")
    )
