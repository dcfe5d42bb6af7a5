"""Papers as files in every format."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.engines.documents.hwpx import write_hwpx
from baeumgil.engines.documents.tree import Document
from baeumgil.stages.plan.errors import PlanInvalid, TemplateNotFound, TypefacesMissing
from baeumgil.stages.plan.queries.paper_sources import Source
from baeumgil.stages.plan.services import papers
from baeumgil.stages.plan.services.papers import CONTENT_TYPES, file_name, make_paper
from baeumgil.stages.plan.services.templates import upload_template
from baeumgil.stages.plan.terms import PaperFormat, PaperKind
from tests.doors.web.plan.plan_world import TODAY, PlanWorld, a_plan_world
from tests.stages.plan.hwpx_forms import a_form

pytestmark = pytest.mark.django_db
OPERATOR = Actor.operator("시험")
SIGNATURES = {PaperFormat.HWPX: b"PK\x03\x04", PaperFormat.PDF: b"%PDF-", PaperFormat.XLSX: b"PK\x03\x04"}


@pytest.fixture
def world() -> Iterator[PlanWorld]:
    with clock.fixed(TODAY):
        yield a_plan_world()


@pytest.mark.parametrize("form", list(PaperFormat))
@pytest.mark.parametrize("kind", [kind for kind in PaperKind if kind not in {PaperKind.MINUTES, PaperKind.APPROVAL}])
def test_every_paper_in_every_format(world: PlanWorld, kind: PaperKind, form: PaperFormat) -> None:
    paper = make_paper(actor=OPERATOR, kind=kind, format=form, version=world.before, course=world.courses[0])
    assert paper.content.startswith(SIGNATURES[form])
    assert paper.content_type == CONTENT_TYPES[form]
    assert paper.file_name.endswith(f".{form.value}")


def test_files_are_named_as_an_office_names_them(world: PlanWorld) -> None:
    def name(kind: PaperKind, version: int, form: PaperFormat = PaperFormat.XLSX) -> str:
        return make_paper(actor=OPERATOR, kind=kind, format=form, version=version, course=world.courses[0]).file_name

    assert name(PaperKind.TOTALS, world.before) == "2026 교육훈련 총괄표.xlsx"
    assert name(PaperKind.TOTALS, world.version) == "2027 교육훈련 총괄표 (안).xlsx"
    assert name(PaperKind.COURSE_PLAN, world.before) == "2026 과정 운영계획 과정 000.xlsx"


def test_names_hold_nothing_a_disk_refuses() -> None:
    source = Source(PaperKind.COURSE_PLAN, 2027, Document("", ()), {}, about='AI/ML: "기초"? <1>*' + "가" * 200)
    made = file_name(source, PaperFormat.PDF)
    assert made.startswith("2027 과정 운영계획 AI ML 기초 1 가")
    assert len(made) <= 124


def test_a_form_of_the_city_is_filled(world: PlanWorld) -> None:
    form = upload_template(
        actor=OPERATOR,
        paper=PaperKind.TOTALS,
        name="우리 서식",
        file_name="서식.hwpx",
        content=a_form("제목", "과정수", "분야별 총괄표"),
    )
    paper = make_paper(
        actor=OPERATOR, kind=PaperKind.TOTALS, format=PaperFormat.HWPX, version=world.before, template=form
    )
    assert paper.content.startswith(b"PK\x03\x04")
    assert paper.content != write_hwpx(Document(title="우리 시 서식", body=()))
    with pytest.raises(PlanInvalid):
        make_paper(actor=OPERATOR, kind=PaperKind.TOTALS, format=PaperFormat.PDF, version=world.before, template=form)
    with pytest.raises(TemplateNotFound):
        make_paper(actor=OPERATOR, kind=PaperKind.CHANGES, format=PaperFormat.HWPX, version=world.before, template=form)


def test_without_typefaces_a_pdf_is_refused_and_the_rest_is_made(
    world: PlanWorld, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(papers, "fonts_folder", lambda: tmp_path)
    with pytest.raises(TypefacesMissing, match="make setup"):
        make_paper(actor=OPERATOR, kind=PaperKind.TOTALS, format=PaperFormat.PDF, version=world.before)
    for form in (PaperFormat.HWPX, PaperFormat.XLSX):
        made = make_paper(actor=OPERATOR, kind=PaperKind.TOTALS, format=form, version=world.before)
        assert made.content.startswith(SIGNATURES[form])
