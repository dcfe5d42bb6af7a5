import pytest
from django.db.models import Count, Sum

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.models import (
    Course,
    CourseResult,
    Field,
    Institute,
    PlanLine,
    PlannedSession,
    PlanVersion,
    SessionResult,
    SharedContent,
)
from baeumgil.stages.plan.queries.plans import is_intact, plan_book_of
from baeumgil.stages.plan.rules.totals import totals_of
from baeumgil.stages.plan.services.samples import load_gyeongnam
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.plan.terms import ChangeVerb, CourseKind, CourseState, VersionState

pytestmark = pytest.mark.django_db
OPERATOR = Actor.operator(reason="시험")


def figures() -> tuple[int, ...]:
    """What the printed plan and the lists beside it say."""
    lines = PlanLine.objects.aggregate(lines=Count("pk"), sessions=Sum("sessions"), seats=Sum("seats"))
    return (
        lines["lines"],
        lines["sessions"],
        lines["seats"],
        PlannedSession.objects.count(),
        SharedContent.objects.count(),
        SessionResult.objects.count(),
    )


@pytest.fixture(autouse=True)
def seeds() -> None:
    """Policies that opening a plan reads."""
    seed_plan(actor=OPERATOR)


def test_the_plan_of_gyeongnam_says_what_the_printed_one_says() -> None:
    load_gyeongnam(actor=OPERATOR)
    assert figures() == (85, 233, 15_713, 185, 750, 271)
    by_area = PlanLine.objects.values_list("field__parent__name").annotate(Count("pk"), Sum("sessions"), Sum("seats"))
    assert sorted(by_area) == [
        ("기본역량", 17, 97, 11_223),
        ("도민역량", 3, 9, 780),
        ("직무역량", 43, 79, 2_450),
        ("핵심역량", 22, 48, 1_260),
    ]
    assert Course.objects.filter(state=CourseState.ENDED).count() == 16
    assert PlanLine.objects.filter(verb=ChangeVerb.NEW).count() == 11
    assert PlanLine.objects.filter(kind=CourseKind.LONG_TERM).count() == 1
    assert Field.objects.count() == 13
    assert CourseResult.objects.filter(year=2025).aggregate(people=Sum("enrolled"))["people"] > 0


def test_the_sample_is_an_approved_published_plan_of_another_institute() -> None:
    load_gyeongnam(actor=OPERATOR)
    institute, version = Institute.objects.get(), PlanVersion.objects.get()
    assert (institute.code, institute.is_example) == ("gyeongnam", True)
    assert (version.state, version.published_at is not None) == (VersionState.APPROVED, True)
    assert is_intact(version.pk)
    book = plan_book_of(actor=OPERATOR, year=2025, institute_code="gyeongnam")
    assert sum(line.seats for line in book.lines) == 15_713
    assert totals_of(book).total.now.people == 15_713


def test_loading_it_again_changes_nothing() -> None:
    load_gyeongnam(actor=OPERATOR)
    before = (*figures(), list(PlanVersion.objects.values_list("pk", "digest", "revision")))
    load_gyeongnam(actor=OPERATOR)
    assert (*figures(), list(PlanVersion.objects.values_list("pk", "digest", "revision"))) == before


def test_strangers_load_nothing() -> None:
    with pytest.raises(NotAllowed):
        load_gyeongnam(actor=Actor.nobody())
    assert Institute.objects.count() == 0
