"""`python -m tests.rush.unguarded serve --port PORT`: the product without its guard.

Free seats are looked at before the transaction instead of being taken by a conditional update inside it: the way one
would write it who never thought of two people at once. Exists to show that the history checker sees the difference.
"""

import os
from collections.abc import Callable
from contextvars import ContextVar
from importlib import import_module
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baeumgil.config.settings")

_free: ContextVar[int] = ContextVar("free")


def take_the_guard_away() -> None:
    """Replace the conditional update by a look that was taken earlier."""
    import django

    django.setup()
    from baeumgil.stages.enrolment.models import Application, SeatCount

    door: Any = import_module("baeumgil.doors.web.enrolment.applying")
    turns: Any = import_module("baeumgil.stages.enrolment.services.turns")
    guarded: Callable[..., Any] = door.apply

    def apply(*, wishes: Any, **arguments: Any) -> Any:
        seats = SeatCount.objects.values_list("capacity", flat=True).get(pk=wishes[0])
        _free.set(seats - Application.objects.filter(seat_id=wishes[0]).count())
        return guarded(wishes=wishes, **arguments)

    door.apply = apply
    turns.take_seat = lambda session: _free.get() > 0  # noqa: ARG005  called with it


if __name__ == "__main__":
    take_the_guard_away()
    from baeumgil.__main__ import main as command

    command()
