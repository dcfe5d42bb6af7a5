"""`baeumgil run` and `baeumgil serve`: the web server, and the workers beside it.

`run` itself needs nothing of Django: it starts them as processes, starts again whichever dies, and stops
all when it is told to stop. Jobs that take minutes have a worker of their own, so that no short one waits for them.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from dataclasses import dataclass, field
from typing import Any

import click

PORTS_TO_TRY = 20
BACKLOG = 2048
MOST_WEB_SERVERS = 64
STOP_SECONDS = 10.0
READY_SECONDS = 60.0
LOOK_EVERY_SECONDS = 0.1
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 20.0
HEALTHY_SECONDS = 10.0
MOST_EARLY_DEATHS = 3


def parent_is_gone(parent: int | None) -> bool:
    """True when the process that started this one has ended; never without a parent to watch."""
    return parent is not None and os.getppid() != parent


def listening(host: str, wanted: int) -> socket.socket | None:
    """A socket at the wanted port or the next free one; None when none of the next twenty is free.

    It is open before any web server runs and stays open while one is started again: who asks meanwhile waits.
    """
    for port in range(wanted, min(wanted + PORTS_TO_TRY, 65_536)):
        opened = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            opened.bind((host, port))
        except OSError:
            opened.close()
            continue
        opened.listen(BACKLOG)
        return opened
    return None


@dataclass(slots=True)
class Child:
    """A process that is started again when it dies."""

    name: str
    arguments: tuple[str, ...]
    sockets: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause: float = FIRST_PAUSE_SECONDS
    early_deaths: int = 0
    start_after: float = field(default=0.0)

    def start(self) -> None:
        """Start it, in its own session so that Ctrl+C reaches it only through us."""
        command = [sys.executable, "-m", "baeumgil", *self.arguments, "--beside", str(os.getpid())]
        self.process = subprocess.Popen(  # noqa: S603  our own program
            command, start_new_session=True, pass_fds=self.sockets
        )
        self.started_at = time.monotonic()
        click.echo(f"{self.name} 시작 (프로세스 {self.process.pid})", err=True)

    def look(self) -> None:
        """Note a death and when to start again; start when that time has come."""
        if self.process is not None and self.process.poll() is not None:
            lived = time.monotonic() - self.started_at
            click.echo(f"{self.name} 멈춤 (끝난 값 {self.process.returncode}), 다시 시작합니다", err=True)
            self.early_deaths = self.early_deaths + 1 if lived < HEALTHY_SECONDS else 0
            self.pause = min(self.pause * 2, LONGEST_PAUSE_SECONDS) if self.early_deaths > 1 else FIRST_PAUSE_SECONDS
            self.start_after = time.monotonic() + self.pause
            self.process = None
        if self.process is None and time.monotonic() >= self.start_after:
            self.start()

    def ask_to_stop(self) -> None:
        """Ask politely."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def stop(self, until: float) -> None:
        """Wait for it, then end it."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="들을 주소")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65_535), help="들을 포트")
@click.option(
    "--web",
    "web_servers",
    default=1,
    show_default=True,
    type=click.IntRange(1, MOST_WEB_SERVERS),
    help="웹 서버 수: 접수가 몰리는 도시는 CPU 하나에 하나",
)
@click.option("--open", "open_browser", is_flag=True, help="준비되면 브라우저에서 열기")
def run(*, host: str, port: int, web_servers: int, open_browser: bool) -> None:
    """웹 서버와 작업자 둘을 함께 실행합니다. 멈추려면 Ctrl+C를 누르세요."""
    opened = listening(host, port)
    if opened is None:
        click.echo(
            f"{port}번부터 {port + PORTS_TO_TRY - 1}번까지 쓸 수 있는 포트가 없습니다. --port로 정하세요.", err=True
        )
        raise SystemExit(1)
    chosen, shared = opened.getsockname()[1], opened.fileno()
    if chosen != port:
        click.echo(f"{port}번 포트는 다른 프로그램이 쓰고 있어 {chosen}번을 씁니다.", err=True)
    webs = [Child("웹 서버", ("serve", "--socket", str(shared)), (shared,)) for _each in range(web_servers)]
    worker = Child("작업자", ("work", "--lane", "short"))
    long_worker = Child("긴 작업자", ("work", "--lane", "long"))
    address = f"http://{'127.0.0.1' if host in {'0.0.0.0', '::'} else host}:{chosen}/"  # noqa: S104  compared, not bound
    with opened:
        code = _supervise([*webs, worker, long_worker], address, open_browser=open_browser)
    raise SystemExit(code)


def _supervise(children: list[Child], address: str, *, open_browser: bool) -> int:
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())
    threading.Thread(target=_announce, args=(address, stopping, open_browser), daemon=True).start()
    code = 0
    while not stopping.wait(LOOK_EVERY_SECONDS):
        for child in children:
            child.look()
        if children[0].early_deaths >= MOST_EARLY_DEATHS:  # a web server
            click.echo("웹 서버가 시작되지 않습니다. 'baeumgil doctor'로 까닭을 찾으세요.", err=True)
            code = 1
            break
    for child in children:
        child.ask_to_stop()
    until = time.monotonic() + STOP_SECONDS
    for child in children:
        child.stop(until)
    return code


def _announce(address: str, stopping: threading.Event, open_browser: bool) -> None:  # noqa: FBT001  a thread's argument
    until = time.monotonic() + READY_SECONDS
    while not stopping.wait(LOOK_EVERY_SECONDS) and time.monotonic() < until:
        if _answers(address):
            click.echo(f"\n배움길이 준비되었습니다: {address}\n멈추려면 Ctrl+C를 누르세요.", err=True)
            if open_browser and (sys.platform != "linux" or os.environ.get("DISPLAY")):
                webbrowser.open(address)
            return


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):  # noqa: S310  our own address
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="들을 주소")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65_535), help="들을 포트")
@click.option("--socket", "shared", type=int, hidden=True, help="이미 열린 소켓에서 들음")
@click.option("--beside", type=int, hidden=True, help="이 프로세스가 끝나면 함께 끝냄")
def serve(*, host: str, port: int, shared: int | None, beside: int | None) -> None:
    """웹 서버만 실행합니다."""
    import uvicorn  # help must not wait for it

    from baeumgil.doors.cli.frame import set_django_up

    set_django_up()
    from baeumgil.doors.cli import readiness, static_files  # need settings

    readiness.refuse_faulty_library()
    readiness.need_migrations()
    static_files.collect_if_changed()
    config = uvicorn.Config(
        "baeumgil.config.asgi:application",
        host=host,
        port=port,
        lifespan="off",
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=5,
        backlog=BACKLOG,
    )
    server = uvicorn.Server(config)
    if beside is not None:
        threading.Thread(target=_leave_with, args=(server, beside), daemon=True).start()
    server.run(sockets=[socket.socket(fileno=shared)] if shared is not None else None)


def _leave_with(server: Any, parent: int) -> None:
    while not parent_is_gone(parent):
        time.sleep(1)
    server.should_exit = True
