"""문서. Official papers as files: the same words and tables in three formats, or in a city's own form."""

import re
from dataclasses import dataclass

from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.glossary import label
from baeumgil.core.said import Said
from baeumgil.engines.documents.fonts import FontsMissing
from baeumgil.engines.documents.hwpx import write_hwpx
from baeumgil.engines.documents.pdf import write_pdf
from baeumgil.engines.documents.template import fill
from baeumgil.engines.documents.tree import Document
from baeumgil.engines.documents.xlsx import write_xlsx
from baeumgil.stages.plan.errors import PlanInvalid, TemplateNotFound, TypefacesMissing
from baeumgil.stages.plan.models import PaperTemplate
from baeumgil.stages.plan.queries.paper_sources import Source, paper_source
from baeumgil.stages.plan.services.paper_fonts import fonts_folder
from baeumgil.stages.plan.terms import PaperFormat, PaperKind

CONTENT_TYPES = {
    PaperFormat.HWPX: "application/hwp+zip",
    PaperFormat.PDF: "application/pdf",
    PaperFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that is ready to be sent."""

    file_name: str
    content_type: str
    content: bytes


def make_paper(
    *,
    actor: Actor,
    kind: PaperKind,
    format: PaperFormat,  # noqa: A002  the word everybody uses for it
    version: int | None = None,
    year: int | None = None,
    institute_code: str = "",
    course: int | None = None,
    course_code: str = "",
    meeting: int | None = None,
    case: int | None = None,
    template: int | None = None,
) -> Paper:
    """The paper as a file. Whether the actor may see what it says, its source decides.

    A plan's papers want a version or a year, a course plan also a course (its id, or its code in that plan), minutes
    a meeting, an approval sheet a case. `template` fills a form of the city's own, which exists as HWPX alone.
    """
    form = None if template is None else _form(template, kind, format)
    source = paper_source(
        actor=actor,
        kind=kind,
        version=version,
        year=year,
        institute_code=institute_code,
        course=course,
        course_code=course_code,
        meeting=meeting,
        case=case,
    )
    content = _written(source.document, format) if form is None else fill(form, source.values)
    return Paper(file_name(source, format), CONTENT_TYPES[format], content)


def file_name(source: Source, format: PaperFormat) -> str:  # noqa: A002  as above
    """2027 교육훈련 총괄표.hwpx; drafts say so, single courses and meetings say which."""
    parts = [str(source.year), label(source.kind), source.about, "(안)" if source.is_draft else ""]
    stem = " ".join(UNSAFE.sub(" ", " ".join(parts)).split()).strip(" .")
    return f"{stem[:LONGEST_NAME].rstrip(' .')}.{format.value}"


def _written(document: Document, format: PaperFormat) -> bytes:  # noqa: A002  as above
    match format:
        case PaperFormat.HWPX:
            return write_hwpx(document)
        case PaperFormat.PDF:
            try:
                return write_pdf(document, fonts=fonts_folder())
            except FontsMissing as missing:
                raise TypefacesMissing from missing
        case PaperFormat.XLSX:
            return write_xlsx(document)


def _form(template: int, kind: PaperKind, format: PaperFormat) -> bytes:  # noqa: A002  as above
    found = PaperTemplate.objects.filter(pk=template, paper=kind).values_list("content", flat=True).first()
    if found is None:
        raise TemplateNotFound(template=template)
    if format is not PaperFormat.HWPX:
        text = Said(
            "기관 서식은 한글 문서(HWPX)로만 만들 수 있습니다.", "The institute's own forms can only be made as HWPX."
        )
        raise PlanInvalid(
            [Problem("format", text, Said("형식을 HWPX로 고르세요.", "Choose HWPX as the format."), field="format")]
        )
    return bytes(found)
