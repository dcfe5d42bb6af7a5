"""The web server's threads: so many requests at once, who sends slowly keeps none of them."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, ClassVar

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import activate, get_language

from baeumgil.config.serving import LimitedHandler

SCOPE: dict[str, Any] = {
    "type": "http",
    "method": "POST",
    "path": "/",
    "query_string": b"",
    "headers": [(b"host", b"localhost")],
}


@contextmanager
def without_connections() -> Iterator[None]:
    """These requests ask no database."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


class Counting(LimitedHandler):
    """Answers with the thread's name, and counts how many are at work at once."""

    def __init__(self, threads: int) -> None:
        super().__init__(threads)
        self.at_work, self.most = 0, 0
        self.lock = threading.Lock()
        self.enough = threading.Event()

    def load_middleware(self, is_async: bool = False) -> None:
        """None is wanted here."""
        del is_async

    def get_response(self, request: HttpRequest) -> HttpResponse:
        del request
        with self.lock:
            self.at_work += 1
            self.most = max(self.most, self.at_work)
            if self.at_work == 2:
                self.enough.set()
        self.enough.wait(timeout=30)
        with self.lock:
            self.at_work -= 1
        return HttpResponse(threading.current_thread().name)


async def asked(handler: LimitedHandler, *, body: asyncio.Event | None = None) -> str:
    """One request; its body comes when the event says so. The answer's text."""
    sent: list[dict[str, Any]] = []
    done = asyncio.Event()
    received = 0

    async def receive() -> dict[str, Any]:
        nonlocal received
        received += 1
        if received == 1:
            if body is not None:
                await body.wait()
            return {"type": "http.request", "body": b"", "more_body": False}
        await done.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await handler(SCOPE, receive, send)
    done.set()
    return b"".join(message.get("body", b"") for message in sent).decode()


def test_no_more_requests_are_worked_on_at_once_than_there_are_threads() -> None:
    async def crowd() -> tuple[int, list[str]]:
        handler = Counting(2)
        names = await asyncio.gather(*(asked(handler) for _ in range(9)))
        return handler.most, names

    with without_connections():
        most, names = asyncio.run(crowd())
    assert most == 2
    assert {name.rpartition("_")[0] for name in names} == {"request-0", "request-1"}


def test_who_sends_slowly_keeps_nobody_waiting() -> None:
    async def crowd() -> list[str]:
        handler = Counting(1)
        handler.enough.set()
        comes = asyncio.Event()
        slow = [asyncio.create_task(asked(handler, body=comes)) for _ in range(5)]
        await asyncio.sleep(0)
        quick = await asyncio.wait_for(asked(handler), timeout=30)
        comes.set()
        return [quick, *await asyncio.gather(*slow)]

    with without_connections():
        assert {name.rpartition("_")[0] for name in asyncio.run(crowd())} == {"request-0"}


class Streaming(Counting):
    """Answers with a stream, and notes in which thread it is closed."""

    def get_response(self, request: HttpRequest) -> Any:
        del request
        answer = FileResponse(BytesIO("배움길".encode()))
        closers: list[Callable[[], None]] = answer._resource_closers  # type: ignore[attr-defined]  # as Django's own
        closers.append(lambda: self.closed.append(threading.current_thread().name))
        return answer

    closed: ClassVar[list[str]] = []


@pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume synchronous iterators:Warning")
def test_a_stream_is_sent_whole_and_closed_in_the_thread_that_made_it() -> None:
    with without_connections():
        assert asyncio.run(asked(Streaming(1))) == "배움길"
    assert [name.rpartition("_")[0] for name in Streaming.closed] == ["request-0"]


class Remembering(Counting):
    """Answers with the language it found, and leaves another."""

    def get_response(self, request: HttpRequest) -> HttpResponse:
        del request
        found = get_language()
        activate("en")
        return HttpResponse(found)


def test_what_one_request_sets_is_unknown_to_the_next_in_its_thread() -> None:
    async def two() -> list[str]:
        handler = Remembering(1)
        return [await asked(handler), await asked(handler)]

    with without_connections():
        assert asyncio.run(two()) == ["ko", "ko"]


def test_only_http_is_served() -> None:
    with pytest.raises(ValueError, match="only HTTP"):
        asyncio.run(Counting(1)({"type": "websocket"}, asyncio.sleep, asyncio.sleep))  # type: ignore[arg-type]
