"""월별 일정표. Courses by months."""

from baeumgil.engines.documents.tree import Document
from baeumgil.stages.plan.rules.book import PlanBook
from baeumgil.stages.plan.rules.totals import Totals


def months_paper(book: PlanBook, totals: Totals) -> Document:
    """월별 일정표. Courses by months."""
    raise NotImplementedError
