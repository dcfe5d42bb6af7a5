from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.stages.plan.models import Course
from baeumgil.stages.schedule.services.calendar_days import declare_day
from baeumgil.stages.schedule.terms import DayKind
from tests.build import a_person, a_unit, the_operator
from tests.build_plan import a_course, a_field, an_institute
from tests.build_schedule import a_schedule_year, a_session
from tests.build_web import signed_in, statements_of
from tests.stages.schedule.calendar_world import MONDAY, TODAY, a_calendar_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Any:
    with clock.fixed(TODAY):
        yield


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_the_year_is_drawn_by_days_without_a_line_for_each_session(client: Client) -> None:
    world = a_calendar_world()
    declare_day(
        actor=the_operator(),
        institute=world.institute,
        on=date(2027, 5, 4),
        kind=DayKind.TEMPORARY,
        name="임시공휴일",
    )
    signed_in(client)
    page = read(client, "/schedule")
    assert "<h1>2027년 교육일정</h1>" in page
    assert '<td class="bg-cal-l1">8 <b>1</b></td>' in page
    assert '<td class="bg-cal-l0 bg-cal-today">4</td>' in page
    assert "4 임시공휴일" in page
    assert "날짜가 정해진 기수 1개, 아직인 기수 0개, 정원 30명" in page
    assert "보고서 작성 1기" not in page
    assert 'href="/schedule/calendar/2027/3"' in page
    assert 'href="/schedule/calendar/2027/weeks/10"' in page


def test_a_year_without_sessions_and_a_city_without_institute_say_so(client: Client) -> None:
    signed_in(client)
    assert "아직 우리 기관이 없습니다" in read(client, "/schedule")
    assert "이 기간에 열리는 기수가 없습니다" in read(client, "/schedule/calendar/2027/3")
    an_institute()
    assert "이 해의 기수가 아직 없습니다" in read(client, "/schedule?year=2031")


def test_on_a_phone_a_session_that_began_in_the_month_before_is_still_listed_and_no_week_is_bare(
    client: Client,
) -> None:
    world = a_calendar_world()
    over = a_course("달을 넘는 과정", institute=world.institute)
    a_session(
        year=world.year, course=over, name="달을 넘는 과정", number=1, dates=[date(2027, 8, 31), date(2027, 9, 1)]
    )
    signed_in(client)
    days = read(client, "/schedule/calendar/2027/9").split('<li class="bg-cal-day ')[1:]
    assert [day.split('"')[0] for day in days if "달을 넘는 과정" in day] == [
        "bg-cal-on-2 bg-cal-outside bg-cal-reaching"
    ]
    # the first of August 2027 is a Sunday: a heading with nothing below it
    assert read(client, "/schedule/calendar/2027/8").count("bg-cal-week bg-cal-bare") == 1


def test_a_month_shows_each_session_once_a_week_with_words_beside_its_colour(client: Client) -> None:
    world = a_calendar_world()
    long = a_course("장기 과정", institute=world.institute, field=a_field("리더십", institute=world.institute))
    a_session(
        year=world.year,
        course=long,
        name="장기 과정",
        number=1,
        dates=[date(2027, 3, day) for day in (11, 12, 15, 16)],
    )
    signed_in(client)
    page = read(client, "/schedule/calendar/2027/3")
    assert "<h1>2027년 3월 교육일정</h1>" in page
    assert page.count("<b>보고서 작성 1기</b> <small>제1강의실 · 직무역량</small>") == 1
    assert page.count("<b>장기 과정 1기</b>") == 2
    assert "bg-cal-from-4 bg-cal-span-2" in page
    assert "bg-cal-from-1 bg-cal-span-2" in page
    assert "(이어짐)" in page
    assert page.count("data-session=") == 0, "only the office drags"
    assert "js/calendar.js" not in page


def test_a_week_also_shows_teachers_and_seats(client: Client) -> None:
    a_calendar_world()
    signed_in(client)
    page = read(client, "/schedule/calendar/2027/weeks/10")
    assert "<h1>2027년 10주 교육일정</h1>" in page
    assert "30명 · 김강사" in page


def test_the_office_may_drag_what_is_still_to_come_and_not_pinned(client: Client) -> None:
    world = a_calendar_world()
    signed_in(client, Role.TRAINING_OFFICE)
    page = read(client, "/schedule/calendar/2027/3")
    assert f'data-session="{world.session}" data-revision="1"' in page
    assert "js/calendar.js" in page
    a_session(year=world.year, course=world.course, starts=TODAY)
    assert "data-session=" not in read(client, "/schedule/calendar/2027/1")


def test_years_of_examples_are_shown_and_not_dragged(client: Client) -> None:
    a_calendar_world()
    example = an_institute("경남 교육원", code="gn", is_example=True)
    course = a_course("남의 과정", institute=example)
    a_session(year=a_schedule_year(2027, institute=example), course=course, name="남의 과정", starts=MONDAY)
    signed_in(client, Role.TRAINING_OFFICE)
    assert "경남 교육원 2027" in read(client, "/schedule?year=2027")
    page = read(client, "/schedule/calendar/2027/3?institute=gn")
    assert "남의 과정" in page
    assert "data-session=" not in page
    assert "남의 과정" not in read(client, "/schedule/calendar/2027/3")
    assert client.get("/schedule?institute=nobody").status_code == 404


def test_rooms_instructors_units_and_oneself_have_calendars(client: Client) -> None:
    world = a_calendar_world()
    unit = a_unit("예산과")
    Course.objects.filter(pk=world.course).update(owner_unit_id=unit, target_filters={"grades": [7]})
    signed_in(client, unit=unit)
    for address, heading in (
        (f"/schedule/calendar/rooms/{world.room}", "제1강의실 2027년 3월"),
        (f"/schedule/calendar/instructors/{world.instructor}", "김강사 강사 2027년 3월"),
        (f"/schedule/calendar/units/{unit}", "예산과 2027년 3월 교육일정"),
        ("/schedule/calendar/mine", "내 일정 2027년 3월"),
    ):
        page = read(client, f"{address}?month=2027-03")
        assert f"<h1>{heading}</h1>" in page
        assert "<b>보고서 작성 1기</b>" in page
        assert "?month=2027-02" in page
        assert "?month=2027-04" in page
    assert "운영 과정" in read(client, f"/schedule/calendar/units/{unit}?month=2027-03")
    assert "교육 대상" in read(client, "/schedule/calendar/mine?month=2027-03")
    answer = client.get("/schedule/calendar/my-unit?month=2027-03")
    assert answer["Location"] == f"/schedule/calendar/units/{unit}?month=2027-03"


def test_other_units_are_their_own(client: Client) -> None:
    a_calendar_world()
    unit = a_unit("예산과")
    signed_in(client)
    assert client.get(f"/schedule/calendar/units/{unit}").status_code == 403
    assert "오늘 속한 부서가 없습니다" in read(client, "/schedule/calendar/my-unit")


def test_calendars_are_narrowed_to_a_field_by_a_form(client: Client) -> None:
    world = a_calendar_world()
    a_field("리더십", institute=world.institute, code="LEAD")
    signed_in(client)
    for address in ("/schedule?year=2027&", "/schedule/calendar/2027/3?", "/schedule/calendar/2027/weeks/10?"):
        page = read(client, f"{address}field=LEAD")
        assert '<option value="JOB">직무역량</option><option value="LEAD" selected>리더십</option>' in page
    assert "기수 0개" in read(client, "/schedule?year=2027&field=LEAD")
    assert "보고서 작성 1기" not in read(client, "/schedule/calendar/2027/3?field=LEAD")
    assert "보고서 작성 1기" in read(client, "/schedule/calendar/2027/3?field=JOB")


@pytest.mark.parametrize(
    "address",
    [
        "/schedule/calendar/2027/13",
        "/schedule/calendar/2027/0",
        "/schedule/calendar/1/1",
        "/schedule/calendar/2027/weeks/54",
        "/schedule/calendar/9999/weeks/1",
        "/schedule/calendar/rooms/999999",
        "/schedule/calendar/instructors/999999",
        "/schedule/calendar/units/999999",
        "/schedule/sessions/999999",
    ],
)
def test_what_no_calendar_has_is_not_found(client: Client, address: str) -> None:
    a_calendar_world()
    signed_in(client, Role.TRAINING_OFFICE)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("rubbish", ["?year=x", "?year=99999", "?year=٣٣٣٣", "?field=%00", "?year=0001"])
def test_rubbish_in_the_address_of_a_year_is_passed_over(client: Client, rubbish: str) -> None:
    a_calendar_world()
    signed_in(client)
    read(client, f"/schedule{rubbish}")


@pytest.mark.parametrize("rubbish", ["?month=x", "?month=2027", "?month=2027-99", "?month=99999-1", "?month=-"])
def test_a_month_that_cannot_be_read_is_this_one(client: Client, rubbish: str) -> None:
    a_calendar_world()
    signed_in(client)
    assert "<h1>내 일정 2027년 1월</h1>" in read(client, f"/schedule/calendar/mine{rubbish}")


def test_sixty_sessions_take_no_more_statements_than_one(client: Client) -> None:
    world = a_calendar_world()
    unit = a_unit()
    Course.objects.filter(pk=world.course).update(owner_unit_id=unit, target_filters={"grades": [7]})
    signed_in(client, Role.TRAINING_OFFICE, person=a_person(unit=unit))
    addresses = [
        "/schedule?year=2027",
        "/schedule/calendar/2027/3",
        "/schedule/calendar/2027/weeks/10",
        f"/schedule/calendar/rooms/{world.room}?month=2027-03",
        f"/schedule/calendar/instructors/{world.instructor}?month=2027-03",
        f"/schedule/calendar/units/{unit}?month=2027-03",
        "/schedule/calendar/mine?month=2027-03",
        f"/schedule/sessions/{world.session}",
        f"/schedule/sessions/{world.session}/move",
        f"/schedule/sessions/{world.session}/tries?first=2027-03-01&last=2027-03-31",
    ]

    few = {address: statements_of(client, address) for address in addresses}
    for number in range(2, 61):
        a_session(
            year=world.year,
            course=world.course,
            number=number,
            starts=date(2027, 3, 1) + timedelta(days=number % 28),
            days=1,
        )
    assert {address: statements_of(client, address) for address in addresses} == few
