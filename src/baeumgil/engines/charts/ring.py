"""A ring of shares, with its list."""

import math
from collections.abc import Sequence

from baeumgil.engines.charts.drawing import Drawing
from baeumgil.engines.charts.text import Box, Label, number, shortened
from baeumgil.engines.charts.values import Slice, Words

OUTER, INNER = 92.0, 58.0
ROW = 24.0


def ring_chart(words: Words, slices: Sequence[Slice], *, centre: str = "", width: int = 460) -> str:
    """Shares of a whole. The list beside it names each part with its value and share, largest shares first as given."""
    height = max(208.0, 16 + ROW * len(slices))
    drawing = Drawing(words, width, height)
    total = sum(part.value for part in slices)
    middle = (104.0, height / 2)
    drawing.write(Label(centre or number(total), middle[0], middle[1] + 7, "middle", 20, "centre"))
    start = 0.0
    for tone, part in enumerate(slices):
        share = part.value / total if total else 0.0
        hint = f"{part.name}: {words.counted(part.value)} ({share:.0%})"
        if share > 0:
            drawing.slice(_arc(middle, start, start + share), tone, hint)
        top = (height - ROW * len(slices)) / 2 + ROW * tone
        drawing.bar(Box(220, top + 5, 14, 12), tone, hint)
        text = f"{part.name} {words.counted(part.value)} ({share:.0%})"
        drawing.write(Label(shortened(text, width - 250), 242, top + 16, role="legend"))
        start += share
    return drawing.svg()


def _arc(middle: tuple[float, float], start: float, end: float) -> str:
    """A ring segment between two shares of the circle, clockwise from the top. A whole ring is two halves."""
    if end - start >= 0.9999:  # noqa: PLR2004  an arc cannot end where it begins
        return _arc(middle, 0.0, 0.5) + _arc(middle, 0.5, 0.9998)
    large = 1 if end - start > 0.5 else 0  # noqa: PLR2004  more than half of the circle
    outer_from, outer_to = _on_circle(middle, OUTER, start), _on_circle(middle, OUTER, end)
    inner_from, inner_to = _on_circle(middle, INNER, end), _on_circle(middle, INNER, start)
    return (
        f"M{outer_from}A{OUTER:.0f} {OUTER:.0f} 0 {large} 1 {outer_to}L{inner_from}"
        f"A{INNER:.0f} {INNER:.0f} 0 {large} 0 {inner_to}Z"
    )


def _on_circle(middle: tuple[float, float], radius: float, share: float) -> str:
    angle = 2 * math.pi * share
    return f"{middle[0] + radius * math.sin(angle):.1f} {middle[1] - radius * math.cos(angle):.1f}"
