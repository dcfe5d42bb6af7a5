"""Calendar pages at 700 sessions a year and ten years of history, against the same pages of an empty calendar.

The yardstick is the empty page; statements are counted beside.
"""

from datetime import date, timedelta
from statistics import median

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.build_plan import a_course, a_field, an_institute
from tests.build_schedule import a_room, a_schedule_year, a_site, an_instructor
from tests.build_web import signed_in

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.stages.people.services.seeding import seed_policies
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.schedule.models import CourseSession, SessionDay, Teaching, TeachingDay
from baeumgil.stages.schedule.services.seeding import seed_schedule
from baeumgil.stages.schedule.terms import SessionState, TeachingRole
from bench.measuring import Result, once

YEARS = range(2017, 2027)
SHOWN = 2026
SESSIONS, ROOMS, TEACHERS, COURSES = 700, 20, 60, 100
DAYS = 3
WEEKS_A_YEAR = 50
TIMES = 9
LIMIT = 2.0
ACTOR = Actor.operator(reason="잰 값")


def run() -> list[Result]:
    """The empty calendar's pages, ten years of sessions, the pages again."""
    for seed in (seed_policies, seed_plan, seed_schedule):
        seed(actor=ACTOR)
    with transaction.atomic():
        world = _World()
    with clock.fixed(clock.now().replace(year=SHOWN, month=10, day=14)):
        client = Client()
        signed_in(client, Role.TRAINING_OFFICE)
        before = {name: _measured(client, address) for name, address in world.addresses().items()}
        with transaction.atomic():
            world.fill()
        after = {name: _measured(client, address) for name, address in world.addresses().items()}
    return [_times(before, after), _statements(before, after)]


class _World:
    """An institute with rooms, instructors and ten years without sessions."""

    def __init__(self) -> None:
        self.institute = an_institute(code="bench-calendar")
        field = a_field(institute=self.institute)
        site = a_site(institute=self.institute)
        self.rooms = [a_room(f"{number}강의실", site=site, seats=60) for number in range(ROOMS)]
        self.courses = [
            a_course(institute=self.institute, field=field, code=f"C{number:03}") for number in range(COURSES)
        ]
        self.teachers = [an_instructor(f"강사 {number}", institute=self.institute) for number in range(TEACHERS)]
        self.years = {year: a_schedule_year(year, institute=self.institute) for year in YEARS}

    def addresses(self) -> dict[str, str]:
        """The calendar pages."""
        return {
            "schedule": f"{reverse('web:schedule')}?year={SHOWN}",
            "schedule-month": reverse("web:schedule-month", args=[SHOWN, 10]),
            "schedule-week": reverse("web:schedule-week", args=[SHOWN, 42]),
            "schedule-room": reverse("web:schedule-room", args=[self.rooms[0]]),
            "schedule-instructor": reverse("web:schedule-instructor", args=[self.teachers[0]]),
        }

    def fill(self) -> None:
        """700 sessions of three days in each year, spread evenly over weeks, rooms and instructors."""
        for year, row in self.years.items():
            CourseSession.objects.bulk_create(self._session(year, row, number) for number in range(SESSIONS))
        days, teachings, teaching_days = [], [], []
        for session in CourseSession.objects.order_by("pk"):
            teacher = self.teachers[(session.number * 7 + session.number // TEACHERS) % TEACHERS]
            on = [session.starts_on + timedelta(days=step) for step in range(DAYS)]  # type: ignore[operator]
            days += [SessionDay(session_id=session.pk, on=day, room_id=session.room_id) for day in on]
            teachings.append(Teaching(session_id=session.pk, role=TeachingRole.LEAD, instructor_id=teacher))
            teaching_days += [TeachingDay(session_id=session.pk, instructor_id=teacher, on=day) for day in on]
        SessionDay.objects.bulk_create(days)
        Teaching.objects.bulk_create(teachings)
        TeachingDay.objects.bulk_create(teaching_days, ignore_conflicts=True)

    def _session(self, year: int, row: int, number: int) -> CourseSession:
        week, room = number % WEEKS_A_YEAR, number // WEEKS_A_YEAR
        starts = date.fromisocalendar(year, week + 2, 1 + room % 3)
        return CourseSession(
            year_id=row,
            course_id=self.courses[number % COURSES],
            number=number + 1,
            name=f"과정 {number % COURSES}",
            seats=30,
            days=DAYS,
            state=SessionState.PLACED,
            starts_on=starts,
            ends_on=starts + timedelta(days=DAYS - 1),
            room_id=self.rooms[room],
            changed_at=clock.now(),
        )


def _measured(client: Client, address: str) -> tuple[float, int]:
    """Median seconds of a page, and its statements."""
    answer = client.get(address)
    if answer.status_code != 200:
        raise AssertionError(f"{address} answered {answer.status_code}")
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    statements = len(seen)  # the next request forgets them
    return median(once(lambda: client.get(address))[1] for _ in range(TIMES)), statements


def _times(before: dict[str, tuple[float, int]], after: dict[str, tuple[float, int]]) -> Result:
    ratios = {name: after[name][0] / before[name][0] for name in before}
    slowest = max(ratios, key=lambda name: ratios[name])
    return Result(
        name="schedule_pages",
        what=f"달력 화면 {len(before)}개: 한 해 기수 {SESSIONS}개, {len(YEARS)}년치",
        value=after[slowest][0],
        unit="s",
        yardstick_name=f"{slowest} of an empty calendar",
        yardstick=before[slowest][0],
        ratio=ratios[slowest],
        limit=f"< {LIMIT:.0f} times the empty page",
        is_passed=ratios[slowest] < LIMIT,
        note=", ".join(f"{name} {ratio:.2f}" for name, ratio in ratios.items()),
    )


def _statements(before: dict[str, tuple[float, int]], after: dict[str, tuple[float, int]]) -> Result:
    few, many = (sum(count for _, count in found.values()) for found in (before, after))
    return Result(
        name="schedule_statements",
        what=f"달력 화면 {len(before)}개의 질의 수",
        value=many,
        unit="statements",
        yardstick_name="the same pages of an empty calendar",
        yardstick=few,
        ratio=many / few,
        limit="at most three more a page, however many sessions",
        is_passed=all(after[name][1] <= before[name][1] + 3 for name in before),
        note=", ".join(f"{name} {before[name][1]}→{after[name][1]}" for name in before),
    )
