"""분야 체계. Fields with the area each belongs to."""

from collections.abc import Mapping

from baeumgil.stages.plan.models import Field
from baeumgil.stages.plan.rules.book import FieldRow


def field_rows(institute: int) -> dict[int, FieldRow]:
    """Every field of an institute by id, in official order; one statement."""
    found = {field.pk: field for field in Field.objects.filter(institute_id=institute).order_by("order", "pk")}
    return {pk: _row(field, found) for pk, field in found.items()}


def areas_of(institute: int) -> frozenset[str]:
    """Codes of fields that others hang under; they carry no courses."""
    return frozenset(
        Field.objects.filter(institute_id=institute, children__isnull=False).values_list("code", flat=True)
    )


def _row(field: Field, found: Mapping[int, Field]) -> FieldRow:
    area, seen = field, {field.pk}
    while area.parent_id is not None and area.parent_id in found and area.parent_id not in seen:
        area = found[area.parent_id]
        seen.add(area.pk)
    return FieldRow(field.code, field.name, area.code, area.name, field.legal_kind, field.order)
