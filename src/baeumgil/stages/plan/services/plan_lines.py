"""Lines of a plan version."""

from collections.abc import Mapping, Sequence

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.stages.plan.access import may_edit_plan
from baeumgil.stages.plan.errors import PlanInvalid, PlanMovedOn, PlanNotFound
from baeumgil.stages.plan.models import LineAncestor, PlanLine, PlannedSession
from baeumgil.stages.plan.rules.amending import Figures, amended, fitting, in_words
from baeumgil.stages.plan.rules.book import SessionDays
from baeumgil.stages.plan.rules.line_draft import LineDraft, check_line, check_lines
from baeumgil.stages.plan.services.line_writing import filled, ground_of, write_lines
from baeumgil.stages.plan.services.version_hold import held_draft, held_in, touch
from baeumgil.stages.plan.terms import ENDING, ChangeVerb, VersionState


@action("plan.put_line")
def put_line(*, actor: Actor, version: int, draft: LineDraft, revision: int | None = None) -> int:
    """Create or replace the line of a course; with a revision, only if the line still has it. The line.

    Raises `PlanInvalid` with every problem, `PlanMovedOn` when somebody changed the line meanwhile.
    """
    allow(may_edit_plan(actor))
    ground = ground_of(held_draft(version))
    there = ground.lines.get(draft.course)
    if revision is not None and (there is None or there.revision != revision):
        raise PlanMovedOn(version=version, course=draft.course)
    draft = filled(draft, ground.courses)
    problems = check_line(draft, ground.known)
    if problems:
        raise PlanInvalid(problems)
    line = write_lines(ground, [draft])[0]
    touch(version)
    record(f"{ground.version.plan} {line.name}", version=version, line=line.pk, verb=line.verb)
    return line.pk


@action("plan.put_lines")
def put_lines(*, actor: Actor, version: int, drafts: Sequence[LineDraft]) -> int:
    """Create or replace many lines at once, all or none; how many. Problems name the row (from 1) of the draft."""
    allow(may_edit_plan(actor))
    ground = ground_of(held_draft(version))
    drafts = [filled(draft, ground.courses) for draft in drafts]
    problems = check_lines(drafts, ground.known)
    if problems:
        raise PlanInvalid(problems)
    write_lines(ground, drafts)
    touch(version)
    record(str(ground.version.plan), version=version, lines=len(drafts))
    return len(drafts)


@action("plan.remove_line")
def remove_line(*, actor: Actor, line: int, revision: int | None = None) -> None:
    """Take a line out of a draft. A course of the year before needs a line, so that nothing vanishes silently."""
    allow(may_edit_plan(actor))
    version = _version_of(line)
    held = held_draft(version)
    row = PlanLine.objects.filter(pk=line).first()
    if row is None or (revision is not None and row.revision != revision):
        raise PlanMovedOn(line=line)
    row.delete()
    touch(version)
    record(f"{held.plan} {row.name}", version=version, line=line)


def apply_change(line: int, changes: Mapping[str, object]) -> tuple[tuple[str, str, str], ...]:
    """Make a decision of the committee: "sessions", "seats_per_session", "seats", "verb". For use inside an action.

    Returns (what, before, after) in words. Raises `PlanInvalid`, and `VersionStateWrong` unless in committee.
    """
    version = _version_of(line)
    held_in(version, (VersionState.IN_COMMITTEE,))
    row = PlanLine.objects.get(pk=line)
    before = Figures(ChangeVerb(row.verb), row.sessions, row.seats_per_session, row.seats)
    after = amended(before, changes)
    if isinstance(after, list):
        raise PlanInvalid(after)
    if after == before:
        return ()
    if after.verb in ENDING:
        LineAncestor.objects.filter(line_id=line).delete()
    _fit_sessions(line, after)
    row.verb, row.sessions = after.verb, after.sessions
    row.seats_per_session, row.seats = after.seats_per_session, after.seats
    if after.verb is not ChangeVerb.IMPROVED:
        row.improvements = []
    row.revision += 1
    row.save(update_fields=["verb", "sessions", "seats_per_session", "seats", "improvements", "revision"])
    touch(version)
    return in_words(before, after)


def _fit_sessions(line: int, figures: Figures) -> None:
    rows = list(PlannedSession.objects.filter(line_id=line).order_by("number", "note", "pk"))
    planned = tuple(SessionDays(row.number, row.seats, row.starts_on, row.ends_on, row.month, row.note) for row in rows)
    kept = fitting(planned, figures)
    PlannedSession.objects.filter(pk__in=[row.pk for row in rows[len(kept) :]]).delete()
    for row, session in zip(rows, kept, strict=False):
        row.seats = session.seats
    PlannedSession.objects.bulk_update(rows[: len(kept)], ["seats"])


def _version_of(line: int) -> int:
    version = PlanLine.objects.filter(pk=line).values_list("version_id", flat=True).first()
    if version is None:
        raise PlanNotFound(line=line)
    return version
