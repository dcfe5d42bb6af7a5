"""Pages of a plan of ten courses against those of a hundred times as many: statements, and writing the lines.

The yardstick of writing is one insert of as many bare lines.
"""

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.build_plan import a_course, a_field, a_line, a_plan, a_version, an_institute
from tests.build_web import signed_in

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.stages.people.services.seeding import seed_policies
from baeumgil.stages.plan.models import PlanLine, PlanVersion
from baeumgil.stages.plan.rules.line_draft import LineDraft
from baeumgil.stages.plan.services.plans import open_plan, put_lines
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.plan.terms import VersionState
from bench.measuring import Result, once

FEW, MANY = 10, 1_000
MOST_TIMES = 10.0
ACTOR = Actor.operator(reason="잰 값")


def run() -> list[Result]:
    """A small plan, its pages; a large one, its pages again."""
    seed_policies(actor=ACTOR)
    seed_plan(actor=ACTOR)
    few_version, _ = _plan(FEW)
    few = statements(few_version)
    many_version, seconds = _plan(MANY)
    many = statements(many_version)
    return [_constant(few, many), _writing(many_version, seconds)]


def _plan(courses: int) -> tuple[int, float]:
    """A draft beside last year's plan, and how long writing all its lines took."""
    codes = [f"B{number:04}" for number in range(courses)]
    with transaction.atomic():
        institute = an_institute(code=f"bench-{courses}")
        field = a_field(institute=institute)
        before = a_version(plan=a_plan(2026, institute=institute), state=VersionState.APPROVED, published=True)
        for code in codes:
            a_line(version=before, course=a_course(institute=institute, field=field, code=code))
    version = open_plan(actor=ACTOR, institute=institute, year=2027, copy_from=before)
    drafts = [LineDraft(code, sessions=2, seats_per_session=30) for code in codes]
    _, seconds = once(lambda: put_lines(actor=ACTOR, version=version, drafts=drafts))
    return version, seconds


def statements(version: int) -> dict[str, int]:
    """How many statements each page takes for the training office."""
    row = PlanVersion.objects.get(pk=version)
    line = PlanLine.objects.filter(version_id=version).order_by("pk").values_list("pk", flat=True)[0]
    addresses = {
        "plans": reverse("web:plans"),
        "plan-version": reverse("web:plan-version", args=[version]),
        "plan-totals": reverse("web:plan-totals", args=[version]),
        "plan-line": reverse("web:plan-line", args=[version, line]),
        "plan-compare": f"{reverse('web:plan-compare')}?before={row.previous_id}&after={version}",
        "public-plan": f"{reverse('web:public-plan', args=[2026])}?institute={row.plan.institute.code}",
    }
    client, counts = Client(), {}
    with clock.fixed(clock.now()):
        signed_in(client, Role.TRAINING_OFFICE)
        for name, address in addresses.items():
            client.get(address)
            with CaptureQueriesContext(connection) as seen:
                answer = client.get(address)
            if answer.status_code != 200:
                raise AssertionError(f"{address} answered {answer.status_code}")
            counts[name] = len(seen)
    return counts


def _constant(few: dict[str, int], many: dict[str, int]) -> Result:
    grown = {name: (few[name], many[name]) for name in few if few[name] != many[name]}
    return Result(
        name="plan_pages",
        what=f"계획 화면 {len(few)}개의 질의 수: 과정 {FEW:,}개와 {MANY:,}개",
        value=sum(many.values()),
        unit="statements",
        yardstick_name=f"the same with {FEW} courses",
        yardstick=sum(few.values()),
        ratio=sum(many.values()) / sum(few.values()),
        limit="the same for every page",
        is_passed=not grown,
        note=", ".join(f"{name} {before}→{after}" for name, (before, after) in grown.items()),
    )


def _writing(version: int, seconds: float) -> Result:
    rows = list(PlanLine.objects.filter(version_id=version).order_by("pk"))
    with transaction.atomic():
        institute = an_institute()
        field = a_field(institute=institute)
        bare = a_version(plan=a_plan(2028, institute=institute))
        for row in rows:
            row.pk, row.version_id, row.course_id = None, bare, a_course(institute=institute, field=field)
    _, yardstick = once(lambda: PlanLine.objects.bulk_create(rows))
    return Result(
        name="plan_lines",
        what=f"과정 {MANY:,}개를 모두 확인하고 저장하기",
        value=seconds,
        unit="s",
        yardstick_name="one insert of as many lines",
        yardstick=yardstick,
        ratio=seconds / yardstick,
        limit=f"< {MOST_TIMES:.0f} times the insert",
        is_passed=seconds < yardstick * MOST_TIMES,
    )
