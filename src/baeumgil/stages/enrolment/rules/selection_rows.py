"""Selections as plain values: what queries hand to pages, commands and the API."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.rules.own_result import OwnValue
from baeumgil.stages.enrolment.rules.rows import RefusedWish
from baeumgil.stages.enrolment.rules.selection_effect import Effect
from baeumgil.stages.enrolment.terms import ApplicationState, CallState, Mechanism, Outcome, ReviewState, SelectionState


@dataclass(frozen=True, slots=True)
class SelectionRow:
    """선발 하나. `seed` is empty until the result is published."""

    id: int
    call: int
    call_name: str
    call_number: int
    call_state: CallState
    course: int
    course_name: str
    number: int
    mechanism: Mechanism
    policy: CallPolicy
    state: SelectionState
    figures: Mapping[str, Any]
    problem_digest: str
    result_digest: str
    bundle_digest: str
    seed_hash: str
    seed: str
    made_at: datetime
    made_by: str
    first_account: int | None
    first_by: str
    first_at: datetime | None
    second_by: str
    second_at: datetime | None


@dataclass(frozen=True, slots=True)
class LineRow:
    """선발 결과 한 줄. `effect` is what counts, `computed` what was computed."""

    id: int
    application: int
    person: int
    person_name: str
    unit_name: str
    grade_title: str
    number: str
    place: int
    computed: Effect
    computed_title: str
    effect: Effect
    effect_title: str
    rank: int | None
    wait_rank: int | None
    override_reason: str
    override_by: str
    override_at: datetime | None
    refused: tuple[RefusedWish, ...] = ()


@dataclass(frozen=True, slots=True)
class SelectionCard:
    """A selection with what stands in the way of signing it and who changed what."""

    row: SelectionRow
    awaiting: int
    is_own: bool
    overrides: tuple[LineRow, ...]
    sessions: Mapping[int, str] = field(default_factory=dict)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many applied and got what, with what people changed; the figures themselves are as computed."""
        changed = Counter(line.effect.outcome for line in self.overrides)
        changed.subtract(line.computed.outcome for line in self.overrides)
        figures = self.row.figures
        got = {outcome.value: figures.get(outcome.value, 0) + changed[outcome] for outcome in Outcome}
        return {"applied": figures.get("applied", 0), **got}


@dataclass(frozen=True, slots=True)
class LineCard:
    """One line with its selection and the sessions somebody could be given."""

    selection: SelectionRow
    line: LineRow
    sessions: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """이의신청 하나."""

    id: int
    application: int
    call_name: str
    person: int
    person_name: str
    unit_name: str
    number: str
    application_state: ApplicationState
    text: str
    asked_at: datetime
    state: ReviewState
    answer: str
    answered_by: str
    answered_at: datetime | None
    sessions: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ResultCard:
    """한 사람의 선발 결과. What somebody got, at which place of how many, and why wishes before it failed."""

    application: int
    person: int
    person_name: str
    number: str
    state: ApplicationState
    call: int
    call_name: str
    call_number: int
    course_name: str
    policy: CallPolicy
    seed_hash: str
    seed: str
    bundle_digest: str
    published_at: datetime | None
    place: int
    applied: int
    effect: Effect
    seat_title: str
    rank: int | None
    wait_rank: int | None
    override_reason: str
    refused: tuple[RefusedWish, ...]
    sessions: tuple[Mapping[str, Any], ...]
    reviews: tuple[ReviewRow, ...]
    values: tuple[OwnValue, ...] = ()
    """What each criterion of the published order said of them."""
