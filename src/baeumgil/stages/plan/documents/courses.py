"""과정별 현황. Every course that is held."""

from baeumgil.engines.documents.tree import Document
from baeumgil.stages.plan.rules.book import PlanBook
from baeumgil.stages.plan.rules.totals import Totals


def courses_paper(book: PlanBook, totals: Totals) -> Document:
    """과정별 현황. Every course that is held."""
    raise NotImplementedError
