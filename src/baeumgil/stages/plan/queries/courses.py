"""과정 목록. The catalogue, searched and page by page."""

from dataclasses import dataclass

from baeumgil.core.actors import Actor
from baeumgil.core.paging import Page
from baeumgil.stages.plan.queries.course_card import CourseCard, course_book, course_card
from baeumgil.stages.plan.queries.ladders import course_ladders, ladder_graph, subject_tags
from baeumgil.stages.plan.rules.book import FieldRow
from baeumgil.stages.plan.terms import CourseKind, CourseState, Level, TargetGroup

__all__ = [
    "CourseCard",
    "CourseRow",
    "course_book",
    "course_card",
    "course_ladders",
    "courses",
    "ladder_graph",
    "subject_tags",
]


@dataclass(frozen=True, slots=True)
class CourseRow:
    """과정, as a list shows it. `tags` and `duties` are names."""

    id: int
    code: str
    name: str
    field: FieldRow
    kind: CourseKind
    state: CourseState
    level: Level | None
    target_group: TargetGroup
    target_text: str
    duration_text: str
    total_minutes: int | None
    recognised_minutes: int | None
    seats_per_session: int | None
    subjects: int
    tags: tuple[str, ...]
    duties: tuple[str, ...]


def courses(
    *,
    actor: Actor,
    institute: int,
    words: str = "",
    area: str = "",
    field: str = "",
    kind: CourseKind | None = None,
    level: Level | None = None,
    tag: str = "",
    duty: str = "",
    state: CourseState | None = None,
    page: int = 1,
    size: int = 20,
) -> Page[CourseRow]:
    """Courses by field and code."""
    raise NotImplementedError
