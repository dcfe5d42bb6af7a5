"""과정 as the office writes it."""

from datetime import datetime

from baeumgil.core.actions import action
from baeumgil.core.actors import Actor
from baeumgil.stages.plan.rules.course_draft import CourseDraft


@action("plan.save_course")
def save_course(*, actor: Actor, institute: int, draft: CourseDraft, changed_at: datetime | None = None) -> int:
    """Make the course of this code, or make it say what the draft says; the course."""
    raise NotImplementedError


@action("plan.end_course")
def end_course(*, actor: Actor, course: int) -> None:
    """Keep a course from being planned again; what was planned and held stays."""
    raise NotImplementedError
