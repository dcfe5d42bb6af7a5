"""Who comes before whom: the published order, and the draw that ends it."""

import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

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


PARTS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "mandatory": lambda value: 0 if value else 1,
    "never_attended": lambda value: 0 if value else 1,
    "promotion_deadline": lambda days: (1, 0) if days is None else (0, days),
    "longest_waiting": lambda days: -(days or 0),
    "earlier_refusals": lambda times: -(times or 0),
    "arrival": lambda place: place,
}


def key_of(order: Sequence[str], seed: str, applicant: Row) -> Key:
    """Where an applicant stands in the common order: the smaller key comes first."""
    values: Mapping[str, Any] = applicant["values"]
    return tuple(
        lot(seed, applicant["id"]) if word == "draw" else PARTS[word](values.get(word))
        for word in order
        if word != "own_institute"
    )
