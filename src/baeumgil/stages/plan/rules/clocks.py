"""법정 기한: days the law sets for plans, lists and results, and how they stand.

Whether a list or a result was sent is not known here, so only days still to come are shown of those.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from baeumgil.stages.plan.terms import ClockKind, ClockState

POLICY = "plan.clocks"


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One statutory day; `count` things fall on it, of which `subject` names the first."""

    kind: ClockKind
    state: ClockState
    due_on: date
    subject: str
    basis: str
    link_year: int
    version: int | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class ClockPolicy:
    """The days, and how long before one it is called soon."""

    plan_month: int
    plan_day: int
    plan_soon_days: int
    plan_basis: str
    list_days_before: int
    list_basis: str
    result_days_after: int
    result_basis: str
    shown_days: int
    soon_days: int


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """Where the plan of a year is; `approved_on` None until it is approved."""

    year: int
    name: str
    version: int | None
    approved_on: date | None


@dataclass(frozen=True, slots=True)
class SessionSpan:
    """A dated session of an approved plan."""

    course_name: str
    number: int
    starts_on: date
    ends_on: date
    year: int
    version: int


def policy_of(value: object) -> ClockPolicy:
    """The policy's value as typed. Raises `TypeError` when a word is missing or unknown."""
    return ClockPolicy(**cast("Mapping[str, int | str]", value))  # type: ignore[arg-type]  # the dataclass names them


def plan_clock(standing: PlanStanding, on: date, policy: ClockPolicy) -> ClockRow:
    """The plan of a year has to stand at the end of the year before. One approved too late stays met."""
    due_on = date(standing.year - 1, policy.plan_month, policy.plan_day)
    return ClockRow(
        kind=ClockKind.PLAN_DUE,
        state=state_of(due_on, on, soon_days=policy.plan_soon_days, is_met=standing.approved_on is not None),
        due_on=due_on,
        subject=standing.name,
        basis=policy.plan_basis,
        link_year=standing.year,
        version=standing.version,
    )


def session_clocks(sessions: Iterable[SessionSpan], on: date, policy: ClockPolicy) -> list[ClockRow]:
    """Days for lists and results within the days shown, one row for each day and kind."""
    last = on + timedelta(days=policy.shown_days)
    groups: defaultdict[tuple[date, ClockKind], list[SessionSpan]] = defaultdict(list)
    for session in sessions:
        list_due = session.starts_on - timedelta(days=policy.list_days_before)
        result_due = session.ends_on + timedelta(days=policy.result_days_after)
        for kind, due_on in ((ClockKind.LIST_DUE, list_due), (ClockKind.RESULT_DUE, result_due)):
            has_ended = kind is ClockKind.LIST_DUE or session.ends_on <= on
            if on <= due_on <= last and has_ended:
                groups[due_on, kind].append(session)
    return [_group_row(kind, due_on, group, on, policy) for (due_on, kind), group in sorted(groups.items())]


def state_of(due_on: date, on: date, *, soon_days: int, is_met: bool = False) -> ClockState:
    """How a day stands: met, ahead, soon (the day itself too), late (the day after)."""
    if is_met:
        return ClockState.MET
    if on > due_on:
        return ClockState.LATE
    return ClockState.SOON if due_on - on <= timedelta(days=soon_days) else ClockState.AHEAD


def _group_row(
    kind: ClockKind, due_on: date, sessions: Iterable[SessionSpan], on: date, policy: ClockPolicy
) -> ClockRow:
    group = sorted(sessions, key=lambda each: (each.course_name, each.number))
    first, more = group[0], len(group) - 1
    rest = f" 외 {more:,}건" if more else ""
    return ClockRow(
        kind=kind,
        state=state_of(due_on, on, soon_days=policy.soon_days),
        due_on=due_on,
        subject=f"{first.course_name} {first.number}기{rest}",
        basis=policy.list_basis if kind is ClockKind.LIST_DUE else policy.result_basis,
        link_year=first.year,
        version=first.version,
        count=len(group),
    )
