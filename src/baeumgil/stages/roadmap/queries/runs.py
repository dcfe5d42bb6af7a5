"""The stored computation that pages show: for which day and rules, and whether it still holds."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from baeumgil.core import clock
from baeumgil.core.jobs import JobState
from baeumgil.core.models import Job
from baeumgil.stages.roadmap.errors import NoRulesInForce
from baeumgil.stages.roadmap.models import RequirementRun, RuleSetVersion

RECOMPUTE = "roadmap.recompute"


@dataclass(frozen=True, slots=True)
class RunRow:
    """계산. `is_stale`: another day, other rules, or a computation is waiting or running."""

    id: int
    on: date
    people: int
    rows: int
    finished_at: datetime
    is_stale: bool


def shown_run() -> RunRow | None:
    """The finished computation shown to everybody, None before the first. Three statements."""
    run = RequirementRun.objects.filter(is_shown=True, finished_at__isnull=False).first()
    if run is None or run.finished_at is None:
        return None
    stale = run.on != clock.today() or run.rules_digest != digest_in_force() or is_pending()
    return RunRow(run.pk, run.on, run.people, run.rows, run.finished_at, stale)


def digest_in_force() -> str:
    """Digest of the newest version of the set in force. Raises `NoRulesInForce`."""
    newest = RuleSetVersion.objects.filter(rule_set__is_in_force=True).order_by("-number")
    digest = newest.values_list("digest", flat=True).first()
    if digest is None:
        raise NoRulesInForce
    return digest


def is_pending() -> bool:
    """True while a computation waits or runs."""
    return Job.objects.filter(name=RECOMPUTE, state__in=(JobState.QUEUED, JobState.RUNNING)).exists()


def has_just_failed(within: timedelta) -> bool:
    """True when a computation failed a short while ago, so that trying again at once would help nobody."""
    return Job.objects.filter(name=RECOMPUTE, state=JobState.FAILED, ended_at__gte=clock.now() - within).exists()
