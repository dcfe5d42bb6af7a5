"""Facts announced by an earlier stage and heard by a later one.

`config/reactions.py` says who listens: one line per reaction, run in the same transaction in the
order written.
"""

from collections.abc import Callable
from typing import Any, TypeVar

Event = TypeVar("Event")

_reactions: dict[type, list[Callable[[Any], None]]] = {}


def on(event: type[Event], *reactions: Callable[[Event], None]) -> None:
    """Wire reactions to an event; called only by `config/reactions.py`."""
    _reactions[event] = list(reactions)


def announce(event: object) -> None:
    """Tell those who listen, here and now, inside the caller's transaction."""
    for reaction in _reactions.get(type(event), []):
        reaction(event)
