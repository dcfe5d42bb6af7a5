"""How many days sessions of a course take."""

from collections.abc import Collection, Mapping

from baeumgil.stages.plan.queries.course_briefs import course_briefs
from baeumgil.stages.schedule.rules.years import usual_length


def lengths_of(institute: int, courses: Collection[int]) -> Mapping[int, int]:
    """Days a session of each course takes, as its conditions or the catalogue say."""
    briefs = course_briefs(institute, courses)
    return {course: brief.days or usual_length(brief.total_minutes) for course, brief in briefs.items()}
