"""Typed actions: permission, transaction and audit in one place.

    @action("people.import_roster")
    def import_roster(*, actor: Actor, ...) -> ...:
        hold(...)                        # lock
        ...                              # read
        allow(may_import(actor))         # ask
        ...                              # decide with a rule, write
        record("명단 2026-07", rows=3500)  # audit

Doors cannot forget a permission because they do not check any. What somebody asked for in vain is in the audit as well.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial, wraps
from itertools import chain
from typing import Any, Generic, ParamSpec, TypeVar, cast

from django.conf import settings
from django.db import OperationalError, connection, transaction

from baeumgil.core import audit, clock, glossary
from baeumgil.core.actors import Actor, ActorKind
from baeumgil.core.company import Company, Undone, is_deadlock
from baeumgil.core.errors import Facts, Invalid, NotAllowed, Refusal
from baeumgil.core.turns import turn_to_write

P = ParamSpec("P")
R = TypeVar("R")


TRIES = 3

UNNOTED = {ActorKind.NOBODY, ActorKind.SYSTEM}
"""Whose vain attempts are not kept: strangers could fill the audit, and the worker asks again and again."""

MOST_CODES = 20


class ActionContractBroken(Exception):
    """A programming error: an action that never asked `allow`, or never recorded what it did."""


@dataclass(slots=True)
class _Running:
    name: str
    actor: Actor
    asked: bool = False
    entries: list[tuple[str, Facts]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Done(Generic[R]):
    """What an action returns, and what the audit is still to be told of it."""

    result: R
    links: "Sequence[audit.Link]"


_running: ContextVar[_Running | None] = ContextVar("running_action", default=None)
_rehearsing: ContextVar[bool] = ContextVar("rehearsing", default=False)

ACTIONS: dict[str, Callable[..., object]] = {}


def action(
    name: str, *, in_company: Callable[[Mapping[str, Any]], Hashable] | None = None
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function an action: one verb, one transaction, one audit entry.

    An action called by another joins its transaction and keeps its own audit entry. One that is refused changes
    nothing and leaves an entry that says so. Where two actions wait for each other's rows PostgreSQL ends one of
    them: that one is undone by then, and done again from its beginning.

    For what crowds do at the same moment, `in_company` names from the arguments the row that all of them wait for:
    then those of a process share a transaction, each within a savepoint (see `core.company`).
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def act(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = kwargs.get("actor")
            if args or not isinstance(actor, Actor):
                raise TypeError(f"{name}: actions take keyword arguments only, actor among them")
            with _refusals_noted(name, actor, kwargs):
                if in_company is not None and not _is_inside():
                    with suppress(Undone):
                        done: _Done[R] = company.act(in_company(kwargs), partial(do, actor, kwargs))
                        return done.result
                return _unless_ended(partial(alone, actor, kwargs))

        def alone(actor: Actor, kwargs: Mapping[str, Any]) -> R:
            outermost = _running.get() is None
            with turn_to_write(), transaction.atomic():
                done = do(actor, kwargs)
                audit.append(done.links)
                if outermost and _rehearsing.get():
                    transaction.set_rollback(True)
            return done.result

        def do(actor: Actor, kwargs: Mapping[str, Any]) -> "_Done[R]":
            running = _Running(name, actor)
            token = _running.set(running)
            try:
                result = cast("Callable[..., R]", function)(**kwargs)
                _check_contract(running)
            finally:
                _running.reset(token)
            at = clock.now()
            return _Done(result, [audit.Link(actor, name, subject, facts, at) for subject, facts in running.entries])

        company = Company(conclude=_append_all)
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


def _unless_ended(work: Callable[[], R]) -> R:
    """Done again from its beginning where the database ended it in a deadlock."""
    for _ in range(TRIES - 1):
        try:
            return work()
        except OperationalError as error:
            if not is_deadlock(error) or connection.in_atomic_block:
                raise
    return work()


def _is_inside() -> bool:
    """Of another action or a transaction: then there is nothing to share."""
    return _running.get() is not None or _rehearsing.get() or connection.in_atomic_block


def _append_all(done: "Sequence[_Done[Any]]") -> None:
    audit.append(list(chain.from_iterable(each.links for each in done)))


@contextmanager
def _refusals_noted(name: str, actor: Actor, kwargs: Mapping[str, object]) -> Iterator[None]:
    """Keep who asks for what in vain, once all of it is undone; a rehearsal leaves nothing."""
    try:
        yield
    except Refusal as refusal:
        if _running.get() is None and not _rehearsing.get() and actor.kind not in UNNOTED:
            _note_refused(name, actor, kwargs, refusal)
        raise


def _note_refused(name: str, actor: Actor, kwargs: Mapping[str, object], refusal: Refusal) -> None:
    """Codes and numbers, nothing that was typed."""
    known = set(glossary.codes("LoggedFact"))
    asked = {**kwargs, **refusal.facts}
    facts: dict[str, object] = {key: asked[key] for key in asked if key in known and type(asked[key]) is int}
    if isinstance(refusal, Invalid):
        facts["problems"] = list(dict.fromkeys(problem.code for problem in refusal.problems))[:MOST_CODES]
    facts[audit.REFUSED] = refusal.code
    link = audit.Link(actor, name, refusal.message, facts, clock.now())
    with turn_to_write(), transaction.atomic():
        audit.append([link])


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
