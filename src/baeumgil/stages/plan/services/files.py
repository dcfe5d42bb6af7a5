"""계획 파일 가져오기: a file is checked whole, looked at, then taken whole or not at all."""

from dataclasses import dataclass
from pathlib import Path

from baeumgil.core.actions import action
from baeumgil.core.actors import Actor
from baeumgil.stages.plan.terms import ImportKind


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What a file did: rows that added something, corrected something, or were there already."""

    kind: ImportKind
    new: int
    replaced: int
    same: int


@action("plan.check_file")
def check_file(
    *,
    actor: Actor,
    institute: int,
    file_name: str,
    path: Path,
    kind: ImportKind | None = None,
    year: int | None = None,
    sheet: str = "",
    encoding: str = "auto",
) -> int:
    """Read a file and work out what it would change; the import. With problems in its rows it ends BROKEN."""
    raise NotImplementedError


@action("plan.apply_file")
def apply_file(*, actor: Actor, plan_import: int) -> FileOutcome:
    """Make the changes of the preview, all or none."""
    raise NotImplementedError


@action("plan.discard_file")
def discard_file(*, actor: Actor, plan_import: int) -> None:
    """Throw away an import that was not applied, with the rows it held."""
    raise NotImplementedError


@action("plan.take_in")
def take_in(
    *,
    actor: Actor,
    institute: int,
    file_name: str,
    path: Path,
    kind: ImportKind | None = None,
    year: int | None = None,
) -> FileOutcome:
    """Check a file and take it in at once. Raises `FileBroken` with every problem; then nothing is changed."""
    raise NotImplementedError
