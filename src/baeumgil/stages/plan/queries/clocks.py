"""Statutory days of the plan, for the dashboard."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.utils import timezone

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.core.policies import value_on, values_on
from baeumgil.stages.plan.access import may_see_drafts
from baeumgil.stages.plan.models import Institute, PlannedSession, PlanVersion
from baeumgil.stages.plan.rules.clocks import (
    POLICY,
    ClockPolicy,
    ClockRow,
    PlanStanding,
    SessionSpan,
    plan_clock,
    policy_of,
    session_clocks,
)
from baeumgil.stages.plan.terms import ENDING, VersionState

__all__ = ["ClockRow", "clocks", "list_days_before"]


def clocks(*, actor: Actor, on: date) -> tuple[ClockRow, ...]:
    """How the statutory days of our own institutes stand, the nearest first; four statements.

    Next year's plan always, this year's while it is late, and days of sessions still to come.
    """
    if not may_see_drafts(actor):
        raise NotAllowed
    policy = policy_of(value_on(POLICY, on))
    rows = [
        *(plan_clock(standing, on, policy) for standing in _standings(on)),
        *session_clocks(_sessions(on, policy), on, policy),
    ]
    return tuple(sorted(rows, key=lambda row: (row.due_on, row.kind)))


def list_days_before(on: date) -> int:
    """So many days before a session begins its list of participants is due, by that day's policy; 0 without one."""
    policy = values_on([POLICY], on).get(POLICY)
    return 0 if policy is None else policy_of(policy).list_days_before


def _standings(on: date) -> Iterable[PlanStanding]:
    years = (on.year, on.year + 1)
    institutes: Sequence[tuple[int, str]] = list(
        Institute.objects.filter(is_example=False).order_by("pk").values_list("pk", "name")
    )
    versions = PlanVersion.objects.filter(plan__year__in=years, plan__institute__is_example=False)
    found: dict[tuple[int, int], list[PlanVersion]] = {}
    for row in versions.select_related("plan").exclude(state=VersionState.SUPERSEDED).order_by("number"):
        found.setdefault((row.plan.institute_id, row.plan.year), []).append(row)
    for institute, name in institutes:
        for year in years:
            rows = found.get((institute, year), [])
            approved = next((row for row in rows if row.state == VersionState.APPROVED), None)
            if year == on.year and approved is not None:
                continue
            shown = approved or (rows[-1] if rows else None)
            moment = approved.approved_at if approved else None
            yield PlanStanding(
                year=year,
                name=f"{name} {year}년 교육훈련계획",
                version=shown.pk if shown else None,
                approved_on=timezone.localtime(moment).date() if moment else None,
            )


def _sessions(on: date, policy: ClockPolicy) -> Iterable[SessionSpan]:
    first = on - timedelta(days=policy.result_days_after)
    last = on + timedelta(days=policy.shown_days + policy.list_days_before)
    rows = PlannedSession.objects.filter(
        line__version__state=VersionState.APPROVED,
        line__version__plan__institute__is_example=False,
        ends_on__gte=first,
        starts_on__lte=last,
    ).exclude(line__verb__in=ENDING)
    columns = ("line__name", "number", "starts_on", "ends_on", "line__version__plan__year", "line__version_id")
    for row in rows.order_by("starts_on", "pk").values_list(*columns):
        yield SessionSpan(*row)
