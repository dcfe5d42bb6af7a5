"""수료 한 건. What a later stage hands over of a course somebody completed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CompletedCourse:
    """수료 한 건. `keys` are all spellings of the course, its own code first; `source` names where it was seen."""

    person: int
    keys: tuple[str, ...]
    course_name: str
    completed_on: date
    source: str
    starts_on: date | None = None
    institution: str = ""
    minutes: int | None = None

    def key_among(self, known: Collection[str]) -> str:
        """The spelling the roadmap knows, so that it counts there as files of records do; else the course's code."""
        return next((key for key in self.keys if key in known), self.keys[0])
