"""How many people the large units have: counts alone, nobody by name. A building block, neither guarded nor logged."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from baeumgil.stages.people.models import Posting
from baeumgil.stages.people.queries.careers import open_on
from baeumgil.stages.people.queries.organisation import unit_tree


@dataclass(frozen=True, slots=True)
class UnitCount:
    """부서 하나와 그 아래 모든 부서의 사람 수."""

    unit: int
    name: str
    people: int


def counts_below_top(on: date) -> tuple[UnitCount, ...]:
    """Units right below the top (국, 직속기관, 구) with everybody in and under them on a day; two statements."""
    tree = unit_tree(on)
    posted = dict(Posting.objects.filter(open_on(on)).order_by().values_list("unit_id").annotate(people=Count("pk")))
    tops = {row.id for row in tree if row.depth == 0 and any(each.parent == row.id for each in tree)}
    sums: dict[int, int] = {}
    names: dict[int, str] = {}
    current: int | None = None
    for row in tree:
        if row.depth == 0 and row.id in tops:
            current = None
            continue
        if row.depth == 0 or (row.depth == 1 and row.parent in tops):
            current = row.id
            names[row.id] = row.name
            sums[row.id] = 0
        if current is not None:
            sums[current] += posted.get(row.id, 0)
    return tuple(UnitCount(unit, names[unit], people) for unit, people in sums.items() if people)
