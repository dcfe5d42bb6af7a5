"""Reasons in words: for every code and every criterion, a sentence a person understands."""

import re
from itertools import product
from typing import Any

import pytest

from baeumgil.stages.enrolment.rules.refusal_words import Told, reason_of
from baeumgil.stages.enrolment.terms import Criterion, RefusalCode


def facts(code: RefusalCode, **more: Any) -> dict[str, Any]:
    return {
        "session": 1,
        "code": code.value,
        "at": "",
        "criterion": "",
        "mine": None,
        "theirs": None,
        "last_place": None,
        **more,
    }


def test_the_rule_that_decided_the_line_and_what_would_have_changed_it_stand_in_this_order() -> None:
    told = facts(RefusalCode.SEATS_GONE, criterion="longest_waiting", mine=10, theirs=40, last_place=30)
    assert reason_of(told, Told(place=45, seats=30)) == (
        "이 기수의 자리 30석이 모두 앞 순서에 돌아갔습니다. "
        "마지막으로 받은 사람은 선발 순서 30번째이고, 이 신청은 45번째입니다. "
        "마지막 사람은 40일, 이 신청은 10일을 기다렸습니다. 31일 더 기다렸다면 앞섰습니다."
    )


def test_the_same_is_told_in_english() -> None:
    told = facts(RefusalCode.SEATS_GONE, criterion="longest_waiting", mine=10, theirs=40, last_place=30)
    assert reason_of(told, Told(place=45, seats=30)).english == (
        "All 30 seats of this session went to people who come first. "
        "The last to get one stands at place 30 of the order, this application at place 45. "
        "The last person has waited for 40 days, this applicant for 10. "
        "With 31 more days this application would have come before."
    )
    away = reason_of(facts(RefusalCode.ABSENCE_FULL, at="12|2027-W15"), Told(place=9, units={"12": "총무과"}))
    assert away.english.startswith("As many people of 총무과 as may be away at once are away in week 15 of 2027.")


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (
            facts(RefusalCode.QUOTA_FULL, at="7", criterion="never_attended", mine=False, theirs=True, last_place=3),
            "'본청'에 정한 인원이 앞 순서로 찼습니다.",
        ),
        (facts(RefusalCode.ABSENCE_FULL, at="12|2027-W15"), "2027년 15주에 총무과에서 한꺼번에"),
        (facts(RefusalCode.BUSY, at="2027-04-12"), "이 기수의 날(2027. 4. 12.)에 이미 다른 교육"),
        (facts(RefusalCode.OVER_LIMIT), "올해 받은 자리가 하나 적었다면"),
        (facts(RefusalCode.DROPPED), "희망을 거두었습니다"),
        (
            facts(RefusalCode.SEATS_GONE, criterion="promotion_deadline", mine=90, theirs=30, last_place=1),
            "61일 더 가까웠다면",
        ),
        (
            facts(RefusalCode.SEATS_GONE, criterion="promotion_deadline", mine=90, theirs=0, last_place=1),
            "이 신청도 기한에 이르렀다면 다음 기준으로",
        ),
        (
            facts(RefusalCode.SEATS_GONE, criterion="promotion_deadline", mine=None, theirs=30, last_place=1),
            "승진 기한이 없습니다",
        ),
        (
            facts(RefusalCode.SEATS_GONE, criterion="earlier_refusals", mine=0, theirs=2, last_place=1),
            "3번 더 그랬다면",
        ),
    ],
)
def test_every_kind_of_refusal_has_its_sentence(told: dict[str, Any], sentence: str) -> None:
    assert sentence in reason_of(told, Told(place=9, quotas={"7": "본청"}, units={"12": "총무과"}))


def test_seats_that_also_went_to_people_who_come_later_are_not_said_to_have_gone_in_order() -> None:
    kept = reason_of(facts(RefusalCode.SEATS_GONE, criterion="draw", last_place=2, kept=True), Told(place=3, seats=20))
    assert kept.startswith("이 기수의 자리 20석이 모두 찼습니다. 그 가운데 배정에 따라 정해진 사람에게 먼저 드리는")
    assert "앞 순서" not in kept
    passed = reason_of(facts(RefusalCode.SEATS_GONE, last_place=4, is_passed=True), Told(place=3, seats=1))
    assert passed.startswith("이 기수의 자리 1석이 모두 찼습니다. 마지막으로 받은 사람은 선발 순서 4번째")
    assert passed.endswith("순서대로만 뽑는 방식이었다면 그 사람보다 앞섰습니다.")
    assert passed.english.startswith("The one seat of this session is taken.")
    quota = reason_of(facts(RefusalCode.QUOTA_FULL, at="7", is_passed=True), Told(place=3, quotas={"7": "본청"}))
    assert quota.startswith("'본청'에 정한 인원이 찼습니다.")


def test_a_comparison_in_full_replaces_the_short_one_and_without_a_last_one_the_way_out_is_still_told() -> None:
    compared = facts(RefusalCode.SEATS_GONE, criterion="draw", last_place=2)
    assert reason_of(compared, Told(place=3, way="추첨값을 견주었습니다.")) == (
        "이 기수의 자리가 모두 앞 순서에 돌아갔습니다. "
        "마지막으로 받은 사람은 선발 순서 2번째이고, 이 신청은 3번째입니다. 추첨값을 견주었습니다."
    )
    assert reason_of(facts(RefusalCode.QUOTA_FULL), Told(place=3, way="견주기 전입니다.")).endswith(
        "견주기 전입니다. 남은 자리가 있었다면 순서대로 견주었습니다."
    )


def test_no_combination_is_without_words() -> None:
    for code, criterion in product(RefusalCode, Criterion):
        text = reason_of(facts(code, criterion=criterion.value, mine=1, theirs=2, last_place=4), Told(place=5))
        assert text.endswith("니다.")
        assert "None" not in text
        assert text.english.endswith(".")
        assert re.search("[가-힣]|None|  ", text.english) is None
