"""교육부서의 첫 화면: what needs attention today."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.jobs import job_rows
from baeumgil.core.policies import PolicyMissing
from baeumgil.doors.web.frame.pages import need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.frame.waiting import waiting_for
from baeumgil.doors.web.jobs.job import sees_all_jobs, title_of
from baeumgil.doors.web.office.choices import label_of
from baeumgil.doors.web.office.strips import ORDER, Strip, strip, total_counts
from baeumgil.stages.people.access import may_import_roster, may_see_rosters
from baeumgil.stages.people.queries.retirements import RetirementDay, coming_retirements
from baeumgil.stages.people.queries.roster import RosterImportRow, roster_imports
from baeumgil.stages.plan.access import may_see_drafts
from baeumgil.stages.plan.queries.clocks import ClockRow, clocks
from baeumgil.stages.plan.terms import ClockKind, ClockState
from baeumgil.stages.roadmap.access import may_see_board
from baeumgil.stages.roadmap.errors import NoRulesInForce
from baeumgil.stages.roadmap.queries.board import Board, board
from baeumgil.stages.roadmap.queries.rulesets import RulesInForce, in_force
from baeumgil.stages.roadmap.terms import StageState

JUNE = 6
MOST_CLOCKS = 8


@dataclass(frozen=True, slots=True)
class Attention:
    """The figures at the top."""

    overdue: int
    due: int
    upcoming: int
    settled: int


@require_GET
def show(request: PageRequest) -> HttpResponse:
    """The dashboard. A city without rules or people sees what to do first."""
    actor = request.actor
    need(may_see_board(actor))
    rules = _rules()
    found = board(actor=actor, size=25) if rules is not None else None
    jobs = job_rows(actor=actor, sees_all=sees_all_jobs(actor), is_over=False, is_due=True, limit=5)
    context = {
        "waiting": waiting_for(request.actor),
        "today": clock.today(),
        "rules": rules,
        "board": found,
        "attention": _attention(found),
        "strips": _strips(found),
        "states": [(state, label_of(state)) for state in ORDER],
        "last_import": _last_import(actor),
        "may_import": may_import_roster(actor),
        "jobs": [(job, title_of(job)) for job in jobs],
        "clocks": _clocks(actor),
        "retirements": by_half_year(coming_retirements(actor=actor, on=clock.today())),
    }
    return page(request, "office/dashboard.html", context)


def by_half_year(days: Sequence[RetirementDay]) -> list[tuple[str, int]]:
    """People who retire, by half-year: the age limit falls on 30 June and 31 December."""
    halves: dict[str, int] = {}
    for day in days:
        name = _("%(year)s년 상반기") if day.on.month <= JUNE else _("%(year)s년 하반기")
        half = name % {"year": day.on.year}
        halves[half] = halves.get(half, 0) + day.people
    return list(halves.items())


def _clocks(actor: Actor) -> tuple[ClockRow, ...]:
    """법정 기한 for those who see drafts: the plan's own, then near ones of sessions, of each kind the next at least.

    None without policies.
    """
    try:
        rows = clocks(actor=actor, on=clock.today()) if may_see_drafts(actor) else ()
    except PolicyMissing:
        return ()
    of_plan = [row for row in rows if row.kind is ClockKind.PLAN_DUE]
    of_sessions = [row for row in rows if row.kind is not ClockKind.PLAN_DUE]
    near = [row for row in of_sessions if row.state in {ClockState.SOON, ClockState.LATE}][:MOST_CLOCKS]
    for kind in (ClockKind.LIST_DUE, ClockKind.RESULT_DUE):
        if all(row.kind is not kind for row in near):
            near += [row for row in of_sessions if row.kind is kind][:1]
    return (*of_plan, *sorted(near, key=lambda row: row.due_on))


def _rules() -> RulesInForce | None:
    try:
        return in_force()
    except NoRulesInForce:
        return None


def _attention(found: Board | None) -> Attention:
    counts = total_counts([summary.counts for summary in found.summaries]) if found else {}
    settled = (StageState.DONE, StageState.SUBSTITUTED, StageState.EXEMPT)
    return Attention(
        overdue=counts.get(StageState.OVERDUE, 0),
        due=counts.get(StageState.DUE, 0),
        upcoming=counts.get(StageState.UPCOMING, 0),
        settled=sum(counts.get(state, 0) for state in settled),
    )


def _strips(found: Board | None) -> list[Strip]:
    if found is None:
        return []
    return [strip(summary.code, summary.name, summary.counts) for summary in found.summaries if summary.total]


def _last_import(actor: Actor) -> RosterImportRow | None:
    if not may_see_rosters(actor):
        return None
    rows = roster_imports(actor=actor, page=1, size=25).rows
    return rows[0] if rows else None
