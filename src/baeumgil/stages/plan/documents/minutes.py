"""심의 회의록. Who was there, what was decided."""

from baeumgil.engines.documents.tree import Document
from baeumgil.stages.plan.rules.book import MeetingBook


def minutes_paper(book: MeetingBook) -> Document:
    """심의 회의록. Who was there, what was decided."""
    raise NotImplementedError
