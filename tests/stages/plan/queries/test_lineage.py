import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.errors import CourseNotFound
from baeumgil.stages.plan.queries.lineage import Lineage, LineageYear, Relative, course_lineage
from baeumgil.stages.plan.terms import ChangeVerb, VersionState
from tests.build_plan import a_course, a_field, a_line, a_plan, a_version, an_institute

pytestmark = pytest.mark.django_db
OPERATOR = Actor.operator(reason="시험")


def test_a_course_is_told_with_what_it_came_from_and_who_carries_it_on() -> None:
    institute = an_institute("인재원")
    field = a_field(institute=institute)
    old, new, heir = (
        a_course(name, institute=institute, field=field, code=code)
        for name, code in (("옛 과정", "OLD"), ("새 과정", "NEW"), ("합친 과정", "HEIR"))
    )
    first = a_version(plan=a_plan(2025, institute=institute), state=VersionState.APPROVED)
    plan = a_plan(2026, institute=institute)
    second = a_version(plan=plan, state=VersionState.APPROVED)
    redone = a_version(plan=plan, number=2)
    third = a_version(plan=a_plan(2027, institute=institute))
    a_line(version=first, course=old)
    made = a_line(version=second, course=new, verb=ChangeVerb.NEW, ancestors=[old, new], reason="합칩니다.")
    a_line(version=redone, course=new, verb=ChangeVerb.KEPT)
    ended = a_line(version=third, course=new, verb=ChangeVerb.MERGED)
    a_line(version=third, course=heir, verb=ChangeVerb.NEW, ancestors=[new])
    assert course_lineage(actor=OPERATOR, course=new) == Lineage(
        course=new,
        code="NEW",
        name="새 과정",
        institute_name="인재원",
        years=(
            LineageYear(
                2027,
                third,
                VersionState.DRAFT,
                ended,
                "새 과정",
                ChangeVerb.MERGED,
                "",
                0,
                0,
                (),
                (Relative(heir, "HEIR", "합친 과정"),),
            ),
            LineageYear(
                2026,
                second,
                VersionState.APPROVED,
                made,
                "새 과정",
                ChangeVerb.NEW,
                "합칩니다.",
                2,
                60,
                (Relative(old, "OLD", "옛 과정"),),
                (),
            ),
        ),
        heirs=((2027, Relative(heir, "HEIR", "합친 과정"), ChangeVerb.NEW),),
    )


def test_who_may_not_look_and_what_is_not_there() -> None:
    course = a_course(institute=an_institute())
    with pytest.raises(NotAllowed):
        course_lineage(actor=Actor.nobody(), course=course)
    with pytest.raises(CourseNotFound):
        course_lineage(actor=OPERATOR, course=course + 1)
    assert course_lineage(actor=OPERATOR, course=course).years == ()


def test_many_years_and_heirs_take_as_many_statements_as_one() -> None:
    institute = an_institute()
    field = a_field(institute=institute)
    course = a_course(institute=institute, field=field)

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            course_lineage(actor=OPERATOR, course=course)
        return len(captured)

    a_line(version=a_version(plan=a_plan(2000, institute=institute)), course=course)
    few = statements()
    for year in range(2001, 2012):
        version = a_version(plan=a_plan(year, institute=institute), state=VersionState.APPROVED)
        a_line(version=version, course=course)
        a_line(version=version, course=a_course(institute=institute, field=field), ancestors=[course])
    assert statements() == few
