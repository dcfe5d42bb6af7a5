"""The policy in plain words."""

from dataclasses import replace

import pytest

from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.rules.call_words import PolicyWords, policy_words
from baeumgil.stages.enrolment.rules.nesting import cover_of
from baeumgil.stages.enrolment.rules.rows import QuotaRow
from baeumgil.stages.enrolment.terms import ApproverKind, Criterion, Mechanism, QuotaKind

QUOTA = QuotaRow(1, None, QuotaKind.UNIT, "읍면동", ("1", "2"), 10, 4)
COVER = cover_of(QuotaKind.UNIT, ("1", "2"), {}, is_reserve=True)
FIRST_COME = CallPolicy(mechanism=Mechanism.FIRST_COME, order=(Criterion.ARRIVAL,), most_wishes=1, absence_percent=30)


def codes(words: PolicyWords) -> tuple[list[str], list[str]]:
    return [item.code for item in words.promises], [item.code for item in words.given_up]


def test_the_order_is_said_in_the_order_in_which_it_decides() -> None:
    order = (Criterion.MANDATORY, Criterion.LONGEST_WAITING, Criterion.DRAW)
    words = policy_words(CallPolicy(order=order), (), {})
    assert [item.code for item in words.order] == ["mandatory", "longest_waiting", "draw"]
    assert words.mechanism.said("en-gb").startswith("One person after another")
    assert words.mechanism.said("ko").startswith("아래 순서대로 한 사람씩")


def test_limits_name_wishes_target_shares_absence_and_seats_a_year() -> None:
    policy = CallPolicy(absence_percent=30, seats_a_year=2)
    words = policy_words(policy, (QUOTA, replace(QUOTA, session=7, reserved=None)), {7: "보고서 작성 1기"})
    assert [item.korean for item in words.limits] == [
        "희망 기수를 3개까지 순서를 매겨 적습니다.",
        "교육대상인 사람만 신청합니다.",
        "올해 이 과정을 수료한 사람은 신청할 수 없습니다.",
        "기수마다 읍면동 10명까지.",
        "기수마다 읍면동 몫으로 4자리를 먼저 둡니다. 남으면 모두에게 돌아갑니다.",
        "보고서 작성 1기: 읍면동 10명까지.",
        "한 주에 한 부서의 30%까지만(적어도 한 사람은) 자리를 비웁니다.",
        "한 사람이 한 해에 받는 자리는 2개까지입니다.",
    ]


@pytest.mark.parametrize(
    ("years", "said"), [(0, []), (3, ["올해를 넣어 최근 3개 연도에 이 과정을 수료한 사람은 신청할 수 없습니다."])]
)
def test_how_long_a_completion_bars_is_said(years: int, said: list[str]) -> None:
    words = policy_words(CallPolicy(done_before_years=years), (), {})
    assert [item.korean for item in words.limits if item.code == "done_before"] == said


def test_first_come_says_its_limits_and_what_becomes_of_who_meets_one() -> None:
    words = policy_words(FIRST_COME, (), {})
    assert [item.code for item in words.limits] == ["most_wishes", "target", "done_before", "absence", "over_limits"]
    kept = [row for row in policy_words(FIRST_COME, (QUOTA,), {}).limits if row.code == "reserve"]
    assert "신청이 끝날 때까지" in kept[0].korean
    plain = policy_words(replace(FIRST_COME, absence_percent=None), (), {})
    assert [item.code for item in plain.limits] == ["most_wishes", "target", "done_before"]
    assert codes(words) == (["caps", "waste", "envy"], ["no_even_start"])


def test_what_follows_is_said_with_its_deadlines() -> None:
    policy = CallPolicy(approvals=(ApproverKind.UNIT_HEAD, ApproverKind.HOME_BODY), confirm_days=2, most_waiting=20)
    said = {item.code: item.korean for item in policy_words(policy, (), {}).later}
    assert list(said) == ["approvals", "waiting", "confirm", "list", "withdraw", "bars"]
    assert "20명까지" in said["waiting"]
    assert said["bars"] == "사유 없이 오지 않으면 180일, 중도에 그만두면 90일 동안 신청할 수 없습니다."
    none = CallPolicy(most_waiting=0, no_show_bar_days=0, drop_out_bar_days=0)
    said = {item.code: item.korean for item in policy_words(none, (), {}).later}
    assert (said["waiting"], "bars" in said) == ("대기자를 두지 않습니다.", False)


FULL = (["caps", "truth", "envy", "waste", "same", "higher"], ["not_most"])
FIXED = (["caps", "envy", "waste", "same"], ["no_truth", "no_higher", "not_most"])


@pytest.mark.parametrize(
    ("policy", "is_shared_out", "crosses", "expected"),
    [
        (CallPolicy(), False, False, FULL),
        (CallPolicy(), True, False, FULL),
        (CallPolicy(), True, True, FIXED),
        (CallPolicy(absence_percent=30), False, False, FULL),
        (CallPolicy(absence_percent=30), True, False, FIXED),
        (CallPolicy(mechanism=Mechanism.DEFERRED), True, False, FULL),
        (
            CallPolicy(mechanism=Mechanism.FILL),
            False,
            False,
            (["caps", "waste", "same", "most", "no_loss"], ["no_truth", "no_envy"]),
        ),
    ],
)
def test_only_what_holds_is_promised(
    policy: CallPolicy, is_shared_out: bool, crosses: bool, expected: tuple[list[str], list[str]]
) -> None:
    covers = [COVER, *([cover_of(QuotaKind.GRADE, ("7",), {})] if crosses else [])]
    words = policy_words(policy, (QUOTA,) if is_shared_out else (), {}, covers if is_shared_out else ())
    assert codes(words) == expected


def test_everything_is_said_in_both_languages() -> None:
    for mechanism in Mechanism:
        words = policy_words(CallPolicy(mechanism=mechanism, order=tuple(Criterion)), (QUOTA,), {})
        said = [words.mechanism, *words.order, *words.limits, *words.later, *words.promises, *words.given_up]
        assert all(item.korean and item.english.replace("읍면동", "").isascii() for item in said)
