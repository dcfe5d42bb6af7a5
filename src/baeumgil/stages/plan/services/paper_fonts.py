"""Where the typefaces of papers lie on this machine."""

from pathlib import Path

from baeumgil.engines.documents.fonts import PREPARED


def fonts_folder() -> Path:
    """The folder PDF papers are set from; set-up fills it."""
    return PREPARED
