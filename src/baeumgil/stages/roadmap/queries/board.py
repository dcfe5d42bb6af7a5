"""The stage board: who is due or overdue, per stage, within what the actor may see."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from baeumgil.core.actors import Actor
from baeumgil.core.audit import reading, saw
from baeumgil.core.paging import Page, bounds
from baeumgil.core.said import Said
from baeumgil.stages.people.queries.organisation import subtree, unit_by_code
from baeumgil.stages.people.queries.persons import PersonRow, person_rows
from baeumgil.stages.roadmap.errors import UnknownStage
from baeumgil.stages.roadmap.queries.board_computed import Computed
from baeumgil.stages.roadmap.queries.board_row import BoardRow, Wanted, rows_of, with_people
from baeumgil.stages.roadmap.queries.board_source import Source, source_for, visible_to
from baeumgil.stages.roadmap.queries.board_stored import Counts
from baeumgil.stages.roadmap.queries.rulesets import in_force
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.terms import OPEN, StageState

__all__ = ["Board", "BoardRow", "StageSummary", "board", "board_rows", "due"]

AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class StageSummary:
    """How many stand where with one stage, under the same filters as the rows except stage and state."""

    code: str
    name: str
    counts: Mapping[StageState, int]
    total: int


@dataclass(frozen=True, slots=True)
class Board:
    """현황판. `on` is the day the states hold for; stale when facts or rules changed since, or the day passed."""

    on: date
    is_stale: bool
    summaries: tuple[StageSummary, ...]
    rows: Page[BoardRow]


@reading("roadmap.board", purpose="단계별 이수 현황 확인")
def board(
    *,
    actor: Actor,
    on: date | None = None,
    stage: str = "",
    unit: int | None = None,
    states: Sequence[StageState] = (),
    text: str = "",
    due_before: date | None = None,
    page: int = 1,
    size: int = 50,
) -> Board:
    """Chosen rows by due day, then unit; with counts per stage. `unit` covers its subtree, `due_before` its day.

    Without `on` the stored states answer, in a constant number of statements; another day than the
    stored one is computed from the facts. Raises `NotAllowed`, `NoRulesInForce`.
    """
    wanted = Wanted(stage=stage, states=tuple(states), text=text, due_before=due_before)
    rules = in_force()
    source, is_stale = source_for(actor, rules, on, wanted, unit)
    counts, names = source.counts()
    summaries = _summaries(rules.stages, counts, names)
    number, start, end = bounds(page, size, _total(summaries, wanted))
    rows = with_people(source.lines(start, end), source.on)
    saw([row.person for row in rows], **_criteria(wanted, unit), on=source.on, page=number)
    return Board(source.on, is_stale, summaries, Page(rows, number, end - start, _total(summaries, wanted)))


@reading("roadmap.board_export", purpose="단계별 이수 현황 내려받기")
def board_rows(
    *,
    actor: Actor,
    on: date | None = None,
    stage: str = "",
    unit: int | None = None,
    states: Sequence[StageState] = (),
    text: str = "",
    due_before: date | None = None,
) -> Iterator[BoardRow]:
    """The same rows without pages, for export; read piece by piece. Who was read is noted before the first row."""
    wanted = Wanted(stage=stage, states=tuple(states), text=text, due_before=due_before)
    source, _ = source_for(actor, in_force(), on, wanted, unit)
    saw(source.people(), **_criteria(wanted, unit), on=source.on)
    return _read_all(source)


@reading("roadmap.due", purpose="이수할 사람 확인")
def due(
    *,
    actor: Actor,
    on: date,
    unit_code: str = "",
    unit: int | None = None,
    stage: str = "",
    states: Sequence[StageState] = tuple(sorted(OPEN)),
) -> list[BoardRow]:
    """Who owes what on any day, computed from facts. `stage` is a code or a name; a unit covers its subtree.

    The unit is named by its official code, or by `unit` where it has none.
    Raises `NotAllowed`, `NoRulesInForce`, `UnknownStage`, `UnitNotFound`.
    """
    visible = visible_to(actor)
    rules = in_force()
    below = unit_by_code(unit_code, on).id if unit_code else unit
    units = None if below is None else subtree(below, on)
    wanted = Wanted(units=units, stage=_stage_code(rules.stages, stage), states=tuple(states))
    source = Computed(rules.stages, on, wanted, visible)
    rows = with_people(list(source.all_lines(AT_ONCE)), on)
    saw([row.person for row in rows], **_criteria(wanted, below), unit_code=unit_code, on=on)
    return rows


def _summaries(stages: Sequence[Stage], counts: Counts, names: Mapping[str, str]) -> tuple[StageSummary, ...]:
    """Every stage in force in the order of the road, then any other that still has rows."""
    ordered = {stage.code: stage.name for stage in sorted(stages, key=lambda stage: (stage.order, stage.code))}
    return tuple(
        StageSummary(code, name, counts.get(code, {}), sum(counts.get(code, {}).values()))
        for code, name in (ordered | {code: name for code, name in names.items() if code not in ordered}).items()
    )


def _total(summaries: Sequence[StageSummary], wanted: Wanted) -> int:
    """How many rows are wanted, from the counts."""
    return sum(
        number
        for summary in summaries
        for state, number in summary.counts.items()
        if wanted.stage in {"", summary.code} and (not wanted.states or state in wanted.states)
    )


def _stage_code(stages: Sequence[Stage], text: str) -> str:
    """The code of a stage named by code or by name; empty for empty. Raises `UnknownStage`."""
    for stage in stages:
        if text in {stage.code, stage.name}:
            return stage.code
    if text:
        names = ", ".join(dict.fromkeys(f"{stage.code}({stage.name})" for stage in stages))
        raise UnknownStage(
            Said(
                f"'{text}' 단계가 없습니다. 다음 가운데 하나를 적으세요: {names}.",
                f"There is no stage “{text}”. Write one of these: {names}.",
            ),
            stage=text,
        )
    return ""


def _criteria(wanted: Wanted, unit: int | None) -> dict[str, object]:
    """What was looked for, for the access log."""
    return {
        "stage": wanted.stage,
        "states": [str(state) for state in wanted.states],
        "unit": unit,
        "text": wanted.text,
        "due_before": wanted.due_before,
    }


def _read_all(source: Source) -> Iterator[BoardRow]:
    """Piece by piece; each person is read once, however many stages they have."""
    lines = source.all_lines(AT_ONCE)
    people: dict[int, PersonRow] = {}
    while chunk := list(islice(lines, AT_ONCE)):
        people |= person_rows(person_ids={line.person for line in chunk} - people.keys(), on=source.on)
        yield from rows_of(chunk, people, source.on)
