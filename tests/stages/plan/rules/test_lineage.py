from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.plan.rules.book import Ancestor, BookLine
from baeumgil.stages.plan.rules.lineage import HistoryStep, circles, history_of_course, lineage_problems
from baeumgil.stages.plan.terms import ChangeVerb, CourseKind
from tests.stages.plan.rules.build import book_line, plan_of

NEW, KEPT, MERGED, REPLACED, ABOLISHED = (
    ChangeVerb.NEW,
    ChangeVerb.KEPT,
    ChangeVerb.MERGED,
    ChangeVerb.REPLACED,
    ChangeVerb.ABOLISHED,
)


def _codes(
    lines: list[BookLine], before: list[BookLine] | None = None, **more: frozenset[tuple[str, str]]
) -> list[str]:
    return [problem.code for problem in lineage_problems(plan_of(lines, before=before), **more)]


def test_a_plan_that_answers_for_every_course_has_no_problem() -> None:
    before = [book_line("A"), book_line("B"), book_line("C"), book_line("D")]
    lines = [
        book_line("A", ancestors=("B",)),
        book_line("B", verb=MERGED),
        book_line("C", verb=REPLACED),
        book_line("D", verb=ABOLISHED),
        book_line("E", verb=NEW, ancestors=("C",)),
    ]
    assert _codes(lines, before) == []


def test_a_course_cannot_be_its_own_ancestor() -> None:
    assert _codes([book_line("A", ancestors=("A",))]) == ["own_ancestor"]


def test_courses_cannot_descend_from_each_other_in_one_plan() -> None:
    assert _codes([book_line("A", ancestors=("B",)), book_line("B", ancestors=("A",))]) == ["ancestor_circle"]


def test_courses_cannot_descend_from_each_other_over_years() -> None:
    history = frozenset({("A", "B"), ("B", "C")})
    lines = [book_line("C", ancestors=("A",))]
    assert _codes(lines, history=history) == ["ancestor_circle"]
    assert _codes([book_line("D", ancestors=("A",))], history=history) == []


@given(st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] > pair[1])))
def test_ancestors_that_only_look_back_never_make_a_circle(pairs: set[tuple[int, int]]) -> None:
    assert circles([(str(course), str(ancestor)) for course, ancestor in pairs], {}) == []


@given(st.permutations(["A", "B", "C", "D"]), st.integers(2, 4))
def test_every_ring_is_found_once(order: list[str], size: int) -> None:
    ring = order[:size]
    edges = [(ring[place], ring[place - 1]) for place in range(size)]
    [problem] = circles(edges, {"A": "가"})
    assert problem.code == "ancestor_circle"
    assert ("가" in problem.message) == ("A" in ring)


def test_what_is_merged_or_replaced_needs_an_heir_that_is_held() -> None:
    before = [book_line("A"), book_line("B"), book_line("C")]
    lines = [
        book_line("A", verb=MERGED),
        book_line("B", verb=REPLACED),
        book_line("C", verb=ABOLISHED, ancestors=("A",)),
    ]
    assert _codes(lines, before) == ["no_heir", "no_heir"]


def test_new_courses_are_unknown_the_year_before_and_others_known() -> None:
    lines = [book_line("A", verb=NEW), book_line("B"), book_line("C", verb=ABOLISHED)]
    assert _codes(lines, [book_line("A")]) == ["new_but_known", "unknown_before", "unknown_before"]


def test_courses_of_the_year_before_cannot_vanish() -> None:
    [problem] = lineage_problems(plan_of([book_line("A")], before=[book_line("A"), book_line("B", name="사라진 과정")]))
    assert problem.code == "course_left_out"
    assert "사라진 과정" in problem.message


def test_a_course_that_ended_the_year_before_needs_no_line() -> None:
    assert _codes([book_line("A")], [book_line("A"), book_line("B", verb=ABOLISHED)]) == []


def test_a_class_does_not_turn_into_e_learning_silently() -> None:
    lines = [book_line("A", kind=CourseKind.E_LEARNING)]
    assert _codes(lines, [book_line("A")]) == ["delivery_moved"]
    assert _codes([book_line("A", kind=CourseKind.BLENDED)], [book_line("A")]) == []


def test_ancestors_were_held_the_year_before() -> None:
    lines = [book_line("A", ancestors=("B", "C")), book_line("B")]
    assert _codes(lines, [book_line("A"), book_line("B")]) == ["unknown_ancestor"]


def test_a_first_plan_knows_nothing_of_the_year_before() -> None:
    assert _codes([book_line("A"), book_line("B", verb=NEW), book_line("C", verb=ABOLISHED)]) == []


def test_the_history_of_a_course_follows_its_ancestors_back() -> None:
    years = [
        (2025, [book_line("A", sessions=1, seats=10), book_line("Z")]),
        (2026, [book_line("B", verb=NEW, ancestors=("A",), sessions=2, seats=20), book_line("A", verb=REPLACED)]),
        (2027, [book_line("B", sessions=3, seats=30)]),
    ]
    assert history_of_course("B", years) == (
        HistoryStep(2027, "B", "B 과정", KEPT, 3, 30, ()),
        HistoryStep(2026, "B", "B 과정", NEW, 2, 20, (Ancestor("A", "A 과정"),)),
        HistoryStep(2025, "A", "A 과정", KEPT, 1, 10, ()),
    )
