"""Words of `roadmap`."""

from enum import StrEnum
from typing import NewType

RuleSetId = NewType("RuleSetId", int)


class Trigger(StrEnum):
    """계기. The fact of a career that a stage hangs on; its date is the anchor."""

    APPOINTMENT = "appointment"
    PROMOTION = "promotion"
    POSITION = "position"
    POSTING = "posting"
    RETURN = "return"
    RETIREMENT = "retirement"
    COMPLETION = "completion"


class Repetition(StrEnum):
    """되풀이. Which of several anchors oblige."""

    FIRST = "first"
    EACH = "each"
    LATEST = "latest"


class Collision(StrEnum):
    """겹칠 때. What happens when a later anchor of the same group comes before the earlier stage was done."""

    KEEP_BOTH = "keep_both"
    LATER_REPLACES = "later_replaces"
    EARLIER_COUNTS = "earlier_counts"


class Obligation(StrEnum):
    """의무. A recommended stage is never overdue."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"


class StageState(StrEnum):
    """상태. Where a person stands with one stage on one day."""

    DONE = "done"
    SUBSTITUTED = "substituted"
    EXEMPT = "exempt"
    UPCOMING = "upcoming"
    DUE = "due"
    OVERDUE = "overdue"
    MISSED = "missed"


SETTLED = frozenset({StageState.DONE, StageState.SUBSTITUTED, StageState.EXEMPT})
OPEN = frozenset({StageState.DUE, StageState.OVERDUE})


class BlockKind(StrEnum):
    """How a block of a stage is held."""

    CLASS = "class"
    ELEARNING = "elearning"
    PLACEMENT = "placement"
    EXTERNAL = "external"


class Strand(StrEnum):
    """갈래. Goyang 2026 ties people, job and AI together on one road."""

    PEOPLE = "people"
    JOB = "job"
    AI = "ai"
