"""과정 운영계획. One course on one page."""

from baeumgil.engines.documents.tree import Document
from baeumgil.stages.plan.rules.book import CourseBook


def course_paper(book: CourseBook) -> Document:
    """과정 운영계획. One course on one page."""
    raise NotImplementedError
