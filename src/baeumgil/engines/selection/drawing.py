"""Draws (추첨): what no one can foresee before the seed is known, and everyone can recompute after."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from typing import Final

SEED_BYTES: Final = 32
_BLOCK: Final = 64
_ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_GROUPS, _LETTERS = 3, 4
_SEED = re.compile(r"[0-9a-f]{64}")


def is_seed(text: str) -> bool:
    """Tell whether a text is 32 bytes in lower-case hex: a seed, or its hash."""
    return _SEED.fullmatch(text) is not None


def new_seed() -> str:
    """A seed nobody can guess."""
    return secrets.token_bytes(SEED_BYTES).hex()


def seed_hash(seed: str) -> str:
    """What is published of a seed before applications close."""
    return hashlib.sha256(bytes.fromhex(seed)).hexdigest()


def draw(seed: str, applicant: str) -> str:
    """An applicant's draw: the smaller one comes first."""
    return hmac.digest(bytes.fromhex(seed), applicant.encode(), "sha256").hex()


def draws(seed: str, applicants: Iterable[str]) -> list[str]:
    """The draws of very many: HMAC (RFC 2104) with the two halves of its key hashed once, not once for each."""
    key = bytes.fromhex(seed).ljust(_BLOCK, b"\0")
    inner, outer = (hashlib.sha256(bytes(byte ^ pad for byte in key)) for pad in (0x36, 0x5C))
    found = []
    for applicant in applicants:
        text, over = inner.copy(), outer.copy()
        text.update(applicant.encode())
        over.update(text.digest())
        found.append(over.hexdigest())
    return found


def new_number() -> str:
    """추첨 번호. A public number for an applicant: 60 random bits without letters that look like digits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_LETTERS)) for _ in range(_GROUPS))
