"""Every figure that the published plan of 2019 gives comes out of the sample's lines."""

from dataclasses import replace

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.models import Institute, PlanVersion
from baeumgil.stages.plan.queries.plans import is_intact, plan_book_of, public_plan
from baeumgil.stages.plan.rules.book import BookLine, PlanBook, YearFigure
from baeumgil.stages.plan.rules.contents import missing
from baeumgil.stages.plan.rules.totals import Amount, Totals, totals_of
from baeumgil.stages.plan.services.samples_seoul import load_seoul
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.plan.terms import ENDING, ChangeVerb, Delivery, Improvement, Origin, PreCheckMark, VersionState
from tests.build import an_actor

OPERATOR = Actor.operator("시험")


def _loaded() -> PlanBook:
    seed_plan(actor=OPERATOR)
    load_seoul(actor=OPERATOR)
    return plan_book_of(actor=OPERATOR, year=2019)


@pytest.fixture(scope="module")
def book(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> PlanBook:
    """The plan as values, read once for all tests; the tables are left as they were."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        found = _loaded()
        transaction.set_rollback(True)
    return found


def _courses_and_people(amount: Amount) -> tuple[int, int]:
    return amount.courses, amount.people


def _line(book: PlanBook, name: str) -> BookLine:
    return next(line for line in book.lines if line.name == name)


def test_volume_is_that_of_the_paper(book: PlanBook) -> None:
    totals = totals_of(book)
    rows = {row.key: (_courses_and_people(row.before), _courses_and_people(row.now)) for row in totals.by_delivery}
    assert rows == {
        Delivery.CLASS: ((123, 19_020), (125, 22_829)),
        Delivery.ONLINE: ((106, 149_330), (114, 176_170)),
    }
    assert _courses_and_people(totals.total.before) == (229, 168_350)
    assert _courses_and_people(totals.total.now) == (239, 198_999)
    assert _courses_and_people(totals.total.change) == (10, 30_649)


def test_flows_close_as_the_paper_says(book: PlanBook) -> None:
    flows = totals_of(book).flows
    assert [(flow.before, flow.new, flow.ended, flow.now, flow.improved, flow.kept) for flow in flows] == [
        (123, 22, 20, 125, 81, 22),
        (106, 24, 16, 114, 13, 77),
        (229, 46, 36, 239, 94, 99),
    ]
    assert all(flow.agrees for flow in flows)


def test_changes_are_those_of_the_paper(book: PlanBook) -> None:
    totals: Totals = totals_of(book)
    verbs = {row.verb: row.total for row in totals.by_verb}
    assert verbs[ChangeVerb.NEW] == 46
    assert verbs[ChangeVerb.IMPROVED] == 94
    assert verbs[ChangeVerb.MERGED] + verbs[ChangeVerb.REPLACED] == 30
    assert verbs[ChangeVerb.ABOLISHED] == 6
    new = dict(totals.new_by_area)
    assert new["기본역량"] + new["리더십역량"] == 6
    assert (new["직무역량"], new["IT역량"]) == (32, 8)


def test_origins_of_new_courses_are_those_of_the_paper(book: PlanBook) -> None:
    new = [line.origin for line in book.lines if line.verb is ChangeVerb.NEW]
    assert (new.count(Origin.DEPARTMENT_REQUEST), new.count(Origin.SHARED_CONTENT)) == (12, 8)


def test_job_courses_are_enlarged_and_shortened_as_the_paper_says(book: PlanBook) -> None:
    job = [line for line in book.lines if line.field.code == "job" and line.goal_code == "performance"]
    enlarged = [line for line in job if Improvement.ENLARGED in line.improvements]
    assert len(enlarged) == 18
    assert sum(line.seats - (line.previous_seats or 0) for line in enlarged) == 240
    assert len([line for line in job if Improvement.SHORTENED in line.improvements]) == 9


def test_named_courses_are_as_the_paper_says(book: PlanBook) -> None:
    said = {
        "공직자 남북교류 협력": (ChangeVerb.NEW, 2, 300, None),
        "서울이해": (ChangeVerb.NEW, 2, 60, None),
        "실무관 공감마당": (ChangeVerb.NEW, 4, 400, None),
        "실무관 산업안전 및 보건": (ChangeVerb.NEW, 4, 1_000, None),
        "7~9급 신입자": (ChangeVerb.IMPROVED, 9, 2_700, 1_950),
        "팀장리더십": (ChangeVerb.IMPROVED, 10, 250, 125),
        "5급 승진리더": (ChangeVerb.IMPROVED, 4, 520, 520),
        "6급 미래인재 양성": (ChangeVerb.IMPROVED, 2, 200, 200),
        "감사 실무": (ChangeVerb.ABOLISHED, 0, 0, 30),
        "사회복지 행정": (ChangeVerb.REPLACED, 0, 0, 30),
    }
    lines = {name: _line(book, name) for name in said}
    found = {name: (line.verb, line.sessions, line.seats, line.previous_seats) for name, line in lines.items()}
    assert found == said


def test_people_of_courses_whose_sessions_are_not_said(book: PlanBook) -> None:
    said = {"투·출기관 관리자 리더십": 50, "투자·출연기관장 리더십": 20, "투자·출연기관 청렴": 400, "실무리더십": 700}
    lines = [_line(book, name) for name in said]
    assert {line.name: line.seats for line in lines} == said
    assert {line.remark for line in lines} == {"기수는 원문에 없음"}


def test_courses_the_paper_does_not_name_say_so(book: PlanBook) -> None:
    unnamed = [line for line in book.lines if "원문에 이름 없음" in line.name]
    assert {line.remark for line in unnamed} == {"원문에 없음: 합계에 맞춘 값", "원문에 없음: 개수에 맞춘 값"}
    assert {line.is_ended for line in unnamed if "개수" in line.remark} == {True}


def test_years_are_those_of_the_paper(book: PlanBook) -> None:
    assert book.years == (
        YearFigure(2017, "2017년 교육훈련계획", 161_820, 206_820),
        YearFigure(2018, "2018년 교육훈련계획", 168_350, 180_347),
        YearFigure(2019, "2019년 교육훈련계획(2018. 12. 28.)", 198_999, None),
    )


def test_head_and_check_sheet_are_those_of_the_paper(book: PlanBook) -> None:
    head = book.head
    assert (head.document_number, head.policy_number) == ("인재기획과-15195", "행정1부시장 방침 제325호")
    assert (head.state, head.is_example, head.previous_year) == (VersionState.APPROVED, True, 2018)
    assert head.approved_at is not None
    assert head.approved_at.date().isoformat() == "2018-12-28"
    assert [row.name for row in book.pre_checks if row.mark is PreCheckMark.REVIEWED] == [
        "전문 자문",
        "사회적 배려",
        "바른 우리말",
    ]
    assert len(book.pre_checks) == 12
    assert [goal.name for goal in book.goals] == [
        "시민중심 공직가치 확립",
        "직원행복 조직문화 확산",
        "성과창출 전문역량 강화",
        "미래변화 대응역량 강화",
    ]


def test_every_course_that_another_takes_in_has_its_heir(book: PlanBook) -> None:
    assert missing(book) == []
    without = [line.name for line in book.lines if line.verb in ENDING - {ChangeVerb.ABOLISHED} and not line.successors]
    assert without == []


@pytest.mark.django_db
def test_both_plans_are_intact_and_public_and_loading_again_changes_nothing() -> None:
    book = _loaded()
    versions = list(PlanVersion.objects.order_by("plan__year"))
    assert [(row.plan.year, row.state, is_intact(row.pk)) for row in versions] == [
        (2018, VersionState.APPROVED, True),
        (2019, VersionState.APPROVED, True),
    ]
    assert public_plan(year=2019) == replace(book, pre_checks=())
    assert len(public_plan(year=2018).lines) == 229
    load_seoul(actor=OPERATOR)
    assert PlanVersion.objects.count() == 2
    assert plan_book_of(actor=OPERATOR, year=2019) == book


@pytest.mark.django_db
def test_only_the_office_may_load() -> None:
    with pytest.raises(NotAllowed):
        load_seoul(actor=an_actor())
    assert not Institute.objects.exists()
