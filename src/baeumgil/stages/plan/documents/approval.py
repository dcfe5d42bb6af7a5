"""결재 표지. Who signed what, and when."""

from baeumgil.engines.documents.tree import Document
from baeumgil.stages.plan.rules.book import ApprovalBook


def approval_paper(book: ApprovalBook) -> Document:
    """결재 표지. Who signed what, and when."""
    raise NotImplementedError
