"""표본 추출. Draws whom a survey asks, so that anybody with the seed can draw the same people again."""

import hmac
from collections.abc import Iterable
from hashlib import sha256


def drawn(people: Iterable[int], size: int, seed: str) -> tuple[int, ...]:
    """`size` people, those whose keyed hash comes first under the seed; all of them when there are no more.

    The order in which people are handed in plays no part, and a larger size contains every smaller one.
    """
    ranked = sorted({*people}, key=lambda person: (_rank(person, seed), person))
    return tuple(sorted(ranked[:size]))


def _rank(person: int, seed: str) -> bytes:
    return hmac.new(seed.encode(), str(person).encode(), sha256).digest()
