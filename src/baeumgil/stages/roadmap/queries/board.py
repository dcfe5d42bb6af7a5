"""The stage board: who is due or overdue, per stage, within what the actor may see."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from baeumgil.core.actors import Actor
from baeumgil.core.paging import Page
from baeumgil.stages.roadmap.terms import OPEN, StageState


@dataclass(frozen=True, slots=True)
class StageSummary:
    """How many stand where with one stage, under the same filters as the rows except stage and state."""

    code: str
    name: str
    counts: Mapping[StageState, int]
    total: int


@dataclass(frozen=True, slots=True)
class BoardRow:
    """이수 의무. One occurrence of a stage for one person; `reason` is a plain sentence."""

    person: int
    staff_no: str | None
    name: str
    unit: int | None
    unit_name: str
    grade_title: str
    stage_code: str
    stage_name: str
    state: StageState
    anchor_on: date
    opens_on: date
    due_on: date
    closes_on: date | None
    settled_on: date | None
    settled_by: str
    reason: str
    is_away: bool


@dataclass(frozen=True, slots=True)
class Board:
    """현황판. `on` is the day the states hold for; stale when facts or rules changed since, or the day passed."""

    on: date
    is_stale: bool
    summaries: tuple[StageSummary, ...]
    rows: Page[BoardRow]


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
    """Stored states with filters, in organisation order, grade, name. `unit` covers its subtree.

    Without `on` the stored run answers; a day other than the run's is computed from the facts.
    """
    raise NotImplementedError


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
    """The same rows without pages, for export; read piece by piece."""
    raise NotImplementedError


def due(
    *,
    actor: Actor,
    on: date,
    unit_code: str = "",
    stage: str = "",
    states: Sequence[StageState] = tuple(sorted(OPEN)),
) -> list[BoardRow]:
    """Who owes what on any day, computed from facts. `stage` is a code or a name; `unit_code` covers its subtree."""
    raise NotImplementedError
