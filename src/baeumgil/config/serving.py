"""How many requests are worked on at once: a fixed set of threads, each with a database connection that it keeps.

Without a limit every request would get a thread and a connection of its own; a thousand people at the same moment
are more than any database takes. Those beyond the limit wait in line, first come first served, and hold nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from typing import Any

import django
from asgiref.sync import ThreadSensitiveContext
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


class _Turn:
    """One request's claim on a thread: none until its body is here, so that who sends slowly keeps nobody waiting."""

    def __init__(self, threads: "asyncio.Queue[ThreadPoolExecutor]") -> None:
        self.threads = threads
        self.thread: ThreadPoolExecutor | None = None
        self.context: ThreadSensitiveContext | None = None

    async def take(self) -> None:
        self.thread = await self.threads.get()
        self.context = ThreadSensitiveContext(executor=self.thread)
        await self.context.__aenter__()  # type: ignore[no-untyped-call]

    async def give_back(self) -> None:
        if self.context is not None:
            await self.context.__aexit__(None, None, None)  # type: ignore[no-untyped-call]
        if self.thread is not None:
            self.threads.put_nowait(self.thread)


_turn: ContextVar[_Turn] = ContextVar("turn")


class LimitedHandler(ASGIHandler):
    """Django's handler, on so many threads."""

    def __init__(self, threads: int) -> None:
        super().__init__()
        self._threads: asyncio.Queue[ThreadPoolExecutor] = asyncio.Queue()
        for number in range(threads):
            self._threads.put_nowait(ThreadPoolExecutor(1, thread_name_prefix=f"request-{number}"))

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            raise ValueError(f"only HTTP is served, not {scope['type']}")
        turn = _Turn(self._threads)
        token = _turn.set(turn)
        try:
            await self.handle(scope, receive, send)
        finally:
            await turn.give_back()
            _turn.reset(token)

    async def read_body(self, receive: Receive) -> Any:
        """The body; from here on the request has its thread."""
        body = await super().read_body(receive)
        await _turn.get().take()
        return body


def application() -> LimitedHandler:
    """The ASGI application."""
    django.setup(set_prefix=False)
    return LimitedHandler(settings.THREADS)
