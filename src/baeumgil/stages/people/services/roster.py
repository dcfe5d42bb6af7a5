"""명단 가져오기: check, apply, undo."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from baeumgil.core.actions import action
from baeumgil.core.actors import Actor
from baeumgil.core.jobs import JobId
from baeumgil.stages.people.terms import ChangeKind, RosterImportId


@dataclass(frozen=True, slots=True)
class RosterOptions:
    """How to read a roster.

    `partial`: people missing from the file stay. `allow_many_leavers`: the guard against a file that
    drops much of the city is off. `create_units`: units and teams nobody knows are made.
    """

    sheet: str = ""
    encoding: str = "auto"
    partial: bool = False
    allow_many_leavers: bool = False
    create_units: bool = False


@dataclass(frozen=True, slots=True)
class RosterOutcome:
    """What applying or undoing a roster did."""

    roster_import: RosterImportId
    counts: Mapping[ChangeKind, int]
    people_changed: int


@action("people.save_mapping")
def save_mapping(*, actor: Actor, name: str, columns: Mapping[str, str], options: RosterOptions | None = None) -> None:
    """Keep under a name which heading holds which field."""
    raise NotImplementedError


@action("people.check_roster")
def check_roster(
    *,
    actor: Actor,
    file_name: str,
    path: Path,
    as_of: date,
    mapping_name: str = "",
    columns: Mapping[str, str] | None = None,
    options: RosterOptions | None = None,
) -> RosterImportId:
    """Read a file and work out what it would change. With problems in its rows the import ends BROKEN.

    Raises `RosterBroken` when the file cannot be read as a roster at all.
    """
    raise NotImplementedError


@action("people.apply_roster")
def apply_roster(*, actor: Actor, roster_import: int, preview_digest: str) -> RosterOutcome:
    """Make the changes of the preview, all or none. Raises `RosterStale` when people changed meanwhile."""
    raise NotImplementedError


@action("people.undo_roster")
def undo_roster(*, actor: Actor, roster_import: int) -> RosterOutcome:
    """Put everything back as it was before the latest applied import. Raises `ImportNotUndoable`."""
    raise NotImplementedError


@action("people.discard_roster")
def discard_roster(*, actor: Actor, roster_import: int) -> None:
    """Throw away an import that was not applied, with the rows it held."""
    raise NotImplementedError


@action("people.queue_roster_check")
def queue_roster_check(
    *,
    actor: Actor,
    file_name: str,
    path: Path,
    as_of: date,
    mapping_name: str = "",
    columns: Mapping[str, str] | None = None,
    options: RosterOptions | None = None,
) -> JobId:
    """Let the worker check a big file. The job's result names the import; the file is removed at its end."""
    raise NotImplementedError


@action("people.queue_roster_apply")
def queue_roster_apply(*, actor: Actor, roster_import: int, preview_digest: str) -> JobId:
    """Let the worker apply a big import."""
    raise NotImplementedError
