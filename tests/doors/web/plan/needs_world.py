"""A small institute with a plan, results, requests and a survey, for tests of the needs pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from baeumgil.core import clock, policies
from baeumgil.core.actors import Actor
from baeumgil.stages.plan.models import CourseResult
from baeumgil.stages.plan.terms import VersionState
from tests.build_plan import a_course, a_field, a_line, a_plan, a_round, a_version, an_institute

OPERATOR = Actor.operator(reason="시험")
TODAY = date(2026, 9, 10)
YEAR = 2027
SEED = Path(policies.__file__).parent.parent / "stages/plan/seed/policies/needs.toml"


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[None]:
    """Every test of these pages happens on one day."""
    with clock.fixed(TODAY):
        yield


@dataclass(frozen=True, slots=True)
class World:
    """Ids of what there is."""

    institute: int
    field: int
    course: int
    other: int
    needs_round: int
    version: int
    draft: int


def a_world() -> World:
    """Two courses of one field: one with last year's plan and results, one new; an open round; a draft."""
    policies.load_seed(SEED)
    institute = an_institute()
    field = a_field("디지털", institute=institute, code="D")
    course = a_course("인공지능 실무", institute=institute, field=field, code="D01", seats_per_session=35)
    other = a_course("데이터 읽기", institute=institute, field=field, code="D02", seats_per_session=20)
    version = a_version(plan=a_plan(2026, institute=institute), state=VersionState.APPROVED)
    a_line(version=version, course=course, sessions=2, seats_per_session=35)
    draft = a_version(plan=a_plan(YEAR, institute=institute), previous=version)
    a_line(version=draft, course=course, sessions=2, seats_per_session=35)
    CourseResult.objects.create(
        course_id=course,
        year=2026,
        sessions=2,
        seats=70,
        applied=140,
        enrolled=70,
        completed=49,
        satisfaction_milli=4_500,
        responses=40,
        themes=[{"word": "실습", "count": 12}],
    )
    needs_round = a_round(institute=institute, year=YEAR)
    return World(institute, field, course, other, needs_round, version, draft)
