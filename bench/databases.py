"""Benches that need a database run in a process of their own, on an empty database of each kind."""

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

from bench.measuring import Result


def run_inside(module: str) -> list[Result]:
    """Run `bench.<module>` on SQLite, and on PostgreSQL when DATABASE_URL names a server."""
    server = os.environ.get("DATABASE_URL", "")
    results = _run(module, "SQLite", None)
    if server.startswith("postgres"):
        with _empty_database(server) as address:
            results += _run(module, "PostgreSQL", address)
    return results


def _run(module: str, kind: str, address: str | None) -> list[Result]:
    with tempfile.TemporaryDirectory(prefix="baeumgil-bench-") as folder:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {"BAEUMGIL_DATA": folder, "DJANGO_SETTINGS_MODULE": "baeumgil.config.settings"}
        if address is not None:
            environment["DATABASE_URL"] = address
        done = subprocess.run(
            [sys.executable, "-m", "bench.inside", module],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        raise RuntimeError(f"bench {module} on {kind} ended with {done.returncode}")
    found = json.loads(done.stdout.splitlines()[-1])
    return [Result(**{**row, "name": f"{row['name']} ({kind})"}) for row in found]


@contextmanager
def _empty_database(server: str) -> Iterator[str]:
    """A new database on the server, dropped afterwards."""
    import psycopg

    name = f"bench_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
