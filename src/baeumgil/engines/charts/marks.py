"""Colours, fill patterns and point marks: each series has one of each, so that none is told by colour alone."""

COLOURS = ("#256ef4", "#9e6a00", "#228738", "#7a48b8", "#de3412", "#58616a")
LIGHT = ("#d8e5fd", "#ffeac1", "#d8eedd", "#eadff5", "#fddbd4", "#e6e8ea")
INK = "#1e2124"
MUTED = "#58616a"
GRID = "#cdd1d5"
TILE = 8

_STROKES = (
    "",
    '<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" stroke="#fff" stroke-width="1.6"/>',
    '<circle cx="4" cy="4" r="1.7" fill="#fff"/>',
    '<path d="M0 4H8" stroke="#fff" stroke-width="1.8"/>',
    '<path d="M4 0V8" stroke="#fff" stroke-width="1.8"/>',
    '<path d="M0 4H8M4 0V8" stroke="#fff" stroke-width="1.2"/>',
)


def colour_of(tone: int) -> str:
    """The series' colour; all have at least 3 : 1 against white."""
    return COLOURS[tone % len(COLOURS)]


def light_of(tone: int) -> str:
    """A pale ground of the same hue, for ranges."""
    return LIGHT[tone % len(LIGHT)]


def pattern(tone: int, prefix: str) -> str:
    """The definition of the series' fill; the first is plain."""
    return (
        f'<pattern id="{prefix}-p{tone}" width="{TILE}" height="{TILE}" patternUnits="userSpaceOnUse">'
        f'<rect width="{TILE}" height="{TILE}" fill="{colour_of(tone)}" class="bg-chart-fill-{tone % len(COLOURS)}"/>'
        f"{_STROKES[tone % len(_STROKES)]}</pattern>"
    )


def point(tone: int, x: float, y: float, radius: float = 4.0) -> str:
    """A point mark: disc, square, triangle or diamond in turn."""
    fill = f'fill="{colour_of(tone)}" stroke="#fff" stroke-width="1"'
    shape = tone % 4
    if shape == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" {fill}/>'
    if shape == 1:
        side = radius * 1.8
        return f'<rect x="{x - side / 2:.1f}" y="{y - side / 2:.1f}" width="{side:.1f}" height="{side:.1f}" {fill}/>'
    reach = radius * 1.3
    corners = (
        ((0, -reach), (reach, reach), (-reach, reach))
        if shape == 2  # noqa: PLR2004  third of four shapes
        else ((0, -reach), (reach, 0), (0, reach), (-reach, 0))
    )
    path = "L".join(f"{x + dx:.1f} {y + dy:.1f}" for dx, dy in corners)
    return f'<path d="M{path}Z" {fill}/>'
