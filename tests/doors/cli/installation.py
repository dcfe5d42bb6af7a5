"""An installation of its own for tests that start commands as processes."""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[3]
INHERITED = ("BAEUMGIL_DATA", "BAEUMGIL_SECRET_KEY", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")


@dataclass(frozen=True, slots=True)
class Installation:
    """Environment of the commands."""

    environment: dict[str, str]
    folder: Path

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "baeumgil", *arguments],
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=100,
        )

    def start(self, *command: str, **options: Any) -> subprocess.Popen[str]:
        """A process that goes on."""
        return subprocess.Popen([sys.executable, *command], env=self.environment, cwd=ROOT, text=True, **options)

    def json(self, *arguments: str) -> Any:
        """What a command wrote on standard output, as JSON."""
        return json.loads(self.run(*arguments).stdout)


@contextmanager
def an_installation(folder: Path) -> Iterator[Installation]:
    """An empty one on the kind of database the tests run on: a file, or a database of its own in the cluster."""
    environment = {name: value for name, value in os.environ.items() if name not in INHERITED}
    environment["BAEUMGIL_DATA"] = str(folder)
    folder.chmod(0o700)
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield Installation(environment, folder)
        return
    name = f"commands_{secrets.token_hex(6)}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}".encode())
        environment["DATABASE_URL"] = urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
        try:
            yield Installation(environment, folder)
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
