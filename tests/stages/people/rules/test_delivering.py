"""What follows from a gateway's answer."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from baeumgil.engines.messaging.messages import Answer, Outcome
from baeumgil.stages.people.rules.delivering import LONGEST_PAUSE, DeliveryPolicy, after, pause
from baeumgil.stages.people.terms import DeliveryState

NOW = datetime(2026, 3, 10, 3, 0, tzinfo=UTC)
POLICY = DeliveryPolicy(most_attempts=3, first_pause_minutes=1, give_up_hours=72, interrupted_minutes=10)

answers = st.builds(Answer, st.sampled_from(Outcome), st.text(max_size=5))


def state_after(outcome: Outcome, *, attempts: int = 1, is_keyed: bool = False) -> DeliveryState:
    return after(Answer(outcome), attempts=attempts, is_keyed=is_keyed, now=NOW, policy=POLICY).state


def test_each_answer_has_its_consequence() -> None:
    assert state_after(Outcome.SENT) is DeliveryState.SENT
    assert state_after(Outcome.REFUSED) is DeliveryState.FAILED
    assert state_after(Outcome.TRY_AGAIN) is DeliveryState.WAITING
    assert state_after(Outcome.TRY_AGAIN, attempts=3) is DeliveryState.FAILED
    assert state_after(Outcome.UNKNOWN) is DeliveryState.UNCERTAIN
    assert state_after(Outcome.UNKNOWN, is_keyed=True) is DeliveryState.WAITING
    assert state_after(Outcome.UNKNOWN, attempts=3, is_keyed=True) is DeliveryState.UNCERTAIN


def test_what_was_in_doubt_once_never_counts_as_failed() -> None:
    before = after(Answer(Outcome.UNKNOWN, "Timeout"), attempts=1, is_keyed=True, now=NOW, policy=POLICY)
    assert (before.state, before.failure) == (DeliveryState.WAITING, "in doubt: Timeout")
    for outcome in (Outcome.REFUSED, Outcome.TRY_AGAIN, Outcome.UNKNOWN):
        last = after(Answer(outcome, "x"), attempts=3, is_keyed=True, now=NOW, policy=POLICY, failure=before.failure)
        assert (last.state, last.failure) == (DeliveryState.UNCERTAIN, "in doubt: x")


@given(answers, st.integers(1, 50))
def test_what_is_in_doubt_is_never_handed_over_again_without_a_key(answer: Answer, attempts: int) -> None:
    following = after(answer, attempts=attempts, is_keyed=False, now=NOW, policy=POLICY)
    if following.state is DeliveryState.WAITING:
        assert answer.outcome is Outcome.TRY_AGAIN


@given(st.lists(answers, min_size=3, max_size=8), st.booleans())
def test_no_message_is_tried_more_often_than_the_policy_says(row: list[Answer], is_keyed: bool) -> None:
    states = []
    for attempts, answer in enumerate(row, start=1):
        following = after(answer, attempts=attempts, is_keyed=is_keyed, now=NOW, policy=POLICY)
        states.append(following.state)
        if following.state is not DeliveryState.WAITING:
            break
    assert len(states) <= POLICY.most_attempts
    assert states[-1] in {DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNCERTAIN}


def test_pauses_grow_up_to_six_hours() -> None:
    minutes = [pause(attempts, POLICY) // timedelta(minutes=1) for attempts in range(7)]
    assert minutes == [1, 1, 4, 16, 64, 256, 360]
    assert pause(10_000, POLICY) == LONGEST_PAUSE


def test_a_policy_is_read_from_its_row() -> None:
    row = {"most_attempts": 3, "first_pause_minutes": 1, "give_up_hours": 72, "interrupted_minutes": 10, "other": 1}
    assert DeliveryPolicy.from_value(row) == POLICY
    assert (POLICY.oldest(NOW), POLICY.interrupted_before(NOW)) == (
        NOW - timedelta(days=3),
        NOW - timedelta(minutes=10),
    )
