import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.conf import settings

ENGLISH = Path(settings.LOCALE_PATHS[0]) / "en" / "LC_MESSAGES" / "django.po"
HOLES = re.compile(r"%\(\w+\)[sd]")
WORDS_OF_THE_ROAD = {
    "나의 길": "My road",
    "다음 할 일": "What to do next",
    "왜?": "Why?",
    "지나온 길": "Behind",
    "앞으로": "Ahead",
    "로그인": "Sign in",
}


def messages() -> list[Message]:
    with ENGLISH.open("rb") as file:
        return [message for message in read_po(file, locale="en") if message.id]


def forms(words: object) -> list[str]:
    return [words] if isinstance(words, str) else [str(word) for word in words]  # type: ignore[attr-defined]  # singular and plural


def test_translations_keep_every_hole_of_their_source() -> None:
    wrong = [
        (source, text)
        for message in messages()
        if message.string
        for source in forms(message.id)[:1]
        for text in forms(message.string)
        if set(HOLES.findall(source)) != set(HOLES.findall(text))
    ]
    assert wrong == []


@pytest.mark.parametrize(("korean", "english"), list(WORDS_OF_THE_ROAD.items()))
def test_what_everybody_sees_is_translated(korean: str, english: str) -> None:
    assert {message.id: message.string for message in messages()}[korean] == english
