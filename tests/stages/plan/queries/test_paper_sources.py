"""Papers made from what is stored: the published Seoul plan says on paper what Seoul published."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from baeumgil.core import clock
from baeumgil.core.actors import Actor, ActorKind, Grant, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.documents.places import TABLES, places
from baeumgil.stages.plan.documents.wording import day
from baeumgil.stages.plan.errors import CourseNotFound, PlanInvalid, PlanNotFound
from baeumgil.stages.plan.models import AgendaItem
from baeumgil.stages.plan.queries.paper_sources import paper_source
from baeumgil.stages.plan.queries.plans import plan_book_of
from baeumgil.stages.plan.services.committee import close_meeting, decide_item, note_attendance, plan_meeting
from baeumgil.stages.plan.services.samples_seoul import load_seoul
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.plan.terms import ChangeVerb, Decision, PaperKind
from tests.build_committee import a_committee, a_plan_in_committee, members_of
from tests.build_plan import a_course, a_line, a_planned_session
from tests.doors.web.plan.plan_world import TODAY, a_plan_world
from tests.module_rows import rows_for_a_module
from tests.stages.plan.documents.golden import grid, lines_of, tables

pytestmark = pytest.mark.django_db
OPERATOR = Actor.operator("시험")
OFFICIAL = Actor(ActorKind.PERSON, "직원", account=1, person=1, grants=(Grant(Role.OFFICIAL),))
NOBODY = Actor.nobody()
OF_A_PLAN = (PaperKind.PLAN, PaperKind.TOTALS, PaperKind.CHANGES, PaperKind.COURSES, PaperKind.MONTHS)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


@pytest.fixture(scope="module")
def seoul(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with rows_for_a_module(django_db_blocker):
        with clock.fixed(TODAY):
            seed_plan(actor=OPERATOR)
            load_seoul(actor=OPERATOR)
        yield


def test_the_published_figures_of_seoul_stand_on_paper(seoul: None) -> None:
    paper = paper_source(actor=OFFICIAL, kind=PaperKind.TOTALS, year=2019, institute_code="seoul").document
    assert [text for text in lines_of(paper) if "=" in text] == [
        "집합: 전년 123 + 신설 22 − 통합·대체·폐지 20 = 금년 125",
        "e-러닝: 전년 106 + 신설 24 − 통합·대체·폐지 16 = 금년 114",
        "계: 전년 229 + 신설 46 − 통합·대체·폐지 36 = 금년 239",
    ]
    by_name = {row[0]: [row[1], row[3], row[4], row[5]] for row in grid(tables(paper)["교육방법별"])[2:]}
    assert by_name == {
        "집합": ["125", "22,829", "123", "19,020"],
        "e-러닝": ["114", "176,170", "106", "149,330"],
        "계": ["239", "198,999", "229", "168,350"],
    }


def test_changes_of_seoul_are_counted_in_their_heads(seoul: None) -> None:
    paper = paper_source(actor=OFFICIAL, kind=PaperKind.CHANGES, year=2019, institute_code="seoul").document
    assert [text.split(":")[0] for text in lines_of(paper) if "과정(" in text] == [
        "신설 46과정(집합 22, e-러닝 24)",
        "통합·대체·폐지 36과정(집합 20, e-러닝 16)",
        "개선 94과정(집합 81, e-러닝 13)",
    ]
    rows = grid(tables(paper)["개편 내역"])[1:]
    assert len(rows) == 46 + 36 + 94
    counts = [row[0].split("\n")[1] for row in rows if row[0]]
    assert sum(int(count.strip("()")) for count in counts) == 176


def test_plan_against_actual_of_seoul(seoul: None) -> None:
    paper = paper_source(actor=OFFICIAL, kind=PaperKind.PLAN, year=2019, institute_code="seoul").document
    rates = {row[0]: row[1:4] for row in grid(tables(paper)["연도별 계획 대비 실적"])[1:]}
    assert rates["2017년"] == ["161,820", "206,820", "127.8%"]
    assert rates["2018년"] == ["168,350", "180,347", "107.1%"]


@pytest.mark.parametrize("kind", OF_A_PLAN)
def test_every_paper_of_seoul_closes_and_fills_every_place(seoul: None, kind: PaperKind) -> None:
    source = paper_source(actor=OFFICIAL, kind=kind, year=2019, institute_code="seoul")
    found = tables(source.document)
    assert set(TABLES[kind]) - set(found) == set()
    assert set(places(kind)) - set(source.values) == set()
    assert not source.is_draft


def test_the_sums_of_seoul_equal_its_lines(seoul: None) -> None:
    held = [line for line in plan_book_of(actor=OFFICIAL, year=2019, institute_code="seoul").lines if not line.is_ended]
    for kind, name, cell in (
        (PaperKind.COURSES, "과정별 현황표", (1, 7)),
        (PaperKind.TOTALS, "분야별 총괄표", (2, 4)),
        (PaperKind.MONTHS, "월별 일정", (-1, -1)),
    ):
        paper = paper_source(actor=OFFICIAL, kind=kind, year=2019, institute_code="seoul").document
        assert grid(tables(paper)[name])[cell[0]][cell[1]] == f"{sum(line.seats for line in held):,}"


def test_drafts_are_for_those_who_see_drafts() -> None:
    world = a_plan_world()
    source = paper_source(actor=OPERATOR, kind=PaperKind.TOTALS, version=world.version)
    assert (source.is_draft, source.document.title) == (True, "2027년 교육훈련 총괄표(안)")
    with pytest.raises(PlanNotFound):
        paper_source(actor=OFFICIAL, kind=PaperKind.TOTALS, version=world.version)
    with pytest.raises(NotAllowed):
        paper_source(actor=NOBODY, kind=PaperKind.TOTALS, version=world.before)


def test_days_on_paper_are_korean_days() -> None:
    world = a_plan_world()
    source = paper_source(actor=OFFICIAL, kind=PaperKind.PLAN, version=world.before)
    assert source.values["결재일자"] == "2025. 12. 20."
    from_late = paper_source(actor=OPERATOR, kind=PaperKind.PLAN, version=world.version)
    assert ["2026. 11. 22.", "계획(안) 작성(제1판)"] in grid(tables(from_late.document)["추진 경과표"])


def test_the_plan_tells_when_the_committee_finished_with_it() -> None:
    plan = a_plan_in_committee()
    committee = a_committee(institute=plan.institute)
    meeting = plan_meeting(actor=OPERATOR, version=plan.version, committee=committee, held_on=clock.today())

    def progress() -> list[list[str]]:
        source = paper_source(actor=OPERATOR, kind=PaperKind.PLAN, version=plan.version)
        return [row for row in grid(tables(source.document)["추진 경과표"]) if "심의" in row[1]]

    note_attendance(actor=OPERATOR, meeting=meeting, present=members_of(committee))
    decide_item(actor=OPERATOR, item=AgendaItem.objects.get().pk, decision=Decision.AS_PROPOSED)
    assert progress() == []
    close_meeting(actor=OPERATOR, meeting=meeting)
    assert progress() == [[day(clock.today()), "교육훈련심의위원회 심의"]]


def test_what_is_missing_is_named() -> None:
    world = a_plan_world()
    for kind, field in (
        (PaperKind.MINUTES, "meeting"),
        (PaperKind.APPROVAL, "case"),
        (PaperKind.COURSE_PLAN, "course"),
    ):
        with pytest.raises(PlanInvalid) as refused:
            paper_source(actor=OPERATOR, kind=kind, version=world.version)
        assert [problem.field for problem in refused.value.problems] == [field]
    with pytest.raises(PlanInvalid) as refused:
        paper_source(actor=OPERATOR, kind=PaperKind.PLAN)
    assert [problem.field for problem in refused.value.problems] == ["year"]
    assert refused.value.text == "입력한 내용에 고칠 곳이 있습니다.", "nothing was to be saved"


def test_a_course_of_a_plan_by_id_and_by_code() -> None:
    world = a_plan_world()
    by_id = paper_source(actor=OPERATOR, kind=PaperKind.COURSE_PLAN, version=world.version, course=world.courses[0])
    by_code = paper_source(actor=OPERATOR, kind=PaperKind.COURSE_PLAN, year=2027, course_code="C000")
    by_year = paper_source(actor=OPERATOR, kind=PaperKind.COURSE_PLAN, year=2027, course=world.courses[0])
    assert by_id.document == by_code.document == by_year.document
    assert (by_id.about, by_id.year) == ("과정 000", 2027)
    with pytest.raises(CourseNotFound):
        paper_source(actor=OPERATOR, kind=PaperKind.COURSE_PLAN, year=2027, course_code="NONE")
    with pytest.raises(NotAllowed):
        paper_source(actor=NOBODY, kind=PaperKind.COURSE_PLAN, version=world.version, course=world.courses[0])


def test_needs_are_for_those_who_see_needs() -> None:
    world = a_plan_world()
    source = paper_source(actor=OPERATOR, kind=PaperKind.NEEDS, version=world.version)
    assert source.document.title == "2027년 교육훈련 수요조사 결과"
    assert paper_source(actor=OPERATOR, kind=PaperKind.NEEDS, year=2027).document == source.document
    with pytest.raises(NotAllowed):
        paper_source(actor=OFFICIAL, kind=PaperKind.NEEDS, version=world.before)


@pytest.mark.parametrize("kind", [PaperKind.PLAN, PaperKind.MONTHS, PaperKind.CHANGES])
def test_statements_do_not_grow_with_the_courses(kind: PaperKind) -> None:
    world = a_plan_world(1)
    counts = []
    for more in (0, 40):
        for number in range(more):
            course = a_course(f"더 {number}", institute=world.institute, field=world.field)
            a_planned_session(line=a_line(version=world.version, course=course, verb=ChangeVerb.NEW))
        paper_source(actor=OPERATOR, kind=kind, version=world.version)
        with CaptureQueriesContext(connection) as captured:
            paper_source(actor=OPERATOR, kind=kind, version=world.version)
        counts.append(len(captured))
    assert counts[0] == counts[1]
