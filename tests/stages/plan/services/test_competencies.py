"""Competencies are set up by code."""

import pytest

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.errors import CatalogueInvalid, InstituteNotFound
from baeumgil.stages.plan.models import Competency
from baeumgil.stages.plan.services.competencies import set_up_competencies
from tests.build_plan import an_institute

pytestmark = pytest.mark.django_db
OPERATOR = Actor.operator(reason="시험")


def held() -> list[tuple[str, str]]:
    return list(Competency.objects.order_by("code").values_list("code", "name"))


def test_competencies_are_made_once_and_renamed_by_code() -> None:
    institute = an_institute()
    first = set_up_competencies(actor=OPERATOR, institute=institute, names={"ai": "AI 활용", "report": "보고서"})
    second = set_up_competencies(actor=OPERATOR, institute=institute, names={"report": "보고서 작성", "talk": "소통"})
    assert (first, second) == (2, 1)
    assert held() == [("ai", "AI 활용"), ("report", "보고서 작성"), ("talk", "소통")]


def test_a_blank_name_changes_nothing() -> None:
    institute = an_institute()
    with pytest.raises(CatalogueInvalid) as refusal:
        set_up_competencies(actor=OPERATOR, institute=institute, names={"ai": "AI 활용", "report": " "})
    assert [problem.field for problem in refusal.value.problems] == ["names"]
    assert held() == []


def test_only_the_office_sets_them_up_and_only_where_an_institute_is() -> None:
    institute = an_institute()
    with pytest.raises(NotAllowed):
        set_up_competencies(actor=Actor.nobody(), institute=institute, names={"ai": "AI 활용"})
    with pytest.raises(InstituteNotFound):
        set_up_competencies(actor=OPERATOR, institute=institute + 1, names={"ai": "AI 활용"})
    assert held() == []
