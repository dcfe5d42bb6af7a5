"""편성안 만들기. A run's plan laid beside the calendar, line by line. For use inside an action."""

import json

from django.db.models import Q, QuerySet

from baeumgil.core import clock
from baeumgil.core.glossary import label
from baeumgil.core.said import Said, kept
from baeumgil.engines.timetabling.plan import Placement, Timetable, Unplaced
from baeumgil.engines.timetabling.reading import read_plan
from baeumgil.stages.schedule.errors import RunNotFound
from baeumgil.stages.schedule.models import CourseSession, Proposal, ProposalLine, Run
from baeumgil.stages.schedule.queries.present_places import places_of_year
from baeumgil.stages.schedule.rules.differences import Difference, People, as_json, difference
from baeumgil.stages.schedule.rules.rows import Placing
from baeumgil.stages.schedule.terms import LineChange, LineState, ProposalState, RunCause, RunKind, TeachingRole

NOT_IN_TIME = Said("시간 안에 자리를 찾지 못했습니다.", "No place was found in the time given.")


def make_proposal(run: int) -> int:
    """Lay a finished run's plan beside the calendar; the proposal. Made once: again, it is the same one.

    The plan was judged by the independent checker before. A repair that comes after another one of the same disruption
    was accepted is put aside at once. Raises `RunNotFound` for a run without a plan.
    """
    row = Run.objects.select_related("year").filter(pk=run).exclude(plan="").first()
    if row is None:
        raise RunNotFound(run=run)
    there = Proposal.objects.filter(run=row).values_list("pk", flat=True).first()
    if there is not None:
        return there
    found = _differences(row, read_plan(json.loads(row.plan)))
    is_late = _is_put_right(row)
    proposal = Proposal.objects.create(
        run=row,
        year=row.year,
        state=ProposalState.DISCARDED if is_late else ProposalState.DRAFT,
        decided_at=clock.now() if is_late else None,
        title=_title(row),
        disturbed=sum(each.disturbed for each in found),
        created_at=clock.now(),
    )
    ProposalLine.objects.bulk_create(
        ProposalLine(
            proposal=proposal,
            session_id=each.session,
            session_revision=row.revisions[str(each.session)],
            change=each.change,
            before=as_json(each.before),
            after=as_json(each.after),
            why=[kept(one) for one in each.why],
            ways_out=[kept(one) for one in each.ways_out],
            disturbed=each.disturbed,
        )
        for each in found
    )
    return proposal.pk


def taken_lines(chosen: Q) -> QuerySet[ProposalLine]:
    """Lines that were accepted and say something other than what stood."""
    return ProposalLine.objects.filter(chosen, state=LineState.ACCEPTED).exclude(change=LineChange.KEPT)


def _is_put_right(run: Run) -> bool:
    """Whether another way of putting the same disruption right was accepted while this one was worked out."""
    others = Q(proposal__run__repair__disruption__repairs__run=run)
    return run.kind == RunKind.REPAIR and taken_lines(others).exists()


def _differences(run: Run, plan: Timetable) -> list[Difference]:
    """One line for each session of the plan that is still there."""
    rows = {str(row.pk): row for row in CourseSession.objects.filter(year=run.year)}
    present = places_of_year(run.year_id)
    placed = {each.session: each for each in plan.placed}
    left = {each.session: each for each in plan.unplaced}
    made = []
    for key in (*placed, *left):
        row = rows.get(key)
        if row is None or key not in run.revisions:
            continue
        reasons = left.get(key)
        made.append(
            difference(
                row.pk,
                present.get(row.pk),
                _placing(row.pk, placed.get(key)),
                People(row.selected, row.seats, row.announced_on is not None),
                why=_why(reasons),
                ways_out=[Said(way.korean, way.english) for way in reasons.ways_out] if reasons else [],
            )
        )
    return sorted(made, key=lambda each: each.session)


def _placing(session: int, found: Placement | None) -> Placing | None:
    if found is None:
        return None
    return Placing(
        session=session,
        dates=found.days,
        room=int(found.room) if found.room is not None else None,
        instructors={TeachingRole(role): int(one) for role, one in found.instructors.items()},
    )


def _why(reasons: Unplaced | None) -> list[Said]:
    if reasons is None:
        return []
    return [Said(fact.korean, fact.english) for fact in reasons.why] or [NOT_IN_TIME]


def _title(run: Run) -> str:
    cause = label(RunCause(run.cause))
    return (f"{run.year.year}년 {run.subject or cause}")[:200]
