"""Lines of a result: outcome, places, and what decided between two applicants; figures counted from them."""

from baeumgil.engines.selection.problem import Applicant, Problem, Session
from baeumgil.engines.selection.result import Refusal, Result, Seating
from baeumgil.stages.enrolment.rules.selection_effect import Effect, effective
from baeumgil.stages.enrolment.rules.selection_figures import figures_of
from baeumgil.stages.enrolment.rules.selection_lines import decided_by, lines_of
from baeumgil.stages.enrolment.terms import Outcome

FIRST = Applicant("A", ("1", "2"), {"mandatory": True, "longest_waiting": 5})
SECOND = Applicant("B", ("1", "2"), {"mandatory": True, "longest_waiting": 3}, own=("1",))
THIRD = Applicant("C", ("1",), {"mandatory": False, "longest_waiting": 0})
ORDER = ("mandatory", "longest_waiting", "draw")
PROBLEM = Problem("모집", "serial", ORDER, (Session("1", "1기", 1), Session("2", "2기", 1)), (FIRST, SECOND, THIRD))
RESULT = Result(
    order=("A", "B", "C"),
    seated=(Seating("A", "1", 1), Seating("B", "2", 2)),
    waiting=("C",),
    not_selected=(),
    refusals=(Refusal("B", "1", "seats_gone", last="A"), Refusal("C", "1", "seats_gone", last="A")),
)


def test_the_first_difference_in_the_order_decides_and_the_lot_says_nothing_of_the_person() -> None:
    assert decided_by(SECOND, FIRST, "1", ORDER) == ("longest_waiting", 3, 5)
    assert decided_by(THIRD, FIRST, "1", ORDER) == ("mandatory", False, True)
    assert decided_by(SECOND, SECOND, "1", ORDER) == ("draw", None, None)
    assert decided_by(FIRST, SECOND, "1", ("own_institute", "draw")) == ("own_institute", False, True)
    assert decided_by(FIRST, FIRST, "1", ("mandatory",)) == ("", None, None)


def test_everybody_has_one_line_in_the_published_order() -> None:
    lines = lines_of(PROBLEM, RESULT)
    assert [(line.number, line.place, line.outcome, line.session, line.rank, line.wait_rank) for line in lines] == [
        ("A", 1, Outcome.SEATED, 1, 1, None),
        ("B", 2, Outcome.SEATED, 2, 2, None),
        ("C", 3, Outcome.WAITING, None, None, 1),
    ]
    assert [len(line.refusals) for line in lines] == [0, 1, 1]


def test_seats_kept_for_others_or_passed_on_are_remembered_where_the_order_alone_did_not_decide() -> None:
    seats = (Seating("A", "1", 1), Seating("C", "2", 1, "q"))
    refusals = (
        Refusal("B", "1", "seats_gone", last="C", by_path=True),
        Refusal("B", "2", "seats_gone", last="A"),
    )
    (_first, second, _third) = lines_of(PROBLEM, Result(("A", "B", "C"), seats, ("B",), (), refusals))
    passed, kept = second.refusals
    assert (passed["criterion"], passed["last_place"], passed.get("is_passed")) == ("", 3, True)
    assert (kept["criterion"], kept.get("kept"), kept.get("is_passed")) == ("longest_waiting", True, None)
    assert "kept" not in passed


def test_figures_say_how_far_each_session_went_and_who_got_what() -> None:
    figures = figures_of(
        lines_of(PROBLEM, RESULT),
        PROBLEM.sessions,
        {each.id: each.wishes for each in PROBLEM.applicants},
        {"A": "mandatory", "B": "mandatory", "C": "others"},
        {"A": "본청", "B": "사업소", "C": "본청"},
    )
    assert (figures["applied"], figures["seated"], figures["waiting"], figures["not_selected"]) == (3, 2, 1, 0)
    assert figures["by_rank"] == {"1": 1, "2": 1}
    assert [(each["name"], each["applied"], each["seated"]) for each in figures["tiers"]] == [
        ("mandatory", 2, 2),
        ("others", 1, 0),
    ]
    assert [(each["name"], each["applied"]) for each in figures["bodies"]] == [("본청", 2), ("사업소", 1)]
    assert [
        (each["seats"], each["seated"], each["wishes"], each["first_wishes"], each["last_place"], each["refusals"])
        for each in figures["sessions"]
    ] == [(1, 1, 3, 3, 1, {"seats_gone": 2}), (1, 1, 2, 0, 2, {})]


def test_an_override_counts_before_what_was_computed() -> None:
    assert effective("seated", 7, None, None) == Effect(Outcome.SEATED, 7, is_overridden=False)
    assert effective("seated", 7, "waiting", None) == Effect(Outcome.WAITING, None, is_overridden=True)
