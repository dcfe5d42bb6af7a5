"""What speaks for more or fewer seats of a course, beside the form of its line."""

from baeumgil.core.actors import Actor
from baeumgil.stages.plan.access import may_see_needs
from baeumgil.stages.plan.queries.needs import needs_of_courses
from baeumgil.stages.plan.rules.book import VersionHead
from baeumgil.stages.plan.rules.needs_values import CourseNeeds


def line_needs(actor: Actor, code: str, head: VersionHead) -> CourseNeeds | None:
    """The course's needs of the plan's year; None for who may not see them and for courses that have ended."""
    if not may_see_needs(actor):
        return None
    table = needs_of_courses(actor=actor, institute=head.institute, year=head.year)
    return next((row for row in table.courses if row.code == code), None)
