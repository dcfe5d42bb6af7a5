import pytest

from baeumgil.stages.plan.rules.book import SessionDays
from baeumgil.stages.plan.rules.contents import content_problems, line_problems, missing
from baeumgil.stages.plan.rules.pre_checks import PreCheckItem, items_of
from baeumgil.stages.plan.terms import ChangeVerb, ContentKey, CourseKind, Improvement
from tests.stages.plan.rules.build import book_line, plan_of


def test_a_complete_plan_lacks_nothing() -> None:
    assert missing(plan_of([book_line("A")])) == []


def test_an_empty_plan_lacks_six_contents_every_mark_and_courses() -> None:
    problems = missing(plan_of([], is_complete=False))
    assert [problem.code for problem in problems] == ["content_missing"] * 6 + ["pre_check_open", "no_lines"]
    assert [problem.field for problem in problems] == [
        *(f"content.{key.value}" for key in ContentKey),
        "pre_check.safety",
        "lines",
    ]


def test_contents_that_are_not_even_there_are_missing() -> None:
    assert len(content_problems(())) == 6


def test_a_plan_that_only_ends_courses_is_empty() -> None:
    assert "no_lines" in [problem.code for problem in missing(plan_of([book_line("A", verb=ChangeVerb.ABOLISHED)]))]


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({"seats": 0}, ["no_seats"]),
        ({"sessions": 0}, ["no_sessions"]),
        ({"sessions": 0, "kind": CourseKind.E_LEARNING}, []),
        ({"verb": ChangeVerb.NEW, "reason": " "}, ["no_reason"]),
        ({"verb": ChangeVerb.ABOLISHED, "reason": ""}, ["no_reason"]),
        ({"verb": ChangeVerb.ABOLISHED}, []),
        ({"reason": ""}, []),
        ({"verb": ChangeVerb.IMPROVED, "reason": ""}, []),
        ({"improvements": (Improvement.CONTENT,)}, ["improvement_unsaid"]),
        ({"verb": ChangeVerb.ABOLISHED, "planned": (SessionDays(1, 30),)}, ["too_many_sessions"]),
        ({"sessions": 1, "planned": (SessionDays(1, 30), SessionDays(2, 30))}, ["too_many_sessions"]),
    ],
)
def test_what_a_line_says_against_itself(more: dict[str, object], codes: list[str]) -> None:
    line = book_line("A", **more)  # type: ignore[arg-type]
    assert [problem.code for problem in line_problems(line)] == codes


def test_an_improved_course_says_what_is_better() -> None:
    line = book_line("A", verb=ChangeVerb.IMPROVED, reason="")
    bare = type(line)(**{name: getattr(line, name) for name in line.__dataclass_fields__} | {"improvements": ()})
    assert [problem.code for problem in line_problems(bare)] == ["no_improvement"]


def test_lineage_is_part_of_what_is_missing() -> None:
    book = plan_of([book_line("A")], before=[book_line("A"), book_line("B")])
    assert [problem.code for problem in missing(book)] == ["course_left_out"]
    circle = missing(plan_of([book_line("A", ancestors=("B",))]), [("B", "A")])
    assert [problem.code for problem in circle] == ["ancestor_circle"]


def test_rows_of_the_check_sheet_come_from_a_policy() -> None:
    assert items_of([{"code": "safety", "name": "안전"}]) == (PreCheckItem("safety", "안전"),)


@pytest.mark.parametrize("value", ["안전", [{"code": "safety"}], [{"code": "", "name": "안전"}], ["안전"]])
def test_a_policy_of_another_shape_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"plan\.pre_checks"):
        items_of(value)
