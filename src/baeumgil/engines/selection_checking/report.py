"""What the check says: every place where the bundle is not what it claims to be."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that differs: where in the bundle, and the sentence in Korean and English."""

    path: str
    korean: str
    english: str


@dataclass(frozen=True, slots=True)
class Report:
    """The judgement. `figures` count what was recomputed; an unreadable bundle has none.

    `digest` is the one that stands in the file. Whoever writes a file anew can seal it anew: only the digest that was
    published tells a falsified policy or input, told consistently, from the true one.
    """

    is_sound: bool
    findings: tuple[Finding, ...]
    figures: Mapping[str, int] = field(default_factory=dict)
    digest: str = ""
