import pytest

from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.errors import InstituteNotFound, PlanInvalid, PlanMovedOn, PlanNotFound
from baeumgil.stages.plan.models import Plan, PlanVersion, YearResult
from baeumgil.stages.plan.queries.plan_books import read_book
from baeumgil.stages.plan.queries.results import year_figures
from baeumgil.stages.plan.rules.book import YearFigure
from baeumgil.stages.plan.services.plan_texts import set_content, set_head, set_pre_check
from baeumgil.stages.plan.services.plans import open_plan
from baeumgil.stages.plan.services.results import set_year_result
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.plan.terms import ContentKey, PreCheckMark, VersionState
from tests.build import an_actor
from tests.build_plan import a_version, an_institute
from tests.stages.plan.services.build import OPERATOR

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> int:
    seed_plan(actor=OPERATOR)
    return open_plan(actor=OPERATOR, institute=an_institute(), year=2027)


def test_texts_are_written_without_spaces_around(version: int) -> None:
    set_content(actor=OPERATOR, version=version, key=ContentKey.DIRECTION, text=" 방향 \n")
    set_pre_check(actor=OPERATOR, version=version, code="safety", mark=PreCheckMark.REVIEWED, remark=" 확인 ")
    set_head(actor=OPERATOR, version=version, vision=" 비전 ", note="처음", title="새 제목")
    book = read_book(version)
    assert book.contents[0].text == "방향"
    assert [(row.code, row.remark) for row in book.pre_checks if row.mark is PreCheckMark.REVIEWED] == [
        ("safety", "확인")
    ]
    assert (book.head.vision, book.head.note, book.head.title, book.head.revision) == ("비전", "처음", "새 제목", 4)


def test_a_head_changed_meanwhile_is_not_written_over(version: int) -> None:
    set_head(actor=OPERATOR, version=version, vision="하나", revision=1)
    with pytest.raises(PlanMovedOn):
        set_head(actor=OPERATOR, version=version, vision="둘", revision=1)
    assert read_book(version).head.vision == "하나"


def test_the_title_of_a_plan_with_other_versions_stays(version: int) -> None:
    plan = PlanVersion.objects.get(pk=version).plan
    a_version(plan=plan.pk, number=2, state=VersionState.SUPERSEDED)
    set_head(actor=OPERATOR, version=version, vision="", title=plan.title)
    with pytest.raises(PlanInvalid) as refused:
        set_head(actor=OPERATOR, version=version, vision="", title="다른 제목")
    assert [problem.code for problem in refused.value.problems] == ["title_frozen"]
    assert Plan.objects.get().title == plan.title


def test_texts_that_do_not_fit_are_refused(version: int) -> None:
    with pytest.raises(PlanInvalid) as refused:
        set_head(actor=OPERATOR, version=version, vision="가" * 301, note="가" * 301, title=" ")
    assert [problem.field for problem in refused.value.problems] == ["vision", "note", "title"]
    with pytest.raises(PlanInvalid):
        set_content(actor=OPERATOR, version=version, key=ContentKey.DIRECTION, text="가" * 20_001)
    with pytest.raises(PlanInvalid) as refused:
        set_pre_check(actor=OPERATOR, version=version, code="없음", mark=PreCheckMark.REVIEWED, remark="가" * 301)
    assert [problem.code for problem in refused.value.problems] == ["too_long", "unknown_pre_check"]
    with pytest.raises(PlanNotFound):
        set_content(actor=OPERATOR, version=0, key=ContentKey.DIRECTION, text="")
    assert PlanVersion.objects.get(pk=version).revision == 1


@pytest.mark.parametrize("role", [None, Role.LIAISON, Role.HEAD, Role.AUDITOR])
def test_only_the_training_office_writes_texts(version: int, role: Role | None) -> None:
    actor = an_actor(role)
    with pytest.raises(NotAllowed):
        set_head(actor=actor, version=version, vision="비전")
    with pytest.raises(NotAllowed):
        set_content(actor=actor, version=version, key=ContentKey.DIRECTION, text="방향")
    with pytest.raises(NotAllowed):
        set_pre_check(actor=actor, version=version, code="safety", mark=PreCheckMark.REVIEWED)
    assert PlanVersion.objects.get(pk=version).revision == 1


def test_actual_people_above_plan_are_normal() -> None:
    institute = an_institute()
    for planned in (100, 161_820):
        set_year_result(
            actor=OPERATOR,
            institute=institute,
            year=2017,
            plan_name="2017년 계획",
            planned_people=planned,
            actual_people=206_820,
        )
    assert year_figures(actor=an_actor(), institute=institute) == (
        YearFigure(2017, "2017년 계획", 161_820, 206_820, ""),
    )


def test_figures_of_a_year_name_their_plan() -> None:
    with pytest.raises(PlanInvalid) as refused:
        set_year_result(
            actor=OPERATOR, institute=an_institute(), year=2017, plan_name=" ", planned_people=-1, actual_people=-1
        )
    assert [problem.field for problem in refused.value.problems] == ["plan_name", "planned_people", "actual_people"]
    with pytest.raises(InstituteNotFound):
        set_year_result(actor=OPERATOR, institute=0, year=2017, plan_name="계획", planned_people=1)
    with pytest.raises(NotAllowed):
        set_year_result(actor=an_actor(Role.HEAD), institute=1, year=2017, plan_name="계획", planned_people=1)
    assert not YearResult.objects.exists()


def test_reference_data_can_be_loaded_again() -> None:
    assert seed_plan(actor=OPERATOR) > 0
    assert seed_plan(actor=OPERATOR) == 0
    with pytest.raises(NotAllowed):
        seed_plan(actor=an_actor(Role.HEAD))
