"""Where the steps of a ladder stand: layers from prerequisites, few crossings, nothing upon anything else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from baeumgil.engines.charts.text import Box

SWEEPS = 8
PASSING = 10.0
"""The height a passing edge takes in a layer where it has no step."""


@dataclass(frozen=True, slots=True)
class Step:
    """One box of a ladder. `rank` is the lowest layer it may stand in."""

    key: str
    text: str
    url: str
    note: str = ""
    rank: int = 0
    tone: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """From a step to one that builds on it; `is_firm` when it is demanded, not only advised."""

    before: str
    after: str
    is_firm: bool = True


@dataclass(slots=True)
class Node:
    """A step or, without one, the place where a long edge passes a layer."""

    layer: int
    height: float
    step: Step | None = None
    before: list["Node"] = field(default_factory=list)
    after: list["Node"] = field(default_factory=list)
    place: int = 0
    top: float = 0.0

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class Route:
    """One edge through every layer it crosses."""

    link: Link
    nodes: tuple[Node, ...]


def layers_of(steps: Sequence[Step], links: Sequence[Link]) -> dict[str, int]:
    """The layer of each step: above all it builds on and not below its rank; a circle is cut where it closes."""
    ranks = {step.key: step.rank for step in steps}
    needs: dict[str, list[str]] = {key: [] for key in ranks}
    for link in links:
        if link.before in ranks and link.after in ranks:
            needs[link.after].append(link.before)
    layers: dict[str, int] = {}
    open_keys: set[str] = set()
    for start in ranks:
        stack = [(start, False)]
        while stack:
            key, is_done = stack.pop()
            if is_done:
                known = [layers[one] + 1 for one in needs[key] if one in layers and one not in open_keys]
                layers[key] = max([ranks[key], *known])
                open_keys.discard(key)
            elif key not in layers and key not in open_keys:
                open_keys.add(key)
                stack.append((key, True))
                stack.extend((one, False) for one in reversed(needs[key]) if one not in layers)
    return _tight(layers)


def _tight(layers: Mapping[str, int]) -> dict[str, int]:
    """The same order without empty layers."""
    used = {layer: place for place, layer in enumerate(sorted(set(layers.values())))}
    return {key: used[layer] for key, layer in layers.items()}


def arrange(
    steps: Sequence[Step], links: Sequence[Link], heights: Mapping[str, float], gap: float
) -> tuple[list[list[Node]], list[Route], float]:
    """Layers with every node at its height, the routes of the edges, and how high the highest layer is."""
    layers = layers_of(steps, links)
    nodes = {step.key: Node(layers[step.key], heights[step.key], step) for step in steps}
    columns: list[list[Node]] = [[] for _ in range(max(layers.values(), default=-1) + 1)]
    for node in nodes.values():
        columns[node.layer].append(node)
    routes = _routes(links, nodes, columns)
    _settle(columns)
    tallest = max((_height(column, gap) for column in columns), default=0.0)
    for column in columns:
        top = (tallest - _height(column, gap)) / 2
        for node in column:
            node.top = top
            top += node.height + gap
    return columns, routes, tallest


def _routes(links: Sequence[Link], nodes: Mapping[str, Node], columns: list[list[Node]]) -> list[Route]:
    routes = []
    for link in dict.fromkeys(links):
        first, last = nodes.get(link.before), nodes.get(link.after)
        if first is None or last is None or first.layer >= last.layer:
            continue
        chain = [first]
        for layer in range(first.layer + 1, last.layer):
            passing = Node(layer, PASSING)
            columns[layer].append(passing)
            chain.append(passing)
        chain.append(last)
        for one, next_one in pairwise(chain):
            one.after.append(next_one)
            next_one.before.append(one)
        routes.append(Route(link, tuple(chain)))
    return routes


def _settle(columns: list[list[Node]]) -> None:
    """Barycentre sweeps to and fro; the order with the fewest crossings stays."""
    _number(columns)
    best, fewest = [list(column) for column in columns], crossings(columns)
    for sweep in range(SWEEPS):
        is_forward = sweep % 2 == 0
        for column in columns if is_forward else reversed(columns):
            column.sort(key=lambda node: _pull(node, node.before if is_forward else node.after))
            _number([column])
        found = crossings(columns)
        if found < fewest:
            best, fewest = [list(column) for column in columns], found
    for column, order in zip(columns, best, strict=True):
        column[:] = order
    _number(columns)


def _pull(node: Node, neighbours: Sequence[Node]) -> float:
    return sum(one.place for one in neighbours) / len(neighbours) if neighbours else float(node.place)


def _number(columns: Sequence[Sequence[Node]]) -> None:
    for column in columns:
        for place, node in enumerate(column):
            node.place = place


def crossings(columns: Sequence[Sequence[Node]]) -> int:
    """How many pairs of edges between neighbouring layers cross."""
    total = 0
    for column in columns:
        ends = [(node.place, after.place) for node in column for after in node.after]
        total += sum((a - c) * (b - d) < 0 for place, (a, b) in enumerate(ends) for c, d in ends[place + 1 :])
    return total


def _height(column: Sequence[Node], gap: float) -> float:
    return sum(node.height for node in column) + gap * max(0, len(column) - 1)


def lanes(spans: Sequence[tuple[float, float]]) -> list[int]:
    """A lane for each span so that spans of one lane do not touch; the shortest get the nearest lane."""
    taken: list[list[tuple[float, float]]] = []
    found = [0] * len(spans)
    for place in sorted(range(len(spans)), key=lambda one: (spans[one][1] - spans[one][0], spans[one])):
        low, high = spans[place]
        lane = next(
            (number for number, held in enumerate(taken) if all(high < a or b < low for a, b in held)), len(taken)
        )
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        found[place] = lane
    return found


def boxes(columns: Sequence[Sequence[Node]], left: float, top: float, width: float, gap: float) -> dict[str, Box]:
    """Where each step's box lies when layers stand side by side."""
    return {
        node.step.key: Box(left + place * (width + gap), top + node.top, width, node.height)
        for place, column in enumerate(columns)
        for node in column
        if node.step is not None
    }
