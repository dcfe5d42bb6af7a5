"""문서. Official papers as files."""

from dataclasses import dataclass

from baeumgil.core.actors import Actor
from baeumgil.stages.plan.terms import PaperFormat, PaperKind


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that is ready to be sent."""

    file_name: str
    content_type: str
    content: bytes


def make_paper(
    *,
    actor: Actor,
    kind: PaperKind,
    format: PaperFormat,  # noqa: A002  the word everybody uses for it
    version: int | None = None,
    year: int | None = None,
    course: int | None = None,
    meeting: int | None = None,
    case: int | None = None,
    template: int | None = None,
) -> Paper:
    """The paper as a file."""
    raise NotImplementedError
