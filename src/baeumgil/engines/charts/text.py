"""How wide words are, how numbers read, and where a piece of text lies."""

import unicodedata
from dataclasses import dataclass
from typing import Literal

FONT_SIZE = 13.0
WIDE = frozenset("WF")
WIDE_EM = 0.95
NARROW_EM = 0.6
DIGIT_EM = 0.58
ASCENT = 0.82
HEIGHT = 1.1

Anchor = Literal["start", "middle", "end"]


def text_width(text: str, size: float = FONT_SIZE) -> float:
    """Width in chart units, rather too wide than too narrow, for the typefaces a Korean page uses."""
    return size * sum(_em(letter) for letter in text)


def _em(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in WIDE:
        return WIDE_EM
    return DIGIT_EM if letter.isdigit() else NARROW_EM


def shortened(text: str, width: float, size: float = FONT_SIZE) -> str:
    """The text itself, or as much of its beginning as fits, with an ellipsis; empty when nothing fits."""
    if text_width(text, size) <= width:
        return text
    kept = text
    while kept and text_width(f"{kept}…", size) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…" if kept else ""


def number(value: float) -> str:
    """Thousands separated; one decimal only when it says something."""
    rounded = round(value, 1)
    return f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.1f}"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `y` grows downwards."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: "Box", gap: float = 0.0) -> bool:
        """True when both share an area, or lie closer than the gap."""
        return (
            self.x < other.x + other.width + gap
            and other.x < self.x + self.width + gap
            and self.y < other.y + other.height + gap
            and other.y < self.y + self.height + gap
        )

    def is_within(self, width: float, height: float) -> bool:
        """True when it lies wholly on a canvas of that size."""
        return self.x >= 0 and self.y >= 0 and self.x + self.width <= width and self.y + self.height <= height


@dataclass(frozen=True, slots=True)
class Label:
    """Text at a place: `x` by its anchor, `y` its baseline."""

    text: str
    x: float
    y: float
    anchor: Anchor = "start"
    size: float = FONT_SIZE
    role: str = "label"
    colour: str = "#1e2124"

    @property
    def box(self) -> Box:
        """The area the text covers."""
        width = text_width(self.text, self.size)
        left = {"start": self.x, "middle": self.x - width / 2, "end": self.x - width}[self.anchor]
        return Box(left, self.y - self.size * ASCENT, width, self.size * HEIGHT)
