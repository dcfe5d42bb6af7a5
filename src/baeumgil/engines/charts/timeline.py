"""A horizontal strip of spans through time, with today marked."""

from collections.abc import Sequence
from datetime import date

from baeumgil.engines.charts import marks
from baeumgil.engines.charts.drawing import Drawing
from baeumgil.engines.charts.text import Anchor, Box, Label, shortened, text_width
from baeumgil.engines.charts.values import Span, Words

LANE = 40.0
BAR = 14.0
HEAD = 46.0
LEAST_BAR = 6.0


def timeline_strip(words: Words, spans: Sequence[Span], *, today: date | None = None, width: int = 720) -> str:
    """Each span is a bar with its name and mark above it; bars that would collide take another lane."""
    if not spans:
        return Drawing(words, width, HEAD).svg()
    first, last = _bounds(spans, today)
    scale = _Scale(first, last, width)
    lanes = _lanes(spans, scale, width)
    height = HEAD + LANE * (max(lanes) + 1) + 6
    drawing = Drawing(words, width, height)
    if today is not None:
        _today(drawing, scale.x(today), height)
    _years(drawing, scale, height)
    for span, lane in zip(spans, lanes, strict=True):
        _span(drawing, span, scale, HEAD + LANE * lane)
    return drawing.svg()


class _Scale:
    """Days to chart units."""

    def __init__(self, first: date, last: date, width: float) -> None:
        self.first, self.last, self.width = first, last, width
        self._unit = (width - 16) / max(1, (last - first).days)

    def x(self, day: date) -> float:
        return 8 + (day - self.first).days * self._unit


def _bounds(spans: Sequence[Span], today: date | None) -> tuple[date, date]:
    days = [span.starts_on for span in spans] + [span.ends_on for span in spans] + ([today] if today else [])
    return date(min(days).year, 1, 1), date(max(days).year, 12, 31)


def _words_of(span: Span) -> str:
    return f"{span.name} · {span.mark}" if span.mark else span.name


def _text_left(span: Span, scale: _Scale, width: float) -> float:
    """Where the words begin: with the bar, or as far right as they fit."""
    return max(8.0, min(scale.x(span.starts_on), width - 8 - text_width(_words_of(span))))


def _lanes(spans: Sequence[Span], scale: _Scale, width: float) -> list[int]:
    """The first lane in which bar and words of each span are free."""
    taken: list[list[tuple[float, float]]] = []
    lanes: list[int] = []
    for span in spans:
        left = _text_left(span, scale, width)
        right = max(left + text_width(_words_of(span)), scale.x(span.ends_on), scale.x(span.starts_on) + LEAST_BAR)
        lane = next(
            (
                place
                for place, used in enumerate(taken)
                if all(right + 8 <= start or left >= end + 8 for start, end in used)
            ),
            len(taken),
        )
        if lane == len(taken):
            taken.append([])
        taken[lane].append((left, right))
        lanes.append(lane)
    return lanes


def _years(drawing: Drawing, scale: _Scale, height: float) -> None:
    for year in range(scale.first.year, scale.last.year + 1):
        x = scale.x(date(year, 1, 1))
        drawing.line(x, HEAD - 14, x, height - 4)
        drawing.write(Label(f"{year}", x + 3, HEAD - 18, size=12, role="tick", colour=marks.MUTED))


def _today(drawing: Drawing, x: float, height: float) -> None:
    drawing.line(x, 18, x, height - 4, marks.COLOURS[4], dash="4 3")
    anchors: tuple[tuple[Anchor, float], ...] = (
        ("middle", x),
        ("start", max(8.0, x)),
        ("end", min(drawing.width - 8, x)),
    )
    drawing.write(*(Label("오늘", place, 14, anchor, 12, "today", marks.COLOURS[4]) for anchor, place in anchors))


def _span(drawing: Drawing, span: Span, scale: _Scale, top: float) -> None:
    x, end = scale.x(span.starts_on), scale.x(span.ends_on)
    hint = f"{_words_of(span)}: {_day(span.starts_on)} ~ {_day(span.ends_on)}"
    drawing.bar(Box(x, top + 18, max(LEAST_BAR, end - x), BAR), span.tone, hint)
    text = shortened(_words_of(span), drawing.width - 16)
    drawing.write(Label(text, _text_left(span, scale, drawing.width), top + 13))


def _day(day: date) -> str:
    return f"{day.year}. {day.month}. {day.day}."
