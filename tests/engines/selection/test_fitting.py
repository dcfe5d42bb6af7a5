"""Who may have a freed seat."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from baeumgil.engines.selection.fitting import first_fit
from baeumgil.engines.selection.problem import AbsenceCap, Applicant, Problem, Quota
from tests.engines.selection.cases import MONDAY, a_problem, a_session, an_applicant

UNIT = {"unit": ("a",)}


def problem_of(*people: Applicant, **fields: Any) -> Problem:
    sits = [an_applicant("sits", "s", groups=UNIT)]
    return a_problem([a_session("s", 2, [MONDAY]), a_session("t", 2)], [*sits, *people], **fields)


def fit(problem: Problem, standing: Mapping[str, str] | None = None) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    order = [one.id for one in problem.applicants if one.id != "sits"]
    return first_fit(problem, {"sits": "s"} if standing is None else standing, order, "s")


def test_the_first_who_wishes_it_gets_the_seat() -> None:
    problem = problem_of(an_applicant("other", "t"), an_applicant("first", "t", "s"), an_applicant("second", "s"))
    assert fit(problem) == ("first", ())
    assert fit(problem, {"sits": "s", "first": "t"}) == ("second", ())


def test_who_does_not_fit_now_is_passed_over_with_the_reason() -> None:
    problem = problem_of(
        an_applicant("over", "s", held=3),
        an_applicant("busy", "s", busy=(date(2026, 3, 2),)),
        an_applicant("away", "s", groups={"unit": ("w",)}),
        an_applicant("quota", "s", groups=UNIT),
        an_applicant("fits", "s"),
        an_applicant("late", "s"),
        seats_a_year=3,
        absences=(AbsenceCap("w", "2026-W10", 1, 1),),
        quotas=(Quota("q", "unit", frozenset({"a"}), None, 1),),
    )
    skipped = (("over", "over_limit"), ("busy", "busy"), ("away", "absence_full"), ("quota", "quota_full"))
    assert fit(problem) == ("fits", skipped)
    alone = problem_of(an_applicant("over", "s", held=3), seats_a_year=3)
    assert fit(alone) == (None, (("over", "over_limit"),))


def test_people_who_left_no_longer_count() -> None:
    problem = problem_of(
        an_applicant("quota", "s", groups=UNIT), quotas=(Quota("q", "unit", frozenset({"a"}), None, 1),)
    )
    assert fit(problem) == (None, (("quota", "quota_full"),))
    assert fit(problem, {}) == ("quota", ())


def test_without_a_seat_nobody_is_passed_over() -> None:
    problem = problem_of(an_applicant("first", "s"), an_applicant("also", "s"))
    assert fit(problem, {"sits": "s", "also": "s"}) == (None, ())


def test_a_reserve_keeps_its_seat_while_its_people_wait() -> None:
    kept = (Quota("q", "unit", frozenset({"b"}), None, None, 1),)
    theirs = an_applicant("theirs", "s", groups={"unit": ("b",)})
    assert fit(problem_of(an_applicant("first", "s"), theirs, quotas=kept)) == ("theirs", (("first", "seats_gone"),))
    assert fit(problem_of(an_applicant("first", "s"), quotas=kept)) == ("first", ())
    assert fit(problem_of(an_applicant("first", "s"), theirs, quotas=kept), {}) == ("first", ())
