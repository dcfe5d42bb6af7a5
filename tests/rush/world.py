"""`python -m tests.rush.world PEOPLE CALLS SEATS`: people who are signed in, and calls open to whoever comes first.

Rows straight into the tables of the database that the environment names; prints one JSON document.
"""

import json
import sys
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import django
from django.conf import settings

GRADE, BIRTH, APPOINTED = 7, date(1990, 5, 1), date(2015, 3, 2)
FIRST_DAY_AFTER = timedelta(days=90)


def main(people: int, calls: int, seats: int) -> dict[str, Any]:
    """Make the tables and the world."""
    django.setup()
    from django.core.management import call_command
    from django.db import transaction
    from django.urls import reverse

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        return {
            "people": _people(people),
            "calls": _calls(calls, seats),
            "withdraw": reverse("web:application-withdraw", args=[0]),
        }


def _people(number: int) -> list[dict[str, Any]]:
    from baeumgil.core import clock
    from baeumgil.doors.web.sign_in.presence import SIGN_IN
    from baeumgil.stages.people import models
    from baeumgil.stages.people.terms import Authority, EmploymentKind, EntryKind, GradeChange, PersonKind, Position
    from tests.build import a_unit

    unit = a_unit("총무과")
    now = clock.now()
    made = models.Person.objects.bulk_create(
        models.Person(staff_no=f"R{each:06d}", name="김하늘", birth_on=BIRTH, kind=PersonKind.OFFICIAL)
        for each in range(number)
    )
    models.Service.objects.bulk_create(
        models.Service(
            person=each,
            employment=EmploymentKind.GENERAL,
            authority=Authority.MAYOR,
            entry=EntryKind.NEW,
            starts_on=APPOINTED,
        )
        for each in made
    )
    models.GradeSpell.objects.bulk_create(
        models.GradeSpell(
            person=each,
            grade=GRADE,
            title=f"{GRADE}급",
            series="행정",
            change=GradeChange.APPOINTMENT,
            starts_on=APPOINTED,
        )
        for each in made
    )
    models.Posting.objects.bulk_create(
        models.Posting(person=each, unit_id=unit, unit_name="총무과", position=Position.MEMBER, starts_on=APPOINTED)
        for each in made
    )
    accounts = models.Account.objects.bulk_create(
        models.Account(
            username=f"r{each.pk}", display_name="김하늘", person=each, password="!", password_changed_at=now
        )
        for each in made
    )
    sign_ins = models.SignIn.objects.bulk_create(
        models.SignIn(
            account=each,
            address="127.0.0.1",
            started_at=now,
            seen_at=now,
            expires_at=now + timedelta(hours=8),
            idle_minutes=480,
        )
        for each in accounts
    )
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    rows = [
        store.model(
            session_key=f"rush{each.pk:028d}",
            session_data=store.encode({SIGN_IN: each.pk}),
            expire_date=now + timedelta(hours=8),
        )
        for each in sign_ins
    ]
    store.model.objects.bulk_create(rows)
    return [{"person": each.pk, "cookie": row.session_key} for each, row in zip(made, rows, strict=True)]


def _calls(number: int, seats: int) -> list[dict[str, Any]]:
    from django.urls import reverse

    from baeumgil.core import clock
    from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
    from baeumgil.stages.enrolment.terms import Criterion, Mechanism
    from tests.build_enrolment import a_call
    from tests.build_plan import a_course, an_institute
    from tests.build_schedule import a_schedule_year, a_session

    first = clock.today() + FIRST_DAY_AFTER
    institute = an_institute()
    course = a_course("보고서 작성", institute=institute, days=2)
    year = a_schedule_year(first.year, institute=institute)
    policy = CallPolicy(mechanism=Mechanism.FIRST_COME, order=(Criterion.ARRIVAL,), is_target_strict=False)
    found = []
    for each in range(number):
        session = a_session(year=year, course=course, seats=seats, starts=first + timedelta(days=7 * each))
        call = a_call(course=course, sessions=[session], policy=policy)
        found.append({"call": call, "session": session, "address": reverse("web:apply-call", args=[call])})
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*map(int, sys.argv[1:4]))) + "\n")
