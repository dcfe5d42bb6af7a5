"""Folding text to one spelling."""

import unicodedata
from functools import lru_cache

_INVISIBLE = (
    *range(0x09),
    *range(0x0E, 0x1C),
    *range(0x7F, 0x85),
    *range(0x86, 0xA0),
    0xAD,
    0x34F,
    0x61C,
    0x115F,
    0x1160,
    0x17B4,
    0x17B5,
    *range(0x180B, 0x1810),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    0x3164,
    *range(0xFE00, 0xFE10),
    0xFEFF,
    0xFFA0,
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),
    *range(0xE0100, 0xE01F0),
)
"""Characters nobody sees: controls, zero-width and direction marks, fillers, variation selectors."""

_TABLE: dict[int, int | str | None] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(_INVISIBLE),
    0x2800: " ",
}


@lru_cache(maxsize=1 << 17)
def fold_text(text: str) -> str:
    """NFC, without invisible characters, full-width ASCII as ASCII, every run of spaces as one."""
    if text.isascii() and text.isprintable():
        return text if "  " not in text and text == text.strip() else " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", text.translate(_TABLE)).split())
