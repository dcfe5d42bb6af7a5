from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.plan.rules.amending import Figures, amended, fitting, in_words
from baeumgil.stages.plan.rules.book import SessionDays
from baeumgil.stages.plan.terms import ENDING, ChangeVerb

KEPT = Figures(ChangeVerb.KEPT, 2, 30, 60)


@pytest.mark.parametrize(
    ("changes", "after"),
    [
        ({}, KEPT),
        ({"sessions": 3}, Figures(ChangeVerb.KEPT, 3, 30, 90)),
        ({"seats_per_session": 40}, Figures(ChangeVerb.KEPT, 2, 40, 80)),
        ({"seats": 80}, Figures(ChangeVerb.KEPT, 2, 40, 80)),
        ({"seats": 75}, Figures(ChangeVerb.KEPT, 2, None, 75)),
        ({"seats": 0}, Figures(ChangeVerb.KEPT, 2, None, 0)),
        ({"sessions": 3, "seats": 90}, Figures(ChangeVerb.KEPT, 3, 30, 90)),
        ({"sessions": 3, "seats": 120}, Figures(ChangeVerb.KEPT, 3, 40, 120)),
        ({"verb": "improved"}, Figures(ChangeVerb.IMPROVED, 2, 30, 60)),
        ({"verb": "abolished"}, Figures(ChangeVerb.ABOLISHED, 0, None, 0)),
        ({"verb": "abolished", "seats": 0}, Figures(ChangeVerb.ABOLISHED, 0, None, 0)),
    ],
)
def test_what_is_not_said_follows(changes: dict[str, object], after: Figures) -> None:
    assert amended(KEPT, changes) == after


def test_a_course_without_seats_per_session_keeps_its_seats() -> None:
    assert amended(Figures(ChangeVerb.KEPT, 2, None, 75), {"sessions": 3}) == Figures(ChangeVerb.KEPT, 3, None, 75)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"name": "다른 이름"}, ["unknown_change"]),
        ({"sessions": -1}, ["amount"]),
        ({"sessions": "둘"}, ["amount"]),
        ({"seats_per_session": 0}, ["amount"]),
        ({"seats": True}, ["amount"]),
        ({"verb": "thrown_out"}, ["verb"]),
        ({"verb": "merged", "seats": 30}, ["ended_with_seats"]),
        ({"seats_per_session": 40, "seats": 60}, ["seats_disagree"]),
        ({"sessions": -1, "seats": -1, "verb": "?"}, ["amount", "amount", "verb"]),
    ],
)
def test_contradictions_are_named(changes: dict[str, object], codes: list[str]) -> None:
    found = amended(KEPT, changes)
    assert isinstance(found, list)
    assert [problem.code for problem in found] == codes


@given(
    st.dictionaries(st.sampled_from(["sessions", "seats_per_session", "seats"]), st.integers(0, 200)),
    st.sampled_from([None, *ChangeVerb]),
    st.lists(st.integers(1, 60), max_size=4),
)
def test_figures_and_sessions_always_agree(
    changes: dict[str, object], verb: ChangeVerb | None, seats: list[int]
) -> None:
    after = amended(KEPT, changes | ({"verb": verb.value} if verb else {}))
    if isinstance(after, list):
        return
    assert after.seats_per_session is None or after.sessions * after.seats_per_session == after.seats
    assert after.verb not in ENDING or (after.sessions, after.seats) == (0, 0)
    kept = fitting(tuple(SessionDays(place, each) for place, each in enumerate(seats, start=1)), after)
    assert len(kept) <= after.sessions
    assert sum(session.seats for session in kept) <= after.seats


def test_the_first_sessions_keep_their_days() -> None:
    planned = tuple(SessionDays(number, 30, date(2027, number, 1), date(2027, number, 2)) for number in (3, 6, 9))
    kept = fitting(planned, Figures(ChangeVerb.KEPT, 2, 40, 80))
    assert [(each.number, each.seats, each.starts_on) for each in kept] == [
        (3, 40, date(2027, 3, 1)),
        (6, 40, date(2027, 6, 1)),
    ]


def test_sessions_whose_seats_no_longer_agree_lose_their_days() -> None:
    planned = (SessionDays(1, 30), SessionDays(2, 45))
    assert fitting(planned, Figures(ChangeVerb.KEPT, 2, None, 75)) == planned
    assert fitting(planned, Figures(ChangeVerb.KEPT, 2, None, 80)) == ()
    assert fitting(planned, Figures(ChangeVerb.KEPT, 3, None, 90)) == planned


def test_a_change_is_told_in_words() -> None:
    assert in_words(KEPT, Figures(ChangeVerb.IMPROVED, 40, None, 1_200)) == (
        ("개편 구분", "유지", "개선"),
        ("기수", "2", "40"),
        ("기수당 인원", "30", "-"),
        ("연인원", "60", "1,200"),
    )
    assert in_words(KEPT, KEPT) == ()


def test_figures_that_only_a_slip_of_the_hand_makes_are_refused() -> None:
    before = Figures(ChangeVerb.KEPT, 10, 30, 300)
    found = amended(before, {"sessions": 10_000, "seats_per_session": 1_000_000})
    assert isinstance(found, list)
    assert [(problem.code, problem.field) for problem in found] == [("too_large", "seats")]
