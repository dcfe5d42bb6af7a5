"""Draws and seeds."""

import hashlib
import hmac
import re

from hypothesis import given
from hypothesis import strategies as st

from baeumgil.engines.selection.drawing import draw, draws, is_seed, new_number, new_seed, seed_hash


def test_a_draw_is_the_keyed_hash_of_the_applicant() -> None:
    seed = "00" * 31 + "01"
    expected = hmac.new(bytes(31) + b"\x01", b"7K3M-Q9XD-2F4V", hashlib.sha256).hexdigest()
    assert draw(seed, "7K3M-Q9XD-2F4V") == expected
    assert seed_hash(seed) == hashlib.sha256(bytes(31) + b"\x01").hexdigest()


@given(seed=st.binary(min_size=32, max_size=32), names=st.lists(st.text(st.characters(codec="utf-8")), max_size=4))
def test_the_draws_of_many_are_each_ones_draw(seed: bytes, names: list[str]) -> None:
    assert draws(seed.hex(), names) == [draw(seed.hex(), name) for name in names]


def test_seeds_are_new_each_time() -> None:
    seeds = {new_seed() for _ in range(20)}
    assert len(seeds) == 20
    assert all(is_seed(seed) for seed in seeds)


@given(text=st.sampled_from(["", "0" * 63, "0" * 65, "A" * 64, "g" * 64, "0" * 64 + "\n"]))
def test_what_is_no_seed_is_none(text: str) -> None:
    assert not is_seed(text)


def test_numbers_have_no_letters_that_look_alike() -> None:
    numbers = {new_number() for _ in range(200)}
    assert len(numbers) == 200
    assert all(re.fullmatch(r"[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}", number) for number in numbers)
