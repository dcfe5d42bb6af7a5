"""Small servers for tests of gateways: what they are told to answer, they answer; what they took, they remember."""

import json
import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HANG_UP = -1


class HttpServer(ThreadingHTTPServer):
    def __init__(self, status: int) -> None:
        super().__init__(("127.0.0.1", 0), _Http)
        self.status = status
        self.taken: list[tuple[str, Mapping[str, str], Mapping[str, Any]]] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Http(BaseHTTPRequestHandler):
    server: HttpServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.taken.append((self.path, dict(self.headers), body))
        if self.server.status == HANG_UP:
            self.connection.close()
            return
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Nothing."""


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, answers: Mapping[str, int]) -> None:
        super().__init__(("127.0.0.1", 0), _Mail)
        self.answers = answers
        self.offers: tuple[str, ...] = ()
        self.taken: list[bytes] = []
        self.connections = 0

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Mail(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.server.connections += 1
        self._say(220)
        while line := self.rfile.readline():
            verb = line.split()[0].decode().upper()
            code = self.server.answers.get(verb, 250)
            if code == HANG_UP:
                return
            if verb == "EHLO" and self.server.offers:
                self._write("250-said\r\n" + "".join(f"250-{offer}\r\n" for offer in self.server.offers) + "250 OK\r\n")
            elif verb == "DATA" and code != 354 and "DATA" in self.server.answers:
                self._say(code)
            elif verb == "DATA":
                self._say(354)
                self._take()
                if self.server.answers.get("TEXT") == HANG_UP:
                    return
                self._say(self.server.answers.get("TEXT", 250))
            else:
                self._say(code)

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b"."))
        self.server.taken.append(b"".join(lines))

    def _say(self, code: int) -> None:
        self._write(f"{code} said\r\n")

    def _write(self, text: str) -> None:
        self.wfile.write(text.encode())


@contextmanager
def http_server(status: int = 200) -> Iterator[HttpServer]:
    with HttpServer(status) as server, _running(server):
        yield server


@contextmanager
def mail_server(*offers: str, **answers: int) -> Iterator[MailServer]:
    with MailServer(answers) as server, _running(server):
        server.offers = offers
        yield server


@contextmanager
def _running(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
