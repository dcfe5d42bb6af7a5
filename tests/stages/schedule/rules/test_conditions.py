from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.plan.terms import CourseKind, InstructorKind, LegalKind, TargetGroup
from baeumgil.stages.schedule.rules.condition_policy import ConditionPolicy, condition_policy
from baeumgil.stages.schedule.rules.conditions import (
    ConditionRow,
    CourseFacts,
    SubjectFacts,
    calendar_days,
    derive,
    gap_of,
    overlaid,
    windows_of,
    wish_of,
)
from baeumgil.stages.schedule.rules.month_spans import MonthSpan
from baeumgil.stages.schedule.terms import ConditionField, DayPattern, RoomFeature, TeachingRole

POLICY = ConditionPolicy()
BY = "교육부서가 정했습니다."


def derived(**more: Any) -> ConditionRow:
    facts = CourseFacts(1, "C1", "보고서 작성", CourseKind.CLASSROOM, TargetGroup.ALL_STAFF, LegalKind.SPECIALISED)
    return derive(replace(facts, **more), POLICY)


@given(
    st.sampled_from(list(CourseKind)),
    st.sampled_from(list(TargetGroup)),
    st.one_of(st.none(), st.integers(1, 400)),
    st.sampled_from(["", "3일", "2주", "43주", "2~3h", "14시간", "0분"]),
    st.one_of(st.none(), st.integers(0, 100_000)),
)
def test_every_value_is_within_its_bounds_and_knows_why(
    kind: CourseKind, group: TargetGroup, days: int | None, text: str, minutes: int | None
) -> None:
    row = derived(kind=kind, target_group=group, days=days, duration_text=text, total_minutes=minutes)
    assert 1 <= row.session_days <= 260
    assert 1 <= row.priority <= 9
    assert set(row.why) == set(ConditionField)
    assert all(because.text and not because.is_given for because in row.why.values())
    assert row.within_week == (row.session_days <= 5)


@pytest.mark.parametrize(
    ("facts", "days", "why"),
    [
        ({"days": 3}, 3, "과정 목록의 교육일수 3일입니다."),
        ({"duration_text": "2일"}, 2, "교육기간 '2일'에서 2일로 읽었습니다."),
        ({"duration_text": "3주"}, 15, "교육기간 '3주': 3주 × 5일 = 15일입니다."),
        ({"total_minutes": 900}, 3, "교육시간 15시간 ÷ 하루 7시간 → 3일입니다."),
        ({"duration_text": "14시간"}, 2, "교육시간 14시간 ÷ 하루 7시간 → 2일입니다."),
        ({}, 1, "과정 목록에 교육기간이 없어 하루로 봅니다."),
    ],
)
def test_days_follow_from_the_catalogue_with_their_arithmetic(facts: dict[str, Any], days: int, why: str) -> None:
    row = derived(**facts)
    assert (row.session_days, row.why[ConditionField.SESSION_DAYS].text) == (days, why)


def test_job_courses_wish_for_the_months_after_the_moves() -> None:
    row = derived(target_group=TargetGroup.JOB)
    assert [wish_of(row, year=2027, position=place, of=4) for place in range(4)] == [
        (date(2027, 3, 1), date(2027, 3, 31)),
        (date(2027, 3, 1), date(2027, 3, 31)),
        (date(2027, 9, 1), date(2027, 9, 30)),
        (date(2027, 9, 1), date(2027, 9, 30)),
    ]
    assert wish_of(derived(), year=2027, position=0, of=4) is None


def test_candidates_are_trained_before_and_promoted_ones_after_their_day() -> None:
    candidates = derived(target_group=TargetGroup.CANDIDATE, duration_text="3주")
    assert candidates.wish[0].in_year(2027)[1] <= date(2027, 4, 1) - (date(2027, 1, 20) - date(2027, 1, 1))
    assert derived(target_group=TargetGroup.PROMOTED).wish[0].first == (1, 1)
    assert (candidates.priority, derived(duties=("청렴교육",)).priority, derived().priority) == (3, 3, 1)
    assert derived(target_group=TargetGroup.CANDIDATE, days=200).wish == ()


def test_rooms_and_their_features_follow_from_kind_place_and_subjects() -> None:
    subject = SubjectFacts("엑셀로 하는 통계", "실습")
    assert derived(subjects=(subject,)).features == (RoomFeature.PC,)
    assert derived(accessibility="휠체어 접근 가능").features == (RoomFeature.WHEELCHAIR,)
    assert (derived().needs_room, derived().features) == (True, ())
    assert derived(kind=CourseKind.FIELD_VISIT).needs_room is False
    outside = derived(place="외부 연수원", subjects=(subject,))
    assert (outside.needs_room, outside.features) == (False, ())


def test_instructors_follow_from_kind_and_subjects() -> None:
    assert derived().roles == (TeachingRole.LEAD,)
    assert derived(kind=CourseKind.COMMISSIONED).roles == ()
    assert derived(subjects=(SubjectFacts("보기", "영상", InstructorKind.CONTENT),)).roles == ()
    helped = derived(subjects=(SubjectFacts("보기", "강의"), SubjectFacts("해 보기", "실습(보조강사)")))
    assert helped.roles == (TeachingRole.LEAD, TeachingRole.ASSISTANT)


def test_distances_shrink_where_many_sessions_share_the_year_unless_they_were_given() -> None:
    row = derived(days=2)
    assert [gap_of(row, sessions=count) for count in (1, 10, 60)] == [14, 14, 5]
    given_row = overlaid(row, {"gap_days": 14}, by=BY)
    assert gap_of(given_row, sessions=60) == 14
    assert gap_of(overlaid(row, {"gap_days": None}, by=BY), sessions=60) is None
    assert derived(duration_text="3주").gap_days is None


def test_what_the_office_decides_speaks_before_the_catalogue() -> None:
    row = overlaid(
        derived(days=3, needs=(7,)),
        {
            "session_days": 2,
            "pattern": "weekly",
            "needs_room": False,
            "features": ["screen", "nonsense"],
            "only_rooms": [3],
            "windows": [["03-01", "03-31"]],
            "weekdays": [1, 9],
            "roles": [],
            "audience": " 6급 ",
            "follows": [],
            "lag_days": 3,
            "priority": 9,
            "note": "적음",
        },
        by=BY,
    )
    assert (row.session_days, row.pattern, row.needs_room, row.features) == (
        2,
        DayPattern.WEEKLY,
        False,
        (RoomFeature.SCREEN,),
    )
    assert (row.only_rooms, row.windows, row.weekdays, row.roles) == ((3,), (MonthSpan((3, 1), (3, 31)),), (1,), ())
    assert (row.audience, row.follows, row.lag_days, row.priority, row.note) == ("6급", (), 3, 9, "적음")
    assert ConditionField.WISH not in row.given
    assert row.why[ConditionField.SESSION_DAYS].text == BY
    assert windows_of(row, year=2027) == ((date(2027, 3, 1), date(2027, 3, 31)),)


@given(st.dictionaries(st.sampled_from([*ConditionField]).map(str), st.one_of(st.none(), st.integers(), st.text())))
def test_values_that_cannot_be_read_leave_what_there_was(values: dict[str, Any]) -> None:
    row = overlaid(derived(), values, by=BY)
    assert 1 <= row.session_days <= 260
    assert row.gap_days is None or 0 <= row.gap_days <= 366


def test_calendar_days_count_the_weekends_between() -> None:
    assert [calendar_days(days) for days in (1, 5, 6, 10, 15)] == [1, 5, 8, 12, 19]


def test_a_policy_that_cannot_be_read_is_the_default() -> None:
    assert condition_policy(None) == POLICY
    assert condition_policy({"gap_days": -1, "minutes_a_day": True, "pc_words": "PC"}) == POLICY
    read = condition_policy({"gap_days": 7, "appointments": ["07-01", "x"], "after_moves": [["03-01", "03-31"]]})
    assert (read.gap_days, read.appointments, read.after_moves) == (7, ((7, 1),), (MonthSpan((3, 1), (3, 31)),))
