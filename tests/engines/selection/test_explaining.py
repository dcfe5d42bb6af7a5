"""Reasons in words: what decided, where the line fell, what would have changed it."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baeumgil.engines.selection.explaining import Explained, Explainer, explain
from baeumgil.engines.selection.problem import AbsenceCap, Problem, Quota, Value
from baeumgil.engines.selection.selecting import select
from tests.engines.selection.cases import (
    KINDS,
    MONDAY,
    ORDER,
    SEED,
    a_problem,
    a_random_problem,
    a_session,
    an_applicant,
)
from tests.engines.selection.checks import key


def explained(problem: Problem, applicant: str) -> Explained:
    (found,) = explain(problem, select(problem, SEED), SEED, applicant)
    return found


@pytest.mark.parametrize(
    ("criterion", "mine", "other", "words"),
    [
        ("mandatory", False, True, "필수 이수 대상이었다면"),
        ("promotion_deadline", None, 30, "기한이 30일보다 적게 남았다면"),
        ("promotion_deadline", 31, 30, "본인은 31일입니다"),
        ("never_attended", False, True, "이 과정을 들은 적이 없었다면"),
        ("longest_waiting", 20, 60, "41일 더 많았다면"),
        ("earlier_refusals", 0, 2, "3번 더 많았다면"),
    ],
)
def test_the_criterion_that_decided_is_named_with_both_values(
    criterion: str, mine: Value, other: Value, words: str
) -> None:
    people = [an_applicant("me", "s", values={criterion: mine}), an_applicant("them", "s", values={criterion: other})]
    found = explained(a_problem([a_session("s")], people, order=ORDER), "me")
    assert (found.session, found.code, found.decided) == ("s", "seats_gone", criterion)
    assert words in found.korean
    assert "‘s’: 1자리가 모두 찼습니다." in found.korean
    assert "순서는 2명 가운데 2번째였고, 선은 1번째에서 그어졌습니다." in found.korean
    assert "the line fell at place 1" in found.english


def test_equals_are_told_of_the_draw_and_of_who_arrived_first() -> None:
    drawn = a_problem([a_session("s")], [an_applicant("me", "s"), an_applicant("them", "s")])
    (loser,) = select(drawn, SEED).waiting
    found = explained(drawn, loser)
    assert found.decided == "draw"
    assert len(re.findall(r"[0-9a-f]{8}…", found.korean)) == 2
    people = [an_applicant(name, "s", values={"arrival": at}) for at, name in enumerate(("them", "me"), 1)]
    found = explained(a_problem([a_session("s")], people, mechanism="first_come"), "me")
    assert found.decided == "arrival"
    assert "1번째보다 먼저 도착했다면" in found.korean


def test_caps_are_named_with_their_numbers() -> None:
    hall = a_session("s", 9, [MONDAY])
    unit = {"unit": ("a",)}
    people = [
        an_applicant("them", "s", groups=unit, values={"longest_waiting": 5}),
        an_applicant("me", "s", groups=unit),
    ]
    quota = Quota("q", "unit", frozenset({"a"}), None, 1)
    found = explained(a_problem([hall], people, quotas=(quota,)), "me")
    assert (found.code, found.decided) == ("quota_full", "longest_waiting")
    assert "이 기수의 부서 배정 1명이 찼습니다." in found.korean
    cap = AbsenceCap("a", "2026-W10", 3, 2)
    found = explained(a_problem([hall], people, absences=(cap,)), "me")
    assert found.code == "absence_full"
    assert "2026-W10 주에" in found.korean
    assert "3명이 찼습니다(이번 선발 전에 이미 2명)" in found.korean
    found = explained(a_problem([hall], [an_applicant("me", "s", busy=(date(2026, 3, 2),))]), "me")
    assert (found.code, found.decided) == ("busy", "")
    assert "2026-03-02에 이미" in found.korean
    found = explained(a_problem([hall], [an_applicant("me", "s", held=2)], seats_a_year=2), "me")
    assert "한 해 상한 2자리" in found.korean
    found = explained(a_problem([a_session("s", 0)], [an_applicant("me", "s")]), "me")
    assert "이미 남은 자리가 없었습니다." in found.korean
    kept = Quota("q", "unit", frozenset({"a"}), None, None, 1)
    found = explained(a_problem([a_session("s")], [people[1], an_applicant("me2", "s")], quotas=(kept,)), "me2")
    assert "1자리까지는 다른 배정에 먼저 드리는 자리입니다." in found.korean


def test_own_institute_is_a_reason_where_it_counts() -> None:
    people = [an_applicant("me", "s"), an_applicant("them", "s", own=("s",))]
    problem = a_problem([a_session("s")], people, mechanism="deferred", order=("own_institute", "draw"))
    found = explained(problem, "me")
    assert found.decided == "own_institute"
    assert "순서는" not in found.korean


@pytest.mark.parametrize(
    ("waits", "words", "english"),
    [
        (9, "필수 이수 대상이었다면 기다린 날로 갈려 그 사람보다 앞섰습니다.", "come before by the days of waiting."),
        (0, "기다린 날로 갈렸을 텐데, 거기서도 그 사람이 앞섭니다. 둘 다 앞서야 했습니다.", "It took both."),
    ],
)
def test_who_would_only_have_drawn_level_is_told_what_would_have_decided_then(
    waits: int, words: str, english: str
) -> None:
    mine: dict[str, Value] = {"mandatory": False, "longest_waiting": waits}
    theirs: dict[str, Value] = {"mandatory": True, "longest_waiting": 5}
    people = [an_applicant("me", "s", values=mine), an_applicant("them", "s", values=theirs)]
    found = explained(a_problem([a_session("s")], people, order=("mandatory", "longest_waiting", "draw")), "me")
    assert words in found.korean
    assert english in found.english


LEVEL_WITH = {"mandatory": True, "never_attended": True, "promotion_deadline": 0}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_what_is_said_to_have_changed_it_would_have(kind: str, seed: int) -> None:
    problem = a_random_problem(seed, kind, people=9)
    result = select(problem, SEED)
    explainer = Explainer(problem, result, SEED)
    people = {one.id: one for one in problem.applicants}
    told = [each for name in result.order for each in explainer.of(name)]
    for each, refusal in zip(told, result.refusals, strict=True):
        if not each.decided or refusal.last is None or each.decided in {"draw", "arrival"}:
            continue
        mine, last = people[refusal.applicant], people[refusal.last]
        theirs = last.values.get(each.decided)
        if each.decided == "own_institute":
            better = replace(mine, own=(*mine.own, each.session))
        elif each.decided in {"mandatory", "never_attended"} or (each.decided == "promotion_deadline" and not theirs):
            better = replace(mine, values={**mine.values, each.decided: LEVEL_WITH[each.decided]})
        else:
            step = -1 if each.decided == "promotion_deadline" else 1
            better = replace(mine, values={**mine.values, each.decided: int(theirs or 0) + step})
        comes_before = key(problem, better, each.session) < key(problem, last, each.session)
        assert ("앞섰습니다." in each.korean) == comes_before
        assert ("would have come before" in each.english) == comes_before


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_every_refused_wish_is_explained_by_what_tells_two_people_apart(kind: str, seed: int) -> None:
    problem = a_random_problem(seed, kind, people=9)
    result = select(problem, SEED)
    explainer = Explainer(problem, result, SEED)
    people = {one.id: one for one in problem.applicants}
    told = [each for name in result.order for each in explainer.of(name)]
    assert [(each.session, each.code) for each in told] == [(each.session, each.code) for each in result.refusals]
    for each, refusal in zip(told, result.refusals, strict=True):
        assert each.korean.endswith(".")
        assert each.english.endswith(".")
        assert bool(each.decided) == (refusal.last is not None and not refusal.by_path)
        if each.decided and refusal.last:
            mine, last = (key(problem, people[name], each.session) for name in (refusal.applicant, refusal.last))
            at = problem.order.index(each.decided)
            assert mine[:at] == last[:at]
            assert mine[at] > last[at]  # type: ignore[operator]
