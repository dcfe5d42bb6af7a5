"""What teaching is expected to cost."""

from datetime import date

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.schedule.models import Instructor
from baeumgil.stages.schedule.queries.fees import expected_fees, fee_points, fee_table
from baeumgil.stages.schedule.services.seeding import seed_schedule
from baeumgil.stages.schedule.terms import TeachingRole
from tests.build import an_actor, the_operator
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session, an_instructor

pytestmark = pytest.mark.django_db

OFFICE = an_actor(Role.TRAINING_OFFICE)
TODAY = date(2027, 3, 2)


def test_a_years_fees_add_up_line_by_line() -> None:
    seed_schedule(actor=the_operator())
    institute = an_institute()
    graded, plain = (an_instructor(name, institute=institute) for name in ("가등급", "나등급"))
    Instructor.objects.filter(pk=graded).update(fee_grade="general_1")
    year = a_schedule_year(institute=institute)
    course = a_course(institute=institute, total_minutes=840)
    teachers = {TeachingRole.LEAD: graded, TeachingRole.ASSISTANT: plain}
    session = a_session(year=year, course=course, starts=TODAY, seats=120, teachers=teachers)
    with clock.fixed(TODAY):
        fees = expected_fees(actor=OFFICE, institute=institute, year=2027)
        assert expected_fees(actor=OFFICE, sessions=[session]) == fees
        assert expected_fees(actor=OFFICE, institute=institute, year=2026).lines == ()
        assert fee_points(institute, TODAY) == {graded: 10}
    assert [(line.name, line.fee.total if line.fee else None) for line in fees.lines] == [
        ("가등급", (250_000 + 6 * 120_000) * 120 // 100 * 2),
        ("나등급", None),
    ]
    assert (fees.total, fees.without_grade) == (2_328_000, 1)


def test_fees_are_for_the_office_and_auditors() -> None:
    with pytest.raises(NotAllowed):
        expected_fees(actor=an_actor(Role.HEAD), year=2027)


def test_before_a_table_was_seeded_nothing_is_reckoned() -> None:
    assert fee_table(TODAY).grades == ()
