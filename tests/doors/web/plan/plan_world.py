"""Two years of an own institute's plan: last year's approved and published, this year's as a draft."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction

from baeumgil.core.actors import Actor
from baeumgil.stages.plan.models import PlanContent, PlanVersion, PreCheck
from baeumgil.stages.plan.rules.line_draft import LineDraft
from baeumgil.stages.plan.services.freezing import freeze
from baeumgil.stages.plan.services.plans import open_plan, put_line, set_content, set_pre_check
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.plan.terms import ChangeVerb, CourseKind, LegalKind, Origin, PreCheckMark, VersionState
from tests.build_plan import a_course, a_field, a_line, a_plan, a_planned_session, a_version, an_institute

OPERATOR = Actor.operator(reason="시험")
TODAY = date(2026, 11, 22)
LAST, NEXT = 2026, 2027


@dataclass(frozen=True, slots=True)
class PlanWorld:
    """Ids; `courses` in the order they were made."""

    institute: int
    field: int
    courses: tuple[int, ...]
    before: int
    version: int


def a_plan_world(courses: int = 3, *, published: bool = True) -> PlanWorld:
    """`courses` courses (class and e-learning in turn), all planned last year and carried over."""
    seed_plan(actor=OPERATOR)
    institute = an_institute(code="own")
    area = a_field("역량", institute=institute, code="A")
    field = a_field("직무역량", institute=institute, code="A1", parent=area, legal_kind=LegalKind.SPECIALISED)
    made = tuple(
        a_course(
            f"과정 {number:03}",
            institute=institute,
            field=field,
            code=f"C{number:03}",
            kind=CourseKind.E_LEARNING if number % 3 == 2 else CourseKind.CLASSROOM,
        )
        for number in range(courses)
    )
    before = a_version(plan=a_plan(LAST, institute=institute))
    for number, course in enumerate(made):
        line = a_line(version=before, course=course)
        a_planned_session(line=line, starts_on=date(LAST, number % 12 + 1, 5))
    PlanVersion.objects.filter(pk=before).update(state=VersionState.IN_APPROVAL)
    with transaction.atomic():
        freeze(before, document_number="인재기획과-1")
    PlanVersion.objects.filter(pk=before).update(
        approved_at=datetime(2025, 12, 20, tzinfo=UTC),
        published_at=datetime(2025, 12, 21, tzinfo=UTC) if published else None,
    )
    version = open_plan(actor=OPERATOR, institute=institute, year=NEXT, copy_from=before)
    return PlanWorld(institute, field, made, before, version)


def complete(version: int) -> None:
    """Write what must stand in a version before it is handed on."""
    for content in PlanContent.objects.filter(version=version):
        set_content(actor=OPERATOR, version=version, key=content.key, text="적었습니다.")
    for check in PreCheck.objects.filter(version=version):
        set_pre_check(actor=OPERATOR, version=version, code=check.code, mark=PreCheckMark.NOT_APPLICABLE)


def a_new_course(world: PlanWorld, name: str = "생성형 AI 활용", code: str = "AI1") -> int:
    """A course of the catalogue that no plan has."""
    return a_course(name, institute=world.institute, field=world.field, code=code)


def a_changed_line(world: PlanWorld, code: str = "C000") -> int:
    """The draft's line of a course, enlarged."""
    return put_line(
        actor=OPERATOR,
        version=world.version,
        draft=LineDraft(
            course=code,
            verb=ChangeVerb.IMPROVED,
            origin=Origin.OWN_REVIEW,
            reason="수요가 늘었습니다.",
            sessions=4,
            seats_per_session=30,
        ),
    )


def more_courses(world: PlanWorld, count: int) -> None:
    """Courses that both years hold."""
    for number in range(count):
        course = a_course(f"더한 과정 {number}", institute=world.institute, field=world.field, code=f"M{number:03}")
        a_line(version=world.before, course=course)
        a_line(version=world.version, course=course)
