"""A version locked for one action, and marked as changed afterwards."""

from collections.abc import Collection

from django.db.models import F

from baeumgil.core import clock
from baeumgil.core.locks import hold
from baeumgil.stages.plan.errors import PlanMovedOn, PlanNotFound, VersionFrozen, VersionStateWrong
from baeumgil.stages.plan.models import PlanVersion
from baeumgil.stages.plan.terms import EDITABLE_STATES, VersionState


def held_version(version: int) -> PlanVersion:
    """The version, locked until the transaction ends. Raises `PlanNotFound`."""
    found = hold(PlanVersion, [version])
    if not found or not isinstance(found[0], PlanVersion):
        raise PlanNotFound(version=version)
    return found[0]


def held_draft(version: int, revision: int | None = None) -> PlanVersion:
    """A version that the office may edit. Raises `VersionFrozen`, `PlanMovedOn` when it has another revision."""
    row = held_version(version)
    if row.state not in EDITABLE_STATES:
        raise VersionFrozen(version=version, state=str(row.state))
    if revision is not None and revision != row.revision:
        raise PlanMovedOn(version=version)
    return row


def held_in(version: int, states: Collection[VersionState]) -> PlanVersion:
    """A version in one of these states. Raises `VersionStateWrong`."""
    row = held_version(version)
    if row.state not in states:
        raise VersionStateWrong(version=version, state=str(row.state))
    return row


def touch(version: int, **changes: object) -> None:
    """Write changes to the head and say that the version is no longer what it was."""
    PlanVersion.objects.filter(pk=version).update(revision=F("revision") + 1, changed_at=clock.now(), **changes)
