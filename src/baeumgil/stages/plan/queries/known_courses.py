"""What a course as typed may name."""

from baeumgil.stages.plan.rules.course_draft import KnownCourses


def known_courses(institute: int) -> KnownCourses:
    """Codes, spellings and prerequisites of an institute; a constant number of statements. For services."""
    raise NotImplementedError
