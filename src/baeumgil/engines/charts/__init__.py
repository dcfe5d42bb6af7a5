"""Charts as SVG text: no script, no inline style, colour never alone. Framework-free.

Every chart is a pure function of plain values. The page's own style sheet colours the classes
(`bg-chart-…`); presentation attributes give each chart a sound look without it.
"""
