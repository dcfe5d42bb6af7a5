from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.schedule.rules.session_counts import (
    CountFacts,
    CountProposal,
    proposed_count,
    seats_by_month,
    short_month,
)

MONTHS = st.dictionaries(st.integers(0, 12), st.integers(0, 500), max_size=6)


def proposal(**facts: Any) -> CountProposal:
    return proposed_count(CountFacts(**facts))


@given(MONTHS, MONTHS, st.one_of(st.none(), st.integers(0, 2000)), st.integers(1, 200))
def test_the_sessions_proposed_are_just_enough(
    due: dict[int, int], seats: dict[int, int], decided: int | None, size: int
) -> None:
    found = proposal(due=due, seats=seats, decided_seats=decided, stage_people=sum(due.values()), course_size=size)
    held = sum(seats.values())
    assert held + found.sessions * found.size >= found.needed
    assert found.sessions == 0 or held + (found.sessions - 1) * found.size < found.needed
    assert found.reasons


def test_the_arithmetic_is_said_step_by_step() -> None:
    found = proposal(
        due={0: 10, 6: 60}, stage_people=140, decided_seats=90, decided_sessions=3, sessions=1, seats={9: 30}
    )
    assert (found.needed, found.missing, found.size, found.sessions, found.by_month) == (90, 60, 30, 2, 6)
    assert [reason.text for reason in found.reasons] == [
        "수요조사에서 3기 90석으로 정했습니다.",
        "로드맵에서 올해까지 이수할 사람 140명 가운데 이 과정 몫은 70명입니다(이미 기한이 지난 10명 포함).",
        "대기자는 0명입니다.",
        "이 가운데 가장 큰 90명으로 봅니다.",
        "지금 기수 1개의 좌석은 모두 30석입니다.",
        "90명 − 30석 = 60명. 60 ÷ 30명 → 기수 2개를 더합니다.",
        "6월까지 70명이 이수해야 하는데 그때까지 마치는 좌석은 0석입니다. 6월까지 마치게 여세요.",
    ]


def test_enough_seats_at_the_wrong_time_are_still_named() -> None:
    found = proposal(due={3: 30}, stage_people=30, sessions=1, seats={11: 40})
    assert (found.sessions, found.by_month, found.reasons[-1].code) == (0, 3, "when")
    assert found.reasons[-2].text == "30명보다 좌석이 적지 않아 더하지 않아도 됩니다."


def test_whoever_waits_needs_a_seat_beside_those_taken_and_counts_once() -> None:
    # 75 seats: 25 of a session gone by, 40 taken, 10 still free for 22 who wait; 60 were due and are among them
    found = proposal(due={6: 60}, stage_people=60, waiting=22, sessions=3, seats={6: 75}, free=10, course_size=25)
    assert (found.needed, found.missing, found.sessions) == (87, 12, 1)
    assert "이미 찼거나 지난 좌석 65석 + 대기자 22명 = 87명." in str(found.reasons[1].text)
    assert proposal(waiting=10, sessions=1, seats={6: 30}, free=10).sessions == 0


def test_a_month_that_is_over_and_sessions_that_come_late_are_said_as_such() -> None:
    late = proposal(due={3: 30}, stage_people=30, sessions=1, seats={11: 40})
    assert str(late.reasons[-1].text).endswith("기수를 앞당겨 3월까지 마치게 하세요.")
    over = proposal(due={3: 30}, stage_people=30, month=7)
    assert str(over.reasons[-1].text).endswith("이미 지난 달이니 되도록 빨리 여세요.")


def test_the_size_is_the_decided_one_then_the_usual_the_courses_the_citys() -> None:
    assert proposal(decided_seats=90, decided_sessions=4, usual_size=20).size == 23
    assert proposal(usual_size=20, course_size=25).size == 20
    assert proposal(course_size=25).size == 25
    assert proposal().size == 35


def test_seats_without_days_come_last() -> None:
    assert seats_by_month([(3, 30), (None, 20), (3, 10)]) == {3: 40, 13: 20}
    assert short_month({3: 10}, {13: 50}) == 3
    assert short_month({}, {}) is None
