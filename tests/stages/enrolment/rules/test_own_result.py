"""One applicant's part of a stored selection: own values in the published order, and why each wish failed."""

import json

from baeumgil.engines.selection.problem import Applicant, Problem, Session
from baeumgil.engines.selection.selecting import select
from baeumgil.engines.selection.writing import problem_as_json, result_as_json
from baeumgil.stages.enrolment.rules.own_result import OwnResult, own_result
from baeumgil.stages.enrolment.terms import Criterion

SEED = "ab" * 32
PROBLEM = Problem(
    "모집",
    "serial",
    ("mandatory", "promotion_deadline", "longest_waiting", "draw"),
    (Session("1", "1기", 1),),
    (
        Applicant("A", ("1",), {"mandatory": True, "promotion_deadline": 30, "longest_waiting": 9}),
        Applicant("B", ("1",), {"mandatory": True, "promotion_deadline": 30, "longest_waiting": 4}),
        Applicant("C", ("1",), {"mandatory": False}),
    ),
)


def part_of(number: str) -> OwnResult:
    problem, result = problem_as_json(PROBLEM), result_as_json(select(PROBLEM, SEED))
    return own_result(json.dumps(problem), json.dumps(result), seed=SEED, number=number)


def test_every_criterion_of_the_order_has_the_applicants_own_value() -> None:
    found = part_of("C").values
    assert [each.criterion for each in found] == [Criterion(name) for name in PROBLEM.order]
    assert [each.value for each in found[:3]] == [False, None, None]
    assert len(str(found[3].value)) == 8


def test_a_refused_wish_says_what_would_have_changed_it_and_one_that_got_a_seat_says_nothing() -> None:
    assert "6일 더 많았다면" in part_of("B").explained[1].way[0]
    assert "필수 이수 대상이었다면" in part_of("C").explained[1].way[0]
    assert part_of("A").explained == {}


def test_somebody_who_was_not_judged_has_neither() -> None:
    assert part_of("Z") == OwnResult()
