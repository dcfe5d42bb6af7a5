"""A canvas that remembers where text lies, and never writes over it."""

import hashlib
from html import escape

from baeumgil.engines.charts import marks
from baeumgil.engines.charts.text import Box, Label, text_width
from baeumgil.engines.charts.values import Words

GAP = 2.0


class Drawing:
    """Collects shapes and labels, then becomes SVG text."""

    def __init__(self, words: Words, width: float, height: float) -> None:
        self.words, self.width, self.height = words, width, height
        digest = hashlib.sha256(f"{words.title}\0{words.finding}\0{width}\0{height}".encode()).hexdigest()
        self.prefix = f"bg-chart-{digest[:10]}"
        self.labels: list[Label] = []
        self._obstacles: list[Box] = []
        self._shapes: list[str] = []
        self._tones: set[int] = set()

    def shape(self, markup: str) -> None:
        """Put in markup made by this package."""
        self._shapes.append(markup)

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str = marks.GRID, *, dash: str = "") -> None:
        """A straight line, such as an axis."""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.shape(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"{dashes}/>')

    def bar(self, box: Box, tone: int, hint: str) -> None:
        """A filled rectangle with the series' pattern; `hint` shows when pointed at."""
        self._tones.add(tone)
        self.shape(
            f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{max(0.0, box.width):.1f}" '
            f'height="{max(0.0, box.height):.1f}" fill="url(#{self.prefix}-p{tone})" '
            f'stroke="{marks.colour_of(tone)}" stroke-width="1" class="bg-chart-mark">{_hint(hint)}</rect>'
        )

    def slice(self, path: str, tone: int, hint: str) -> None:
        """A closed path with the series' pattern."""
        self._tones.add(tone)
        self.shape(
            f'<path d="{path}" fill="url(#{self.prefix}-p{tone})" stroke="#fff" stroke-width="2" '
            f'class="bg-chart-mark">{_hint(hint)}</path>'
        )

    def keep_clear(self, box: Box) -> None:
        """Nothing optional may be written here."""
        self._obstacles.append(box)

    def write(self, *places: Label) -> bool:
        """Write the text at the first of the places where it is free; False when none is, and nothing is written."""
        for label in places:
            if label.text and self._is_free(label.box):
                self.labels.append(label)
                return True
        return False

    def legend(self, names: list[str], tones: list[int], top: float, left: float = 8.0) -> float:
        """Swatches with names, wrapped into lines; gives the y below it."""
        x, y = left, top
        for name, tone in zip(names, tones, strict=True):
            width = 20 + text_width(name) + 16
            if x > left and x + width > self.width:
                x, y = left, y + 20
            self.bar(Box(x, y, 14, 12), tone, name)
            self.write(Label(name, x + 20, y + 11, role="legend"))
            x += width
        return y + 22

    def svg(self, *, role: str = "img") -> str:
        """The finished chart. One with links inside is a `group`: an image would hide them."""
        title, finding = escape(self.words.title), escape(self.words.finding)
        defs = "".join(marks.pattern(tone, self.prefix) for tone in sorted(self._tones))
        texts = "".join(_text(label) for label in self.labels)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="bg-chart" role="{role}" '
            f'viewBox="0 0 {self.width:.0f} {self.height:.0f}" aria-labelledby="{self.prefix}-t {self.prefix}-d" '
            f'font-family="inherit" lang="ko">'
            f'<title id="{self.prefix}-t">{title}</title><desc id="{self.prefix}-d">{finding}</desc>'
            f"<defs>{defs}</defs>{''.join(self._shapes)}{texts}</svg>"
        )

    def _is_free(self, box: Box) -> bool:
        if not box.is_within(self.width, self.height):
            return False
        taken = any(box.overlaps(label.box, GAP) for label in self.labels)
        return not taken and not any(box.overlaps(obstacle) for obstacle in self._obstacles)


def _hint(text: str) -> str:
    return f"<title>{escape(text)}</title>" if text else ""


def _text(label: Label) -> str:
    return (
        f'<text x="{label.x:.1f}" y="{label.y:.1f}" font-size="{label.size:.0f}" text-anchor="{label.anchor}" '
        f'fill="{label.colour}" class="bg-chart-{label.role}">{escape(label.text)}</text>'
    )
