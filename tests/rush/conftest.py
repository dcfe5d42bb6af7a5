"""One world and one database for all rushes of a run; the release profile does many."""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.rush.servers import ROOT, Servers, environment, serving
from tests.thoroughness import IS_RELEASE


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a rush takes place. `calls` are taken one after another: each is rushed once."""

    settings: dict[str, str]
    database: str
    folder: Path
    world: dict[str, Any]
    calls: Iterator[int]


def is_postgres() -> bool:
    """Whether this run of the tests is the one on PostgreSQL."""
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


PEOPLE, SEATS = (1_000, 200) if IS_RELEASE else (300, 60)
"""A thousand for two hundred seats with every release; as crowded, but fewer, with every change."""


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """People who are signed in, calls that all of them may rush at, on the kind of database of this run."""
    folder = tmp_path_factory.mktemp("rush")
    server = os.environ.get("DATABASE_URL", "")
    name = f"rush_{secrets.token_hex(4)}"
    if is_postgres():
        _on_server(server, f'CREATE DATABASE "{name}"')
    database = urlunsplit(urlsplit(server)._replace(path=f"/{name}")) if is_postgres() else None
    try:
        settings = environment(folder, database)
        calls = 400 if IS_RELEASE else 8
        built = subprocess.run(
            [sys.executable, "-m", "tests.rush.world", str(PEOPLE), str(calls), str(SEATS)],
            env=settings,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            timeout=300,
        )
        world = json.loads(built.stdout)
        yield Ground(settings, database or str(folder / "baeumgil.sqlite3"), folder, world, iter(range(calls)))
    finally:
        if is_postgres():
            _on_server(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def servers(ground: Ground) -> Iterator[Servers]:
    """Two web servers on that ground; whoever kills them starts them again."""
    with serving(ground.settings, ground.folder / "log") as started:
        yield started


def _on_server(server: str, statement: str) -> None:
    import psycopg  # not needed where only SQLite is used

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)
