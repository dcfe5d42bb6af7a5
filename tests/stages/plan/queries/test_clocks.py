from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.queries.clocks import clocks
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.plan.terms import ChangeVerb, ClockKind, ClockState, VersionState
from tests.build import an_actor
from tests.build_plan import a_course, a_line, a_plan, a_planned_session, a_version, an_institute

pytestmark = pytest.mark.django_db
OPERATOR = Actor.operator("시험")
TODAY = date(2026, 11, 22)


@pytest.fixture
def institute() -> int:
    seed_plan(actor=OPERATOR)
    return an_institute("배움시 인재개발원")


def test_a_city_without_plans_is_told_of_both_years(institute: int) -> None:
    rows = clocks(actor=OPERATOR, on=TODAY)
    assert [(row.kind, row.state, row.due_on, row.subject, row.version) for row in rows] == [
        (ClockKind.PLAN_DUE, ClockState.LATE, date(2025, 12, 31), "배움시 인재개발원 2026년 교육훈련계획", None),
        (ClockKind.PLAN_DUE, ClockState.SOON, date(2026, 12, 31), "배움시 인재개발원 2027년 교육훈련계획", None),
    ]


def test_this_year_once_approved_is_no_longer_shown(institute: int) -> None:
    a_version(plan=a_plan(2026, institute=institute), state=VersionState.APPROVED)
    draft = a_version(plan=a_plan(2027, institute=institute))
    [row] = clocks(actor=OPERATOR, on=TODAY)
    assert (row.link_year, row.version, row.state) == (2027, draft, ClockState.SOON)


def test_next_year_once_approved_is_met(institute: int) -> None:
    a_version(plan=a_plan(2026, institute=institute), state=VersionState.APPROVED)
    plan = a_plan(2027, institute=institute)
    approved = a_version(plan=plan, state=VersionState.APPROVED)
    a_version(plan=plan, number=2)
    [row] = clocks(actor=OPERATOR, on=TODAY)
    assert (row.link_year, row.version, row.state) == (2027, approved, ClockState.MET)


def test_plans_of_examples_have_no_clocks(institute: int) -> None:
    a_version(plan=a_plan(2026, institute=institute), state=VersionState.APPROVED)
    example = an_institute("보기", is_example=True)
    version = a_version(plan=a_plan(2026, institute=example), state=VersionState.APPROVED)
    line = a_line(version=version, course=a_course(institute=example))
    a_planned_session(line=line, starts_on=date(2026, 12, 7))
    assert [row.kind for row in clocks(actor=OPERATOR, on=TODAY)] == [ClockKind.PLAN_DUE]


@pytest.mark.parametrize("sessions", [1, 80])
def test_sessions_of_a_day_are_one_row_whatever_their_number(institute: int, sessions: int) -> None:
    version = a_version(plan=a_plan(2026, institute=institute), state=VersionState.APPROVED)
    line = a_line(version=version, course=a_course("보고서 작성 과정", institute=institute))
    ended = a_line(version=version, course=a_course(institute=institute), verb=ChangeVerb.ABOLISHED)
    a_planned_session(line=ended, starts_on=date(2026, 12, 7))
    for number in range(1, sessions + 1):
        a_planned_session(line=line, number=number, starts_on=date(2026, 12, 7), ends_on=date(2026, 12, 9))
    with CaptureQueriesContext(connection) as statements:
        rows = clocks(actor=OPERATOR, on=TODAY)
    assert len(statements) == 4
    more = f" 외 {sessions - 1}건" if sessions > 1 else ""
    assert [(row.kind, row.due_on, row.subject, row.count) for row in rows] == [
        (ClockKind.LIST_DUE, date(2026, 11, 27), f"보고서 작성 과정 1기{more}", sessions),
        (ClockKind.PLAN_DUE, date(2026, 12, 31), "배움시 인재개발원 2027년 교육훈련계획", 1),
    ]


def test_only_those_who_see_drafts_see_the_clocks(institute: int) -> None:
    for role in (None, Role.OFFICIAL, Role.LIAISON):
        with pytest.raises(NotAllowed):
            clocks(actor=an_actor(role), on=TODAY)
    assert clocks(actor=an_actor(Role.TRAINING_OFFICE), on=TODAY) == clocks(actor=OPERATOR, on=TODAY)
