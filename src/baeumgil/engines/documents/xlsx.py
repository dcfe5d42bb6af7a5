"""A paper as XLSX."""

from baeumgil.engines.documents.tree import Document


def write_xlsx(document: Document) -> bytes:
    """The tables of a paper as a workbook with live numbers."""
    raise NotImplementedError
