"""How much the suite tries: what fits every change, or what a release promises."""

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

IS_RELEASE = os.environ.get("BAEUMGIL_PROFILE") == "release"


def examples(quick: int, release: int | None = None) -> int:
    """Examples of a property test; ten times as many for a release unless a number is named."""
    return (release or quick * 10) if IS_RELEASE else quick


def some(cases: Sequence[T], quick: int) -> Sequence[T]:
    """The first cases, or all of them for a release."""
    return cases if IS_RELEASE else cases[:quick]
