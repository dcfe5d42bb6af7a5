"""The particle a word asks for."""

import pytest

from baeumgil.core.particles import with_particle


@pytest.mark.parametrize(
    ("word", "pair", "said"),
    [
        ("대강당", "은/는", "대강당은"),
        ("회의실 2", "을/를", "회의실 2를"),
        ("회의실 3", "을/를", "회의실 3을"),
        ("보고서 작성 1기", "이/가", "보고서 작성 1기가"),
        ("‘보고서 작성 1기’", "이/가", "‘보고서 작성 1기’가"),
        ("PC", "은/는", "PC는"),
        ("LH", "과/와", "LH와"),
        ("서울", "으로/로", "서울로"),
        ("총무과", "으로/로", "총무과로"),
        ("7급", "으로/로", "7급으로"),
        ("", "이/가", "가"),
    ],
)
def test_a_word_takes_the_particle_of_its_last_sound(word: str, pair: str, said: str) -> None:
    assert with_particle(word, pair) == said
