"""교육훈련계획. The plan as a paper."""

from baeumgil.engines.documents.tree import Document
from baeumgil.stages.plan.rules.book import PlanBook
from baeumgil.stages.plan.rules.totals import Totals


def plan_paper(book: PlanBook, totals: Totals) -> Document:
    """교육훈련계획. The plan as a paper."""
    raise NotImplementedError
