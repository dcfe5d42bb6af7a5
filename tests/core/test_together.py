"""Asking together: one reads for all who wait."""

import threading
from collections.abc import Mapping, Sequence

import pytest

from baeumgil.core.together import Together


def test_alone_one_is_answered_at_once() -> None:
    asked: list[Sequence[int]] = []

    def answer(numbers: Sequence[int]) -> Mapping[int, int]:
        asked.append(numbers)
        return {number: number * 2 for number in numbers}

    together = Together(answer)
    assert [together.ask(number) for number in (1, 2)] == [2, 4]
    assert asked == [[1], [2]]


def test_who_comes_while_another_reads_is_served_with_all_others_who_wait() -> None:
    asked: list[list[int]] = []
    is_reading, may_go_on = threading.Event(), threading.Event()

    def answer(numbers: Sequence[int]) -> Mapping[int, int]:
        asked.append(sorted(numbers))
        is_reading.set()
        may_go_on.wait(timeout=30)
        return {number: number * 2 for number in numbers}

    together = Together(answer)
    found: dict[int, int] = {}

    def work(number: int) -> None:
        found[number] = together.ask(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(5)]
    threads[0].start()
    assert is_reading.wait(timeout=30)
    for thread in threads[1:]:
        thread.start()
    while len(together._open) < 4:
        threading.Event().wait(0.001)
    may_go_on.set()
    for thread in threads:
        thread.join()
    assert (asked, found) == ([[0], [1, 2, 3, 4]], {number: number * 2 for number in range(5)})


def test_what_went_wrong_is_told_and_the_next_question_starts_anew() -> None:
    def answer(numbers: Sequence[int]) -> Mapping[int, int]:
        if 0 in numbers:
            raise ValueError("nought")
        return {number: number for number in numbers}

    together = Together(answer)
    with pytest.raises(ValueError, match="nought"):
        together.ask(0)
    assert together.ask(1) == 1
