"""What a stage is: dated data with a legal or local basis, never code.

Semantics, shared by the person-by-person evaluation (`states.py`) and the columnar one
(`columns.py`), which a property test holds equal:

- **Anchor**: the date of the trigger. APPOINTMENT: start of a service (first day); PROMOTION: start
  of a grade spell whose change is a promotion and whose grade is in `grades` (any when empty);
  POSITION: first day of an unbroken run of postings in one of `positions`; POSTING: start of a
  posting in another unit than before; RETURN: the day after an absence ended; RETIREMENT: the
  retirement date; COMPLETION: the completion day of a course in `after_courses`.
- **Validity**: a stage owes only for anchors within `valid_from`..`valid_to` (both inclusive).
- **Windows**: `opens`, `due` and `closes` are offsets from the anchor. Months are added by calendar
  and clipped to the month's last day, then days are added. `closes` None: stays open for ever.
  All three days are inclusive: overdue begins the day after due, missed the day after closes.
- **Filters** are read as of the earlier of the anchor and the asked day (`on`); before the first span, the
  first span counts. All given filters must hold.
- **Completion**: a record counts for an occurrence when its day lies in `opens`..`closes` and, if the
  stage repeats, before the next occurrence opens. `courses` give DONE, `substitutes` SUBSTITUTED; the
  earliest record wins, a course before a substitute on the same day. Records after `on` are not seen.
- **Absence**: with `absence_extends`, days of absence (leave, suspension) from the anchor on move `due` and
  `closes` back by as many days; an absence that is open on `on` counts up to `on`.
- **Blocks**: a stage with blocks is done when every block is; each block has its own window and courses.
  A substitute for the stage settles all its blocks.
- **Collision**: occurrences that share `group` and belong to one person are ordered by anchor.
  LATER_REPLACES: an occurrence not settled before the next anchor is EXEMPT from that anchor on (once
  that anchor is not after `on`). EARLIER_COUNTS: a settled earlier occurrence settles a later one whose
  anchor lies within `collision_months` of it.
- Somebody who left before a window opened owes nothing; an open stage of somebody who left is MISSED.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from baeumgil.stages.people.terms import Authority, EmploymentKind, EntryKind, Position
from baeumgil.stages.roadmap.terms import BlockKind, Collision, Obligation, Repetition, Strand, Trigger


@dataclass(frozen=True, slots=True, order=True)
class Offset:
    """Months, then days, from an anchor; negative means before."""

    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class CourseRef:
    """과정. A course by stable code; `aliases` are spellings under which old records name it."""

    code: str
    name: str
    institution: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """When something may begin, should be done, and can no longer be done."""

    opens: Offset
    due: Offset
    closes: Offset | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """대상. Empty means any."""

    grades: tuple[int, ...] = ()
    series: tuple[str, ...] = ()
    employments: tuple[EmploymentKind, ...] = ()
    positions: tuple[Position, ...] = ()
    authorities: tuple[Authority, ...] = ()
    entries: tuple[EntryKind, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when nobody is filtered out."""
        return not (
            self.grades or self.series or self.employments or self.positions or self.authorities or self.entries
        )


@dataclass(frozen=True, slots=True)
class Block:
    """구간. A part of a stage with its own window, such as three weeks of e-learning before appointment."""

    code: str
    name: str
    kind: BlockKind
    window: Window
    length_text: str
    courses: tuple[CourseRef, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """단계. One stage of the road, valid for anchors from one day to another."""

    code: str
    name: str
    basis: str
    trigger: Trigger
    window: Window
    courses: tuple[CourseRef, ...] = ()
    substitutes: tuple[CourseRef, ...] = ()
    purpose: str = ""
    strand: Strand = Strand.PEOPLE
    obligation: Obligation = Obligation.REQUIRED
    repetition: Repetition = Repetition.EACH
    grades: tuple[int, ...] = ()
    positions: tuple[Position, ...] = ()
    after_courses: tuple[CourseRef, ...] = ()
    filters: Filters = field(default_factory=Filters)
    exempt: tuple[Filters, ...] = ()
    exempt_note: str = ""
    group: str = ""
    collision: Collision = Collision.KEEP_BOTH
    collision_months: int = 0
    absence_extends: bool = True
    blocks: tuple[Block, ...] = ()
    length_text: str = ""
    class_size: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    order: int = 0


@dataclass(frozen=True, slots=True)
class Ruleset:
    """로드맵 규칙. All stages of a city. Several entries may share a code when their validity does not overlap."""

    code: str
    name: str
    source: str
    stages: tuple[Stage, ...]
    notes: Sequence[str] = ()
    unstated: Mapping[str, str] = field(default_factory=dict)
