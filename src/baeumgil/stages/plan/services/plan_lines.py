"""Lines of a plan version."""

from collections.abc import Mapping, Sequence

from baeumgil.core.actions import action, allow
from baeumgil.core.actors import Actor
from baeumgil.stages.plan.access import may_edit_plan
from baeumgil.stages.plan.rules.line_draft import LineDraft


@action("plan.put_line")
def put_line(*, actor: Actor, version: int, draft: LineDraft, revision: int | None = None) -> int:
    """Create or replace the line of a course; with a revision, only if the line still has it. The line."""
    allow(may_edit_plan(actor))
    raise NotImplementedError


@action("plan.put_lines")
def put_lines(*, actor: Actor, version: int, drafts: Sequence[LineDraft]) -> int:
    """Create or replace many lines at once, all or none; how many. Problems name the row (from 1) of the draft."""
    allow(may_edit_plan(actor))
    raise NotImplementedError


@action("plan.remove_line")
def remove_line(*, actor: Actor, line: int, revision: int | None = None) -> None:
    """Take a line out of a draft."""
    allow(may_edit_plan(actor))
    raise NotImplementedError


def apply_change(line: int, changes: Mapping[str, object]) -> tuple[tuple[str, str, str], ...]:
    """Make a decision of the committee: "sessions", "seats_per_session", "seats", "verb". For use inside an action.

    Returns (what, before, after) in words. Raises `PlanInvalid`, and `VersionStateWrong` unless in committee.
    """
    raise NotImplementedError
