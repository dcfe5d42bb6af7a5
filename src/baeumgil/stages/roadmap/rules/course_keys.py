"""By what a course is known: its code, or its name where old papers give no code."""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from baeumgil.stages.roadmap.rules.definition import CourseRef, Stage

BY_NAME = "이름:"
LONGEST = 200


@lru_cache(maxsize=10_000)
def course_key(code: str, name: str) -> str:
    """The code if given, else "이름:" and the normalised name. At most 200 characters."""
    code = unicodedata.normalize("NFC", code).strip()
    return code[:LONGEST] if code else (BY_NAME + normalised_name(name))[:LONGEST]


def normalised_name(name: str) -> str:
    """A course name without spaces, capitals and punctuation marks that differ from paper to paper."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(each for each in folded if each.isalnum())


def known_courses(stages: Iterable[Stage]) -> Mapping[str, str]:
    """Every spelling under which a course of the roadmap may come: `course_key` of it to the course's code."""
    known: dict[str, str] = {}
    for stage in stages:
        for course in _courses_of(stage):
            known.setdefault(course.code, course.code)
            for spelling in (course.name, *course.aliases):
                known.setdefault(course_key("", spelling), course.code)
                known.setdefault(spelling, course.code)
    return known


def matched_key(code: str, name: str, known: Mapping[str, str]) -> tuple[str, bool]:
    """The key to keep a record under, and whether a course of the roadmap bears it.

    A code the roadmap knows is kept. A foreign code under a name the roadmap knows gives way to the
    name, so that the record counts whatever codes a platform uses; otherwise the record keeps its own.
    """
    own = course_key(code, name)
    if own in known:
        return own, True
    by_name = course_key("", name)
    return (by_name, True) if name and by_name in known else (own, False)


def _courses_of(stage: Stage) -> Iterable[CourseRef]:
    yield from stage.courses
    yield from stage.substitutes
    yield from stage.after_courses
    for block in stage.blocks:
        yield from block.courses
