"""Lines, with a range around the first and an optional place from which values are estimates."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from baeumgil.engines.charts import marks
from baeumgil.engines.charts.axes import LEGEND_LINE, Plot, draw_axes
from baeumgil.engines.charts.drawing import Drawing
from baeumgil.engines.charts.text import Box, Label, number, text_width
from baeumgil.engines.charts.values import Band, Series, Words

Point = tuple[float, float]


def line_chart(
    words: Words,
    categories: Sequence[str],
    series: Sequence[Series],
    *,
    band: Band | None = None,
    dashed_from: int | None = None,
    width: int = 720,
    height: int = 320,
) -> str:
    """Lines with point marks and names at their ends. `dashed_from`: first category that is an estimate."""
    drawing = Drawing(words, width, height)
    top = _head(drawing, band)
    plot = draw_axes(drawing, categories, _most(series, band), top, right=_room(series))
    if band is not None:
        _range(drawing, plot, band, categories)
    runs = [_points(plot, one) for one in series]
    for points in runs:
        _keep_clear(drawing, points)
    for tone, (one, points) in enumerate(zip(series, runs, strict=True)):
        _line(drawing, tone, points, dashed_from)
        _marks(drawing, tone, one, points, categories)
    _ends(drawing, series, runs)
    if series:
        _values(drawing, series[0], runs[0])
    return drawing.svg()


def _head(drawing: Drawing, band: Band | None) -> float:
    if band is None:
        return 40.0
    drawing.shape(
        f'<rect x="8" y="6" width="14" height="12" fill="{marks.light_of(0)}" stroke="{marks.colour_of(0)}" '
        f'stroke-dasharray="3 2"/>'
    )
    drawing.write(Label(band.name, 28, 17, role="legend"))
    return 28 + LEGEND_LINE


def _most(series: Sequence[Series], band: Band | None) -> float:
    values = [value for one in series for value in one.values if value is not None]
    return max([*values, *(band.high if band else ())], default=0.0)


def _room(series: Sequence[Series]) -> float:
    return 16 + min(150.0, max((text_width(one.name) for one in series), default=0.0))


def _points(plot: Plot, one: Series) -> dict[int, Point]:
    return {place: (plot.x(place), plot.y(value)) for place, value in enumerate(one.values) if value is not None}


def _range(drawing: Drawing, plot: Plot, band: Band, categories: Sequence[str]) -> None:
    upper = [(plot.x(place), plot.y(value)) for place, value in enumerate(band.high)]
    lower = [(plot.x(place), plot.y(value)) for place, value in enumerate(band.low)]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in [*upper, *reversed(lower)])
    hint = f"{band.name}: {categories[0]}~{categories[-1]}" if categories else band.name
    drawing.shape(
        f'<path d="M{path}Z" fill="{marks.light_of(0)}" stroke="{marks.colour_of(0)}" stroke-width="1" '
        f'stroke-dasharray="3 2" class="bg-chart-range"><title>{escape(hint)}</title></path>'
    )


def _line(drawing: Drawing, tone: int, points: dict[int, Point], dashed_from: int | None) -> None:
    for (before, (x1, y1)), (after, (x2, y2)) in pairwise(points.items()):
        if after != before + 1:
            continue
        dash = ' stroke-dasharray="6 4"' if dashed_from is not None and after >= dashed_from else ""
        drawing.shape(
            f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{marks.colour_of(tone)}" '
            f'stroke-width="2.5" fill="none"{dash}/>'
        )


def _marks(drawing: Drawing, tone: int, one: Series, points: dict[int, Point], categories: Sequence[str]) -> None:
    for place, (x, y) in points.items():
        hint = f"{categories[place]} {one.name}: {drawing.words.counted(one.values[place] or 0.0)}"
        drawing.shape(f"<g>{marks.point(tone, x, y)}<title>{escape(hint)}</title></g>")


def _keep_clear(drawing: Drawing, points: dict[int, Point]) -> None:
    """Cover each line by small boxes, so that no value is written across it."""
    for (x1, y1), (x2, y2) in pairwise(points.values()):
        steps = max(2, int(abs(x2 - x1) // 8))
        for step in range(steps + 1):
            share = step / steps
            drawing.keep_clear(Box(x1 + (x2 - x1) * share - 2, y1 + (y2 - y1) * share - 2, 4, 4))


def _ends(drawing: Drawing, series: Sequence[Series], runs: Sequence[dict[int, Point]]) -> None:
    """Each line's name beside its last point, moved up or down until it is free."""
    for tone, (one, points) in enumerate(zip(series, runs, strict=True)):
        if points:
            x, y = list(points.values())[-1]
            shifts = [0.0, *(sign * 15.0 * step for step in range(1, 12) for sign in (1, -1))]
            drawing.write(*(Label(one.name, x + 9, y + 4 + shift, colour=marks.colour_of(tone)) for shift in shifts))


def _values(drawing: Drawing, one: Series, points: dict[int, Point]) -> None:
    for place, (x, y) in points.items():
        text = number(one.values[place] or 0.0)
        drawing.write(*(Label(text, x, y + shift, "middle", 12, "value") for shift in (-9.0, 18.0, -16.0, 25.0)))
