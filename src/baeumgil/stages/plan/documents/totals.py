"""교육훈련 총괄표. Totals this year beside the year before."""

from baeumgil.engines.documents.tree import Document
from baeumgil.stages.plan.rules.book import PlanBook
from baeumgil.stages.plan.rules.totals import Totals


def totals_paper(book: PlanBook, totals: Totals) -> Document:
    """교육훈련 총괄표. Totals this year beside the year before."""
    raise NotImplementedError
