"""Needs side by side: what a plan year is asked for, what the year before gave, what follows from both."""

from baeumgil.core.actors import Actor
from baeumgil.stages.plan.rules.book import NeedsBook
from baeumgil.stages.plan.rules.needs_values import CourseNeeds, NeedsTable


def needs_book(*, actor: Actor, year: int, institute: int) -> NeedsBook:
    """The paper's view: rounds, requests with their answers, surveys. Raises `NotAllowed`, `InstituteNotFound`."""
    raise NotImplementedError


def needs_of_courses(*, actor: Actor, institute: int, year: int) -> NeedsTable:
    """Every course of an institute with its figures and a proposal, gathered by field; constant statements."""
    raise NotImplementedError


def needs_of_course(*, actor: Actor, course: int, year: int) -> CourseNeeds:
    """One course with its past. Raises `NotAllowed`, `CourseNotFound`."""
    raise NotImplementedError


def decided_for(institute: int, year: int) -> dict[int, tuple[int, int]]:
    """Sessions and seats the office decided, by course; unguarded, one statement."""
    raise NotImplementedError
