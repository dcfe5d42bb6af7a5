"""One finding of the doctor."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is. An error ends the command with 1."""

    GOOD = "good"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """점검 결과. What was looked at, how it stands, and what to do."""

    code: str
    level: Level
    message: str
    remedy: str = ""


Check = Callable[[], Iterator[Finding]]


def good(code: str, message: str) -> Finding:
    """All right."""
    return Finding(code, Level.GOOD, message)


def warning(code: str, message: str, remedy: str) -> Finding:
    """Works, but should be mended."""
    return Finding(code, Level.WARNING, message, remedy)


def error(code: str, message: str, remedy: str) -> Finding:
    """Does not work, or is not safe."""
    return Finding(code, Level.ERROR, message, remedy)
