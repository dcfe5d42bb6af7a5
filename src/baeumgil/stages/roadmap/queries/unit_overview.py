"""A unit's people and where they stand, for liaisons and heads."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from baeumgil.core.actors import EVERYWHERE, Actor
from baeumgil.core.audit import reading, saw
from baeumgil.core.paging import Page
from baeumgil.stages.people.errors import UnitNotFound
from baeumgil.stages.people.queries.organisation import UnitRow, unit_on
from baeumgil.stages.people.queries.persons import PersonRow, search
from baeumgil.stages.roadmap.access import units_seen
from baeumgil.stages.roadmap.queries.board_row import BoardRow, Wanted, rows_of
from baeumgil.stages.roadmap.queries.board_source import source_for
from baeumgil.stages.roadmap.queries.rulesets import in_force
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.terms import OPEN, StageState


@dataclass(frozen=True, slots=True)
class PersonOverview:
    """One person of the unit: the occurrence that matters now of each stage, and how many are open.

    That is an open occurrence if there is one, else the newest. `stages` is keyed by stage code.
    """

    person: PersonRow
    stages: Mapping[str, BoardRow]
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class UnitOverview:
    """부서 현황. The people of a unit and of the units below it, with their stages.

    `people` are those of this `page`, in organisation order; `counts` are of everybody in the unit.
    """

    unit: UnitRow
    on: date
    is_stale: bool
    stages: tuple[tuple[str, str], ...]
    people: tuple[PersonOverview, ...]
    page: Page[PersonOverview]
    counts: Mapping[StageState, int]


@reading("roadmap.unit", purpose="부서 이수 현황 확인")
def unit_overview(*, actor: Actor, unit: int, on: date | None = None, page: int = 1, size: int = 100) -> UnitOverview:
    """The unit page, in a constant number of statements.

    Raises `UnitNotFound` for an unknown unit and for one the actor may not look into, `NoRulesInForce`.
    """
    units = units_seen(actor)
    if units is not EVERYWHERE and unit not in units:
        raise UnitNotFound(unit=unit)
    rules = in_force()
    source, is_stale = source_for(actor, rules, on, Wanted(), unit)
    row = unit_on(unit, source.on)
    found = search(actor=actor, on=source.on, unit=unit, page=page, size=size)
    people = {person.id: person for person in found.rows}
    saw(people, unit=unit, on=source.on, page=found.number)
    overviews = _overviews(people, rows_of(source.lines_of(people), people, source.on))
    counts: Counter[StageState] = Counter()
    for by_state in source.counts()[0].values():
        counts.update(by_state)
    return UnitOverview(
        unit=row,
        on=source.on,
        is_stale=is_stale,
        stages=_stages(rules.stages),
        people=overviews,
        page=Page(overviews, found.number, found.size, found.total),
        counts=dict(counts),
    )


def _overviews(people: Mapping[int, PersonRow], rows: Iterable[BoardRow]) -> tuple[PersonOverview, ...]:
    by_person: dict[int, list[BoardRow]] = defaultdict(list)
    for row in rows:
        by_person[row.person].append(row)
    return tuple(_overview(row, by_person[person]) for person, row in people.items())


def _overview(person: PersonRow, rows: Sequence[BoardRow]) -> PersonOverview:
    stages: dict[str, BoardRow] = {}
    for row in sorted(rows, key=lambda row: (row.state in OPEN, row.anchor_on)):
        stages[row.stage_code] = row
    return PersonOverview(
        person=person,
        stages=stages,
        open=sum(row.state in OPEN for row in rows),
        overdue=sum(row.state is StageState.OVERDUE for row in rows),
    )


def _stages(stages: Sequence[Stage]) -> tuple[tuple[str, str], ...]:
    ordered = sorted(stages, key=lambda stage: (stage.order, stage.code))
    return tuple({stage.code: stage.name for stage in ordered}.items())
