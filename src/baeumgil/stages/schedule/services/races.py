"""Two at once: the database lets one of them win, and the other hears of it in words."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from baeumgil.stages.schedule.errors import ScheduleMovedOn


@contextmanager
def one_wins() -> Iterator[None]:
    """Write inside; when a constraint says that somebody was faster, raise `ScheduleMovedOn`."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as lost:
        raise ScheduleMovedOn from lost
