"""`filters.py`, columnar: who is meant, for many people, each as of a day of their own."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from baeumgil.engines.calendar.spans import NOBODYS, holding_columns
from baeumgil.stages.people.rules.columns import Codes, Days, Places, code_of
from baeumgil.stages.roadmap.rules.definition import Filters
from baeumgil.stages.roadmap.rules.life_columns import Flags, LifeColumns, among


class AsOf:
    """People on days, with their grade, service and posting of that day looked up once."""

    def __init__(self, life: LifeColumns, at: Places, days: Days) -> None:
        self.life, self.at, self.days = life, at, days

    @cached_property
    def grade_rows(self) -> Places:
        """Row of the grade span; -1 for none."""
        return holding_columns(self.life.grade_keys, self.life.careers.grades.at, self.at, self.days)

    @cached_property
    def service_rows(self) -> Places:
        """Row of the service span; -1 for none."""
        return holding_columns(self.life.service_keys, self.life.careers.services.at, self.at, self.days)

    @cached_property
    def posting_rows(self) -> Places:
        """Row of the posting span; -1 for none."""
        return holding_columns(self.life.posting_keys, self.life.careers.postings.at, self.at, self.days)


def holds_columns(filters: Filters, asked: AsOf) -> Flags:
    """True where every given filter holds. What is not known holds no filter."""
    held = np.ones(len(asked.at), dtype=bool)
    careers = asked.life.careers
    if filters.grades:
        held &= _among(careers.grades.grade, asked.grade_rows, filters.grades)
    if filters.series:
        places = {name: place for place, name in enumerate(careers.series_names)}
        wanted = [places[name] for name in filters.series if name in places]
        held &= _among(careers.grades.series, asked.grade_rows, wanted)
    if filters.employments:
        held &= _among(careers.services.employment, asked.service_rows, [code_of(one) for one in filters.employments])
    if filters.authorities:
        held &= _among(careers.services.authority, asked.service_rows, [code_of(one) for one in filters.authorities])
    if filters.entries:
        held &= _among(careers.services.entry, asked.service_rows, [code_of(one) for one in filters.entries])
    if filters.positions:
        held &= _among(careers.postings.position, asked.posting_rows, [code_of(one) for one in filters.positions])
    return held


def _among(codes: Codes, rows: Places, wanted: Sequence[int]) -> Flags:
    if not len(codes):
        return np.zeros(len(rows), dtype=bool)
    held: Flags = among(codes[rows], wanted) & (rows != NOBODYS)
    return held
