"""Bars and stacked bars."""

from collections.abc import Sequence

from baeumgil.engines.charts.axes import LEGEND_LINE, Plot, draw_axes
from baeumgil.engines.charts.drawing import Drawing
from baeumgil.engines.charts.text import Box, Label, number
from baeumgil.engines.charts.values import Series, Words

FILLED = 0.64


def bar_chart(
    words: Words, categories: Sequence[str], values: Sequence[float], *, width: int = 720, height: int = 300
) -> str:
    """One bar per category, its value above it."""
    drawing = Drawing(words, width, height)
    plot = draw_axes(drawing, categories, max(values, default=0.0), 40)
    for place, value in enumerate(values):
        drawing.bar(_bar(plot, place, 0.0, value), 0, f"{categories[place]}: {words.counted(value)}")
        _value(drawing, plot, place, value)
    return drawing.svg()


def stacked_bar_chart(
    words: Words, categories: Sequence[str], series: Sequence[Series], *, width: int = 720, height: int = 320
) -> str:
    """Parts upon each other, a legend with patterns, the sum above each bar. Values are not negative."""
    drawing = Drawing(words, width, height)
    tones = list(range(len(series)))
    below = drawing.legend([one.name for one in series], tones, 6)
    totals = [sum(one.values[place] or 0.0 for one in series) for place in range(len(categories))]
    plot = draw_axes(drawing, categories, max(totals, default=0.0), below + LEGEND_LINE)
    for place, category in enumerate(categories):
        base = 0.0
        for tone, one in enumerate(series):
            value = one.values[place] or 0.0
            hint = f"{category} {one.name}: {words.counted(value)}"
            drawing.bar(_bar(plot, place, base, base + value), tone, hint)
            base += value
        _value(drawing, plot, place, base)
    return drawing.svg()


def _bar(plot: Plot, place: int, low: float, high: float) -> Box:
    thick = plot.slot * FILLED
    return Box(plot.x(place) - thick / 2, plot.y(high), thick, plot.y(low) - plot.y(high))


def _value(drawing: Drawing, plot: Plot, place: int, value: float) -> None:
    drawing.write(Label(number(value), plot.x(place), plot.y(value) - 5, "middle", 12, "value"))
