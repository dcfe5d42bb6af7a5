from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.plan.rules.book import SessionDays
from baeumgil.stages.plan.rules.line_draft import KnownPlan, LineDraft, check_line, check_lines
from baeumgil.stages.plan.terms import ENDING, ChangeVerb, CourseState, Improvement

KNOWN = KnownPlan(
    year=2027,
    courses={
        "A": ("가", CourseState.ACTIVE),
        "B": ("나", CourseState.ACTIVE),
        "X": ("끝난 과정", CourseState.ENDED),
        "Y": ("끝났지만 계획한 과정", CourseState.ENDED),
    },
    fields=frozenset({"area", "leaf"}),
    areas=frozenset({"area"}),
    goals=frozenset({"goal"}),
    planned=frozenset({"Y"}),
)
GOOD = LineDraft("A", sessions=2, seats_per_session=30, field="leaf", goal="goal", ancestors=("B",))


def _days(
    number: int = 1, *, first: date = date(2027, 3, 2), last: date = date(2027, 3, 5), seats: int = 30
) -> SessionDays:
    return SessionDays(number, seats, starts_on=first, ends_on=last)


def _codes(draft: LineDraft, known: KnownPlan = KNOWN) -> list[str]:
    return [problem.code for problem in check_line(draft, known)]


@pytest.mark.parametrize(
    "draft",
    [
        GOOD,
        LineDraft("A", sessions=2, seats=70),
        LineDraft("A", sessions=2, seats_per_session=30, seats=60),
        LineDraft("A", sessions=2, seats=70, planned=(_days(1, seats=30), _days(2, seats=40))),
        LineDraft("A", sessions=3, seats=90, planned=(_days(), SessionDays(2, 30, month=9))),
        LineDraft("A", sessions=2, seats=60, planned=(_days(), replace(_days(), note="진주"))),
        LineDraft("A", verb=ChangeVerb.ABOLISHED),
        LineDraft("Y", verb=ChangeVerb.ABOLISHED),
    ],
)
def test_good_lines_have_no_problem(draft: LineDraft) -> None:
    assert _codes(draft) == []


@pytest.mark.parametrize(
    ("draft", "codes"),
    [
        (replace(GOOD, course="Z"), ["unknown_course"]),
        (replace(GOOD, course="X"), ["ended_course"]),
        (replace(GOOD, field="other"), ["unknown_field"]),
        (replace(GOOD, field="area"), ["area_not_field"]),
        (replace(GOOD, goal="other"), ["unknown_goal"]),
        (replace(GOOD, ancestors=("Z",)), ["unknown_ancestor"]),
        (replace(GOOD, ancestors=("B", "B")), ["same_ancestor"]),
        (replace(GOOD, ancestors=("A",)), ["own_ancestor"]),
        (replace(GOOD, sessions=-1, seats=0, seats_per_session=None), ["too_small"]),
        (replace(GOOD, seats=-5, seats_per_session=None), ["too_small"]),
        (replace(GOOD, seats_per_session=0, seats=0), ["too_small"]),
        (replace(GOOD, total_minutes=-1), ["too_small"]),
        (replace(GOOD, budget=-1), ["too_small"]),
        (replace(GOOD, seats=3_000_000, seats_per_session=None), ["too_large"]),
        (replace(GOOD, seats=61), ["seats_disagree"]),
        (replace(GOOD, verb=ChangeVerb.MERGED), ["ended_with_seats", "ended_with_ancestor"]),
        (LineDraft("A", verb=ChangeVerb.MERGED, improvements=(Improvement.CONTENT,)), ["ended_improved"]),
        (LineDraft("A", verb=ChangeVerb.MERGED, planned=(_days(),)), ["ended_with_seats"]),
        (LineDraft("A", sessions=1, seats=60, planned=(_days(1), _days(2))), ["too_many_sessions"]),
        (LineDraft("A", sessions=2, seats=50, planned=(_days(1), _days(2))), ["session_seats_disagree"]),
        (LineDraft("A", sessions=2, seats=70, planned=(_days(1), _days(2))), ["session_seats_disagree"]),
        (LineDraft("A", sessions=3, seats=50, planned=(_days(1), _days(2))), ["session_seats_disagree"]),
        (LineDraft("A", sessions=2, seats=60, planned=(_days(1), _days(1))), ["same_session"]),
        (LineDraft("A", sessions=1, seats=30, planned=(_days(0),)), ["session_number"]),
        (LineDraft("A", sessions=2, seats=30, planned=(_days(1, seats=-1),)), ["too_small"]),
        (LineDraft("A", sessions=1, seats=30, planned=(SessionDays(1, 30, month=13),)), ["month"]),
        (LineDraft("A", sessions=1, seats=30, planned=(SessionDays(1, 30, date(2027, 1, 4)),)), ["session_half"]),
        (
            LineDraft("A", sessions=1, seats=30, planned=(_days(last=date(2027, 3, 1)),)),
            ["session_backwards"],
        ),
        (
            LineDraft("A", sessions=1, seats=30, planned=(_days(first=date(2026, 12, 30)),)),
            ["outside_year"],
        ),
        (LineDraft("A", sessions=1, seats=30, planned=(_days(last=date(2028, 1, 4)),)), ["outside_year"]),
        (replace(GOOD, reason="가" * 501), ["too_long"]),
    ],
)
def test_each_problem_is_named(draft: LineDraft, codes: list[str]) -> None:
    assert _codes(draft) == codes


def test_all_problems_come_at_once() -> None:
    draft = LineDraft("Z", sessions=-1, seats=-1, field="other", goal="other", planned=(_days(first=date(2026, 3, 1)),))
    assert set(_codes(draft)) >= {"unknown_course", "too_small", "unknown_field", "unknown_goal", "outside_year"}


def test_ancestors_in_a_circle_with_lines_that_stay_are_found() -> None:
    known = replace(KNOWN, edges=frozenset({("B", "A")}))
    assert _codes(GOOD, known) == ["ancestor_circle"]
    assert _codes(replace(GOOD, ancestors=()), known) == []


def test_a_line_that_is_written_anew_forgets_its_old_ancestors() -> None:
    known = replace(KNOWN, edges=frozenset({("A", "B"), ("B", "A")}))
    drafts = [replace(GOOD, ancestors=()), LineDraft("B", sessions=1, seats=30)]
    assert check_lines(drafts, known) == []


def test_problems_of_many_lines_name_their_row() -> None:
    drafts = [GOOD, LineDraft("Z"), replace(GOOD, seats=61)]
    assert [(problem.code, problem.row) for problem in check_lines(drafts, KNOWN)] == [
        ("unknown_course", 2),
        ("seats_disagree", 3),
        ("same_course", 3),
    ]


@given(
    st.builds(
        LineDraft,
        course=st.sampled_from(["A", "B"]),
        verb=st.sampled_from(ChangeVerb),
        sessions=st.integers(-2, 20),
        seats_per_session=st.one_of(st.none(), st.integers(-2, 60)),
        seats=st.one_of(st.none(), st.integers(-10, 900)),
        planned=st.lists(
            st.builds(
                SessionDays, st.integers(0, 4), st.integers(-5, 60), month=st.one_of(st.none(), st.integers(0, 13))
            ),
            max_size=4,
        ).map(tuple),
    )
)
def test_what_passes_fits_the_tables(draft: LineDraft) -> None:
    if check_line(draft, KNOWN):
        return
    assert draft.sessions >= 0
    assert draft.all_seats >= 0
    assert draft.seats_per_session is None or draft.seats_per_session > 0
    assert draft.verb not in ENDING or (draft.sessions, draft.all_seats, draft.planned) == (0, 0, ())
    assert len({(each.number, each.note) for each in draft.planned}) == len(draft.planned)
    assert sum(each.seats for each in draft.planned) <= draft.all_seats
    assert len(draft.planned) <= draft.sessions


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"sessions": 2_000_000, "seats_per_session": 2_000_000}, ["too_large"]),
        ({"budget": 10**30}, ["too_large"]),
        ({"planned": (SessionDays(2**31, 30),)}, ["too_large"]),
        ({"sessions": 1, "seats": 2**31, "seats_per_session": None}, ["too_large"]),
        ({"planned": (SessionDays(1, 30, note="가" * 121),)}, ["too_long"]),
    ],
)
def test_what_no_database_could_hold_is_a_problem_and_no_fault(change: dict[str, object], codes: list[str]) -> None:
    assert _codes(replace(GOOD, **change)) == codes  # type: ignore[arg-type]
