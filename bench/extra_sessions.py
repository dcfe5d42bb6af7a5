"""Which sessions to add first over all calls, from the database to the curve: 23,000 wait in 650 calls and in one.

The yardstick reads the same waiting lists bare in the same run.
"""

import json
from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from tests.build import a_unit
from tests.build_enrolment import a_call, a_quota
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.stages.enrolment.models import Application, Selection
from baeumgil.stages.enrolment.queries.second_calls import extra_sessions
from baeumgil.stages.enrolment.terms import ApplicationState, CallState, QuotaKind, SelectionState
from baeumgil.stages.people.models import Person
from baeumgil.stages.people.terms import PersonKind
from bench.measuring import Result, median_of

PEOPLE, CALLS, SEATS = 23_000, 650, 20
BATCH, ROUNDS = 900, 3
MOST_SECONDS = 5.0
NOW = datetime(2027, 3, 8, tzinfo=UTC)
ACTOR = Actor.operator(reason="잰 값")


def run() -> list[Result]:
    """Everybody waits: many short lines, then one long line beside them."""
    with clock.fixed(NOW):
        with transaction.atomic():
            people = Person.objects.bulk_create(
                [Person(staff_no=f"X{at:06d}", name="김하늘", kind=PersonKind.OFFICIAL) for at in range(PEOPLE)],
                batch_size=BATCH,
            )
            numbers = [person.pk for person in people]
            _waiting(numbers[: PEOPLE // 2], CALLS)
            _waiting(numbers[PEOPLE // 2 :], 1)
        found, value = median_of(lambda: extra_sessions(actor=ACTOR), ROUNDS)
        rows, yardstick = median_of(_bare, ROUNDS)
    if found.waiting != rows or len(found.steps) < 2:
        raise AssertionError("somebody who waits was not counted")
    return [
        Result(
            name="extra_sessions",
            what=f"더 열 기수: 신청 {PEOPLE:,}건, 모집 {CALLS + 1}건, 배정을 지키며",
            value=value,
            unit="s",
            yardstick_name="reading the same lists bare",
            yardstick=yardstick,
            ratio=value / yardstick,
            limit=f"< {MOST_SECONDS:.0f} s",
            is_passed=value < MOST_SECONDS,
        )
    ]


def _waiting(people: list[int], calls: int) -> None:
    """So many decided calls of one session each, with these people in their waiting lists and a published result."""
    unit = a_unit("과")
    institute = an_institute(f"기관 {calls}", code=f"bench-{calls}")
    year = a_schedule_year(2027, institute=institute)
    each = len(people) // calls
    for call in range(calls):
        course = a_course(f"과정 {calls} {call}", institute=institute)
        session = a_session(year=year, course=course, seats=SEATS, starts=date(2027, 4, 5))
        made = a_call(
            course=course,
            sessions=[session],
            state=CallState.DECIDED,
            opens_at=NOW - timedelta(days=9),
            closes_at=NOW - timedelta(days=1),
        )
        a_quota(call=made, kind=QuotaKind.GRADE, keys=["7"], most=SEATS // 2)
        mine = people[call * each :] if call == calls - 1 else people[call * each : (call + 1) * each]
        Application.objects.bulk_create(
            [
                Application(
                    call_id=made,
                    person_id=person,
                    unit_id=unit,
                    unit_name="과",
                    grade=7 if rank % 3 else 6,
                    number=f"{person:06X}-AA",
                    state=ApplicationState.WAITLISTED,
                    is_approved=True,
                    wait_rank=rank,
                    request_key=f"bench-{person}",
                    applied_at=NOW,
                    changed_at=NOW,
                )
                for rank, person in enumerate(mine, 1)
            ],
            batch_size=BATCH,
        )
        known = [{"id": f"{person:06X}-AA", "values": {"mandatory": not person % 5}} for person in mine]
        Selection.objects.create(
            call_id=made,
            number=1,
            mechanism="serial",
            state=SelectionState.PUBLISHED,
            problem=json.dumps({"applicants": known}),
            made_at=NOW,
            first_account=1,
            second_account=2,
            first_at=NOW,
            second_at=NOW,
        )


def _bare() -> int:
    rows = Application.objects.filter(state=ApplicationState.WAITLISTED).order_by("call_id", "wait_rank")
    return len(list(rows.values_list("call_id", "number")))
