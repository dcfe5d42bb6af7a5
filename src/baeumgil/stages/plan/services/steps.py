"""A version's way from draft to approval, as plain functions for use inside actions."""

from baeumgil.stages.plan.errors import PlanIncomplete
from baeumgil.stages.plan.queries.plan_books import earlier_ancestors, read_book
from baeumgil.stages.plan.rules.contents import missing
from baeumgil.stages.plan.services.version_hold import held_in, touch
from baeumgil.stages.plan.terms import VersionState

GIVEN_ON = (VersionState.IN_COMMITTEE, VersionState.REVIEWED, VersionState.IN_APPROVAL)


def to_reviewed(version: int) -> None:
    """The committee has closed its review. Raises `VersionStateWrong` unless in committee."""
    held_in(version, (VersionState.IN_COMMITTEE,))
    touch(version, state=VersionState.REVIEWED)


def to_approval(version: int) -> None:
    """The boxes are being signed. Raises `VersionStateWrong` unless reviewed, `PlanIncomplete` when not complete."""
    held_in(version, (VersionState.REVIEWED,))
    need_complete(version)
    touch(version, state=VersionState.IN_APPROVAL)


def back_to_draft(version: int) -> None:
    """Returned for more work. Raises `VersionStateWrong` for drafts and frozen versions."""
    held_in(version, GIVEN_ON)
    touch(version, state=VersionState.DRAFT, submitted_at=None)


def need_complete(version: int) -> None:
    """Raise `PlanIncomplete` with everything that keeps the version from being handed on."""
    book = read_book(version)
    problems = missing(book, earlier_ancestors(book.head))
    if problems:
        raise PlanIncomplete(problems)
