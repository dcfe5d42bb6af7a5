"""Which days are worked."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.schedule.rules.rows import DayInfo
from baeumgil.stages.schedule.rules.working_days import (
    AddedDay,
    HolidayList,
    PeakSpan,
    calendar_of,
    check_day,
    check_peak,
    check_span,
    holiday_list,
    usual_peaks,
)
from baeumgil.stages.schedule.terms import DayKind, PeakKind

FRIDAY, SATURDAY = date(2027, 5, 14), date(2027, 5, 15)
LIST = HolidayList(date(2027, 1, 1), date(2027, 12, 31), {date(2027, 5, 13): "부처님오신날"})
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def off(on: date, name: str = "임시공휴일") -> AddedDay:
    return AddedDay(on, DayKind.TEMPORARY, name)


def test_holidays_weekends_and_added_days_make_the_calendar() -> None:
    peak = PeakSpan(PeakKind.EVENT, "축제", FRIDAY, SATURDAY, 2)
    worked = AddedDay(SATURDAY, DayKind.WORKING, "보강")
    days = calendar_of(date(2027, 5, 12), date(2027, 5, 16), lists=[LIST], added=[off(FRIDAY), worked], peaks=[peak])
    assert days == (
        DayInfo(date(2027, 5, 12), True),
        DayInfo(date(2027, 5, 13), False, "부처님오신날"),
        DayInfo(FRIDAY, False, "임시공휴일", ("축제",), 2),
        DayInfo(SATURDAY, True, "보강", ("축제",), 2),
        DayInfo(date(2027, 5, 16), False),
    )


def test_a_later_list_speaks_for_its_own_days_only() -> None:
    later = HolidayList(date(2027, 6, 1), None, {date(2027, 5, 13): "다름", date(2027, 6, 7): "새 날"})
    days = {day.on: day.name for day in calendar_of(date(2027, 5, 13), date(2027, 6, 7), lists=[LIST, later])}
    assert (days[date(2027, 5, 13)], days[date(2027, 6, 7)]) == ("부처님오신날", "새 날")


@given(DAYS, st.integers(0, 40), st.lists(DAYS, max_size=5), st.lists(DAYS, max_size=5))
def test_every_day_is_told_once_and_added_days_win(
    first: date, length: int, holidays: list[date], added: list[date]
) -> None:
    last = first + timedelta(days=length)
    lists = [HolidayList(date(2026, 1, 1), None, dict.fromkeys(holidays, "쉼"))]
    days = calendar_of(first, last, lists=lists, added=[AddedDay(on, DayKind.WORKING, "일함") for on in added])
    assert [day.on for day in days] == [first + timedelta(days=step) for step in range(length + 1)]
    assert [day.is_working for day in days] == [
        day.on in added or (day.on.isoweekday() < 6 and day.on not in holidays) for day in days
    ]


def test_a_list_passes_over_what_it_cannot_read() -> None:
    value = [["2027-01-01", "신정"], ["없는 날", "x"], "글", ["2027-13-01", "y"], [1, 2]]
    assert holiday_list(value, date(2027, 1, 1), None).days == {date(2027, 1, 1): "신정"}
    assert holiday_list("글", date(2027, 1, 1), None).days == {}


def test_all_that_is_wrong_with_a_day_is_said_at_once() -> None:
    worked, free = DayInfo(FRIDAY, True), DayInfo(SATURDAY, False)
    assert check_day(on=FRIDAY, kind=DayKind.TEMPORARY, name="임시공휴일", basis="", now=worked) == ()
    assert check_day(on=SATURDAY, kind=DayKind.WORKING, name="보강", basis="", now=free) == ()
    codes = [
        [problem.code for problem in check_day(on=on, kind=kind, name=name, basis="가" * 201, now=now)]
        for on, kind, name, now in [
            (FRIDAY, DayKind.WORKING, "", worked),
            (SATURDAY, DayKind.CLOSED, "가" * 81, free),
            (date(1999, 1, 1), DayKind.CLOSED, "옛날", DayInfo(date(1999, 1, 1), True)),
        ]
    ]
    assert codes == [["blank", "long", "already_worked"], ["long", "long", "already_off"], ["long", "day_range"]]


def test_spans_and_peaks_are_checked() -> None:
    assert [problem.code for problem in check_peak(name=" ", first=SATURDAY, last=FRIDAY, cost=101)] == [
        "blank",
        "span",
        "cost",
    ]
    assert [problem.code for problem in check_span(FRIDAY, date(2101, 1, 1))] == ["span_range"]
    assert check_span(FRIDAY, FRIDAY) == ()


def test_usual_peaks_of_a_year_come_from_the_policy() -> None:
    good = {"kind": "year_end", "name": "연말", "first": "12-14", "last": "12-31", "cost": 2}
    value = [good, {**good, "kind": "없음"}, {**good, "first": "02-30"}, {**good, "cost": 500}, "글"]
    assert usual_peaks(value, 2027) == (PeakSpan(PeakKind.YEAR_END, "연말", date(2027, 12, 14), date(2027, 12, 31), 2),)
    assert usual_peaks(None, 2027) == ()
