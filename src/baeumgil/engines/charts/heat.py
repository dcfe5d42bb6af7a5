"""A heat map: shade and number in every cell."""

from collections.abc import Sequence
from html import escape

from baeumgil.engines.charts import marks
from baeumgil.engines.charts.drawing import Drawing
from baeumgil.engines.charts.text import Label, number, shortened, text_width
from baeumgil.engines.charts.values import Words

CELL = 32.0
SHADES = ("#ffffff", "#ecf2fe", "#d8e5fd", "#b1cefb", "#86aff9", "#4c87f6", "#256ef4", "#0b50d0", "#083891")
DARK_FROM = 5


def heat_map(
    words: Words,
    rows: Sequence[str],
    columns: Sequence[str],
    values: Sequence[Sequence[float | None]],
    *,
    width: int = 720,
) -> str:
    """Rows by columns; the darker, the more. None is an empty cell."""
    drawing = Drawing(words, width, 40 + CELL * len(rows) + 8)
    left = min(width * 0.36, 16 + max((text_width(name) for name in rows), default=0.0))
    cell = (width - left - 8) / max(1, len(columns))
    most = max((value for line in values for value in line if value is not None), default=0.0)
    for place, name in enumerate(columns):
        drawing.write(Label(shortened(name, cell - 4), left + cell * (place + 0.5), 28, "middle", role="category"))
    for down, name in enumerate(rows):
        top = 40 + CELL * down
        drawing.write(Label(shortened(name, left - 16), left - 8, top + 21, "end", role="category"))
        for across, value in enumerate(values[down]):
            if value is not None:
                hint = f"{name} {columns[across]}: {words.counted(value)}"
                _cell(drawing, (left + cell * across, top, cell), value / most if most else 0.0, number(value), hint)
    return drawing.svg()


def _cell(drawing: Drawing, place: tuple[float, float, float], share: float, text: str, hint: str) -> None:
    x, y, wide = place
    shade = min(len(SHADES) - 1, int(share * (len(SHADES) - 1) + 0.5))
    drawing.shape(
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{CELL:.1f}" fill="{SHADES[shade]}" '
        f'stroke="{marks.GRID}" class="bg-chart-heat-{shade}"><title>{escape(hint)}</title></rect>'
    )
    ink = "#ffffff" if shade >= DARK_FROM else marks.INK
    drawing.write(Label(text, x + wide / 2, y + 21, "middle", 12, "value", ink))
