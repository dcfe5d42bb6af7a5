"""Rule sets, their versions, and what an edited draft would do to the city's own people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from baeumgil.core.actors import Actor
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.terms import RuleSetId, StageState


@dataclass(frozen=True, slots=True)
class RulesInForce:
    """로드맵 규칙. What obliges today. `unstated`: "stage.field" to a note, where the source is silent."""

    rule_set: RuleSetId
    name: str
    number: int
    digest: str
    stages: tuple[Stage, ...]
    source: str
    notes: tuple[str, ...]
    unstated: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RuleSetSummary:
    """One set in the list of sets."""

    id: RuleSetId
    code: str
    name: str
    source: str
    is_template: bool
    is_in_force: bool
    number: int
    stages: int
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """판. One saved version."""

    number: int
    note: str
    made_by: str
    made_at: datetime
    stages: int
    digest: str


@dataclass(frozen=True, slots=True)
class RuleSetRow:
    """로드맵 규칙 묶음. One set as of one version, newest first in `versions`."""

    id: RuleSetId
    code: str
    name: str
    source: str
    template_code: str
    is_template: bool
    is_in_force: bool
    number: int
    latest: int
    digest: str
    stages: tuple[Stage, ...]
    notes: tuple[str, ...]
    unstated: Mapping[str, str]
    versions: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True)
class StageEffect:
    """What a draft changes for one stage, in people. `before` and `after` count those who owe it now.

    Owing means due or overdue on the asked day.
    """

    code: str
    name: str
    before: int
    after: int
    newly_due: int
    no_longer_due: int
    due_changed: int

    @property
    def is_changed(self) -> bool:
        """True when anybody is touched."""
        return bool(self.newly_due or self.no_longer_due or self.due_changed)


@dataclass(frozen=True, slots=True)
class EffectSample:
    """One person for whom something changes, before and after; None where the stage is not on the road."""

    person: int
    staff_no: str | None
    name: str
    unit_name: str
    grade_title: str
    stage_code: str
    stage_name: str
    before: StageState | None
    after: StageState | None
    due_before: date | None
    due_after: date | None


@dataclass(frozen=True, slots=True)
class Effect:
    """영향. What saving a draft would do to the city's own people on one day."""

    on: date
    people: int
    people_touched: int
    stages: tuple[StageEffect, ...]
    sample: tuple[EffectSample, ...]


def in_force() -> RulesInForce:
    """The newest version of the set in force. Raises `NoRulesInForce`."""
    raise NotImplementedError


def rule_sets() -> list[RuleSetSummary]:
    """All sets: the one in force first, then the city's own, then the templates."""
    raise NotImplementedError


def rule_set(rule_set: RuleSetId, number: int | None = None) -> RuleSetRow:
    """One set as of a version, the newest when none is named. Raises `RuleSetNotFound`."""
    raise NotImplementedError


def effect_of(*, actor: Actor, rule_set: RuleSetId, stages: Sequence[Stage], on: date) -> Effect:
    """What the edited stages would change against the set's newest version, before anything is saved."""
    raise NotImplementedError
