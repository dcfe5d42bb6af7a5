"""A sentence in both languages at once: a Korean text that carries its English along."""

from typing import Self


class Said(str):
    """A Korean text that knows its English. It compares, prints and is stored as the Korean one.

    Rules make it, rows carry it, and only a door asks for a language (`in_language`): so no row needs two fields,
    and whoever knows nothing of languages goes on reading Korean.
    """

    __slots__ = ("english",)
    english: str

    def __new__(cls, korean: str, english: str) -> Self:
        """Both sentences say the same."""
        made = super().__new__(cls, korean)
        made.english = english
        return made

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]  # copies keep the English
        """What makes a copy of it."""
        return str(self), self.english


def in_language(text: str, language: str) -> str:
    """The text in a language; what has no English (names, typed words) stays as it is."""
    if isinstance(text, Said):
        return text.english if language.startswith("en") else str(text)
    return text
