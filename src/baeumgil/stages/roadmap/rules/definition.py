"""What a stage is: dated data with a legal or local basis, never code.

Semantics, shared by the person-by-person evaluation (`states.py`) and the columnar one
(`columns.py`), which a property test holds equal:

- **Anchor**: the date of the trigger. APPOINTMENT: start of a service (`entries` tells newcomers from
  transfers); PROMOTION: start of a grade spell whose change is a promotion and whose grade is in `grades` (any
  when empty); POSITION: first day of an unbroken run of postings in one of `positions` (any when empty), whatever
  the unit; POSTING: start of a posting in another unit than the posting before; RETURN: the day after the last of
  absences that follow each other without a gap; RETIREMENT: the retirement date; COMPLETION: the completion
  day of a course in `after_courses`, or the first day of service when it was completed before. One day is
  one anchor. Facts before the first service oblige nobody; whoever was never in service (a guest) has no road.
- **Ahead**: facts dated after the asked day (`on`) are known: expected appointments, retirement. Their stages are
  UPCOMING, or open when their window opens before the anchor. Only records after `on` are not seen.
- **Validity**: a stage owes only for anchors within `valid_from`..`valid_to` (both inclusive).
- **Filters** are read as of the earlier of the anchor and `on`: the span that began last by then counts, even if
  it has ended; before the first span, the first one. All given filters must hold; what is unknown holds none.
- **Service**: services that touch are one run; a move to the council or to another kind of employment is no leaving.
  An occurrence belongs to the run its anchor lies in or after (the first one for earlier anchors).
- **Windows**: `opens`, `due` and `closes` are offsets from the anchor. Months are added by calendar and clipped
  to the month's last day, then days are added. `closes` None: stays open for ever. All three days are inclusive:
  overdue begins the day after due, missed the day after closes. Except for APPOINTMENT, nothing opens before the
  first day of the run; `due` is never before `opens`, nor `closes` before `due`.
- **Absence**: with `absence_extends`, days of leave and suspension move `due` and `closes` back, each by the days
  of those absences that began on or before it as moved so far. Days count from the earlier of anchor and opening;
  overlapping absences count once; an absence without an end counts up to `on`, one with an end to that end.
- **Leaving**: somebody whose run ended before the window opened owes nothing, and the occurrence is not listed; one
  that was open and unsettled is MISSED, for good, even if the person is hired again.
- **Repetition** picks among the listed occurrences of all stages of one code, numbered by anchor: EACH all, FIRST the
  first, LATEST the last whose anchor is not after `on` (or the first, while all lie ahead). Of two entries with the
  same anchor the earlier entry counts.
- **Completion**: a record counts when its day lies in `opens`..`closes` and, for EACH, before the next occurrence of
  the code takes over (the later of its anchor and its opening). `courses` give DONE, `substitutes` SUBSTITUTED; the
  earliest record wins, a course before a substitute on the same day. A record names a course by its code, name
  or alias, and counts for every stage that wants it.
- **Blocks**: a stage with blocks is DONE when every block is, on the day of the last; each block has its own window
  and courses. A record of the stage's own `courses` or `substitutes` within the stage's own window settles it whole.
  Shown are the first opening, the last due and, if all close, the last closing day; while open it stands as the worst
  unsettled block: MISSED, OVERDUE, DUE, UPCOMING.
- **Exemption**: a record goes before an exemption, a decided one before one by rule (`exempt`, read like filters),
  both before collisions. An exemption covers every occurrence of the stage's code.
- **Collision**: listed occurrences that share `group` are ordered by anchor; each follows its own stage's setting.
  EARLIER_COUNTS: it is SUBSTITUTED when training settled an earlier occurrence of the group and its own anchor lies
  within `collision_months` of that one's (the nearest such; credit is not passed on twice). LATER_REPLACES: it is
  EXEMPT, from the next later anchor on, unless something above settled it; anchors of one day replace nothing.
- **Recommended** stages are never OVERDUE: DUE until they close, then MISSED.
- **Away**: `is_away` on a day of any absence; it changes no state.
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
