"""Who comes before whom: the published order, and the draw that ends it."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from baeumgil.engines.selection_checking.shapes import Row

Key = tuple[Any, ...]


def hash_of_seed(seed: str) -> str:
    """The SHA-256 of the seed's thirty-two bytes, as it was published beforehand."""
    return hashlib.sha256(bytes.fromhex(seed)).hexdigest()


def lot(seed: str, applicant: str) -> str:
    """An applicant's lot: HMAC-SHA-256 of the draw number under the seed. The smaller one comes first."""
    return hmac.new(bytes.fromhex(seed), applicant.encode("utf-8"), hashlib.sha256).hexdigest()


def weeks_of(days: Sequence[str]) -> tuple[str, ...]:
    """The ISO weeks that days fall in, each once, earliest first."""
    parts = (date.fromisoformat(day).isocalendar() for day in days)
    return tuple(sorted({f"{part.year}-W{part.week:02d}" for part in parts}))


def key_of(problem: Row, seed: str, applicant: Row, session: str | None = None) -> Key:
    """Where an applicant stands; with a session, among those who want that session."""
    values: Mapping[str, Any] = applicant["values"]
    key: list[Any] = []
    for word in problem["order"]:
        value = values.get(word)
        if word == "own_institute":
            if session is not None:
                key.append(0 if session in applicant["own"] else 1)
        elif word in {"mandatory", "never_attended"}:
            key.append(0 if value else 1)
        elif word == "promotion_deadline":
            key.append((1, 0) if value is None else (0, value))
        elif word in {"longest_waiting", "earlier_refusals"}:
            key.append(-(value or 0))
        elif word == "arrival":
            key.append(value)
        else:
            key.append(lot(seed, applicant["id"]))
    return (*key, applicant["id"])
