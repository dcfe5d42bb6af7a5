"""교육생 명단 파일. The same list as HWPX, XLSX or PDF, by masked or full name."""

import re
from dataclasses import dataclass

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.engines.documents.fonts import FontsMissing
from baeumgil.engines.documents.hwpx import write_hwpx
from baeumgil.engines.documents.pdf import write_pdf
from baeumgil.engines.documents.xlsx import write_xlsx
from baeumgil.stages.enrolment.documents.name_list import name_list_document
from baeumgil.stages.enrolment.queries.name_lists import name_list
from baeumgil.stages.plan.errors import TypefacesMissing
from baeumgil.stages.plan.services.paper_fonts import fonts_folder
from baeumgil.stages.plan.services.papers import CONTENT_TYPES
from baeumgil.stages.plan.terms import PaperFormat

UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list as a file that is ready to be sent."""

    file_name: str
    content_type: str
    content: bytes
    people: int


def make_list(
    *,
    actor: Actor,
    session: int,
    format: PaperFormat,  # noqa: A002  the word everybody uses for it
    number: int | None = None,
    is_full: bool = False,
) -> ListFile:
    """The list of a session as a file; who may see what, and that it was looked at, is the query's business."""
    card = name_list(actor=actor, session=session, number=number, is_full=is_full)
    document = name_list_document(card, made_at=clock.now())
    match format:
        case PaperFormat.HWPX:
            content = write_hwpx(document)
        case PaperFormat.XLSX:
            content = write_xlsx(document)
        case PaperFormat.PDF:
            try:
                content = write_pdf(document, fonts=fonts_folder())
            except FontsMissing as missing:
                raise TypefacesMissing from missing
    mark = "" if card.current is not None else " (안)"
    stem = " ".join(UNSAFE.sub(" ", f"교육생 명단 {card.session.title}{mark}").split())[:120].rstrip(" .")
    return ListFile(f"{stem}.{format.value}", CONTENT_TYPES[format], content, len(card.rows))
