"""Links to papers in every format."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from baeumgil.stages.plan.terms import PaperFormat, PaperKind


@dataclass(frozen=True, slots=True)
class Link:
    """One file to take."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper: what it holds, its three formats, and the city's own forms for it."""

    name: str
    holds: str
    links: tuple[Link, ...]
    forms: tuple[Link, ...] = ()


def paper_links(kind: PaperKind, version: int, **asked: int) -> tuple[Link, ...]:
    """The three formats of a paper; `asked` names a course, meeting, case or template."""
    query = f"?{urlencode(asked)}" if asked else ""
    return tuple(
        Link(form.value.upper(), reverse("web:paper", args=[version, kind.value, form.value]) + query)
        for form in PaperFormat
    )
