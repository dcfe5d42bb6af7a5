"""Lines of one version put into another, set by set."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from django.db import models

from baeumgil.stages.plan.models import LineAncestor, PlanContent, PlanLine, PlannedSession, PreCheck
from baeumgil.stages.plan.terms import ENDING, ChangeVerb, Origin


def copy_whole(base: int, version: int) -> int:
    """Everything that `base` says: texts, check sheet, lines with ancestors and sessions; how many lines."""
    for model in (PlanContent, PreCheck):
        _copy(model, model.objects.filter(version_id=base).order_by("pk"), {"version_id": version})
    rows = list(PlanLine.objects.filter(version_id=base).order_by("order", "pk"))
    old = [row.pk for row in rows]
    made = _copy(PlanLine, rows, {"version_id": version, "revision": 1})
    new = dict(zip(old, (row.pk for row in made), strict=True))
    for part in (LineAncestor, PlannedSession):
        _copy(part, part.objects.filter(line__version_id=base).order_by("pk"), change=_moved(new))
    return len(made)


def carry_over(previous: int, version: int) -> int:
    """Held lines of the year before as kept. Days, reasons and ancestors were that year's; how many lines."""
    rows = PlanLine.objects.filter(version_id=previous).exclude(verb__in=ENDING).order_by("order", "pk")
    fresh = {
        "version_id": version,
        "revision": 1,
        "verb": ChangeVerb.KEPT,
        "origin": Origin.CARRIED_OVER,
        "improvements": [],
        "reason": "",
        "remark": "",
    }
    return len(_copy(PlanLine, rows, fresh))


def _copy(
    model: type[models.Model],
    rows: Iterable[models.Model],
    values: Mapping[str, object] = MappingProxyType({}),
    change: Callable[[models.Model], None] | None = None,
) -> Sequence[models.Model]:
    copies = []
    for row in rows:
        row.pk = None
        row._state.adding = True  # noqa: SLF001  Django's documented way to copy a row
        for name, value in values.items():
            setattr(row, name, value)
        if change is not None:
            change(row)
        copies.append(row)
    return model._default_manager.bulk_create(copies)  # noqa: SLF001  Django's documented name


def _moved(lines: dict[int, int]) -> Callable[[models.Model], None]:
    def move(row: models.Model) -> None:
        row.line_id = lines[row.line_id]  # type: ignore[attr-defined]  # both parts of a line have it

    return move
