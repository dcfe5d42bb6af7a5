"""A solving in its own process, which can be stopped with its best plan, or killed."""

from dataclasses import dataclass
from typing import Any

from baeumgil.engines.timetabling.plan import Timetable
from baeumgil.engines.timetabling.problem import Problem


@dataclass(frozen=True, slots=True)
class Message:
    """One line the solver wrote: what it is (`progress`, `plan`, `fault`) and its facts."""

    kind: str
    facts: dict[str, Any]


class Run:
    """A solver at work."""

    def poll(self, timeout: float) -> list[Message]:
        """What it has said since, waiting at most so many seconds for the first word."""
        raise NotImplementedError

    def stop(self, grace: float = 10.0) -> None:
        """Ask it to end with its best plan; kill it if it has not ended within the grace."""
        raise NotImplementedError

    def kill(self) -> None:
        """End it and all it started at once."""
        raise NotImplementedError

    @property
    def outcome(self) -> Timetable | None:
        """Its plan, or the best it reported before it died; None if there is neither."""
        raise NotImplementedError


def start(problem: Problem, *, seconds: float, seed: int = 1, kind: str = "year") -> Run:
    """Start the solver: kind `year`, `repair` or `explain`."""
    raise NotImplementedError
