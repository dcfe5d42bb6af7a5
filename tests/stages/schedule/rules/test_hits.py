from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.plan.terms import CourseKind
from baeumgil.stages.schedule.rules.hits import (
    Ground,
    RoomStanding,
    Struck,
    TeacherStanding,
    hits_of,
    listed,
    struck,
)
from baeumgil.stages.schedule.rules.rows import SessionRow, TeacherRow
from baeumgil.stages.schedule.terms import HitKind, RunCause, SessionState, TeachingRole

TODAY = date(2027, 3, 1)
MONDAY = date(2027, 3, 8)
DAYS = (MONDAY, MONDAY + timedelta(days=1))


def row(dates: tuple[date, ...] = DAYS, *, selected: int = 0) -> SessionRow:
    return SessionRow(
        id=1,
        schedule_year=1,
        year=2027,
        course=1,
        course_code="C1",
        name="보고서 작성",
        label="",
        number=1,
        field_code="A",
        field_name="직무",
        kind=CourseKind.CLASSROOM,
        seats=30,
        days=len(dates),
        state=SessionState.PLACED,
        starts_on=dates[0],
        ends_on=dates[-1],
        dates=dates,
        room=1,
        room_name="제1강의실",
        place_text="",
        teachers=(TeacherRow(TeachingRole.LEAD, 1, "김강사"),),
        is_date_pinned=False,
        is_room_pinned=False,
        are_instructors_pinned=False,
        announced_on=None,
        planned_starts_on=None,
        planned_ends_on=None,
        selected=selected,
        revision=1,
    )


def ground(**more: Any) -> Ground:
    firm: dict[str, Any] = {"rooms": {1: RoomStanding("제1강의실", 30)}, "teachers": {1: TeacherStanding("김강사")}}
    return Ground(TODAY, **{"off": {}, **firm, **more})


def said(found: Ground, *, of: SessionRow | None = None) -> list[tuple[HitKind, str]]:
    return [(cause.kind, cause.text) for hit in hits_of([of or row()], found) for cause in hit.causes]


def test_firm_ground_hits_nothing() -> None:
    assert hits_of([row()], ground()) == ()


def test_every_cause_is_named_with_its_days() -> None:
    found = ground(
        off={MONDAY: "임시공휴일"},
        rooms={1: RoomStanding("제1강의실", 20, is_in_use=False, closed=((DAYS[1], DAYS[1], "침수"),))},
        teachers={1: TeacherStanding("김강사", is_in_use=False, weekdays=(1,), away=())},
    )
    assert said(found, of=row(selected=25)) == [
        (HitKind.DAY_OFF, "3. 8.(월): 쉬는 날입니다(임시공휴일)."),
        (HitKind.OUT_OF_USE, "제1강의실: 이제 쓰지 않는 강의실입니다."),
        (HitKind.ROOM_TOO_SMALL, "제1강의실: 20석인데 25명이 정해졌습니다."),
        (HitKind.ROOM_CLOSED, "3. 9.(화): 제1강의실을 쓰지 못합니다(침수)."),
        (HitKind.OUT_OF_USE, "김강사 강사: 이제 맡지 않는 강사입니다."),
        (HitKind.INSTRUCTOR_AWAY, "3. 9.(화): 김강사 강사가 오지 못합니다."),
    ]


def test_what_is_past_was_held_and_what_runs_is_said_to_run() -> None:
    past = (date(2027, 2, 25), date(2027, 2, 26))
    running = (date(2027, 2, 26), MONDAY)
    off = ground(off={past[0]: "", past[1]: "", MONDAY: ""})
    assert hits_of([row(past)], off) == ()
    (hit,) = hits_of([row(running)], off)
    assert (hit.is_begun, hit.days, hit.people) == (True, (MONDAY,), 30)


@given(
    st.integers(-5, 10),
    st.integers(0, 10),
    st.sampled_from([RunCause.HOLIDAY, RunCause.ROOM_CLOSED, RunCause.INSTRUCTOR_AWAY]),
)
def test_a_blow_hits_just_the_days_it_touches(begins: int, lasts: int, cause: RunCause) -> None:
    first = MONDAY + timedelta(days=begins)
    last = first + timedelta(days=lasts)
    after = struck(ground(), Struck(cause, first, last, "일", room=1, instructor=1))
    hit = {day for one in hits_of([row()], after) for day in one.days}
    assert hit == {day for day in DAYS if first <= day <= last}


def test_blows_to_what_is_not_there_change_nothing() -> None:
    for cause in (RunCause.ROOM_CLOSED, RunCause.INSTRUCTOR_AWAY, RunCause.YEAR):
        assert struck(ground(), Struck(cause, MONDAY, MONDAY, room=9, instructor=9)) == ground()


def test_many_days_are_named_shortly() -> None:
    days = [MONDAY + timedelta(days=step) for step in range(6)]
    assert listed(days) == "3. 8.(월), 3. 9.(화), 3. 10.(수), 3. 11.(목) 외 2일"
