"""Typed actions: permission, transaction and audit in one place.

    @action("people.import_roster")
    def import_roster(*, actor: Actor, ...) -> ...:
        hold(...)                        # lock
        ...                              # read
        allow(may_import(actor))         # ask
        ...                              # decide with a rule, write
        record("명단 2026-07", rows=3500)  # audit

Doors cannot forget a permission because they do not check any.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.conf import settings
from django.db import OperationalError, connection, transaction

from baeumgil.core import audit
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Facts, NotAllowed
from baeumgil.core.turns import turn_to_write

P = ParamSpec("P")
R = TypeVar("R")


TRIES = 3
DEADLOCK = "40P01"
"""How PostgreSQL names it (its manual, appendix A, class 40)."""


class ActionContractBroken(Exception):
    """A programming error: an action that never asked `allow`, or never recorded what it did."""


@dataclass(slots=True)
class _Running:
    name: str
    actor: Actor
    asked: bool = False
    entries: list[tuple[str, Facts]] = field(default_factory=list)


_running: ContextVar[_Running | None] = ContextVar("running_action", default=None)
_rehearsing: ContextVar[bool] = ContextVar("rehearsing", default=False)

ACTIONS: dict[str, Callable[..., object]] = {}


def action(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function an action: one verb, one transaction, one audit entry.

    An action called by another joins its transaction and keeps its own audit entry. Where two actions wait for each
    other's rows PostgreSQL ends one of them: that one is undone by then, and done again from its beginning.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def act(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = kwargs.get("actor")
            if args or not isinstance(actor, Actor):
                raise TypeError(f"{name}: actions take keyword arguments only, actor among them")
            for tries_left in reversed(range(TRIES)):
                try:
                    return once(actor, kwargs)
                except OperationalError as error:
                    if not tries_left or not _is_deadlock(error) or connection.in_atomic_block:
                        raise
            raise AssertionError("the last try returns or raises")

        def once(actor: Actor, kwargs: Mapping[str, Any]) -> R:
            outermost = _running.get() is None
            running = _Running(name, actor)
            token = _running.set(running)
            try:
                with turn_to_write(), transaction.atomic():
                    result = cast("Callable[..., R]", function)(**kwargs)
                    _check_contract(running)
                    for subject, facts in running.entries:
                        audit.append(actor=actor, action=name, subject=subject, facts=facts)
                    if outermost and _rehearsing.get():
                        transaction.set_rollback(True)
            finally:
                _running.reset(token)
            return result

        ACTIONS[name] = act
        act.action_name = name  # type: ignore[attr-defined]  # read by the architecture tests
        return act

    return decorate


def allow(permitted: bool, message: str = "") -> None:  # noqa: FBT001  reads as a sentence: allow(may_select(...))
    """Go on only if permitted; otherwise the action ends with `NotAllowed` and nothing is changed."""
    running = _current()
    running.asked = True
    if not permitted:
        raise NotAllowed(message, action=running.name)


def record(subject: str, **facts: object) -> None:
    """Note what the action did, for its audit entry. Personal data does not belong in `facts`."""
    _current().entries.append((subject, facts))


@contextmanager
def rehearsal() -> Iterator[None]:
    """Run actions for real and roll each back at its end (`--dry-run`)."""
    token = _rehearsing.set(True)
    try:
        yield
    finally:
        _rehearsing.reset(token)


def _is_deadlock(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", None) == DEADLOCK


def _current() -> _Running:
    running = _running.get()
    if running is None:
        raise RuntimeError("allow() and record() belong inside an action")
    return running


def _check_contract(running: _Running) -> None:
    if not settings.STRICT_ACTIONS:
        return
    if not running.asked:
        raise ActionContractBroken(f"{running.name} never asked allow()")
    if not running.entries:
        raise ActionContractBroken(f"{running.name} never called record()")
