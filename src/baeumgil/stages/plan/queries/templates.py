"""기관 서식. The city's own HWPX forms."""

from dataclasses import dataclass
from datetime import datetime

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.access import may_see_plans
from baeumgil.stages.plan.documents.places import TABLES, TEXTS
from baeumgil.stages.plan.models import PaperTemplate
from baeumgil.stages.plan.terms import PaperKind


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """기관 서식 하나."""

    id: int
    paper: PaperKind
    name: str
    file_name: str
    places: tuple[str, ...]
    uploaded_at: datetime
    uploaded_label: str


@dataclass(frozen=True, slots=True)
class PlacesRow:
    """What a form of one paper may ask for: places that become words, and places that become tables."""

    paper: PaperKind
    texts: tuple[str, ...]
    tables: tuple[str, ...]


def paper_templates(*, actor: Actor) -> tuple[TemplateRow, ...]:
    """All forms, by paper, without their content; one statement."""
    if not may_see_plans(actor):
        raise NotAllowed
    rows = PaperTemplate.objects.order_by("pk").defer("content")
    order = {kind: place for place, kind in enumerate(PaperKind)}
    found = [
        TemplateRow(
            row.pk,
            PaperKind(row.paper),
            row.name,
            row.file_name,
            tuple(str(place) for place in row.places),
            row.uploaded_at,
            row.uploaded_label,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda row: order[row.paper]))


def known_places() -> tuple[PlacesRow, ...]:
    """The names every paper's form may use."""
    return tuple(PlacesRow(kind, TEXTS[kind], TABLES[kind]) for kind in PaperKind)
