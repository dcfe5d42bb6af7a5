from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from baeumgil.core.actors import Role
from baeumgil.stages.people.rules.sign_in import Attempt, SignInPolicy, idle_minutes, locked_until, most_sign_ins
from baeumgil.stages.people.terms import AttemptOutcome

POLICY = SignInPolicy(
    failures=5,
    lock_minutes=10,
    address_failures=60,
    address_minutes=10,
    idle_minutes=30,
    idle_minutes_administrators=10,
    absolute_minutes=480,
    sessions=2,
    sessions_office=1,
    administrators=frozenset({Role.SYSTEM_ADMIN}),
    office=frozenset({Role.TRAINING_OFFICE, Role.SYSTEM_ADMIN}),
)
START = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)

outcomes = st.lists(st.sampled_from(AttemptOutcome), max_size=30)


def tries(*given_outcomes: AttemptOutcome) -> list[Attempt]:
    return [Attempt(START + timedelta(seconds=at), outcome) for at, outcome in enumerate(given_outcomes)]


@given(outcomes)
def test_fewer_than_five_wrong_tries_never_lock(given_outcomes: list[AttemptOutcome]) -> None:
    few = [outcome for outcome in given_outcomes if outcome is not AttemptOutcome.WRONG] + [AttemptOutcome.WRONG] * 4
    assert locked_until(tries(*few[-4:]), policy=POLICY, now=START) is None


@given(outcomes)
def test_five_wrong_tries_in_a_row_lock_whatever_came_before(before: list[AttemptOutcome]) -> None:
    attempts = tries(*before, *[AttemptOutcome.WRONG] * 5)
    wrong_at_end = 0
    for attempt in attempts:
        if attempt.outcome is AttemptOutcome.WRONG:
            wrong_at_end += 1
        elif attempt.outcome in {AttemptOutcome.SUCCEEDED, AttemptOutcome.UNLOCKED}:
            wrong_at_end = 0
    fifth = [attempt for attempt in attempts if attempt.outcome is AttemptOutcome.WRONG][-1 - wrong_at_end % 5]
    assert locked_until(attempts, policy=POLICY, now=START) == fifth.at + timedelta(minutes=10)


@given(outcomes)
def test_a_success_or_an_unlocking_frees(before: list[AttemptOutcome]) -> None:
    for last in (AttemptOutcome.SUCCEEDED, AttemptOutcome.UNLOCKED):
        assert locked_until(tries(*before, last), policy=POLICY, now=START) is None


@given(outcomes)
def test_no_lock_outlasts_ten_minutes(given_outcomes: list[AttemptOutcome]) -> None:
    attempts = tries(*given_outcomes)
    last = attempts[-1].at if attempts else START
    assert locked_until(attempts, policy=POLICY, now=last + timedelta(minutes=10)) is None


def test_limits_by_role() -> None:
    assert [idle_minutes([role], POLICY) for role in (Role.OFFICIAL, Role.SYSTEM_ADMIN)] == [30, 10]
    assert [most_sign_ins(roles, POLICY) for roles in ([Role.OFFICIAL], [Role.OFFICIAL, Role.TRAINING_OFFICE])] == [
        2,
        1,
    ]
