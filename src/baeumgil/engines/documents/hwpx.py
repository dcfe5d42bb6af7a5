"""A paper as HWPX."""

from baeumgil.engines.documents.tree import Document


def write_hwpx(document: Document) -> bytes:
    """The paper in the open format of the Korean word processor."""
    raise NotImplementedError
