"""The gates an HWPX passes before anything is done with it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HwpxProblem:
    """What is wrong with a file: a stable code and a Korean sentence."""

    code: str
    sentence: str


def check_hwpx(data: bytes) -> list[HwpxProblem]:
    """Everything that is wrong with the file; empty when it may be used."""
    raise NotImplementedError
