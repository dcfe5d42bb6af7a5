"""Where one person stands with every stage on one day, and why. Semantics: `definition.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from baeumgil.core.errors import Reason
from baeumgil.stages.people.rules.career import Career
from baeumgil.stages.roadmap.rules.definition import Block, Stage
from baeumgil.stages.roadmap.terms import StageState


@dataclass(frozen=True, slots=True)
class Completion:
    """이수 기록. A course somebody completed on a day; `course_key` as `course_keys.py` makes it."""

    course_key: str
    on: date
    course_name: str = ""


@dataclass(frozen=True, slots=True)
class BlockStanding:
    """구간 상태. Where somebody stands with one block of a stage."""

    block: Block
    opens_on: date
    due_on: date
    closes_on: date | None
    state: StageState
    settled_on: date | None
    settled_by: str


@dataclass(frozen=True, slots=True)
class Standing:
    """단계 상태. One occurrence of a stage: its window, its state, and the facts and rule that led to it.

    `settled_by` names the course that settled it, or is empty. `reason.code` is a `ReasonCode`.
    """

    stage: Stage
    occurrence: int
    anchor_on: date
    opens_on: date
    due_on: date
    closes_on: date | None
    state: StageState
    settled_on: date | None
    settled_by: str
    reason: Reason
    facts: tuple[Reason, ...]
    blocks: tuple[BlockStanding, ...]
    is_away: bool


def standings(
    career: Career,
    stages: Sequence[Stage],
    completions: Sequence[Completion],
    exemptions: Mapping[str, str],
    on: date,
) -> list[Standing]:
    """Every stage of one person's road on a day, by opening day. `exemptions`: stage code to the reason decided."""
    raise NotImplementedError
