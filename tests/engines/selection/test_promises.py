"""The promises of docs/formats/selection.md: on small problems every way of lying, on all what can be counted."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baeumgil.engines.selection.facts import Facts
from baeumgil.engines.selection.ordering import common_keys
from baeumgil.engines.selection.problem import Applicant, Problem, Quota, Session
from baeumgil.engines.selection.result import Result
from baeumgil.engines.selection.selecting import select
from tests.engines.selection.cases import KINDS, SEED, a_problem, a_random_problem, a_session, an_applicant
from tests.engines.selection.checks import broken_caps, covers, envied, seats_of, unexplained, wasted

seeds = st.integers(0, 10**6)


def is_fixed(problem: Problem) -> bool:
    """Reserves that had to be fixed: the one way of selecting in order that can be gained by."""
    return any(quota.reserved for quota in problem.quotas) and not Facts(problem).is_deferred


def with_wishes(problem: Problem, name: str, wishes: tuple[str, ...]) -> Problem:
    return replace(
        problem,
        applicants=tuple(replace(one, wishes=wishes) if one.id == name else one for one in problem.applicants),
    )


def rank(one: Applicant, result: Result) -> int:
    """How good a result is for somebody, by their own true list: the smaller the better."""
    seat = seats_of(result).get(one.id)
    return len(one.wishes) if seat is None or seat not in one.wishes else one.wishes.index(seat)


def lies(problem: Problem) -> Iterator[tuple[str, ...]]:
    halls = [one.id for one in problem.sessions]
    for length in range(len(halls) + 1):
        yield from permutations(halls, length)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(seed=seeds)
def test_caps_hold_nothing_is_wasted_and_every_refused_wish_has_one_code(kind: str, seed: int) -> None:
    problem = a_random_problem(seed, kind, people=9)
    result = select(problem, SEED)
    assert broken_caps(problem, result) == []
    assert unexplained(problem, result) == []
    assert wasted(problem, result) == []
    names = [one.applicant for one in result.seated] + [*result.waiting, *result.not_selected]
    assert sorted(names) == sorted(one.id for one in problem.applicants) == sorted(result.order)
    place = {name: at for at, name in enumerate(result.order)}
    most = problem.most_waiting
    unseated = sorted({*result.waiting, *result.not_selected}, key=place.__getitem__)
    assert [*result.waiting, *result.not_selected] == unseated
    assert len(result.waiting) == (len(unseated) if most is None else min(most, len(unseated)))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "fill"])
@settings(max_examples=60, deadline=None)
@given(seed=seeds)
def test_nobody_later_has_what_somebody_earlier_was_refused(kind: str, seed: int) -> None:
    problem = a_random_problem(seed, kind, people=9)
    result = select(problem, SEED)
    assert envied(problem, result) == []
    place = {name: at for at, name in enumerate(result.order)}
    if kind != "deferred":
        assert [each for each in result.refusals if each.last and place[each.last] > place[each.applicant]] == []


@pytest.mark.parametrize("kind", ["plain", "caps", "reserves", "deferred", "first_come"])
@settings(max_examples=8, deadline=None)
@given(seed=seeds)
def test_no_list_of_wishes_gets_anybody_more_than_the_true_one(kind: str, seed: int) -> None:
    problem = a_random_problem(seed, kind, people=6, sessions=3)
    if is_fixed(problem):
        return
    truth = select(problem, SEED)
    for one in problem.applicants:
        best = min(rank(one, select(with_wishes(problem, one.id, lie), SEED)) for lie in lies(problem))
        assert best == rank(one, truth)


def test_no_list_over_four_sessions_gets_anybody_more_than_the_true_one() -> None:
    for seed, kind in enumerate(["caps", "reserves", "deferred"]):
        problem = next(
            found
            for at in range(100)
            if len((found := a_random_problem(at + 100 * seed, kind)).sessions) == 4
            and len(found.applicants) == 6
            and not is_fixed(found)
        )
        truth = select(problem, SEED)
        for one in problem.applicants:
            assert min(rank(one, select(with_wishes(problem, one.id, lie), SEED)) for lie in lies(problem)) == rank(
                one, truth
            )


def test_among_514_people_no_random_list_gets_anybody_more() -> None:
    dice = random.Random(514)
    halls = [a_session(f"s{at}", 25) for at in range(8)]
    people = [
        an_applicant(
            f"p{at:03}",
            *dice.sample([one.id for one in halls], 3),
            values={"longest_waiting": dice.choice((0, 0, 30))},
            groups={"unit": (f"u{at % 20}",)},
        )
        for at in range(514)
    ]
    quotas = tuple(Quota(f"u{at}", "unit", frozenset({f"u{at}"}), None, 2) for at in range(20))
    problem = a_problem(halls, people, quotas=quotas)
    truth = select(problem, SEED)
    for one in dice.sample(people, 12):
        lie = tuple(dice.sample([hall.id for hall in halls], dice.randint(1, 5)))
        assert rank(one, select(with_wishes(problem, one.id, lie), SEED)) >= rank(one, truth)


@settings(max_examples=10, deadline=None)
@given(seed=seeds)
def test_filling_the_seats_gives_nobody_a_seat_for_a_lie(seed: int) -> None:
    problem = a_random_problem(seed, "fill", sessions=3)
    seated = seats_of(select(problem, SEED))
    for one in problem.applicants:
        if one.id in seated:
            continue
        for lie in lies(problem):
            assert seats_of(select(with_wishes(problem, one.id, lie), SEED)).get(one.id) not in one.wishes


def seated_at_best(problem: Problem, order: tuple[str, ...]) -> list[str]:
    """Who sits when, down the order, everybody is seated who can be: by trying every way of seating them."""
    people = {one.id: one for one in problem.applicants}
    facts = Facts(problem)

    def is_seatable(names: list[str], taken: dict[str, str]) -> bool:
        if len(taken) == len(names):
            return True
        one = people[names[len(taken)]]
        for wish in one.wishes:
            if facts.refusal_at_once(one, facts.sessions[wish])[0]:
                continue
            inside = [people[name] for name, seat in taken.items() if seat == wish]
            fits = len(inside) < facts.sessions[wish].seats and all(
                quota.most is None or sum(covers(quota, other) for other in inside) < quota.most
                for quota in facts.quotas_at(one.id, wish)
            )
            if fits and is_seatable(names, {**taken, one.id: wish}):
                return True
        return False

    chosen: list[str] = []
    for name in order:
        if is_seatable([*chosen, name], {}):
            chosen.append(name)
    return chosen


@settings(max_examples=80, deadline=None)
@given(seed=seeds)
def test_filling_seats_the_first_in_order_and_as_many_as_can_be(seed: int) -> None:
    problem = a_random_problem(seed, "fill", people=7)
    result = select(problem, SEED)
    assert [one.applicant for one in result.seated] == seated_at_best(problem, result.order)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None)
@given(seed=seeds)
def test_the_order_of_rows_changes_nothing(kind: str, seed: int) -> None:
    problem = a_random_problem(seed, kind, people=9)
    dice = random.Random(seed)

    def shuffled(rows: Any) -> Any:
        return tuple(dice.sample(rows, len(rows)))

    other = replace(
        problem,
        sessions=shuffled(problem.sessions),
        applicants=shuffled(problem.applicants),
        quotas=shuffled(problem.quotas),
        absences=shuffled(problem.absences),
    )
    assert select(other, SEED) == select(problem, SEED)


@pytest.mark.parametrize("kind", ["plain", "caps", "reserves", "deferred", "fill", "first_come"])
@settings(max_examples=30, deadline=None)
@given(seed=seeds)
def test_a_better_place_in_the_order_never_hurts(kind: str, seed: int) -> None:
    problem = a_random_problem(seed, kind, people=8)
    if is_fixed(problem):
        return
    before = select(problem, SEED)
    one = random.Random(seed).choice(problem.applicants)
    better = {**one.values, "mandatory": True, "never_attended": True, "longest_waiting": 99, "arrival": 0}
    raised = replace(
        problem,
        applicants=tuple(replace(each, values=better) if each.id == one.id else each for each in problem.applicants),
    )
    after = select(raised, SEED)
    if kind == "fill":
        assert one.id not in seats_of(before) or one.id in seats_of(after)
    else:
        assert rank(one, after) <= rank(one, before)


@settings(max_examples=60, deadline=None)
@given(seed=seeds)
def test_deferred_acceptance_with_a_common_order_is_selection_in_order(seed: int) -> None:
    problem = a_random_problem(seed, "common", people=9)
    without = replace(problem, quotas=tuple(quota for quota in problem.quotas if quota.reserved is None))
    assert select(replace(without, mechanism="serial"), SEED) == select(without, SEED)
    assert select(replace(problem, mechanism="serial"), SEED) == select(problem, SEED)


def test_a_reserve_keeps_its_seat_for_who_comes_late_and_returns_it_when_nobody_does() -> None:
    quota = Quota("q", "unit", frozenset({"b"}), None, None, 1)
    people = [an_applicant(f"a{at}", "s", groups={"unit": ("a",)}, values={"longest_waiting": 9}) for at in range(2)]
    late = an_applicant("b0", "s", groups={"unit": ("b",)})
    kept = select(a_problem([a_session("s", 2)], [*people, late], quotas=(quota,)), SEED)
    assert {one.applicant: one.by for one in kept.seated if one.applicant == "b0"} == {"b0": "q"}
    assert len(kept.seated) == 2
    returned = select(a_problem([a_session("s", 2)], people, quotas=(quota,)), SEED)
    assert [(one.applicant, one.by) for one in returned.seated] == [(name, "") for name in returned.order]


def test_the_order_is_the_published_one() -> None:
    people = [
        an_applicant("first", "s", values={"mandatory": True}),
        an_applicant("soon", "s", values={"promotion_deadline": -3}),
        an_applicant("later", "s", values={"promotion_deadline": 40}),
        an_applicant("new", "s", values={"never_attended": True}),
        an_applicant("patient", "s", values={"longest_waiting": 400}),
        an_applicant("refused", "s", values={"earlier_refusals": 2}),
    ]
    order = ("mandatory", "promotion_deadline", "never_attended", "longest_waiting", "earlier_refusals", "draw")
    result = select(a_problem([a_session("s", 1)], people[::-1], order=order), SEED)
    assert result.order == ("first", "soon", "later", "new", "patient", "refused")
    assert [one.applicant for one in result.seated] == ["first"]


def test_draws_decide_between_equals_and_are_anybodys_to_recompute() -> None:
    people = [an_applicant(name, "s") for name in ("7K3M-Q9XD-2F4V", "2222-3333-4444", "ZZZZ-ZZZZ-ZZZZ")]
    problem = a_problem([Session("s", "1기", 1)], people, order=("draw",))
    assert select(problem, SEED).order == tuple(common_keys(problem, SEED))
    assert set(select(problem, SEED).order) == {one.id for one in people}
