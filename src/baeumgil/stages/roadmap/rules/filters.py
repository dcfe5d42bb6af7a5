"""Who is meant: filters read from a career as of a day. Semantics: `definition.py`."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar

from baeumgil.stages.people.rules.career import Career
from baeumgil.stages.roadmap.rules.definition import Filters


class Dated(Protocol):
    """Anything that began on a day."""

    @property
    def starts_on(self) -> date:
        """Its first day."""


S = TypeVar("S", bound=Dated)


def as_of(spans: Sequence[S], day: date) -> S | None:
    """The span that began last on or before the day; before any began, the first one."""
    begun = [span for span in spans if span.starts_on <= day]
    if begun:
        return begun[-1]
    return spans[0] if spans else None


def holds(filters: Filters, career: Career, day: date) -> bool:
    """True when every given filter holds as of the day. What is not known holds no filter."""
    return (
        _holds_grade(filters, career, day)
        and _holds_service(filters, career, day)
        and _holds_position(filters, career, day)
    )


def _holds_grade(filters: Filters, career: Career, day: date) -> bool:
    if not filters.grades and not filters.series:
        return True
    span = as_of(career.grades, day)
    if span is None:
        return False
    return (not filters.grades or span.grade in filters.grades) and (
        not filters.series or span.series in filters.series
    )


def _holds_service(filters: Filters, career: Career, day: date) -> bool:
    if not filters.employments and not filters.authorities and not filters.entries:
        return True
    span = as_of(career.services, day)
    if span is None:
        return False
    return (
        (not filters.employments or span.employment in filters.employments)
        and (not filters.authorities or span.authority in filters.authorities)
        and (not filters.entries or span.entry in filters.entries)
    )


def _holds_position(filters: Filters, career: Career, day: date) -> bool:
    if not filters.positions:
        return True
    span = as_of(career.postings, day)
    return span is not None and span.position in filters.positions
