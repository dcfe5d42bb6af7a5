"""Finding courses, searching them and a session's page at a hundred times as many calls as one list shows.

The yardstick is the page with twenty calls, as many as it shows at once; statements are counted beside. Each page is
measured in turns with a fixed piece of work, since a processor that others share is not always equally quick.
"""

from datetime import date, timedelta
from statistics import median
from time import process_time

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.build import a_person, a_unit
from tests.build_enrolment import a_call
from tests.build_plan import a_course, a_field, an_institute
from tests.build_schedule import a_schedule_year, a_session
from tests.build_web import signed_in

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.stages.enrolment.services.seeding import seed_enrolment
from baeumgil.stages.people.services.seeding import seed_policies
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.schedule.services.seeding import seed_schedule
from bench.measuring import Result

YEAR = 2027
FIRST_DAY = date(YEAR, 4, 5)
FEW, TIMES_MORE = 20, 100
SESSIONS_EACH = 2
MEASURED = 25
BEAT = 200
CPU_LIMIT, STATEMENTS = 1.3, 8
ACTOR = Actor.operator(reason="잰 값")


def run() -> list[Result]:
    """One full list of calls, the pages; a hundred times as many, the pages again."""
    for seed in (seed_policies, seed_plan, seed_schedule, seed_enrolment):
        seed(actor=ACTOR)
    with clock.fixed(date(YEAR, 2, 1)):
        institute = an_institute(code="bench-enrolment")
        field, year = a_field(institute=institute), a_schedule_year(YEAR, institute=institute)
        unit = a_unit()
        client = Client()
        signed_in(client, Role.OFFICIAL, person=a_person(unit=unit))
        with transaction.atomic():
            session = _calls(institute, field, year, FEW)
        addresses = {
            "apply": reverse("web:apply"),
            "search": f"{reverse('web:apply')}?words=과정",
            "session": reverse("web:schedule-session", args=[session]),
        }
        before = {name: _measured(client, address) for name, address in addresses.items()}
        with transaction.atomic():
            _calls(institute, field, year, FEW * (TIMES_MORE - 1))
        after = {name: _measured(client, address) for name, address in addresses.items()}
    return [_times(before, after), _statements(before, after)]


def _calls(institute: int, field: int, year: int, number: int) -> int:
    """So many open calls, each for the sessions of a course of its own; one of the sessions."""
    session = 0
    for each in range(number):
        course = a_course(f"과정 {each}", institute=institute, field=field)
        starts = FIRST_DAY + timedelta(days=7 * (each % 30))
        sessions = [
            a_session(year=year, course=course, name=f"과정 {each}", starts=starts + timedelta(days=place))
            for place in range(SESSIONS_EACH)
        ]
        session = sessions[0]
        a_call(course=course, sessions=sessions, name=f"과정 {each} 모집")
    return session


def _measured(client: Client, address: str) -> tuple[float, int]:
    """The processor time of a page in beats of the fixed work, and its statements."""
    answer = client.get(address)
    if answer.status_code != 200:
        raise AssertionError(f"{address} answered {answer.status_code}")
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    statements = len(seen)  # the next request forgets them
    taken = []
    for _ in range(MEASURED):
        begin = process_time()
        _beat()
        middle = process_time()
        client.get(address)
        taken.append((process_time() - middle) / (middle - begin))
    return median(taken), statements


def _beat() -> None:
    """Work like that of a page: texts and tables, always the same."""
    for _ in range(BEAT):
        found = {str(each): f"{each}기" for each in range(100)}
        "".join(sorted(found.values()))


def _times(before: dict[str, tuple[float, int]], after: dict[str, tuple[float, int]]) -> Result:
    ratios = {name: after[name][0] / before[name][0] for name in before}
    slowest = max(ratios, key=lambda name: ratios[name])
    return Result(
        name="enrolment_pages",
        what=f"신청 화면의 연산 시간: 모집 {FEW * TIMES_MORE}건, 가장 느려진 화면 {slowest}",
        value=after[slowest][0],
        unit="beats of CPU",
        yardstick_name=f"the same page at {FEW} calls",
        yardstick=before[slowest][0],
        ratio=ratios[slowest],
        limit=f"<= {CPU_LIMIT}",
        is_passed=ratios[slowest] <= CPU_LIMIT,
        note=", ".join(f"{name} {ratio:.2f}" for name, ratio in ratios.items()),
    )


def _statements(before: dict[str, tuple[float, int]], after: dict[str, tuple[float, int]]) -> Result:
    most = max(count for _seconds, count in after.values())
    least = max(count for _seconds, count in before.values())
    is_constant = all(after[name][1] <= before[name][1] for name in before)
    return Result(
        name="enrolment_statements",
        what=f"신청 화면의 질의 수: 모집 {FEW * TIMES_MORE}건",
        value=most,
        unit="statements",
        yardstick_name=f"at {FEW} calls",
        yardstick=least,
        ratio=most / least,
        limit=f"<= {STATEMENTS}, no more than at {FEW} calls",
        is_passed=most <= STATEMENTS and is_constant,
        note=", ".join(f"{name} {count}" for name, (_seconds, count) in after.items()),
    )
