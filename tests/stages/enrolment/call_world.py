"""A course with two placed sessions, for tests of calls."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from baeumgil.stages.schedule.models import CourseSession
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session

TODAY = date(2027, 3, 2)
OPENS = datetime(2027, 3, 3, 0, 0, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=7)


@dataclass(frozen=True, slots=True)
class CallWorld:
    """What a call needs."""

    institute: int
    year: int
    course: int
    first: int
    second: int

    @property
    def sessions(self) -> list[int]:
        """Both."""
        return [self.first, self.second]


def a_call_world(*, seats: int = 30) -> CallWorld:
    """Two sessions in April 2027."""
    institute = an_institute(code="own")
    course = a_course("보고서 작성", institute=institute)
    year = a_schedule_year(2027, institute=institute)
    first, second = (
        a_session(year=year, course=course, number=number, seats=seats, starts=date(2027, 4, day))
        for number, day in ((1, 6), (2, 20))
    )
    return CallWorld(institute, year, course, first, second)


def title_of(session: int) -> str:
    """As calls name it."""
    row = CourseSession.objects.get(pk=session)
    return f"{row.name} {row.number}기"
