"""How many days sessions of a course take."""

from collections.abc import Collection, Mapping

from baeumgil.stages.schedule.queries.conditions import conditions_of


def lengths_of(institute: int, courses: Collection[int]) -> Mapping[int, int]:
    """Days a session of each course takes, as its conditions say."""
    return {course: row.session_days for course, row in conditions_of(institute, courses).items()}
