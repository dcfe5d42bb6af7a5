"""The real product on an invented city: database on disk, web server, worker; as `make demo` starts it."""

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

COMMAND = str(Path(sys.executable).with_name("baeumgil"))
START_SECONDS = 60
LOGINS = "logins.json"
CITY_SIZE = 400


@dataclass(frozen=True, slots=True)
class Product:
    """Where it listens, who may sign in with which password, and where its data lies."""

    address: str
    logins: Mapping[str, str]
    folder: Path
    process: subprocess.Popen[bytes]

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `baeumgil …` on the same data."""
        return subprocess.run(
            [COMMAND, *arguments],
            env=environment(self.folder),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )


def environment(folder: Path) -> dict[str, str]:
    """The product's settings for one data folder; on SQLite, whatever the tests themselves run on."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "BAEUMGIL_SECRET_KEY"}}
    return {**kept, "BAEUMGIL_DATA": str(folder), "BAEUMGIL_STRICT_ACTIONS": "1", "PYTHONWARNINGS": "default"}


def built(folder: Path, *, size: int = CITY_SIZE) -> Path:
    """A folder with a city of this size and its logins: built by whoever comes first, the others wait for it."""
    folder.mkdir(parents=True, exist_ok=True)
    logins = folder / LOGINS
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not logins.exists():
            settings = environment(folder)
            subprocess.run([COMMAND, "migrate", "--quiet"], env=settings, check=True, timeout=120)
            told = subprocess.run(
                [COMMAND, "demo", "--size", str(size), "--json"],
                env=settings,
                check=True,
                capture_output=True,
                text=True,
                timeout=300,
            )
            logins.write_text(told.stdout, "utf-8")
    return folder


@contextmanager
def running(folder: Path, *, city: Path) -> Iterator[Product]:
    """Start everything on a copy of a city, and stop it again."""
    shutil.copytree(city, folder, dirs_exist_ok=True)
    settings = environment(folder)
    told = json.loads((folder / LOGINS).read_text("utf-8"))
    logins = {entry["username"]: entry["password"] for entry in told["logins"]}
    port = free_port()
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [COMMAND, "run", "--port", str(port)], env=settings, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_up(address, process)
        yield Product(address=address, logins=logins, folder=folder, process=process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def wait_until_up(address: str, process: subprocess.Popen[bytes]) -> None:
    """Return when the sign-in page answers; fail when the server ends or stays silent."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise AssertionError(f"the server ended with {process.returncode}")
        try:
            with urllib.request.urlopen(f"{address}/sign-in", timeout=2):  # noqa: S310  our own address
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError("the server did not answer in time")


def free_port() -> int:
    """A port of loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    built(Path(sys.argv[1]).resolve())
