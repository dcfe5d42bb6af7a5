"""A paper as PDF."""

from pathlib import Path

from baeumgil.engines.documents.tree import Document


def write_pdf(document: Document, *, fonts: Path) -> bytes:
    """The paper as a tagged PDF, set in the faces of `fonts`."""
    raise NotImplementedError
