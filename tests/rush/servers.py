"""The real product in several processes on one database: started, killed without a word, started again."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.journeys.product import COMMAND, free_port

READY_SECONDS = 120
UNGUARDED = (sys.executable, "-m", "tests.rush.unguarded")
ROOT = Path(__file__).resolve().parents[2]


@dataclass(slots=True)
class Servers:
    """Web servers, each a process of its own with a port of its own."""

    settings: Mapping[str, str]
    log: Path
    command: Sequence[str] = (COMMAND,)
    ports: tuple[int, ...] = ()
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        """Start those that do not run, and wait until all answer."""
        self.processes = [self._start(port) for port in self.ports]
        for port, process in zip(self.ports, self.processes, strict=True):
            _wait(port, process, self.log)

    def kill(self) -> None:
        """All of them at once, without a word: `kill -9`."""
        for process in self.processes:
            process.send_signal(signal.SIGKILL)
        for process in self.processes:
            process.wait()

    def stop(self) -> None:
        """Politely."""
        for process in self.processes:
            with suppress(ProcessLookupError):
                process.terminate()
        for process in self.processes:
            process.wait(timeout=60)

    def _start(self, port: int) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [*self.command, "serve", "--port", str(port)],
                env=dict(self.settings),
                cwd=ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
            )


@contextmanager
def serving(
    settings: Mapping[str, str], log: Path, *, processes: int = 2, command: Sequence[str] = (COMMAND,)
) -> Iterator[Servers]:
    """Servers that run until the end of the block."""
    servers = Servers(settings, log, command, tuple(free_port() for _ in range(processes)))
    try:
        servers.start()
        yield servers
    finally:
        servers.stop()


def environment(folder: Path, database: str | None) -> dict[str, str]:
    """The product's settings for one data folder, and for another database than the folder's if one is named."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "BAEUMGIL_SECRET_KEY"}}
    named = {} if database is None else {"DATABASE_URL": database}
    return {**kept, **named, "BAEUMGIL_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "baeumgil.config.settings"}


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise AssertionError(f"a server ended with {process.returncode}: {log.read_text(errors='replace')[-2000:]}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=10):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise AssertionError("a server did not answer in time")
