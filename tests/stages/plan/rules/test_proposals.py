from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.plan.rules.needs_policy import NeedsPolicy, needs_policy
from baeumgil.stages.plan.rules.needs_values import Proposal
from baeumgil.stages.plan.rules.proposals import ProposalFacts, propose

POLICY = NeedsPolicy()
LAST = ProposalFacts(session_size=35, last_sessions=2, last_seats=70)

people = st.none() | st.integers(0, 5_000)
amounts = st.builds(
    ProposalFacts,
    is_online=st.booleans(),
    session_size=st.none() | st.integers(1, 300),
    last_sessions=st.none() | st.integers(0, 60),
    last_seats=people,
    applied=people,
    result_year=st.just(2026),
    result_seats=people,
    completion_permille=st.none() | st.integers(0, 1_000),
    satisfaction_milli=st.none() | st.integers(0, 5_000),
    responses=people,
    demand_people=people,
    demand_size=st.none() | st.integers(1, 60),
    duty_people=people,
    asked_people=st.integers(0, 500),
)
policies = st.builds(
    NeedsPolicy,
    session_size=st.integers(1, 100),
    most_growth_percent=st.integers(0, 200),
    most_cut_percent=st.integers(0, 100),
    band_percent=st.integers(0, 50),
)


def codes(proposal: Proposal) -> list[str]:
    return [reason.code for reason in proposal.reasons]


def texts(proposal: Proposal) -> list[str]:
    return [reason.text for reason in proposal.reasons]


@given(amounts, policies)
def test_a_proposal_reaches_its_floor_holds_its_seats_and_says_why(facts: ProposalFacts, policy: NeedsPolicy) -> None:
    made = propose(facts, policy)
    assert made.seats >= made.floor >= max(facts.demand_people or 0, facts.duty_people or 0)
    assert made.sessions * made.size >= made.seats
    assert (made.sessions == 0) == (made.seats == 0)
    assert made.reasons
    assert all(reason.text for reason in (*made.reasons, *made.flags))


@given(amounts, policies, st.integers(1, 3_000))
def test_more_demand_never_means_fewer_seats(facts: ProposalFacts, policy: NeedsPolicy, more: int) -> None:
    before = propose(facts, policy)
    for changed in (
        replace(facts, demand_people=(facts.demand_people or 0) + more),
        replace(facts, duty_people=(facts.duty_people or 0) + more),
        replace(facts, applied=None if facts.applied is None else facts.applied + more),
    ):
        after = propose(changed, policy)
        assert after.seats >= before.seats
        assert after.sessions >= before.sessions


@given(amounts, policies)
def test_applications_move_seats_only_within_the_limits(facts: ProposalFacts, policy: NeedsPolicy) -> None:
    plain = replace(facts, demand_people=None, duty_people=None)
    if not plain.last_seats:
        return
    made = propose(plain, policy)
    most = plain.last_seats * (100 + policy.most_growth_percent) / 100
    assert made.seats >= plain.last_seats * (100 - policy.most_cut_percent) / 100
    assert made.seats < most + 1 + max(made.size, 1) or made.seats <= (plain.last_sessions or 0) * made.size


@given(amounts, policies, st.integers(0, 1_000), st.integers(0, 5_000))
def test_completion_and_satisfaction_change_no_figure(
    facts: ProposalFacts, policy: NeedsPolicy, completion: int, satisfaction: int
) -> None:
    one = propose(facts, policy)
    other = propose(replace(facts, completion_permille=completion, satisfaction_milli=satisfaction), policy)
    assert (one.sessions, one.seats, one.reasons) == (other.sessions, other.seats, other.reasons)


def test_many_applications_raise_seats_within_the_limit() -> None:
    facts = ProposalFacts(
        session_size=40, last_sessions=5, last_seats=200, applied=514, result_year=2026, result_seats=200
    )
    made = propose(facts, POLICY)
    assert (made.sessions, made.seats) == (7, 280)
    assert texts(made) == [
        (
            "2026년 신청 514명 ÷ 좌석 200석 = 2.57배: 신청이 많아 전년도 200석에서 "
            "한 해에 30%까지만 늘려 260석으로 봅니다."
        ),
        "260명 → 40명씩 7회 = 280석",
    ]


def test_the_roadmap_sets_the_floor() -> None:
    made = propose(ProposalFacts(session_size=35, demand_people=120), POLICY)
    assert (made.sessions, made.seats, made.floor) == (4, 140, 120)
    assert codes(made) == ["nothing_known", "demand", "floor", "sessions"]
    assert texts(made)[-1] == "120명 → 35명씩 4회 = 140석"


def test_few_applications_cut_seats_but_not_below_the_floor() -> None:
    few = replace(LAST, applied=20, result_seats=70)
    assert propose(few, POLICY).seats == 70
    assert propose(few, POLICY).sessions == 2
    cut = propose(replace(few, last_sessions=10, last_seats=350, result_seats=350), POLICY)
    assert (cut.sessions, cut.seats) == (7, 245)
    assert propose(replace(few, demand_people=70), POLICY).seats == 70


@pytest.mark.parametrize(
    "facts",
    [LAST, replace(LAST, applied=70, result_seats=70), replace(LAST, applied=70), replace(LAST, result_seats=70)],
)
def test_without_a_reason_to_change_last_year_stays(facts: ProposalFacts) -> None:
    made = propose(facts, POLICY)
    assert (made.sessions, made.seats) == (2, 70)
    assert len(made.reasons) == 1


def test_what_nobody_asked_for_and_nobody_needs_gets_no_seats() -> None:
    made = propose(ProposalFacts(), POLICY)
    assert (made.sessions, made.seats, codes(made)) == (0, 0, ["nothing_known"])
    assert not made.has_ground
    ended = propose(ProposalFacts(is_last_ended=True), POLICY)
    assert "끝낸 과정" in texts(ended)[0]


def test_a_new_course_begins_with_what_departments_expect() -> None:
    made = propose(ProposalFacts(asked_people=50), POLICY)
    assert (made.sessions, made.seats, codes(made)) == (2, 70, ["asked", "sessions"])
    assert propose(replace(LAST, asked_people=50), POLICY).flags[0].code == "asked"


def test_e_learning_needs_no_room() -> None:
    made = propose(ProposalFacts(is_online=True, duty_people=3_850), POLICY)
    assert (made.sessions, made.seats) == (1, 3_850)
    raised = propose(
        ProposalFacts(is_online=True, last_sessions=4, last_seats=400, applied=800, result_seats=400), POLICY
    )
    assert (raised.sessions, raised.seats) == (4, 520)


def test_poor_results_are_flagged_with_their_figures() -> None:
    poor = replace(LAST, completion_permille=640, satisfaction_milli=3_200, responses=40)
    assert [flag.code for flag in propose(poor, POLICY).flags] == ["low_completion", "low_satisfaction"]
    assert propose(replace(poor, responses=4), POLICY).flags[1:] == ()


def test_a_policy_that_makes_no_sense_falls_back_to_the_default() -> None:
    assert needs_policy("x") == POLICY
    assert needs_policy({"session_size": 0, "smallest_group": -3, "band_percent": True, "other": 1}) == POLICY
    assert needs_policy({"most_growth_percent": 50}) == replace(POLICY, most_growth_percent=50)


def test_no_seats_for_what_nobody_applied_to_are_a_proposal_all_the_same() -> None:
    made = propose(replace(LAST, applied=0, result_seats=70), replace(POLICY, most_cut_percent=100))
    assert (made.seats, made.has_ground) == (0, True)
    assert propose(LAST, POLICY).has_ground
