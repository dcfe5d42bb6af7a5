"""Acting in company: threads that would wait for the same row at the same moment act in one transaction, in turn.

What makes a crowd wait is not its work but the promise that it is kept: the database writes to disk at the end of each
transaction, and nobody else holds the row meanwhile. In company that is waited for once. Whoever comes while another
acts is in the next transaction; alone, a thread acts at once and waits for nobody.

Each acts within a savepoint: a refusal of one undoes nothing of another. Nobody has an answer before all is stored, so
an answer still means kept. Where the database ends the whole transaction, each acts again, alone.
"""

import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import Any

from django.db import OperationalError, transaction

from baeumgil.core.turns import turn_to_write

DEADLOCK = "40P01"
"""How PostgreSQL names it (its manual, appendix A, class 40)."""


class Undone(Exception):
    """The database ended the transaction of all because others waited for it; who was in it may act again."""


def is_deadlock(error: OperationalError) -> bool:
    """Two transactions waited for each other, and the database ended this one."""
    return getattr(error.__cause__, "sqlstate", None) == DEADLOCK


@dataclass(slots=True, eq=False)
class _Act:
    """What one thread wants done, with what it has set around it, and how it ended."""

    work: Callable[[], object]
    around: Context = field(default_factory=copy_context)
    result: object = None
    error: BaseException | None = None
    is_over: bool = False


@dataclass(slots=True)
class _Room:
    """Where those wait who want the same row."""

    acting: threading.Lock = field(default_factory=threading.Lock)
    waiting: list[_Act] = field(default_factory=list)
    people: int = 0


class Company:
    """All rooms of one kind of action. `conclude` is called with the results before they are stored."""

    def __init__(self, conclude: Callable[[Sequence[Any]], None]) -> None:
        self._conclude = conclude
        self._rooms: dict[Hashable, _Room] = {}
        self._door = threading.Lock()

    def act(self, key: Hashable, work: Callable[[], object]) -> Any:
        """What `work` returns, once it is stored, be it by this thread or by another. Raises what it raised."""
        mine = _Act(work)
        with self._inside(key, mine) as room, room.acting:
            if not mine.is_over:
                with self._door:
                    acts, room.waiting = room.waiting, []
                self._do(acts)
        if mine.error is not None:
            raise mine.error
        return mine.result

    @contextmanager
    def _inside(self, key: Hashable, act: _Act) -> Iterator[_Room]:
        with self._door:
            room = self._rooms.setdefault(key, _Room())
            room.people += 1
            room.waiting.append(act)
        try:
            yield room
        finally:
            with self._door:
                room.people -= 1
                if not room.people:
                    del self._rooms[key]

    def _do(self, acts: Sequence[_Act]) -> None:
        """All of them in one transaction."""
        try:
            with turn_to_write(), transaction.atomic():
                for act in acts:
                    _do_one(act)
                self._conclude([act.result for act in acts if act.error is None])
        except OperationalError as error:
            ended = Undone() if is_deadlock(error) else error
            for act in acts:
                act.error = ended
        except BaseException as error:
            for act in acts:
                act.error = act.error or error
            raise
        finally:
            for act in acts:
                act.is_over = True


def _do_one(act: _Act) -> None:
    """One of them, undone by itself if it is refused. What the database itself gives up is no answer to anybody."""
    try:
        with transaction.atomic():
            act.result = act.around.run(act.work)
    except OperationalError:
        raise
    except Exception as error:  # noqa: BLE001  handed to the thread that wanted it
        act.error = error
