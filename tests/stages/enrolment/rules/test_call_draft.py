"""What a call must be."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baeumgil.stages.enrolment.rules.call_draft import (
    LONGEST_NAME,
    MOST_QUOTAS,
    CallDraft,
    QuotaDraft,
    SessionFacts,
    check_call,
    check_quotas,
    check_reason,
)
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.terms import Mechanism, QuotaKind
from baeumgil.stages.schedule.terms import SessionState

NOW = datetime(2027, 3, 2, 0, 0, tzinfo=UTC)
FIRST = SessionFacts(1, 7, "보고서 작성 1기", SessionState.PLACED, date(2027, 4, 5), 30)
SECOND = replace(FIRST, id=2, title="보고서 작성 2기", starts_on=date(2027, 4, 19), seats=20)
KNOWN = {1: FIRST, 2: SECOND}
DRAFT = CallDraft(7, (1, 2), NOW, NOW + timedelta(days=7), date(2027, 3, 9), CallPolicy())
KEYS = {QuotaKind.UNIT: frozenset({"10", "11"}), QuotaKind.GRADE: frozenset({"7"}), QuotaKind.SERIES: None}
UNIT = QuotaDraft(QuotaKind.UNIT, "총무과", ("10",), most=10)


def test_a_sound_call_has_no_problems() -> None:
    assert check_call(DRAFT, KNOWN, NOW) == []


@pytest.mark.parametrize(
    ("draft", "code", "field"),
    [
        (replace(DRAFT, closes_at=NOW), "window", "closes_at"),
        (replace(DRAFT, opens_at=NOW - timedelta(2), closes_at=NOW - timedelta(1)), "window_over", "closes_at"),
        (replace(DRAFT, closes_on=date(2027, 3, 26)), "closes_after_list", "closes_at"),
        (replace(DRAFT, name="가" * (LONGEST_NAME + 1)), "too_long", "name"),
        (replace(DRAFT, guidance="\x00"), "unreadable", "guidance"),
        (replace(DRAFT, sessions=()), "no_sessions", "sessions"),
        (replace(DRAFT, sessions=tuple(range(201))), "many_sessions", "sessions"),
        (replace(DRAFT, sessions=(1, 1)), "session_twice", "sessions"),
        (replace(DRAFT, sessions=(1, 3)), "session_unknown", "sessions"),
        (replace(DRAFT, course=8, sessions=(1,)), "session_unknown", "sessions"),
    ],
)
def test_what_is_wrong_is_named(draft: CallDraft, code: str, field: str) -> None:
    assert [(problem.code, problem.field) for problem in check_call(draft, KNOWN, NOW)] == [(code, field)]


def test_it_may_close_on_the_day_before_the_list_is_fixed() -> None:
    assert check_call(replace(DRAFT, closes_on=date(2027, 3, 25)), KNOWN, NOW) == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (replace(FIRST, state=SessionState.OPEN, starts_on=None), "session_not_placed"),
        (replace(FIRST, state=SessionState.CANCELLED, starts_on=None), "session_not_placed"),
        (replace(FIRST, called_by="봄 모집"), "session_called"),
    ],
)
def test_sessions_that_cannot_be_called_are_named(row: SessionFacts, code: str) -> None:
    problems = check_call(DRAFT, {1: row, 2: SECOND}, NOW)
    assert [problem.code for problem in problems] == [code]
    assert problems[0].message.startswith("보고서 작성 1기")


@pytest.mark.parametrize(
    ("quota", "codes"),
    [
        (UNIT, []),
        (replace(UNIT, most=30), []),
        (replace(UNIT, most=31), ["quota_above_seats"]),
        (replace(UNIT, most=21, session=2), ["quota_above_seats"]),
        (replace(UNIT, most=-1), ["amount"]),
        (replace(UNIT, reserved=0), ["amount"]),
        (replace(UNIT, reserved=11), ["reserve_above_most"]),
        (replace(UNIT, most=None, reserved=20), []),
        (replace(UNIT, most=None, reserved=21), ["quota_above_seats", "reserves_above_seats"]),
        (replace(UNIT, most=None), ["no_amount"]),
        (replace(UNIT, keys=()), ["no_keys"]),
        (replace(UNIT, keys=("12",)), ["keys_unknown"]),
        (replace(UNIT, kind=QuotaKind.SERIES, keys=("행정",)), []),
        (replace(UNIT, kind=QuotaKind.SERIES, keys=("",)), ["keys_unknown"]),
        (replace(UNIT, label=" "), ["no_label"]),
        (replace(UNIT, label="가" * 121), ["too_long"]),
        (replace(UNIT, session=9), ["session_unknown"]),
    ],
)
def test_a_share_of_seats_is_checked(quota: QuotaDraft, codes: Sequence[str]) -> None:
    problems = check_quotas([quota], [FIRST, SECOND], CallPolicy(), KEYS)
    assert [problem.code for problem in problems] == codes
    assert {problem.row for problem in problems} <= {1, None}


def test_seats_kept_are_never_more_than_seats() -> None:
    kept = [replace(UNIT, most=None, reserved=12), replace(UNIT, most=None, reserved=9, session=2)]
    problems = check_quotas(kept, [FIRST, SECOND], CallPolicy(), KEYS)
    assert [(problem.code, problem.message) for problem in problems] == [
        ("reserves_above_seats", "보고서 작성 2기: 확보 인원의 합(21명)이 정원(20명)보다 많습니다.")
    ]


def test_some_ways_of_choosing_share_nothing_out() -> None:
    grade = replace(UNIT, kind=QuotaKind.GRADE, keys=("7",))
    fill, first_come = CallPolicy(mechanism=Mechanism.FILL), CallPolicy(mechanism=Mechanism.FIRST_COME)
    assert check_quotas([UNIT], [FIRST], fill, KEYS) == []
    assert check_quotas([grade, replace(UNIT, reserved=1)], [FIRST], first_come, KEYS) == []
    for quota in (grade, replace(UNIT, reserved=1)):
        found = check_quotas([quota], [FIRST], fill, KEYS)
        assert [problem.code for problem in found] == ["quota_with_mechanism"]
    many = check_quotas([UNIT] * (MOST_QUOTAS + 1), [FIRST], CallPolicy(), KEYS)
    assert [problem.code for problem in many] == ["many_quotas"]


@given(st.lists(st.tuples(st.sampled_from([None, 1, 2]), st.integers(1, 30)), max_size=6))
@settings(max_examples=100, deadline=None)
def test_what_passes_keeps_no_more_seats_than_there_are(kept: list[tuple[int | None, int]]) -> None:
    quotas = [replace(UNIT, most=None, reserved=number, session=session) for session, number in kept]
    is_sound = not check_quotas(quotas, [FIRST, SECOND], CallPolicy(), KEYS)
    sums = [sum(number for session, number in kept if session in {None, row.id}) for row in (FIRST, SECOND)]
    assert is_sound == (sums[0] <= FIRST.seats and sums[1] <= SECOND.seats)


@pytest.mark.parametrize(("reason", "codes"), [("태풍", []), (" ", ["no_reason"]), ("가" * 301, ["too_long"])])
def test_a_reason_is_given(reason: str, codes: Sequence[str]) -> None:
    assert [problem.code for problem in check_reason(reason)] == codes


def test_ways_that_need_nested_quotas_refuse_crossing_ones() -> None:
    below = {"10": frozenset({"10", "11"})}
    inside, crossing = replace(UNIT, keys=("11",)), replace(UNIT, kind=QuotaKind.GRADE, keys=("7",))
    deferred, fill = CallPolicy(mechanism=Mechanism.DEFERRED), CallPolicy(mechanism=Mechanism.FILL)
    assert check_quotas([UNIT, inside], [FIRST], fill, KEYS, below) == []
    found = check_quotas([UNIT, crossing], [FIRST], deferred, KEYS, below)
    assert [(problem.code, problem.row) for problem in found] == [("quotas_cross", 2)]
    kept = [replace(UNIT, reserved=1), replace(inside, reserved=1)]
    found = check_quotas(kept, [FIRST], deferred, KEYS, below)
    assert [(problem.code, problem.row) for problem in found] == [("reserves_share", 2)]
    assert check_quotas(kept, [FIRST], CallPolicy(), KEYS, below) == []
