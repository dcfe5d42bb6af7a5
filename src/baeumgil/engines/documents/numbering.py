"""Marks of an official paper: 1. → 가. → 1) → 가) → (1) → (가) → ① → ㉮.

Official papers number their items so (행정업무운영 편람): anew under each item above, and a level with a single item
gets no mark.
"""

from collections import Counter
from collections.abc import Callable, Sequence

LEVELS = 8

_CONSONANTS = (0, 2, 3, 5, 6, 7, 9, 11, 12, 14, 15, 16, 17, 18)
"""ㄱ ㄴ ㄷ ㄹ ㅁ ㅂ ㅅ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ as Unicode counts the first letters of syllables."""
_VOWELS = (0, 4, 8, 13, 18, 20, 2, 6, 12, 17)
"""ㅏ ㅓ ㅗ ㅜ ㅡ ㅣ, then ㅑ ㅕ ㅛ ㅠ."""
_FIRST_SYLLABLE = 0xAC00
_VOWELS_OF_A_CONSONANT = 21
_ENDINGS_OF_A_VOWEL = 28
_CIRCLED = ((20, 0x2460), (35, 0x3251 - 20), (50, 0x32B1 - 35))
_CIRCLED_SYLLABLES = 0x326E


def syllable(number: int) -> str:
    """가 for 1, 하 for 14, then 거 너 더 …; beyond the 140th the figure itself."""
    round_, place = divmod(number - 1, len(_CONSONANTS))
    if round_ >= len(_VOWELS):
        return str(number)
    start = _CONSONANTS[place] * _VOWELS_OF_A_CONSONANT + _VOWELS[round_]
    return chr(_FIRST_SYLLABLE + start * _ENDINGS_OF_A_VOWEL)


def mark(number: int, level: int) -> str:
    """What stands before the item: the `number`th of its level. Deeper than 8 is written as 8."""
    return _PATTERNS[min(max(level, 1), LEVELS) - 1](number)


def marks(levels: Sequence[int]) -> list[str]:
    """The marks of items in reading order, given their levels; "" for one that stands alone under its parent."""
    parents = _parents(levels)
    siblings = Counter(zip(parents, levels, strict=True))
    counted: Counter[tuple[int, int]] = Counter()
    written = []
    for parent, level in zip(parents, levels, strict=True):
        counted[parent, level] += 1
        alone = siblings[parent, level] == 1
        written.append("" if alone else mark(counted[parent, level], level))
    return written


def _parents(levels: Sequence[int]) -> list[int]:
    """For each item the place of the nearest item above it that is less deep; -1 for none."""
    parents: list[int] = []
    path: list[int] = []
    for place, level in enumerate(levels):
        while path and levels[path[-1]] >= level:
            path.pop()
        parents.append(path[-1] if path else -1)
        path.append(place)
    return parents


def _circled_figure(number: int) -> str:
    for last, before_first in _CIRCLED:
        if number <= last:
            return chr(before_first + number - 1)
    return f"<{number}>"


def _circled_syllable(number: int) -> str:
    if number <= len(_CONSONANTS):
        return chr(_CIRCLED_SYLLABLES + number - 1)
    return f"<{syllable(number)}>"


_PATTERNS: tuple[Callable[[int], str], ...] = (
    lambda number: f"{number}.",
    lambda number: f"{syllable(number)}.",
    lambda number: f"{number})",
    lambda number: f"{syllable(number)})",
    lambda number: f"({number})",
    lambda number: f"({syllable(number)})",
    _circled_figure,
    _circled_syllable,
)
