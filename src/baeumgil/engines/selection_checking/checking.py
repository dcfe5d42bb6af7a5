"""`check`: is a bundle what it claims to be? Everything is recomputed from the bytes alone."""

from baeumgil.engines.selection_checking.file import NotReadable, read
from baeumgil.engines.selection_checking.report import Finding, Report

__all__ = ["Finding", "Report", "check"]


def check(bundle: bytes) -> Report:
    """Judge a bundle. Whatever the bytes are, the answer is a report."""
    try:
        read(bundle)
    except NotReadable as broken:
        return Report(is_sound=False, findings=(broken.finding,))
    raise NotImplementedError
