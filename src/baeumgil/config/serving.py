"""How many requests are worked on at once: a fixed set of threads, each with a database connection that it keeps.

Without a limit every request would get a thread and a connection of its own; a thousand people at the same moment
are more than any database takes. Those beyond the limit wait in line, first come first served, and hold nothing.

From the first middleware to the last a request stays in its thread. Django would go back and forth between thread and
event loop at each step that it holds for asynchronous: as costly as the work itself when many wait.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import IO, Any, cast

import django
from asgiref.sync import ThreadSensitiveContext
from django.conf import settings
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.signals import request_started
from django.http import HttpResponseBase
from django.urls import set_script_prefix

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


class LimitedHandler(ASGIHandler):
    """Django's handler, on so many threads."""

    def __init__(self, threads: int) -> None:
        super().__init__()
        self._threads: asyncio.Queue[ThreadPoolExecutor] = asyncio.Queue()
        for number in range(threads):
            self._threads.put_nowait(ThreadPoolExecutor(1, thread_name_prefix=f"request-{number}"))

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002  as Django calls it
        """All of it for one thread."""
        del is_async
        super().load_middleware(is_async=False)

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """One request. It waits for a thread only when its body is here: who sends slowly keeps nobody waiting."""
        if scope["type"] != "http":
            raise ValueError(f"only HTTP is served, not {scope['type']}")
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        thread = await self._threads.get()
        try:
            response = await _in(thread, self._answer, scope, body)
            if response.streaming:
                async with ThreadSensitiveContext(executor=thread):
                    await self.send_response(response, send)
                await _in(thread, response.close)
        finally:
            self._threads.put_nowait(thread)
            body.close()
        if not response.streaming:
            await self.send_response(response, send)

    def _answer(self, scope: Any, body: IO[bytes]) -> HttpResponseBase:
        """The answer, in this thread. One that is whole is closed; a stream is read on."""
        set_script_prefix(get_script_prefix(scope))
        request_started.send(sender=type(self), scope=scope)
        request, fault = self.create_request(scope, body)
        response = cast("HttpResponseBase", fault if request is None else self.get_response(request))
        response._handler_class = type(self)  # type: ignore[attr-defined]  # noqa: SLF001  as Django's own handlers do
        if not response.streaming:
            response.close()
        return response


async def _in(thread: ThreadPoolExecutor, work: Callable[..., Any], *arguments: Any) -> Any:
    """Done in this thread, with what the request has set and nothing of the one before."""
    return await asyncio.get_running_loop().run_in_executor(thread, copy_context().run, work, *arguments)


def application() -> LimitedHandler:
    """The ASGI application."""
    django.setup(set_prefix=False)
    return LimitedHandler(settings.THREADS)
