from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from baeumgil.core.errors import Problem
from baeumgil.stages.schedule.rules.clashes import (
    OVERRULED,
    ClashFacts,
    Neighbour,
    RoomFacts,
    TeacherFacts,
    clashes_of,
    dates_from,
    may_overrule,
)
from baeumgil.stages.schedule.rules.rows import DayInfo, Placing
from baeumgil.stages.schedule.terms import DayPattern, TeachingRole

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
MONDAY = date(2027, 3, 8)
LEAD = TeachingRole.LEAD


def a_year(holidays: Mapping[date, str] | None = None) -> dict[date, DayInfo]:
    names = holidays or {}
    days = (FIRST + timedelta(days=step) for step in range(365))
    return {on: DayInfo(on, on.isoweekday() < 6 and on not in names, names.get(on, "")) for on in days}


FACTS = ClashFacts(first=FIRST, last=LAST, days=a_year(), length=2, people=30)
ROOM = RoomFacts(1, "제1강의실", 40, frozenset({"screen"}))
TEACHER = TeacherFacts(7, "김강사", frozenset({LEAD}))


def placed(starts: date, facts: ClashFacts = FACTS, *, room: int | None = None, lead: int | None = None) -> Placing:
    return Placing(1, dates_from(starts, facts), room, {} if lead is None else {LEAD: lead})


def codes(placing: Placing, facts: ClashFacts) -> list[str]:
    return [problem.code for problem in clashes_of(placing, facts)]


def test_nothing_stands_against_a_free_working_day() -> None:
    facts = replace(FACTS, rooms={1: ROOM}, teachers={7: TEACHER}, needs_room=True, roles=(LEAD,))
    assert clashes_of(placed(MONDAY, facts, room=1, lead=7), facts) == ()


def test_days_pass_over_weekends_and_holidays() -> None:
    facts = replace(FACTS, days=a_year({date(2027, 3, 1): "3·1절"}), length=3)
    assert dates_from(date(2027, 2, 26), facts) == (date(2027, 2, 26), date(2027, 3, 2), date(2027, 3, 3))


def test_weekly_sessions_keep_their_weekday() -> None:
    facts = replace(FACTS, pattern=DayPattern.WEEKLY, length=3)
    assert dates_from(MONDAY, facts) == (MONDAY, date(2027, 3, 15), date(2027, 3, 22))


def test_a_holiday_and_a_weekend_are_named() -> None:
    facts = replace(FACTS, days=a_year({date(2027, 3, 1): "3·1절"}), length=1)
    assert [problem.message for problem in clashes_of(placed(date(2027, 3, 1), facts), facts)] == [
        "3. 1.(월): 쉬는 날입니다(3·1절)."
    ]
    assert [problem.message for problem in clashes_of(placed(date(2027, 3, 6), facts), facts)] == [
        "3. 6.(토): 쉬는 날입니다(토요일)."
    ]


def test_the_year_ends_before_the_session() -> None:
    facts = replace(FACTS, length=5)
    assert codes(placed(date(2027, 12, 30), facts), facts) == ["days"]
    assert codes(Placing(1, (date(2028, 1, 3), date(2028, 1, 4))), FACTS) == ["days"]
    assert codes(Placing(1, ()), FACTS) == ["days"]


def test_what_has_begun_stays_and_nothing_moves_into_the_past() -> None:
    begun = replace(FACTS, today=date(2027, 3, 9), present_start=MONDAY)
    assert codes(placed(date(2027, 4, 5), begun), begun) == ["past"]
    assert codes(placed(MONDAY, begun), begun) == []
    ahead = replace(FACTS, today=date(2027, 3, 9), present_start=date(2027, 4, 5))
    assert codes(placed(MONDAY, ahead), ahead) == ["past"]


def test_windows_and_one_week_bind() -> None:
    facts = replace(FACTS, windows=((date(2027, 3, 1), date(2027, 3, 31)),), within_week=True)
    assert codes(placed(date(2027, 4, 2), facts), facts) == ["window", "within_week"]
    assert codes(placed(MONDAY, facts), facts) == []


def test_a_room_too_small_or_without_what_is_needed_or_not_meant_for_it_is_named() -> None:
    small = replace(ROOM, seats=10)
    facts = replace(
        FACTS,
        rooms={1: small},
        features=frozenset({"pc"}),
        only_rooms=frozenset({2}),
        feature_names={"pc": "컴퓨터"},
    )
    problems = clashes_of(placed(MONDAY, facts, room=1), facts)
    assert [problem.message for problem in problems] == [
        "제1강의실은 10석인데 30명이 듣습니다.",
        "제1강의실에 없습니다: 컴퓨터.",
        "제1강의실은 이 과정이 쓰는 강의실이 아닙니다.",
    ]
    assert may_overrule(problems)


def test_a_room_that_is_missing_out_of_use_closed_or_taken_is_named() -> None:
    assert codes(placed(MONDAY), replace(FACTS, needs_room=True)) == ["room_fit"]
    assert codes(placed(MONDAY, room=9), FACTS) == ["room_closed"]
    assert codes(placed(MONDAY, room=1), replace(FACTS, rooms={1: replace(ROOM, is_in_use=False)})) == ["room_closed"]
    tuesday = MONDAY + timedelta(days=1)
    busy = replace(ROOM, closed=((MONDAY, MONDAY, "침수"),), taken={MONDAY: "엑셀 1기", tuesday: "엑셀 1기"})
    problems = clashes_of(placed(MONDAY, room=1), replace(FACTS, rooms={1: busy}))
    assert [problem.message for problem in problems] == [
        "제1강의실을 3. 8.(월)에 쓰지 못합니다(침수).",
        "3. 8.(월), 3. 9.(화) 제1강의실: ‘엑셀 1기’가 있습니다.",
    ]
    assert not may_overrule(problems)


def test_an_instructor_who_is_unknown_away_elsewhere_or_not_for_the_role_is_named() -> None:
    assert codes(placed(MONDAY, lead=9), FACTS) == ["instructor_fit"]
    away = replace(TEACHER, roles=frozenset(), away=((MONDAY, MONDAY),), weekdays=(1,), taken={MONDAY: "엑셀 1기"})
    problems = clashes_of(placed(MONDAY, lead=7), replace(FACTS, teachers={7: away}))
    assert [(problem.code, problem.message) for problem in problems] == [
        ("instructor_fit", "김강사 강사는 이 과정의 그 자리를 맡지 않습니다."),
        ("instructor_away", "김강사 강사가 3. 8.(월)에 오지 못합니다."),
        ("instructor_away", "김강사 강사는 3. 9.(화)에 강의하지 않는 요일입니다."),
        ("instructor_clash", "3. 8.(월) 김강사 강사: ‘엑셀 1기’가 있습니다."),
    ]


def test_roles_are_filled_by_different_people() -> None:
    facts = replace(
        FACTS,
        roles=(LEAD, TeachingRole.ASSISTANT, TeachingRole.GUEST),
        teachers={7: replace(TEACHER, roles=frozenset(TeachingRole))},
    )
    placing = replace(placed(MONDAY, facts), instructors={LEAD: 7, TeachingRole.ASSISTANT: 7})
    assert codes(placing, facts) == ["instructor_fit", "instructor_fit"]


def test_sessions_of_a_course_keep_their_distance_and_order() -> None:
    facts = replace(
        FACTS,
        number=2,
        gap_days=14,
        siblings=(
            Neighbour("보고서 1기", date(2027, 3, 1), date(2027, 3, 2), 1),
            Neighbour("보고서 2기", date(2027, 3, 8), date(2027, 3, 9), 2),
            Neighbour("보고서 3기", date(2027, 3, 4), date(2027, 3, 5), 3),
        ),
    )
    assert [problem.message for problem in clashes_of(placed(MONDAY, facts), facts)] == [
        "1기(3. 1.(월))와 7일 간격입니다. 14일은 떨어져야 합니다.",
        "3기(3. 4.(목))와 차례가 바뀝니다.",
    ]


def test_the_same_people_are_not_asked_twice_and_blocks_follow_each_other() -> None:
    facts = replace(
        FACTS,
        audience={MONDAY: "신규자 기본 1기"},
        before=(Neighbour("사전 이러닝 1기", date(2027, 3, 1), date(2027, 3, 5), 1, 7),),
        after=(Neighbour("현장 실습 1기", date(2027, 3, 9), date(2027, 3, 9), 1),),
    )
    assert [(problem.code, problem.remedy) for problem in clashes_of(placed(MONDAY, facts), facts)] == [
        ("audience_clash", "다른 날을 고르세요."),
        ("order", "3. 13.(토) 이후에 시작하세요."),
        ("order", "그보다 먼저 끝나게 하세요."),
    ]


def test_only_wishes_may_be_overruled() -> None:
    assert not may_overrule(())
    assert may_overrule((Problem("gap", "가까움"),))
    assert not may_overrule((Problem("gap", "가까움"), Problem("room_clash", "겹침")))
    assert not OVERRULED & {"days", "past", "room_clash", "room_closed", "instructor_clash", "instructor_away"}


@settings(max_examples=60)
@given(start=st.integers(0, 360), length=st.integers(1, 20), offs=st.sets(st.integers(0, 364), max_size=40))
def test_days_are_worked_in_order_and_as_many_as_fit(start: int, length: int, offs: set[int]) -> None:
    holidays = {FIRST + timedelta(days=off): "휴무" for off in offs}
    facts = replace(FACTS, days=a_year(holidays), length=length)
    dates = dates_from(FIRST + timedelta(days=start), facts)
    assert dates[0] == FIRST + timedelta(days=start)
    assert list(dates) == sorted(set(dates))
    assert all(facts.days[day].is_working for day in dates[1:])
    assert len(dates) <= length
    later = [on for on, info in facts.days.items() if on > dates[-1] and info.is_working]
    assert len(dates) == length or not later


@settings(max_examples=60)
@given(taken=st.sets(st.integers(0, 364), max_size=80), start=st.integers(0, 364))
def test_a_room_clash_is_told_exactly_when_a_day_is_taken(taken: set[int], start: int) -> None:
    room = replace(ROOM, taken={FIRST + timedelta(days=day): "다른 과정 1기" for day in taken})
    facts = replace(FACTS, rooms={1: room})
    placing = placed(FIRST + timedelta(days=start), facts, room=1)
    assert ("room_clash" in codes(placing, facts)) == any((day - FIRST).days in taken for day in placing.dates)
