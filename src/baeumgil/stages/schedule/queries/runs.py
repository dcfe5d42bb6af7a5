"""편성 계산. Runs with how far they are, their costs and what is proved."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.core.jobs import JobState
from baeumgil.core.models import Job
from baeumgil.engines.timetabling.problem import CostRule
from baeumgil.stages.schedule.access import may_see_drafts
from baeumgil.stages.schedule.errors import RunNotFound
from baeumgil.stages.schedule.models import Run
from baeumgil.stages.schedule.rules.run_failures import failure_of
from baeumgil.stages.schedule.terms import ProposalState, RunCause, RunKind, RunState

SOLVE = "schedule.solve"
DERIVE = "schedule.derive"
SOLVE_FILE = "schedule.solve_file"
EXPLAIN = "schedule.explain"
MOST_RUNS = 50
ALIVE = (JobState.QUEUED, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class ProgressPoint:
    """How far a run was at a moment: seconds since it began, cost of its best plan, proven bound."""

    seconds: float
    phase: str
    cost: int | None
    bound: int | None
    placed: int


@dataclass(frozen=True, slots=True)
class CostRow:
    """한 규칙의 비용: how much of it, and its points."""

    rule: CostRule
    amount: int
    cost: int


@dataclass(frozen=True, slots=True)
class RunRow:
    """편성 계산 하나. `is_lost`: its worker is gone for good and nobody will end it but a person."""

    id: int
    schedule_year: int
    year: int
    institute: int
    institute_name: str
    is_example: bool
    kind: RunKind
    cause: RunCause
    subject: str
    state: RunState
    seconds: int
    seed: int
    cost: int | None
    bound: int | None
    placed: int
    total: int
    stop_asked: bool
    requested_by: str
    requested_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    failure: str
    proposal: int | None
    proposal_state: ProposalState | None
    is_lost: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in {RunState.DONE, RunState.STOPPED, RunState.FAILED}

    @property
    def is_optimal(self) -> bool:
        """Whether it is proved that no plan costs less."""
        return self.cost is not None and self.bound is not None and self.bound >= self.cost

    @property
    def gap_permille(self) -> int | None:
        """How far its cost may lie above the best possible, in permille of the cost; None while nothing is proved."""
        if self.cost is None or self.bound is None:
            return None
        return 0 if self.cost <= self.bound else -(-(self.cost - self.bound) * 1000 // self.cost)


@dataclass(frozen=True, slots=True)
class RunCard:
    """편성 계산 하나와 그 과정, and all that derives its plan again."""

    row: RunRow
    progress: tuple[ProgressPoint, ...]
    costs: tuple[CostRow, ...]
    recipe: tuple[str, ...]
    engine: str
    digest: str
    derived_at: datetime | None
    is_derived_same: bool | None
    is_deriving: bool
    can_derive: bool


def runs(
    *, actor: Actor, year: int | None = None, kind: RunKind | None = None, most: int = MOST_RUNS
) -> tuple[RunRow, ...]:
    """Runs, the newest first; two statements. Raises `NotAllowed`."""
    _need(actor)
    found = Run.objects.order_by("-requested_at", "-pk")
    if year is not None:
        found = found.filter(year_id=year)
    if kind is not None:
        found = found.filter(kind=kind)
    rows = list(found.values(*COLUMNS)[:most])
    lost = _lost(rows)
    return tuple(_row(row, lost) for row in rows)


def run_card(*, actor: Actor, run: int) -> RunCard:
    """One run. Raises `NotAllowed`, `RunNotFound`."""
    _need(actor)
    row = Run.objects.filter(pk=run).values(*COLUMNS, *CARD_COLUMNS).first()
    if row is None:
        raise RunNotFound(run=run)
    plan: Mapping[str, Any] = json.loads(row["plan"]) if row["plan"] else {}
    made = _row(row, _lost([row]))
    recipe = plan.get("recipe", ())
    return RunCard(
        row=made,
        progress=tuple(ProgressPoint(**point) for point in row["progress"]),
        costs=tuple(CostRow(CostRule(each["rule"]), each["amount"], each["cost"]) for each in plan.get("costs", ())),
        recipe=tuple(step_words(step) for step in recipe),
        engine=row["engine"],
        digest=row["digest"],
        derived_at=row["derived_at"],
        is_derived_same=row["is_derived_same"],
        is_deriving=Job.objects.filter(name=DERIVE, arguments__run=run, state__in=ALIVE).exists(),
        can_derive=made.is_over and bool(recipe),
    )


def run_texts(*, actor: Actor, run: int) -> tuple[str, str]:
    """Problem and plan of a run in the open format; the plan is empty while there is none."""
    _need(actor)
    row = Run.objects.filter(pk=run).values_list("problem", "plan").first()
    if row is None:
        raise RunNotFound(run=run)
    return row


def has_died(job: int | None) -> bool:
    """Whether the job of a run will never end it: it failed, or is no more."""
    return job is None or not Job.objects.filter(pk=job, state__in=ALIVE).exists()


def step_words(step: Mapping[str, Any]) -> str:
    """One step of a recipe: its name, its counted limit and its seed."""
    extra = ", ".join(f"{name} {value}" for name, value in sorted(step.get("extra", {}).items()))
    return f"{step['name']} · {step['limit']:,} · {step['seed']}{f' · {extra}' if extra else ''}"


COLUMNS = (
    "pk",
    "year_id",
    "year__year",
    "year__institute_id",
    "year__institute__name",
    "year__institute__is_example",
    "kind",
    "cause",
    "subject",
    "state",
    "seconds",
    "seed",
    "cost",
    "bound",
    "placed",
    "total",
    "stop_asked",
    "requested_by",
    "requested_at",
    "started_at",
    "ended_at",
    "failure",
    "proposal__pk",
    "proposal__state",
    "job",
)
CARD_COLUMNS = ("plan", "progress", "engine", "digest", "derived_at", "is_derived_same")


def _row(row: Mapping[str, Any], lost: frozenset[int]) -> RunRow:
    return RunRow(
        id=row["pk"],
        schedule_year=row["year_id"],
        year=row["year__year"],
        institute=row["year__institute_id"],
        institute_name=row["year__institute__name"],
        is_example=row["year__institute__is_example"],
        kind=row["kind"],
        cause=row["cause"],
        subject=row["subject"],
        state=row["state"],
        seconds=row["seconds"],
        seed=row["seed"],
        cost=row["cost"],
        bound=row["bound"],
        placed=row["placed"],
        total=row["total"],
        stop_asked=row["stop_asked"],
        requested_by=row["requested_by"],
        requested_at=row["requested_at"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        failure=failure_of(row["failure"]),
        proposal=row["proposal__pk"],
        proposal_state=row["proposal__state"],
        is_lost=row["pk"] in lost,
    )


def _lost(rows: Sequence[Mapping[str, Any]]) -> frozenset[int]:
    """Runs that look alive and whose job is over."""
    waiting = {row["pk"]: row["job"] for row in rows if row["state"] in {RunState.QUEUED, RunState.RUNNING}}
    alive = set(
        Job.objects.filter(pk__in=[job for job in waiting.values() if job is not None], state__in=ALIVE).values_list(
            "pk", flat=True
        )
    )
    return frozenset(run for run, job in waiting.items() if job not in alive)


def _need(actor: Actor) -> None:
    if not may_see_drafts(actor):
        raise NotAllowed


def job_of(run: int) -> int | None:
    """Number of the job that solves a run; no secret."""
    return Run.objects.filter(pk=run).values_list("job", flat=True).first()
