"""A selection of 23,000 applications from the database to the stored result: facts, choice, reasons, digests, lines;
then its publication with the second signature: checked anew, seats, steps, messages.

The yardstick reads the same applications and wishes and copies as many bare lines as the result has, the database's
fastest way, in the same run.
"""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import process_time
from typing import Any

from django.db import connection, transaction
from tests.build import a_unit
from tests.build_enrolment import a_call, a_quota
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session
from tests.build_web import PASSWORD
from tests.stages.enrolment.selection_world import a_signer

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.stages.enrolment.models import Application, SelectionLine, Wish
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.services.selecting import run_selection
from baeumgil.stages.enrolment.services.signing import sign
from baeumgil.stages.enrolment.terms import ApplicationState, Criterion
from baeumgil.stages.people.models import Person, Posting
from baeumgil.stages.people.terms import PersonKind, Position
from bench.measuring import Result, median_of, once

PEOPLE, SESSIONS, SEATS, WISHES = 23_000, 100, 120, 3
BUREAUS, TEAMS, QUOTAS = 20, 25, 10
ROUNDS, BATCH = 5, 900
MOST_SECONDS = 2.0
NOW = datetime(2027, 3, 8, tzinfo=UTC)
ACTOR = Actor.operator(reason="잰 값")
POLICY = CallPolicy(
    order=(
        Criterion.MANDATORY,
        Criterion.PROMOTION_DEADLINE,
        Criterion.NEVER_ATTENDED,
        Criterion.LONGEST_WAITING,
        Criterion.EARLIER_REFUSALS,
        Criterion.DRAW,
    ),
    absence_percent=30,
    seats_a_year=3,
)


def run() -> list[Result]:
    """With every cap and a reason for every refused wish."""
    with clock.fixed(NOW):
        with transaction.atomic():
            call = _filled_call()
        taken: list[float] = []
        selection, value = median_of(lambda: _selected(call, taken), ROUNDS)
        lines = list(
            SelectionLine.objects.filter(selection=selection)
            .order_by("place")
            .values_list("application_id", "place", "outcome")
        )
        _rows, yardstick = median_of(lambda: _read_and_copy(call, lines), ROUNDS)
        sign(actor=a_signer(), selection=selection, password=PASSWORD)
        signer, begin = a_signer(), process_time()
        _state, published = once(lambda: sign(actor=signer, selection=selection, password=PASSWORD))
        publishing = process_time() - begin
    return [
        Result(
            name="selecting",
            what=f"신청 {PEOPLE:,}건 선발, 데이터베이스에서 저장한 결과까지",
            value=value,
            unit="s",
            yardstick_name="reading and copying the same rows bare",
            yardstick=yardstick,
            ratio=value / yardstick,
            limit=f"< {MOST_SECONDS:.0f} s",
            is_passed=value < MOST_SECONDS,
            note=f"of it {median(taken[1:]):.2f} s of this process",
        ),
        Result(
            name="publishing",
            what=f"신청 {PEOPLE:,}건 선발 결과, 둘째 서명부터 공표까지",
            value=published,
            unit="s",
            yardstick_name="reading and copying the same rows bare",
            yardstick=yardstick,
            ratio=published / yardstick,
            limit="none",
            is_passed=True,
            note=f"of it {publishing:.2f} s of this process",
        ),
    ]


def _selected(call: int, taken: list[float]) -> int:
    begin = process_time()
    selection = run_selection(actor=ACTOR, call=call)
    taken.append(process_time() - begin)
    return selection


def _filled_call() -> int:
    """A call that closed yesterday, each applicant with three wishes among a hundred sessions."""
    rng = random.Random(20270308)
    top = a_unit("배움시")
    bureaus = [a_unit(f"{place}국", parent=top) for place in range(BUREAUS)]
    teams = [a_unit(f"{place}과", parent=bureau) for bureau in bureaus for place in range(TEAMS)]
    people = _people(rng, teams)
    institute = an_institute()
    course = a_course(institute=institute)
    year = a_schedule_year(2027, institute=institute)
    sessions = [
        a_session(
            year=year,
            course=course,
            number=place + 1,
            seats=SEATS,
            starts=date(2027, 4, 5) + timedelta(days=7 * (place % 30)),
            days=3,
        )
        for place in range(SESSIONS)
    ]
    call = a_call(
        course=course,
        sessions=sessions,
        policy=POLICY,
        opens_at=NOW - timedelta(days=9),
        closes_at=NOW - timedelta(days=1),
    )
    for bureau in bureaus[:QUOTAS]:
        a_quota(call=call, keys=[str(bureau)], most=SEATS // 4)
    applications = Application.objects.bulk_create(
        [
            Application(
                call_id=call,
                person_id=person,
                unit_id=team,
                unit_name="과",
                grade=7,
                series="행정",
                number=f"{place:04X}-AAAA-BBBB",
                state=ApplicationState.APPROVED,
                is_approved=True,
                approved_at=NOW,
                request_key=f"bench-{place}",
                applied_at=NOW,
                changed_at=NOW,
            )
            for place, (person, team) in enumerate(people)
        ],
        batch_size=BATCH,
    )
    Wish.objects.bulk_create(
        [
            Wish(application=application, session_id=session, rank=rank)
            for application in applications
            for rank, session in enumerate(rng.sample(sessions, WISHES), 1)
        ],
        batch_size=BATCH,
    )
    return call


def _people(rng: random.Random, teams: Sequence[int]) -> list[tuple[int, int]]:
    """People with their teams."""
    made = Person.objects.bulk_create(
        [Person(staff_no=f"B{place:06d}", name="김하늘", kind=PersonKind.OFFICIAL) for place in range(PEOPLE)],
        batch_size=BATCH,
    )
    placed = [(person.pk, rng.choice(teams)) for person in made]
    Posting.objects.bulk_create(
        [
            Posting(
                person_id=person, unit_id=team, unit_name="과", position=Position.MEMBER, starts_on=date(2020, 1, 1)
            )
            for person, team in placed
        ],
        batch_size=BATCH,
    )
    return placed


def _read_and_copy(call: int, lines: Sequence[tuple[Any, ...]]) -> int:
    """The same rows without any rule; taken back at once."""
    people = list(Application.objects.filter(call_id=call).values_list("pk", "person_id", "number", "unit_id"))
    wishes = list(Wish.objects.filter(application__call_id=call).values_list("application_id", "session_id", "rank"))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE bench_lines (application_id bigint, place integer, outcome text)")
            cursor.executemany("INSERT INTO bench_lines VALUES (%s, %s, %s)", list(lines))
        transaction.set_rollback(True)
    return len(people) + len(wishes)
