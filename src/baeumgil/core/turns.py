"""Writing in turn. On SQLite one transaction writes at a time, and who waits for it only looks again now and then.

A crowd would starve some of its members that way until their time-out. So actions queue: the threads of a process for
its one place in the queue, with the time-out they would have had, and the processes at a lock on a file beside the
database, which the system hands on in the order of asking and takes back from a process that was killed. PostgreSQL
queues at its rows by itself.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections

_place = threading.Lock()


@contextmanager
def turn_to_write() -> Iterator[None]:
    """Hold the turn of this thread. Inside a transaction, in memory and on PostgreSQL there is nothing to wait for."""
    connection: Any = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "sqlite" or connection.in_atomic_block or connection.is_in_memory_db():
        yield
        return
    settings = connection.settings_dict
    if not _place.acquire(timeout=settings["OPTIONS"].get("timeout", 5)):
        raise OperationalError("database is locked")
    try:
        with file_lock(Path(f"{settings['NAME']}-turn")):
            yield
    finally:
        _place.release()


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """Hold a file that one process of this machine at a time may hold; a killed one gives it back."""
    try:
        import fcntl  # other systems have no such locks and must do with SQLite's own
    except ModuleNotFoundError:
        yield
        return
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
