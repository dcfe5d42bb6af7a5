"""Policies of calls: what may be said differently, and what goes together."""

from dataclasses import replace

import pytest

from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.rules.policy_draft import check_policy, policy_with, rebased
from baeumgil.stages.enrolment.terms import ApproverKind, Criterion, Mechanism

BASE = CallPolicy(absence_percent=30)


def test_what_is_said_differently_holds_and_the_rest_stays() -> None:
    said = {"mechanism": "first_come", "order": ["arrival"], "most_wishes": 1, "approvals": ["institute"]}
    policy, problems = policy_with(BASE, said)
    expected = replace(
        BASE,
        mechanism=Mechanism.FIRST_COME,
        order=(Criterion.ARRIVAL,),
        most_wishes=1,
        approvals=(ApproverKind.INSTITUTE,),
    )
    assert (policy, problems) == (expected, [])


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"most_wishes": 0}, "out_of_range", "most_wishes"),
        ({"most_wishes": 10}, "out_of_range", "most_wishes"),
        ({"most_wishes": True}, "out_of_range", "most_wishes"),
        ({"offer_hours": None}, "out_of_range", "offer_hours"),
        ({"absence_percent": 101}, "out_of_range", "absence_percent"),
        ({"needs_motive": "yes"}, "not_yes_or_no", "needs_motive"),
        ({"approval_expired": "forget"}, "unknown_word", "approval_expired"),
        ({"order": ["height", "draw"]}, "unknown_word", "order"),
        ({"order": "draw"}, "unknown_word", "order"),
        ({"mechanism": "boston"}, "unknown_word", "mechanism"),
        ({"mechanism": ["serial"]}, "unknown_word", "mechanism"),
        ({"first_choice_first": True}, "unknown_policy", "policy"),
        ({"approvals": ["institute", "institute"]}, "approval_twice", "approvals"),
        ({"order": ["mandatory", "mandatory", "draw"]}, "criterion_twice", "order"),
        ({"order": []}, "order_end", "order"),
        ({"order": ["draw", "mandatory"]}, "order_end", "order"),
        ({"order": ["own_institute", "draw"]}, "own_institute_with_mechanism", "order"),
        ({"order": ["mandatory", "arrival"]}, "arrival_with_mechanism", "order"),
        ({"mechanism": "first_come"}, "arrival_with_mechanism", "order"),
        ({"mechanism": "first_come", "order": ["mandatory", "arrival"]}, "arrival_alone", "order"),
        ({"mechanism": "fill"}, "absence_with_mechanism", "absence_percent"),
        ({"mechanism": "deferred"}, "absence_with_mechanism", "absence_percent"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_changes(said: dict[str, object], code: str, field: str) -> None:
    policy, problems = policy_with(BASE, said)
    assert (policy, [(problem.code, problem.field) for problem in problems]) == (BASE, [(code, field)])


def test_every_problem_is_named_at_once() -> None:
    _, problems = policy_with(BASE, {"most_wishes": 0, "approval_days": 0, "luck": 1})
    assert [problem.field for problem in problems] == ["policy", "most_wishes", "approval_days"]


def test_the_default_policy_goes_together() -> None:
    assert check_policy(CallPolicy()) == []


def test_what_the_city_changed_meanwhile_holds_but_for_what_the_office_decided() -> None:
    then, now = CallPolicy(offer_hours=24, most_wishes=3), CallPolicy(offer_hours=48, most_wishes=5)
    stored = replace(then, most_wishes=2)
    assert rebased(stored, then, now) == CallPolicy(offer_hours=48, most_wishes=2)
