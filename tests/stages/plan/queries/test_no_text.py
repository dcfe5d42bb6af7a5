"""Codes that no database can be asked for are codes of nothing; so are years that no calendar has."""

from collections.abc import Callable

import pytest

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotFound
from baeumgil.stages.plan.queries.courses import course_by_code, courses
from baeumgil.stages.plan.queries.institutes import institute_by_code
from baeumgil.stages.plan.queries.needs import needs_of_course, needs_of_courses
from baeumgil.stages.plan.queries.plans import plan_book_of, public_plan
from tests.build_plan import a_course, an_institute

pytestmark = pytest.mark.django_db
OPERATOR = Actor.operator(reason="시험")
NOUGHT = "가\x00나"
ASKED: tuple[Callable[[int], object], ...] = (
    lambda _: institute_by_code(NOUGHT),
    lambda institute: course_by_code(actor=OPERATOR, institute=institute, code=NOUGHT),
    lambda _: plan_book_of(actor=OPERATOR, year=2027, institute_code=NOUGHT),
    lambda _: public_plan(year=2027, institute_code=NOUGHT),
)


@pytest.mark.parametrize("asked", ASKED)
def test_a_code_with_the_letter_nought_is_found_nowhere(asked: Callable[[int], object]) -> None:
    institute = an_institute()
    with pytest.raises(NotFound):
        asked(institute)


@pytest.mark.parametrize("name", ["words", "area", "field", "tag", "duty"])
def test_the_catalogue_finds_nothing_under_the_letter_nought(name: str) -> None:
    institute = an_institute()
    a_course(institute=institute)
    assert courses(actor=OPERATOR, institute=institute, **{name: NOUGHT}).total == 0  # type: ignore[arg-type]


@pytest.mark.parametrize("year", [0, 1989, 2101, 10_000, 10**30])
def test_needs_of_a_year_that_nobody_plans_are_not_found(year: int) -> None:
    institute = an_institute()
    course = a_course(institute=institute)
    with pytest.raises(NotFound):
        needs_of_courses(actor=OPERATOR, institute=institute, year=year)
    with pytest.raises(NotFound):
        needs_of_course(actor=OPERATOR, course=course, year=year)
