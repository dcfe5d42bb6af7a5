"""Forms of a city, made by our own writer."""

from baeumgil.engines.documents.hwpx import write_hwpx
from baeumgil.engines.documents.tree import Document, Paragraph


def a_form(*places: str) -> bytes:
    """A form with these places, each in a paragraph of its own."""
    body = tuple(Paragraph("{{" + place + "}}") for place in places) or (Paragraph("빈 서식"),)
    return write_hwpx(Document(title="우리 시 서식", body=body))
