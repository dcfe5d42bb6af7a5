"""A city's own form comes in whole or not at all."""

import pytest

from baeumgil.core.actors import Actor, ActorKind, Grant, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import AuditEntry
from baeumgil.stages.plan.errors import InstituteNotFound, TemplateBroken, TemplateNotFound
from baeumgil.stages.plan.models import PaperTemplate
from baeumgil.stages.plan.queries.templates import known_places, paper_templates
from baeumgil.stages.plan.services import templates
from baeumgil.stages.plan.services.templates import delete_template, upload_template
from baeumgil.stages.plan.terms import PaperKind
from tests.build_plan import an_institute
from tests.stages.plan.hwpx_forms import a_form

pytestmark = pytest.mark.django_db
OPERATOR = Actor.operator("시험")
OFFICIAL = Actor(ActorKind.PERSON, "직원", account=1, person=1, grants=(Grant(Role.OFFICIAL),))


def upload(
    content: bytes, name: str = "우리 서식", paper: PaperKind = PaperKind.TOTALS, actor: Actor = OPERATOR
) -> int:
    return upload_template(actor=actor, paper=paper, name=name, file_name="서식.hwpx", content=content)


def problems_of(content: bytes, name: str = "우리 서식") -> list[tuple[str, str]]:
    with pytest.raises(TemplateBroken) as refused:
        upload(content, name)
    assert PaperTemplate.objects.count() == 0
    return [(problem.code, problem.field) for problem in refused.value.problems]


def test_a_form_is_kept_with_its_places() -> None:
    an_institute()
    made = upload(a_form("제목", "과정수", "분야별 총괄표"), "  우리 서식 ")
    rows = paper_templates(actor=OFFICIAL)
    assert [(row.id, row.paper, row.name, row.file_name, row.places) for row in rows] == [
        (made, PaperKind.TOTALS, "우리 서식", "서식.hwpx", ("제목", "과정수", "분야별 총괄표"))
    ]
    assert AuditEntry.objects.latest("pk").facts == {"form": made, "paper": "totals", "places": 3}


def test_every_unknown_place_is_named() -> None:
    an_institute()
    content = a_form("제목", "없는 자리", "교과목 편성")
    with pytest.raises(TemplateBroken) as refused:
        upload(content)
    assert [problem.message for problem in refused.value.problems] == [
        "교육훈련 총괄표에 없는 자리입니다: {{없는 자리}}",
        "교육훈련 총괄표에 없는 자리입니다: {{교과목 편성}}",
    ]
    assert PaperTemplate.objects.count() == 0


def test_what_is_no_form_is_refused() -> None:
    an_institute()
    assert problems_of(b"") == [("empty", "file")]
    assert problems_of(a_form()) == [("no_place", "file")]
    assert problems_of(a_form("제목"), name=" ") == [("blank", "name")]
    assert {field for _, field in problems_of(b"PK\x03\x04 no archive")} == {"file"}


def test_a_file_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    an_institute()
    content = a_form("없는 자리")
    monkeypatch.setattr(templates, "MOST_BYTES", len(content) - 1)
    assert problems_of(content) == [("too_large", "file")]


def test_a_name_stands_once_per_paper() -> None:
    an_institute()
    upload(a_form("제목"))
    with pytest.raises(TemplateBroken) as refused:
        upload(a_form("부제"))
    assert [problem.code for problem in refused.value.problems] == ["taken"]
    upload(a_form("제목"), paper=PaperKind.CHANGES)
    assert [(row.paper, row.places) for row in paper_templates(actor=OPERATOR)] == [
        (PaperKind.TOTALS, ("제목",)),
        (PaperKind.CHANGES, ("제목",)),
    ]


def test_a_form_is_thrown_away() -> None:
    an_institute()
    made = upload(a_form("제목"))
    with pytest.raises(NotAllowed):
        delete_template(actor=OFFICIAL, template=made)
    assert PaperTemplate.objects.count() == 1
    delete_template(actor=OPERATOR, template=made)
    assert PaperTemplate.objects.count() == 0
    with pytest.raises(TemplateNotFound):
        delete_template(actor=OPERATOR, template=made)


def test_who_may() -> None:
    an_institute()
    with pytest.raises(NotAllowed):
        upload(a_form("제목"), actor=OFFICIAL)
    with pytest.raises(NotAllowed):
        paper_templates(actor=Actor.nobody())
    assert PaperTemplate.objects.count() == 0


def test_a_city_without_institute_has_no_forms() -> None:
    with pytest.raises(InstituteNotFound):
        upload(a_form("제목"))


def test_every_paper_lists_its_places() -> None:
    assert [row.paper for row in known_places()] == list(PaperKind)
    assert all("제목" in row.texts and row.tables for row in known_places())
