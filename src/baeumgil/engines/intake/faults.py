"""What is wrong in a file: where, what, and the way out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

BROKEN_LETTERS: Final = re.compile("[\x00\ud800-\udfff]")
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file: where, what, and the way out."""

    path: str
    korean: str
    english: str


class FileBroken(ValueError):
    """A file that cannot be read or makes no sense, with all its faults."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.path or '.'}: {fault.english}" for fault in faults[:5]))
        self.faults = tuple(faults)


@dataclass(slots=True)
class Faults:
    """The faults found so far. `is_oversized`: a list was longer than its gate, so references cannot be judged."""

    found: list[Fault] = field(default_factory=list)
    is_oversized: bool = False

    def add(self, path: str, korean: str, english: str) -> None:
        """Write one down."""
        self.found.append(Fault(path, korean, english))

    def wrong(self, path: str, value: object, korean: str, english: str) -> None:
        """Write down a value of the wrong kind, and which kind is wanted."""
        kind = _kind(value)
        self.add(
            path,
            f"{korean}이어야 하는데 {kind[0]}({shown(value)})입니다. 고쳐 적으십시오.",
            f"This must be {english}, but it is {kind[1]} ({shown(value)}). Correct it.",
        )

    def twice(self, path: str, what: object) -> None:
        """Write down that something stands twice."""
        self.add(
            path,
            f"‘{shown(what)}’ 값이 두 번 있습니다. 하나를 지우거나 바꾸십시오.",
            f"“{shown(what)}” stands here twice. Remove or change one.",
        )


def shown(value: object) -> str:
    """Say a value in a few characters, however long it is."""
    if isinstance(value, str):
        whole = BROKEN_LETTERS.sub("?", value[:_SHOWN])
        return whole if len(value) <= _SHOWN else f"{whole}…"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, int):
        return str(value) if value.bit_length() <= _SHOWN else "…"
    if isinstance(value, float):
        return repr(value)
    return "[…]" if isinstance(value, list) else "{…}"


def _kind(value: object) -> tuple[str, str]:
    for kind, korean, english in (
        (bool, "참·거짓", "true or false"),
        (int, "수", "a number"),
        (float, "소수", "a fraction"),
        (str, "글자", "a text"),
        (list, "목록", "a list"),
        (dict, "묶음", "an object"),
    ):
        if isinstance(value, kind):
            return korean, english
    return "빈 값", "null"
