"""How many people units have: counts alone, nobody by name. A building block, neither guarded nor logged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from baeumgil.stages.people.models import Posting
from baeumgil.stages.people.queries.careers import open_on
from baeumgil.stages.people.queries.organisation import unit_tree


@dataclass(frozen=True, slots=True)
class UnitChain:
    """부서의 줄기. A unit on a day: its name, itself and every unit above it, and everybody in and under it."""

    name: str
    chain: tuple[int, ...]
    people: int


def unit_chains(on: date) -> Mapping[int, UnitChain]:
    """Every unit of a day by number; two statements."""
    tree = unit_tree(on)
    posted = dict(Posting.objects.filter(open_on(on)).order_by().values_list("unit_id").annotate(people=Count("pk")))
    chains: dict[int, tuple[int, ...]] = {}
    for row in tree:
        chains[row.id] = (row.id, *(chains.get(row.parent, ()) if row.parent is not None else ()))
    sums = dict.fromkeys(chains, 0)
    for unit, people in posted.items():
        for above in chains.get(unit, ()):
            sums[above] += people
    return {row.id: UnitChain(row.name, chains[row.id], sums[row.id]) for row in tree}
