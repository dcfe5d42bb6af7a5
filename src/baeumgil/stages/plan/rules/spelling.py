"""How a course's name is compared: papers spell one course in several ways."""

import unicodedata

LONGEST = 200
_KEPT = frozenset("+#&")
"""Signs that tell names apart: C, C++ and C# are three courses."""


def spelling_key(name: str) -> str:
    """The name without spaces, brackets, dots and dashes, in one width and case; the word 과정 stays.

    `[교류] 문화유산 이해 과정` and `교류·문화유산이해 과정` are one spelling. Empty for a name without any letter.
    """
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    kept = (letter for letter in text if letter in _KEPT or unicodedata.category(letter)[0] in "LMN")
    return "".join(kept)[:LONGEST]
