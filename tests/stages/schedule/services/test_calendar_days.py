"""Days and times to avoid are declared and taken back."""

from datetime import date

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.errors import InstituteNotFound
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.schedule.errors import CalendarInvalid, DayNotFound
from baeumgil.stages.schedule.models import CalendarDay, Peak
from baeumgil.stages.schedule.queries.calendar_days import PeakRow, added_day, peak_row, year_calendar
from baeumgil.stages.schedule.queries.working_days import days_of
from baeumgil.stages.schedule.rules.rows import DayInfo
from baeumgil.stages.schedule.services.calendar_days import (
    declare_day,
    remove_peak,
    save_peak,
    take_usual_peaks,
    withdraw_day,
)
from baeumgil.stages.schedule.services.seeding import seed_schedule
from baeumgil.stages.schedule.terms import DayKind, PeakKind
from tests.build import an_actor, the_operator
from tests.build_plan import an_institute

pytestmark = pytest.mark.django_db

OFFICE = an_actor(Role.TRAINING_OFFICE)
HEAD = an_actor(Role.HEAD)
OPERATOR = the_operator()
THURSDAY, FRIDAY = date(2027, 5, 13), date(2027, 5, 14)


def test_a_holiday_declared_late_closes_the_day_until_it_is_withdrawn() -> None:
    seed_plan(actor=OPERATOR)
    institute = an_institute()
    made = declare_day(
        actor=OFFICE, institute=institute, on=FRIDAY, kind=DayKind.TEMPORARY, name=" 임시공휴일 ", basis="국무회의"
    )
    assert days_of(institute, THURSDAY, FRIDAY) == (
        DayInfo(THURSDAY, False, "부처님오신날"),
        DayInfo(FRIDAY, False, "임시공휴일"),
    )
    row = added_day(actor=OFFICE, institute=institute, day=made)
    assert row is not None
    assert (row.on, row.kind, row.name, row.basis) == (FRIDAY, DayKind.TEMPORARY, "임시공휴일", "국무회의")
    withdraw_day(actor=OFFICE, day=made)
    assert [day.is_working for day in days_of(institute, THURSDAY, FRIDAY)] == [False, True]
    with pytest.raises(DayNotFound):
        withdraw_day(actor=OFFICE, day=made)


def test_one_institutes_days_are_not_anothers() -> None:
    one, other = an_institute(), an_institute(code="other")
    declare_day(actor=OFFICE, institute=one, on=FRIDAY, kind=DayKind.CLOSED, name="개원기념일")
    assert days_of(other, FRIDAY, FRIDAY) == (DayInfo(FRIDAY, True),)
    assert added_day(actor=OFFICE, institute=other, day=CalendarDay.objects.get().pk) is None


def test_a_wrong_day_changes_nothing() -> None:
    institute = an_institute()
    with pytest.raises(CalendarInvalid) as refused:
        declare_day(actor=OFFICE, institute=institute, on=FRIDAY, kind=DayKind.WORKING, name="")
    assert [problem.code for problem in refused.value.problems] == ["blank", "already_worked"]
    with pytest.raises(InstituteNotFound):
        declare_day(actor=OFFICE, institute=institute + 99, on=FRIDAY, kind=DayKind.CLOSED, name="휴관")
    assert CalendarDay.objects.count() == 0


def test_only_the_office_keeps_its_own_calendar() -> None:
    institute, example = an_institute(), an_institute(code="ex", is_example=True)
    with pytest.raises(NotAllowed):
        declare_day(actor=HEAD, institute=institute, on=FRIDAY, kind=DayKind.CLOSED, name="휴관")
    with pytest.raises(NotAllowed):
        declare_day(actor=OFFICE, institute=example, on=FRIDAY, kind=DayKind.CLOSED, name="휴관")
    with pytest.raises(NotAllowed):
        save_peak(actor=HEAD, institute=institute, kind=PeakKind.EVENT, name="축제", first=FRIDAY, last=FRIDAY)
    assert (CalendarDay.objects.count(), Peak.objects.count()) == (0, 0)
    declare_day(actor=OPERATOR, institute=example, on=FRIDAY, kind=DayKind.CLOSED, name="휴관")
    assert CalendarDay.objects.count() == 1


def test_times_to_avoid_are_saved_changed_and_removed() -> None:
    institute = an_institute()
    made = save_peak(
        actor=OFFICE, institute=institute, kind=PeakKind.EVENT, name="축제", first=THURSDAY, last=FRIDAY, cost=1
    )
    again = save_peak(
        actor=OFFICE,
        institute=institute,
        kind=PeakKind.EVENT,
        name="큰 축제",
        first=FRIDAY,
        last=FRIDAY,
        cost=5,
        peak=made,
    )
    assert again == made
    row = PeakRow(made, PeakKind.EVENT, "큰 축제", FRIDAY, FRIDAY, 5)
    assert peak_row(actor=HEAD, institute=institute, peak=made) == row
    assert days_of(institute, FRIDAY, FRIDAY) == (DayInfo(FRIDAY, True, "", ("큰 축제",), 5),)
    with pytest.raises(DayNotFound):
        save_peak(
            actor=OFFICE,
            institute=an_institute(code="b"),
            kind=PeakKind.EVENT,
            name="남의 것",
            first=FRIDAY,
            last=FRIDAY,
            peak=made,
        )
    remove_peak(actor=OFFICE, peak=made)
    assert Peak.objects.count() == 0


def test_usual_times_to_avoid_are_taken_over_once() -> None:
    institute = an_institute()
    assert seed_schedule(actor=OPERATOR) > 0
    assert seed_schedule(actor=OPERATOR) == 0
    with pytest.raises(NotAllowed):
        seed_schedule(actor=HEAD)
    with clock.fixed(FRIDAY):
        assert take_usual_peaks(actor=OFFICE, institute=institute, year=2027) == 3
        assert take_usual_peaks(actor=OFFICE, institute=institute, year=2027) == 0
    assert [row.kind for row in year_calendar(actor=HEAD, institute=institute, year=2027).peaks] == [
        PeakKind.PERSONNEL_MOVES,
        PeakKind.PERSONNEL_MOVES,
        PeakKind.YEAR_END,
    ]


def test_a_year_says_how_much_is_worked_and_whether_its_holidays_are_known() -> None:
    seed_plan(actor=OPERATOR)
    institute = an_institute()
    known, unknown = (year_calendar(actor=HEAD, institute=institute, year=year) for year in (2027, 2031))
    assert (known.has_holidays, known.working, known.weekdays_off) == (True, 246, 15)
    assert (unknown.has_holidays, unknown.weekdays_off) == (False, 0)
