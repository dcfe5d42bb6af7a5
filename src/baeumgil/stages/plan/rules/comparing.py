"""두 계획을 나란히: of two years, or two versions of one plan."""

from dataclasses import dataclass

from baeumgil.stages.plan.rules.book import Ancestor, BookLine, PlanBook, VersionHead
from baeumgil.stages.plan.rules.totals import Totals
from baeumgil.stages.plan.terms import LineField

Shown = str | int | None
"""A value to be shown; terms stay terms, so that pages say them in the reader's language."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing that is said differently."""

    field: LineField
    before: Shown
    after: Shown


@dataclass(frozen=True, slots=True)
class LineChange:
    """A course that both hold, with everything that differs."""

    before: BookLine
    after: BookLine
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A course that is no longer held; `after` is the line that ends it, if there is one."""

    before: BookLine
    after: BookLine | None
    successors: tuple[Ancestor, ...]


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text of the plan (vision, one of the six contents, a row of the check sheet) that differs."""

    key: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What lies between two plans. `added` and `removed` are held courses; ended lines alone are no course."""

    before: VersionHead
    after: VersionHead
    added: tuple[BookLine, ...]
    removed: tuple[RemovedLine, ...]
    changed: tuple[LineChange, ...]
    unchanged: int
    texts: tuple[TextChange, ...]
    totals_before: Totals
    totals_after: Totals

    @property
    def is_same(self) -> bool:
        """True when nothing differs."""
        return not (self.added or self.removed or self.changed or self.texts)


def compare(before: PlanBook, after: PlanBook) -> Comparison:
    """Everything that differs; courses are joined by code, their heirs found through ancestors."""
    raise NotImplementedError
