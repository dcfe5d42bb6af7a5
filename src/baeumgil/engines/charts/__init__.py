"""Charts as SVG text: no script, no inline style, colour never alone. Framework-free.

Every chart is a pure function of plain values. The page's own style sheet colours the classes
(`bg-chart-…`); presentation attributes give each chart a sound look without it.
"""

from baeumgil.engines.charts.bars import bar_chart, stacked_bar_chart
from baeumgil.engines.charts.heat import heat_map
from baeumgil.engines.charts.lines import line_chart
from baeumgil.engines.charts.ring import ring_chart
from baeumgil.engines.charts.timeline import timeline_strip
from baeumgil.engines.charts.values import Band, Series, Slice, Span, Words

__all__ = [
    "Band",
    "Series",
    "Slice",
    "Span",
    "Words",
    "bar_chart",
    "heat_map",
    "line_chart",
    "ring_chart",
    "stacked_bar_chart",
    "timeline_strip",
]
