"""Careers: one by one, and as columns for a whole city."""

from collections.abc import Iterable

from baeumgil.stages.people.rules.career import Career
from baeumgil.stages.people.rules.columns import CareerColumns


def careers(person_ids: Iterable[int]) -> list[Career]:
    """Careers in ascending order of person; five statements. Unknown ids are absent."""
    raise NotImplementedError


def career_columns(person_ids: Iterable[int] | None = None) -> CareerColumns:
    """Careers as columns: of these people, or of all but guests; five statements."""
    raise NotImplementedError
