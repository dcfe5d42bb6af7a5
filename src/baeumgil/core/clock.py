"""Time is given. Services ask here; rules receive `today`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

from django.utils import timezone

_fixed: ContextVar[datetime | None] = ContextVar("fixed_time", default=None)


def now() -> datetime:
    """The present moment, aware."""
    return _fixed.get() or timezone.now()


def today() -> date:
    """The present day in Korea."""
    return timezone.localtime(now()).date()


@contextmanager
def fixed(day: date | datetime) -> Iterator[None]:
    """Hold the clock still, for tests and for building the invented city."""
    moment = day if isinstance(day, datetime) else datetime.combine(day, time(12, 0))
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
