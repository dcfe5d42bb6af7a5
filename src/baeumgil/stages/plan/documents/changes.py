"""교육과정 개편 내역. What changes against the year before, and why."""

from baeumgil.engines.documents.tree import Document
from baeumgil.stages.plan.rules.book import PlanBook
from baeumgil.stages.plan.rules.totals import Totals


def changes_paper(book: PlanBook, totals: Totals) -> Document:
    """교육과정 개편 내역. What changes against the year before, and why."""
    raise NotImplementedError
