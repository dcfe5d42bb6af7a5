"""The history checker: quiet about what is right, and a sentence for each thing that may go wrong."""

from dataclasses import replace

import pytest

from tests.rush.history import Answer, Asked, End, Held, faults_of

ROWS = (
    Held(application=1, person=11, key="a", arrival=1, is_seated=True),
    Held(application=2, person=12, key="b", arrival=2, is_seated=True),
    Held(application=3, person=13, key="c", arrival=3, is_seated=False),
    Held(application=4, person=14, key="d", arrival=4, is_seated=False),
)
ASKED = (
    Asked(11, "a", 0.0, 1.0, Answer.TAKEN_IN, 1, is_seated=True),
    Asked(12, "b", 0.5, None, Answer.NONE),
    Asked(12, "b", 1.5, 2.0, Answer.TAKEN_IN, 2, is_seated=True),
    Asked(13, "c", 0.6, 2.5, Answer.TAKEN_IN, 3, is_seated=False),
    Asked(14, "d", 2.6, 3.0, Answer.TAKEN_IN, 4, is_seated=False),
)
END = End(rows=ROWS, seats=2, counted=2, acts=4)


def kinds(asked: tuple[Asked, ...] = ASKED, end: End = END) -> list[str]:
    return [fault.partition(":")[0] for fault in faults_of(asked, end)]


def with_row(at: int, **changes: object) -> End:
    rows = list(ROWS)
    rows[at] = replace(rows[at], **changes)  # type: ignore[arg-type]
    return replace(END, rows=rows)


def test_a_sound_history_has_no_fault() -> None:
    assert kinds() == []


def test_a_seat_given_back_and_offered_to_the_first_who_waits_is_sound() -> None:
    rows = (
        replace(ROWS[0], is_seated=False, is_withdrawn=True),
        ROWS[1],
        replace(ROWS[2], is_seated=True, was_offered=True),
        ROWS[3],
    )
    assert kinds(end=replace(END, rows=rows, freed=1)) == []
    wrong = (rows[0], rows[1], ROWS[2], replace(ROWS[3], is_seated=True, was_offered=True))
    assert kinds(end=replace(END, rows=wrong, freed=1)) == ["waiting"]
    assert kinds(end=replace(END, rows=(rows[0], *ROWS[1:]), counted=1, freed=1)) == ["wasted", "waiting"]


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (replace(END, rows=ROWS[1:], counted=1, acts=3), ["lost", "wasted", "line"]),
        (replace(END, rows=(*ROWS, replace(ROWS[3], application=5, arrival=5)), acts=5), ["doubled"]),
        (replace(END, rows=(*ROWS, Held(5, 15, "e", 5, is_seated=False)), acts=5), ["from nowhere"]),
        (replace(END, acts=3), ["audit"]),
        (replace(END, counted=3), ["count"]),
        (replace(END, seats=1), ["oversold"]),
        (replace(END, seats=3), ["wasted", "told full too early"]),
        (with_row(0, key="z"), ["changed hands", "from nowhere"]),
        (with_row(1, is_seated=False), ["answered falsely", "count", "wasted"]),
        (with_row(3, arrival=6), ["line"]),
    ],
)
def test_each_wrong_end_has_its_own_sentence(end: End, expected: list[str]) -> None:
    found = kinds(end=end)
    assert [kind for kind in dict.fromkeys(found) if kind in expected] == expected


def test_who_was_answered_before_another_asked_is_before_them_in_line() -> None:
    rows = (replace(ROWS[0], arrival=2), replace(ROWS[1], arrival=1), *ROWS[2:])
    late = (ASKED[0], Asked(12, "b", 1.5, 2.0, Answer.TAKEN_IN, 2, is_seated=True), *ASKED[3:])
    assert kinds(late, replace(END, rows=rows)) == ["overtaken"]
    at_once = (ASKED[0], Asked(12, "b", 0.9, 2.0, Answer.TAKEN_IN, 2, is_seated=True), *ASKED[3:])
    assert kinds(at_once, replace(END, rows=rows)) == []


def test_nobody_is_told_full_while_seats_are_free() -> None:
    early = (*ASKED[:3], Asked(13, "c", 0.1, 0.4, Answer.TAKEN_IN, 3, is_seated=False), ASKED[4])
    assert "told full too early" in kinds(early)


def test_an_error_is_a_fault() -> None:
    assert kinds((*ASKED, Asked(14, "d", 3.0, 3.1, Answer.FAULT))) == ["fault"]
