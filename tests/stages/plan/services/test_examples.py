"""Published plans of other institutes are there to be read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.models import Course, Institute, Plan, PlanImport, PlanVersion
from baeumgil.stages.plan.rules.course_draft import CourseDraft
from baeumgil.stages.plan.services.courses import end_course, save_course
from baeumgil.stages.plan.services.files import check_file, take_in
from baeumgil.stages.plan.services.plans import open_plan, open_version
from baeumgil.stages.plan.services.publishing import publish
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.plan.terms import CourseKind, CourseState, VersionState
from tests.build import an_actor
from tests.build_plan import a_course, a_field, a_line, a_plan, a_version, an_institute
from tests.build_plan_files import COURSES

pytestmark = pytest.mark.django_db
OFFICE = an_actor(Role.TRAINING_OFFICE)
OPERATOR = Actor.operator(reason="시험")


def an_example(*, is_example: bool = True) -> int:
    """An institute with one course and an approved plan that is not public yet."""
    seed_plan(actor=OPERATOR)
    institute = an_institute("다른 시 인재개발원", code="other", is_example=is_example)
    course = a_course(institute=institute, field=a_field(institute=institute, code="F"), code="C1")
    a_line(version=a_version(plan=a_plan(2019, institute=institute), state=VersionState.APPROVED), course=course)
    return institute


def a_file(folder: Path) -> Path:
    path = folder / "과정.csv"
    path.write_text(COURSES, encoding="utf-8")
    return path


Change = Callable[[Actor, int, Path], object]
CHANGES: dict[str, Change] = {
    "save a course": lambda actor, institute, _: save_course(
        actor=actor, institute=institute, draft=CourseDraft("C2", "새 과정", "F", CourseKind.CLASSROOM)
    ),
    "end a course": lambda actor, institute, _: end_course(
        actor=actor, course=Course.objects.get(institute_id=institute).pk
    ),
    "look at a file": lambda actor, institute, folder: check_file(
        actor=actor, institute=institute, file_name="과정.csv", path=a_file(folder), year=2025
    ),
    "take a file in": lambda actor, institute, folder: take_in(
        actor=actor, institute=institute, file_name="과정.csv", path=a_file(folder), year=2025
    ),
    "open a plan": lambda actor, institute, _: open_plan(actor=actor, institute=institute, year=2020),
    "open a version": lambda actor, institute, _: open_version(
        actor=actor, plan=Plan.objects.get(institute_id=institute).pk
    ),
    "publish": lambda actor, institute, _: publish(
        actor=actor, version=PlanVersion.objects.get(plan__institute_id=institute).pk
    ),
}


def everything(institute: int) -> tuple[object, ...]:
    courses = Course.objects.filter(institute_id=institute)
    versions = PlanVersion.objects.filter(plan__institute_id=institute)
    return (
        courses.count(),
        courses.filter(state=CourseState.ENDED).count(),
        versions.count(),
        versions.filter(published_at__isnull=False).count(),
        PlanImport.objects.count(),
    )


@pytest.mark.parametrize("name", CHANGES)
def test_the_office_cannot_change_an_example(name: str, tmp_path: Path) -> None:
    institute = an_example()
    before = everything(institute)
    with pytest.raises(NotAllowed, match="본보기"):
        CHANGES[name](OFFICE, institute, tmp_path)
    assert everything(institute) == before


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize(("actor", "is_example"), [(OPERATOR, True), (OFFICE, False)])
def test_the_command_line_may_and_so_may_the_office_with_what_is_its_own(
    name: str,
    actor: Actor,
    is_example: bool,
    tmp_path: Path,
) -> None:
    institute = an_example(is_example=is_example)
    before = everything(institute)
    CHANGES[name](actor, institute, tmp_path)
    assert everything(institute) != before
    assert Institute.objects.get(pk=institute).is_example is is_example
