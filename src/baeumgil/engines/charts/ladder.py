"""A ladder of steps and what they build on, as a picture that can be walked: every box is a link.

Wide: layers from left to right. Narrow: one box below the other, the edges beside them. The drawing is a named
group, not an image, because an image would hide its links from screen readers; the page lists the same below it.
"""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from baeumgil.engines.charts import marks
from baeumgil.engines.charts.drawing import Drawing
from baeumgil.engines.charts.ladder_layout import Link, Node, Route, Step, arrange, boxes, lanes, layers_of
from baeumgil.engines.charts.text import Box, shortened, text_width
from baeumgil.engines.charts.values import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

MARGIN = 10.0
PADDING = 10.0
LINE = 18.0
NOTE_SIZE = 11.0
NAME_SIZE = 13.0
NOTE_LINE = 16.0
MOST_LINES = 4
LAYER_GAP = 44.0
STEP_GAP = 14.0
LEAST_WIDTH = 124.0
MOST_WIDTH = 220.0
LANE = 9.0
ARROW = 5.0
DASH = "5 4"


def ladder_chart(words: Words, steps: Sequence[Step], links: Sequence[Link], *, width: int = 720) -> str:
    """Layers from left to right. Grows wider than `width` when there are many."""
    depth = max(layers_of(steps, links).values(), default=0) + 1
    each = (width - 2 * MARGIN - LAYER_GAP * (depth - 1)) / depth
    each = min(MOST_WIDTH, max(LEAST_WIDTH, each))
    texts = {step.key: _wrapped(step, each) for step in steps}
    heights = {step.key: _height(step, texts[step.key]) for step in steps}
    columns, routes, tallest = arrange(steps, links, heights, STEP_GAP)
    full = max(float(width), 2 * MARGIN + depth * each + (depth - 1) * LAYER_GAP)
    drawing = Drawing(words, full, tallest + 2 * MARGIN)
    left = (full - depth * each - (depth - 1) * LAYER_GAP) / 2
    placed = boxes(columns, left, MARGIN, each, LAYER_GAP)
    for route in routes:
        _edge(drawing, list(_across(route, left, each)), is_firm=route.link.is_firm)
    for node in (node for column in columns for node in column if node.step is not None):
        _draw_step(drawing, node, placed, texts)
    return drawing.svg(role="group")


def narrow_ladder_chart(words: Words, steps: Sequence[Step], links: Sequence[Link], *, width: int = 360) -> str:
    """One box below the other in the order of the layers; each edge runs in a lane of its own beside them."""
    layers = layers_of(steps, links)
    ordered = sorted(steps, key=lambda step: layers[step.key])
    drawn = [link for link in dict.fromkeys(links) if layers.get(link.before, 0) < layers.get(link.after, 0)]
    drawn = [link for link in drawn if link.before in layers]
    places = {step.key: place for place, step in enumerate(ordered)}
    found = lanes([(float(places[link.before]), float(places[link.after])) for link in drawn])
    gutter = MARGIN + (max(found, default=-1) + 1) * LANE + 2 * ARROW
    full = max(float(width), gutter + LEAST_WIDTH + MARGIN)
    each = full - gutter - MARGIN
    placed: dict[str, Box] = {}
    texts = {step.key: _wrapped(step, each) for step in ordered}
    top = MARGIN
    for step in ordered:
        placed[step.key] = Box(gutter, top, each, _height(step, texts[step.key]))
        top += placed[step.key].height + STEP_GAP
    drawing = Drawing(words, full, top - STEP_GAP + MARGIN if ordered else 2 * MARGIN)
    for link, lane in zip(drawn, found, strict=True):
        _edge(drawing, _beside(placed[link.before], placed[link.after], gutter, lane), is_firm=link.is_firm)
    for step in ordered:
        _draw(drawing, step, placed[step.key], texts[step.key])
    return drawing.svg(role="group")


def wrap(text: str, width: float, size: float = NAME_SIZE, most: int = MOST_LINES) -> list[str]:
    """Lines no wider than `width`: broken at blanks where they fit, inside a long word where not."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}".strip()
        if text_width(joined, size) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        line = word
        while text_width(line, size) > width and len(line) > 1:
            fits = max(1, next(n for n in range(len(line), 0, -1) if n == 1 or text_width(line[:n], size) <= width))
            lines.append(line[:fits])
            line = line[fits:]
    if line:
        lines.append(line)
    if len(lines) > most:
        rest = " ".join(lines[most - 1 :])
        lines = [*lines[: most - 1], shortened(f"{rest}…", width, size)]
    return lines


def _wrapped(step: Step, width: float) -> list[str]:
    return wrap(step.text, width - 2 * PADDING)


def _height(step: Step, lines: Sequence[str]) -> float:
    return 2 * PADDING + LINE * max(1, len(lines)) + (NOTE_LINE if step.note else 0.0)


def _across(route: Route, left: float, each: float) -> "Iterator[tuple[float, float]]":
    """From the right side of the first box, through the passing places, to the left side of the last."""
    *_, last = route.nodes
    for node in route.nodes:
        x = left + node.layer * (each + LAYER_GAP)
        y = MARGIN + node.middle
        if node is not route.nodes[0]:
            yield x - (ARROW if node is last else 0), y
        if node is not last:
            yield x + each, y


def _beside(first: Box, last: Box, gutter: float, lane: int) -> list[tuple[float, float]]:
    x = gutter - 2 * ARROW - lane * LANE
    start, end = first.y + first.height * 0.6, last.y + last.height * 0.4
    return [(first.x, start), (x, start), (x, end), (last.x - ARROW, end)]


def _edge(drawing: Drawing, points: Sequence[tuple[float, float]], *, is_firm: bool) -> None:
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dash = "" if is_firm else f' stroke-dasharray="{DASH}"'
    x, y = points[-1]
    drawing.shape(
        f'<path d="M{path}" fill="none" stroke="{marks.MUTED}" stroke-width="1.6"{dash} class="bg-chart-edge"/>'
        f'<path d="M{x:.1f} {y - ARROW:.1f}L{x + ARROW:.1f} {y:.1f}L{x:.1f} {y + ARROW:.1f}Z" '
        f'fill="{marks.MUTED}" class="bg-chart-edge"/>'
    )


def _draw_step(drawing: Drawing, node: Node, placed: dict[str, Box], texts: dict[str, list[str]]) -> None:
    if node.step is not None:
        _draw(drawing, node.step, placed[node.step.key], texts[node.step.key])


def _draw(drawing: Drawing, step: Step, box: Box, lines: Sequence[str]) -> None:
    """A box with its name and note, one link as a whole."""
    middle = box.x + box.width / 2
    y = box.y + PADDING + NAME_SIZE
    said = []
    for line in lines:
        said.append(_line(line, middle, y, NAME_SIZE, marks.INK))
        y += LINE
    if step.note:
        note = shortened(step.note, box.width - 2 * PADDING, NOTE_SIZE)
        said.append(_line(note, middle, y - 1, NOTE_SIZE, marks.MUTED))
    name = escape(f"{step.text}, {step.note}" if step.note else step.text)
    drawing.shape(
        f'<a href="{escape(step.url)}" aria-label="{name}" class="bg-chart-step"><title>{name}</title>'
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="8" '
        f'fill="#fff" stroke="{marks.colour_of(step.tone)}" stroke-width="1.6"/>{" ".join(said)}</a>'
    )


def _line(text: str, x: float, y: float, size: float, colour: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:.0f}" text-anchor="middle" fill="{colour}">'
        f"{escape(text)}</text>"
    )


__all__ = ["Link", "Step", "ladder_chart", "narrow_ladder_chart", "wrap"]
