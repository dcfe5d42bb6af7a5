"""Writing spans of units: what stood is closed, what stands is opened, in few statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from baeumgil.core.said import Said
from baeumgil.stages.people.errors import UnitNotChangeable
from baeumgil.stages.people.models import Unit, UnitSpan
from baeumgil.stages.people.queries.organisation import UnitRow
from baeumgil.stages.people.terms import UnitKind

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SpanFacts:
    """What a span says about a unit."""

    parent: int | None
    official_code: str
    name: str
    full_name: str
    kind: UnitKind
    sort_order: int

    @classmethod
    def of(cls, row: UnitRow) -> "SpanFacts":
        """As a unit stands."""
        return cls(row.parent, row.official_code, row.name, row.full_name, row.kind, row.sort_order)


@dataclass(slots=True)
class SpanChanges:
    """Spans to write from one day on."""

    on: date
    standing: Mapping[int, UnitRow]
    facts: dict[int, SpanFacts] = field(default_factory=dict)
    ended: set[int] = field(default_factory=set)

    def write(self) -> None:
        """Close and open spans. Raises `UnitNotChangeable` when something later is on record already."""
        late = (
            UnitSpan.objects.filter(unit_id__in={*self.facts, *self.ended})
            .filter(Q(starts_on__gt=self.on) | Q(starts_on__lte=self.on, ends_on__gte=self.on))
            .values_list("full_name", flat=True)
            .first()
        )
        if late is not None:
            raise UnitNotChangeable(
                Said(
                    f"{late}에는 {self.on}보다 뒤의 기록이 이미 있습니다. 더 나중 날짜로 다시 하세요.",
                    f"{late} already has a record after {self.on}. Try again with a later date.",
                )
            )
        same_day = {unit for unit, row in self.standing.items() if row.starts_on == self.on}
        closing = [unit for unit in [*self.facts, *self.ended] if unit in self.standing and unit not in same_day]
        UnitSpan.objects.filter(unit_id__in=closing, ends_on=None).update(ends_on=self.on - DAY)
        UnitSpan.objects.filter(unit_id__in=self.ended & same_day, ends_on=None).update(ends_on=self.on)
        for unit in [unit for unit in self.facts if unit in same_day]:
            UnitSpan.objects.filter(unit_id=unit, ends_on=None).update(**_columns(self.facts[unit]))
        UnitSpan.objects.bulk_create(
            [
                UnitSpan(unit_id=unit, starts_on=self.on, **_columns(facts))
                for unit, facts in self.facts.items()
                if unit not in same_day
            ]
        )


def new_units(keys: Iterable[str]) -> dict[str, int]:
    """Units of these keys, made where there are none yet."""
    wanted = list(keys)
    Unit.objects.bulk_create([Unit(key=key) for key in wanted], ignore_conflicts=True)
    return dict(Unit.objects.filter(key__in=wanted).values_list("key", "pk"))


def retitled(tree: list[UnitRow], changed: Mapping[int, SpanFacts]) -> dict[int, SpanFacts]:
    """Units without an official code whose full name follows a parent that was renamed or moved."""
    names = {unit: facts.full_name for unit, facts in changed.items()}
    before = {row.id: row.full_name for row in tree}
    follow: dict[int, SpanFacts] = {}
    for row in tree:
        if row.id in changed or row.parent not in names or names[row.parent] == before.get(row.parent):
            continue
        full_name = f"{names[row.parent]} {row.name}"
        names[row.id] = full_name
        if full_name != row.full_name:
            follow[row.id] = SpanFacts(row.parent, row.official_code, row.name, full_name, row.kind, row.sort_order)
    return follow


def _columns(facts: SpanFacts) -> dict[str, object]:
    return {
        "parent_id": facts.parent,
        "official_code": facts.official_code,
        "name": facts.name,
        "full_name": facts.full_name,
        "kind": facts.kind,
        "sort_order": facts.sort_order,
    }
