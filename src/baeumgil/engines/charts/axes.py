"""Scales and axes shared by bars and lines."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from baeumgil.engines.charts import marks
from baeumgil.engines.charts.drawing import Drawing
from baeumgil.engines.charts.text import Label, number, text_width

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
SMALLEST = 1e-9
"""Below this everything is drawn as nothing; far smaller floats have no scale of their own."""
LEGEND_LINE = 38.0
FOOT = 30.0


def ticks(top: float, wanted: int = 5) -> list[float]:
    """Round values from 0 to at least `top`; [0, 1] for nothing or next to nothing."""
    if top < SMALLEST:
        return [0.0, 1.0]
    rough = top / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in STEPS if power * factor >= rough * 0.999)
    count = math.ceil(top / step - 1e-9)
    return [step * place for place in range(count + 1)]


@dataclass(frozen=True, slots=True)
class Plot:
    """The area between the axes; values run from 0 to `most`, upwards."""

    left: float
    top: float
    right: float
    bottom: float
    most: float
    slots: int

    def y(self, value: float) -> float:
        """Where a value lies."""
        return self.bottom - (self.bottom - self.top) * value / self.most

    def x(self, place: int) -> float:
        """The middle of a category's slot."""
        return self.left + self.slot * (place + 0.5)

    @property
    def slot(self) -> float:
        """Width of one category."""
        return (self.right - self.left) / max(1, self.slots)


def draw_axes(drawing: Drawing, categories: Sequence[str], most: float, top: float, *, right: float = 8.0) -> Plot:
    """Grid lines with values, and category names as many as fit; the last one is always written."""
    marks_y = ticks(most)
    left = 12 + max(text_width(number(value)) for value in marks_y)
    plot = Plot(left, top, drawing.width - right, drawing.height - FOOT, marks_y[-1], len(categories))
    if drawing.words.unit:
        said = f"({drawing.words.unit_word}: {drawing.words.unit})"
        drawing.write(Label(said, drawing.width - 8, top - 26, "end", 12, "unit", marks.MUTED))
    for value in marks_y:
        drawing.line(plot.left, plot.y(value), plot.right, plot.y(value))
        drawing.write(Label(number(value), plot.left - 6, plot.y(value) + 4, "end", 12, "tick", marks.MUTED))
    for place in _last_first(len(categories)):
        middle = Label(categories[place], plot.x(place), plot.bottom + 18, "middle", role="category")
        at_edge = Label(categories[place], drawing.width - 2, plot.bottom + 18, "end", role="category")
        drawing.write(middle, *((at_edge,) if place == len(categories) - 1 else ()))
    return plot


def _last_first(count: int) -> list[int]:
    """The last, then every other backwards, then the rest: what is left out is left out evenly."""
    backwards = list(range(count - 1, -1, -1))
    return backwards[::4] + backwards[2::4] + backwards[1::2]
