"""Many people at once, each with a connection of their own; every call is written down with its begin and end."""

import http.client
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from queue import Empty, SimpleQueue

from tests.rush.history import Answer, Asked

PATIENCE_SECONDS = 240
RETRY_SECONDS = 0.05
STACK_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Shot:
    """One person's request, as often as it is sent: what goes over the wire."""

    person: int
    key: str
    path: str
    headers: Mapping[str, str]
    body: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer says."""

    answer: Answer
    application: int | None = None
    is_seated: bool | None = None


Read = Callable[[int, Mapping[str, str], bytes], Reading]


class Rush:
    """Sends every shot until it is answered, over so many open connections; all begin within so many seconds."""

    def __init__(
        self, ports: Sequence[int], shots: Sequence[Shot], read: Read, *, connections: int, seconds: float = 0
    ) -> None:
        self.ports, self.read = ports, read
        self._seconds, self._connections = seconds, connections
        self.asked: list[Asked] = []
        self._todo: SimpleQueue[Shot] = SimpleQueue()
        for shot in shots:
            self._todo.put(shot)
        self._gate = threading.Barrier(connections + 1)
        numbers = count()
        threading.stack_size(STACK_BYTES)
        self._threads = [
            threading.Thread(target=self._work, args=(next(numbers),), daemon=True) for _ in range(connections)
        ]
        threading.stack_size(0)

    def start(self) -> None:
        """Open every connection, then let all go at once."""
        for thread in self._threads:
            thread.start()
        self._gate.wait()

    def join(self) -> list[Asked]:
        """Wait for the last answer; everything that was asked."""
        for thread in self._threads:
            thread.join()
        return self.asked

    @property
    def answered(self) -> int:
        """How many calls have been answered so far."""
        return sum(call.ended is not None for call in self.asked)

    def _work(self, number: int) -> None:
        port = self.ports[number % len(self.ports)]
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        connection.connect()
        self._gate.wait()
        time.sleep(self._seconds * number / self._connections)
        while True:
            try:
                shot = self._todo.get_nowait()
            except Empty:
                connection.close()
                return
            end = time.monotonic() + PATIENCE_SECONDS
            while not self._sent(connection, shot) and time.monotonic() < end:
                connection.close()  # it connects again by itself
                time.sleep(RETRY_SECONDS)

    def _sent(self, connection: http.client.HTTPConnection, shot: Shot) -> bool:
        """Send once; whether an answer came."""
        began = time.monotonic()
        try:
            connection.request("POST", shot.path, shot.body, dict(shot.headers))
            response = connection.getresponse()
            body = response.read()
        except (OSError, http.client.HTTPException):
            self.asked.append(Asked(shot.person, shot.key, began, None, Answer.NONE))
            return False
        ended = time.monotonic()
        found = self.read(response.status, dict(response.getheaders()), body)
        self.asked.append(Asked(shot.person, shot.key, began, ended, found.answer, found.application, found.is_seated))
        return True
