"""Asking together: threads that want the same kind of facts at the same moment are served by one of them for all.

Reading for a hundred people costs hardly more than reading for one. Alone, a thread asks at once and waits for nobody;
in a crowd, whoever comes while another reads is in the next reading.
"""

import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Asked = TypeVar("Asked", bound=Hashable)
Found = TypeVar("Found")


@dataclass(slots=True)
class _Question(Generic[Asked]):
    asked: Asked
    answers: "Mapping[Asked, object] | None" = None
    error: Exception | None = None


class Together(Generic[Asked, Found]):
    """One kind of question. `answer` finds the answers to many at once, each question being a key."""

    def __init__(self, answer: Callable[[Sequence[Asked]], Mapping[Asked, Found]]) -> None:
        self._answer = answer
        self._reading = threading.Lock()
        self._writing = threading.Lock()
        self._open: list[_Question[Asked]] = []

    def ask(self, asked: Asked) -> Found:
        """The answer, found by this thread or by another; what went wrong for one went wrong for all."""
        mine = _Question(asked)
        with self._writing:
            self._open.append(mine)
        with self._reading:
            if mine.answers is None and mine.error is None:
                self._read()
        if mine.error is not None:
            raise mine.error
        assert mine.answers is not None  # noqa: S101  read above
        return mine.answers[asked]  # type: ignore[return-value]  # what `answer` gave

    def _read(self) -> None:
        with self._writing:
            questions, self._open = self._open, []
        try:
            answers = self._answer([question.asked for question in questions])
        except Exception as error:  # noqa: BLE001  handed to each who asked
            for question in questions:
                question.error = error
        else:
            for question in questions:
                question.answers = answers
