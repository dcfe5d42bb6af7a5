"""The database's own limit: lock one row, count it up, write a row beside it, commit; as often as it can a second.

Nothing of the product but its settings of the database; the best of several numbers of connections counts.
"""

import os
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SECONDS = 2.0
CONNECTIONS = (1, 2, 4, 8)
Connect = Callable[[], Any]


def limit() -> float:
    """Transactions a second."""
    address = os.environ.get("DATABASE_URL", "")
    with _postgres(address) if address.startswith("postgres") else _sqlite() as (connect, once):
        return max(_rate(connect, once, number) for number in CONNECTIONS)


def _rate(connect: Connect, once: Callable[[Any], None], number: int) -> float:
    done: list[int] = []
    end = time.monotonic() + SECONDS

    def work() -> None:
        connection = connect()
        times = 0
        while time.monotonic() < end:
            once(connection)
            times += 1
        connection.close()
        done.append(times)

    threads = [threading.Thread(target=work) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / SECONDS


@contextmanager
def _sqlite() -> Iterator[tuple[Connect, Callable[[Any], None]]]:
    from django.conf import settings

    options: dict[str, Any] = settings.DATABASES["default"]["OPTIONS"]
    with tempfile.TemporaryDirectory(dir=Path(settings.DATA_FOLDER)) as folder:
        file = Path(folder) / "hot.sqlite3"

        def connect() -> Any:
            connection = sqlite3.connect(file, timeout=options["timeout"], isolation_level=None)
            connection.executescript(options["init_command"])
            return connection

        def once(connection: Any) -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("SELECT taken FROM hot WHERE id = 1").fetchone()
            connection.execute("UPDATE hot SET taken = taken + 1 WHERE id = 1")
            connection.execute("INSERT INTO beside (text) VALUES ('row')")
            connection.execute("COMMIT")

        connection = connect()
        connection.execute("CREATE TABLE hot (id INTEGER PRIMARY KEY, taken INTEGER)")
        connection.execute("CREATE TABLE beside (id INTEGER PRIMARY KEY, text TEXT)")
        connection.execute("INSERT INTO hot VALUES (1, 0)")
        yield connect, once
        connection.close()


@contextmanager
def _postgres(address: str) -> Iterator[tuple[Connect, Callable[[Any], None]]]:
    import psycopg

    def connect() -> Any:
        return psycopg.connect(address)

    def once(connection: Any) -> None:
        connection.execute("SELECT taken FROM hot WHERE id = 1 FOR UPDATE").fetchone()
        connection.execute("UPDATE hot SET taken = taken + 1 WHERE id = 1")
        connection.execute("INSERT INTO beside (text) VALUES ('row')")
        connection.commit()

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE hot (id INTEGER PRIMARY KEY, taken INTEGER)")
        connection.execute("CREATE TABLE beside (id SERIAL PRIMARY KEY, text TEXT)")
        connection.execute("INSERT INTO hot VALUES (1, 0)")
        try:
            yield connect, once
        finally:
            connection.execute("DROP TABLE hot, beside")
