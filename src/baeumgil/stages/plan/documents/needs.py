"""수요조사 결과. What departments asked for and what became of it."""

from baeumgil.engines.documents.tree import Document
from baeumgil.stages.plan.rules.book import NeedsBook


def needs_paper(needs: NeedsBook) -> Document:
    """수요조사 결과. What departments asked for and what became of it."""
    raise NotImplementedError
