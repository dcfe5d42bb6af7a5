from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from baeumgil.engines.timetabling.board import compile_board, months_of, open_starts, weeks_from, working_days
from baeumgil.engines.timetabling.plan import Placement
from baeumgil.engines.timetabling.problem import (
    Avoided,
    Calendar,
    Costs,
    Course,
    Instructor,
    NamedDay,
    Pattern,
    Pin,
    Problem,
    Role,
    Room,
    RoomNeed,
    Session,
    Span,
)
from baeumgil.engines.timetabling.state import NOWHERE, State, bits, empty_state, placements, state_of
from tests.engines.timetabling.hard_rules import broken, days_of
from tests.years import random_year

MARCH = Calendar(date(2026, 3, 1), date(2026, 3, 31))
TALK = Session("talk", "course", 1, people=20, days=2)


def problem(*sessions: Session, calendar: Calendar = MARCH, costs: Costs | None = None) -> Problem:
    return Problem(
        calendar,
        rooms=(
            Room("small", "작은 방", 20, closed=(Span(date(2026, 3, 2), date(2026, 3, 6)),)),
            Room("large", "큰 방", 60, features=("pc",)),
        ),
        instructors=(
            Instructor("kim", "김", fee=2),
            Instructor("lee", "이", weekdays=(1, 2), away=(Span(date(2026, 3, 9), date(2026, 3, 9)),)),
        ),
        courses=(Course("course", "과정"),),
        sessions=sessions,
        costs=costs or Costs(),
    )


def starts_of(session: Session, calendar: Calendar = MARCH) -> list[date]:
    board = compile_board(problem(session, calendar=calendar))
    return [board.days[start] for start in board.sessions[0].starts]


def test_working_days_leave_out_weekends_and_holidays_but_not_what_is_worked_after_all() -> None:
    calendar = Calendar(
        date(2026, 3, 5),
        date(2026, 3, 10),
        holidays=(NamedDay(date(2026, 3, 6)), NamedDay(date(2026, 3, 9))),
        working=(NamedDay(date(2026, 3, 7)), NamedDay(date(2026, 3, 9)), NamedDay(date(2026, 4, 4))),
    )
    assert [day.day for day in working_days(calendar)] == [5, 7, 9, 10]


def test_months_count_once_however_little_of_them_the_calendar_holds() -> None:
    assert months_of(Calendar(date(2025, 12, 31), date(2026, 2, 1))) == ((2025, 12), (2026, 1), (2026, 2))


def test_weeks_from_a_wish_are_weeks_begun_and_at_most_26() -> None:
    wish = Span(date(2026, 3, 9), date(2026, 3, 13))
    days = [date(2026, 3, 9), date(2026, 3, 8), date(2026, 3, 2), date(2026, 3, 1), date(2026, 3, 20), date(2027, 3, 1)]
    assert [weeks_from(wish, day) for day in days] == [0, 1, 1, 2, 1, 26]


def test_a_block_takes_working_days_in_a_row_over_weekends() -> None:
    board = compile_board(problem(TALK))
    friday = board.days.index(date(2026, 3, 6))
    place = board.sessions[0].starts.index(friday)
    assert [board.days[day].day for day in bits(board.sessions[0].masks[place])] == [6, 9]
    assert board.days[board.sessions[0].lasts[place]] == date(2026, 3, 9)
    assert len(board.sessions[0].starts) == len(board.days) - 1


def test_a_weekly_session_takes_its_weekday_and_leaps_holidays() -> None:
    calendar = replace(MARCH, holidays=(NamedDay(date(2026, 3, 10)),))
    board = compile_board(problem(replace(TALK, pattern=Pattern.WEEKLY), calendar=calendar))
    place = board.sessions[0].starts.index(board.days.index(date(2026, 3, 3)))
    assert [board.days[day].day for day in bits(board.sessions[0].masks[place])] == [3, 17]


def test_starts_keep_week_windows_and_pin() -> None:
    assert {day.isoweekday() for day in starts_of(replace(TALK, within_week=True))} == {1, 2, 3, 4}
    windows = (Span(date(2026, 3, 2), date(2026, 3, 3)), Span(date(2026, 3, 5), date(2026, 3, 6)))
    assert [day.day for day in starts_of(replace(TALK, windows=windows))] == [2, 5]
    assert [day.day for day in starts_of(replace(TALK, pinned=Pin(starts=date(2026, 3, 12))))] == [12]
    assert starts_of(replace(TALK, pinned=Pin(starts=date(2026, 3, 7)))) == []
    assert starts_of(replace(TALK, pinned=Pin(room="large"))) == []
    assert starts_of(replace(TALK, pinned=Pin(instructors={"lead": "kim"}))) == []
    assert starts_of(replace(TALK, days=40)) == []


def test_rooms_and_people_are_those_that_fit_with_their_points() -> None:
    lead = Role("lead", ("kim", "lee", "kim"))
    board = compile_board(
        problem(
            replace(TALK, room=RoomNeed(), roles=(lead,)),
            replace(
                TALK, id="pc", room=RoomNeed(features=("pc",)), roles=(lead,), pinned=Pin(instructors={"lead": "lee"})
            ),
            replace(TALK, id="only", room=RoomNeed(only=("small",)), pinned=Pin(room="large")),
            replace(TALK, id="big", people=61, room=RoomNeed()),
            TALK,
        )
    )
    assert [(session.needs_room, session.rooms, session.room_cost) for session in board.sessions] == [
        (True, (0, 1), (0, 2)),
        (True, (1,), (2,)),
        (True, (), ()),
        (True, (), ()),
        (False, (), ()),
    ]
    assert [(session.roles, session.role_cost) for session in board.sessions[:2]] == [
        (((0, 1),), ((4, 0),)),
        (((1,),), ((0,),)),
    ]


def test_open_starts_need_a_room_that_is_open_and_somebody_who_comes() -> None:
    needing = replace(TALK, room=RoomNeed(only=("small",)), roles=(Role("lead", ("lee",)),))
    board = compile_board(problem(needing))
    session = board.sessions[0]
    assert [board.days[session.starts[place]].day for place in open_starts(board, session)] == [16, 23, 30]


def test_points_of_a_start_are_promise_wish_weekday_and_avoided_days() -> None:
    calendar = replace(MARCH, avoid=(Avoided(date(2026, 3, 3), date(2026, 3, 4), "인사이동", 5),))
    costs = Costs(promise=1000, wish=100, weekday=10, avoid=1)
    session = replace(TALK, announced=date(2026, 3, 2), wish=Span(date(2026, 3, 2), date(2026, 3, 3)), weekdays=(2,))
    board = compile_board(problem(session, calendar=calendar, costs=costs))
    assert board.sessions[0].fixed_cost[:4] == (10 + 5, 1000 + 10, 1000 + 100 + 10 + 5, 1000 + 100 + 10)


def test_the_month_limit_is_a_share_of_an_even_load() -> None:
    calendar = Calendar(date(2026, 1, 1), date(2026, 3, 31))
    long = replace(TALK, days=10)
    board = compile_board(problem(long, replace(long, id="other"), calendar=calendar))
    assert (board.month_limit, len(board.months)) == (8, 3)
    assert board.month_of[0] == 0
    assert board.month_of[-1] == 2


def test_numbers_order_a_course_that_keeps_a_gap() -> None:
    made = problem(replace(TALK, number=2), replace(TALK, id="first"), replace(TALK, id="third", number=3))
    board = compile_board(replace(made, courses=(Course("course", "과정", gap_days=7),)))
    assert [(chain.sessions, chain.gap_days) for chain in board.chains] == [((1, 0, 2), 7)]
    assert compile_board(made).chains == ()


def test_placements_and_states_say_the_same() -> None:
    session = replace(TALK, room=RoomNeed(), roles=(Role("lead", ("kim",)),))
    board = compile_board(problem(session, replace(TALK, id="out")))
    start = board.days.index(date(2026, 3, 9))
    state = State((start, NOWHERE), (1, NOWHERE), ((0,), ()))
    placed = (Placement("talk", date(2026, 3, 9), (date(2026, 3, 9), date(2026, 3, 10)), "large", {"lead": "kim"}),)
    assert placements(board, state) == placed
    assert state_of(board, placed) == state
    assert state.placed == 1
    assert empty_state(board).placed == 0


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_a_start_is_legal_exactly_when_the_naive_rules_say_so(seed: int) -> None:
    year = random_year(seed)
    board = compile_board(year)
    every = [year.calendar.first + timedelta(n) for n in range((year.calendar.last - year.calendar.first).days + 1)]
    for session, compiled in list(zip(year.sessions, board.sessions, strict=True))[:4]:
        legal = {board.days[start]: mask for start, mask in zip(compiled.starts, compiled.masks, strict=True)}
        naive = {
            day: days
            for day in every
            if (days := days_of(year.calendar, session, day))
            and not {"days", "pinned"}
            & set(broken(year, [Placement(session.id, day, days, instructors=anybody(session))]))
        }
        assert {day: tuple(board.days[place] for place in bits(mask)) for day, mask in legal.items()} == naive


def anybody(session: Session) -> dict[str, str]:
    return {role.id: role.instructors[0] for role in session.roles}
