"""The board from the stored computation: everything chosen, counted and ordered by the database."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from baeumgil.stages.roadmap.models import Requirement
from baeumgil.stages.roadmap.queries.board_row import Line, Wanted
from baeumgil.stages.roadmap.terms import StageState

FIELDS = (
    "person_id",
    "stage_code",
    "stage_name",
    "state",
    "anchor_on",
    "opens_on",
    "due_on",
    "closes_on",
    "settled_on",
    "settled_by",
    "reason",
    "unit_id",
    "is_away",
)
ORDER = ("due_on", "unit_id", "person_id", "stage_order", "pk")

Counts = dict[str, dict[StageState, int]]


class Stored:
    """The rows of one run under some conditions."""

    def __init__(self, run: int, on: date, wanted: Wanted) -> None:
        self.on, self.wanted = on, wanted
        self._rows = _chosen(Requirement.objects.filter(run_id=run), wanted)

    def counts(self) -> tuple[Counts, dict[str, str]]:
        """How many stand where, by stage code, whatever stage and states are wanted; and the stages' names."""
        counts: Counts = defaultdict(dict)
        names: dict[str, str] = {}
        grouped: Any = self._rows.order_by().values_list("stage_code", "stage_name", "state").annotate(n=Count("pk"))
        for code, name, state, number in grouped:
            counts[code][state] = counts[code].get(state, 0) + number
            names[code] = name
        return counts, names

    def lines(self, start: int, end: int) -> list[Line]:
        """Some of the wanted rows, by due day."""
        return [Line(*row) for row in self._wanted().order_by(*ORDER).values_list(*FIELDS)[start:end]]

    def all_lines(self, at_once: int) -> Iterator[Line]:
        """All wanted rows, by due day, read piece by piece."""
        rows = self._wanted().order_by(*ORDER).values_list(*FIELDS)
        return (Line(*row) for row in rows.iterator(chunk_size=at_once))

    def lines_of(self, people: Iterable[int]) -> list[Line]:
        """All rows of a page of people."""
        return [Line(*row) for row in self._rows.filter(person_id__in=list(people)).values_list(*FIELDS)]

    def people(self) -> list[int]:
        """Whom the wanted rows are about."""
        return list(self._wanted().order_by().values_list("person_id", flat=True).distinct())

    def _wanted(self) -> QuerySet[Requirement]:
        rows = self._rows
        if self.wanted.stage:
            rows = rows.filter(stage_code=self.wanted.stage)
        if self.wanted.states:
            rows = rows.filter(state__in=self.wanted.states)
        return rows


def _chosen(rows: QuerySet[Requirement], wanted: Wanted) -> QuerySet[Requirement]:
    if wanted.units is not None:
        rows = rows.filter(unit_id__in=sorted(wanted.units))
    if wanted.due_before is not None:
        rows = rows.filter(due_on__lte=wanted.due_before)
    for word in wanted.text.split():
        rows = rows.filter(
            Q(person__name__icontains=word)
            | Q(person__staff_no__istartswith=word)
            | Q(person__candidate_no__istartswith=word)
            | Q(unit__spans__name__icontains=word, unit__spans__ends_on=None)
        )
    return rows
