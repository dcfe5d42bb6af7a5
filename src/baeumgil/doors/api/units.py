"""Which unit is meant."""

from datetime import date

from baeumgil.core.errors import Invalid, Problem
from baeumgil.core.said import Said
from baeumgil.doors.api.schemas import OfUnit
from baeumgil.stages.people.queries.organisation import unit_by_code


def unit_of(wanted: OfUnit, on: date) -> int | None:
    """Id of the unit asked for as of a day, None for everywhere. Raises `UnitNotFound`, and `Invalid` for two."""
    if wanted.unit and wanted.unit_id is not None:
        raise Invalid(
            [
                Problem(
                    "two_units",
                    Said("unit과 unit_id를 함께 적었습니다.", "Both unit and unit_id are given."),
                    Said("하나만 적으세요.", "Give one of them only."),
                    field="unit_id",
                )
            ]
        )
    return unit_by_code(wanted.unit, on).id if wanted.unit else wanted.unit_id
