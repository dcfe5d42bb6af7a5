"""강사 수당: the dated table, and what sessions are expected to cost. Who gets how much is the office's."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.audit import reading, saw
from baeumgil.core.errors import NotAllowed
from baeumgil.core.policies import values_on
from baeumgil.stages.schedule.access import may_see_instructors
from baeumgil.stages.schedule.models import Instructor, Teaching
from baeumgil.stages.schedule.rules.fees import (
    DAY_MINUTES,
    POLICY,
    FeeSum,
    FeeTable,
    day_minutes_of,
    fee_of,
    fee_table_of,
    points_of,
)
from baeumgil.stages.schedule.terms import TeachingRole


@dataclass(frozen=True, slots=True)
class ExpectedFee:
    """예상 수당 of one instructor in one session; `fee` is None for who has no grade in the table."""

    session: int
    title: str
    role: TeachingRole
    instructor: int
    name: str
    starts_on: date | None
    fee: FeeSum | None


@dataclass(frozen=True, slots=True)
class ExpectedFees:
    """예상 수당, line by line, and their sum."""

    lines: tuple[ExpectedFee, ...]

    @property
    def total(self) -> int:
        """Won."""
        return sum(line.fee.total for line in self.lines if line.fee)

    @property
    def without_grade(self) -> int:
        """Lines that could not be reckoned."""
        return sum(line.fee is None for line in self.lines)


def fee_table(on: date) -> FeeTable:
    """The table in force on a day; empty before one was seeded."""
    return fee_table_of(values_on([POLICY], on).get(POLICY))


def fee_points(institute: int, on: date) -> Mapping[int, int]:
    """Points a day of each instructor with a graded fee, for placing sessions; two statements, not for showing."""
    table = fee_table(on)
    grades = {grade.code: points_of(_a_usual_day(table, grade.code)) for grade in table.grades}
    found = Instructor.objects.filter(institute_id=institute).exclude(fee_grade="").order_by("pk")
    return {one: grades[grade] for one, grade in found.values_list("pk", "fee_grade") if grade in grades}


@reading("schedule.fees", purpose="강사 수당 예상")
def expected_fees(
    *, actor: Actor, sessions: Collection[int] | None = None, institute: int | None = None, year: int | None = None
) -> ExpectedFees:
    """What teaching is expected to cost, by days; of some sessions, or of a year. Two statements."""
    if not may_see_instructors(actor):
        raise NotAllowed
    found = Teaching.objects.select_related("session__course", "instructor")
    if sessions is not None:
        found = found.filter(session_id__in=sessions)
    if institute is not None:
        found = found.filter(session__year__institute_id=institute)
    if year is not None:
        found = found.filter(session__year__year=year)
    rows = list(found.order_by("session__starts_on", "session_id", "pk"))
    saw({row.instructor.person_id or -row.instructor_id for row in rows}, rows=len(rows))
    table = fee_table(clock.today())
    return ExpectedFees(tuple(_line(row, table) for row in rows))


def _line(row: Teaching, table: FeeTable) -> ExpectedFee:
    session, instructor = row.session, row.instructor
    grade = table.grade(instructor.fee_grade)
    fee = None
    if grade is not None:
        minutes = day_minutes_of(session.course.total_minutes, session.days)
        fee = fee_of(table, grade, day_minutes=minutes, days=session.days, people=session.seats)
    return ExpectedFee(
        session=session.pk,
        title=str(session),
        role=row.role,
        instructor=instructor.pk,
        name=instructor.name,
        starts_on=session.starts_on,
        fee=fee,
    )


def _a_usual_day(table: FeeTable, code: str) -> int:
    grade = table.grade(code)
    return fee_of(table, grade, day_minutes=DAY_MINUTES, days=1, people=1).a_day if grade else 0
