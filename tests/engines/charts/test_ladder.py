"""A ladder is walked by keyboard, read without eyes, and no box lies upon another."""

from itertools import combinations, pairwise

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.engines.charts.ladder import Link, Step, ladder_chart, narrow_ladder_chart, wrap
from baeumgil.engines.charts.ladder_layout import Node, crossings, lanes, layers_of
from baeumgil.engines.charts.text import Box, text_width
from baeumgil.engines.charts.values import Words

SVG = "{http://www.w3.org/2000/svg}"
WORDS = Words("IT <사다리>", "기초에서 심화까지 세 단계입니다.")
IT = (
    Step("A", "e-빅데이터의 이해", "/catalogue/1", "기초"),
    Step("B", "빅데이터 분석 실무(시각화 및 탐색중심)", "/catalogue/2?a=1&b=2", "중급", 1),
    Step("C", "인공지능 활용", "/catalogue/3", "심화", 2),
    Step("D", "드론", "/catalogue/4"),
)
IT_LINKS = (Link("A", "B"), Link("B", "C"), Link("A", "C", is_firm=False))

keys = st.integers(0, 11).map(str)
steps = st.lists(
    st.builds(
        Step,
        keys,
        st.text("가나다 e-AB 교육", min_size=1, max_size=60),
        st.just("/x"),
        st.sampled_from(["", "기초"]),
        st.integers(0, 2),
    ),
    max_size=12,
    unique_by=lambda step: step.key,
)
links = st.lists(st.builds(Link, keys, keys, st.booleans()), max_size=24)


def parsed(svg: str) -> tuple[Box, list[Box], list[list[tuple[float, float]]]]:
    """The canvas, the boxes and the edges of a drawing."""
    root = fromstring(svg)
    _, _, width, height = (float(part) for part in root.get("viewBox", "").split())
    found = [
        Box(*(float(rect.get(name, "0")) for name in ("x", "y", "width", "height"))) for rect in root.iter(f"{SVG}rect")
    ]
    edges = [
        [(float(x), float(y)) for x, y in (point.split() for point in path.get("d", "")[1:].split("L"))]
        for path in root.iter(f"{SVG}path")
        if path.get("fill") == "none"
    ]
    return Box(0, 0, width, height), found, edges


def assert_sound(svg: str, count: int) -> None:
    canvas, found, edges = parsed(svg)
    assert len(found) == count
    assert all(box.is_within(canvas.width + 0.6, canvas.height + 0.6) for box in found)
    assert [pair for pair in combinations(found, 2) if pair[0].overlaps(pair[1])] == []
    for edge in edges:
        for start, end in pairwise(edge):
            assert not any(runs_through(start, end, box) for box in found)


def runs_through(start: tuple[float, float], end: tuple[float, float], box: Box) -> bool:
    """True when some inner point of the line lies well inside the box."""
    for part in range(1, 20):
        x = start[0] + (end[0] - start[0]) * part / 20
        y = start[1] + (end[1] - start[1]) * part / 20
        if box.x + 1 < x < box.x + box.width - 1 and box.y + 1 < y < box.y + box.height - 1:
            return True
    return False


@given(steps, links)
def test_boxes_never_overlap_and_edges_never_run_through_them(made: list[Step], joined: list[Link]) -> None:
    for draw in (ladder_chart, narrow_ladder_chart):
        assert_sound(draw(WORDS, made, joined), len(made))


@given(steps, links)
def test_a_step_stands_after_all_it_builds_on(made: list[Step], joined: list[Link]) -> None:
    forward = [link for link in joined if int(link.before) < int(link.after)]
    layers = layers_of(made, forward)
    assert set(layers) == {step.key for step in made}
    assert all(
        layers[link.before] < layers[link.after] for link in forward if link.before in layers and link.after in layers
    )
    assert sorted(set(layers.values())) == list(range(len(set(layers.values()))))


def test_every_step_is_a_named_link() -> None:
    for svg in (ladder_chart(WORDS, IT, IT_LINKS), narrow_ladder_chart(WORDS, IT, IT_LINKS)):
        root = fromstring(svg)
        assert root.get("role") == "group"
        assert [element.text for element in root if element.tag in {f"{SVG}title", f"{SVG}desc"}] == [
            "IT <사다리>",
            "기초에서 심화까지 세 단계입니다.",
        ]
        assert {(link.get("aria-label"), link.get("href")) for link in root.iter(f"{SVG}a")} == {
            ("e-빅데이터의 이해, 기초", "/catalogue/1"),
            ("빅데이터 분석 실무(시각화 및 탐색중심), 중급", "/catalogue/2?a=1&b=2"),
            ("인공지능 활용, 심화", "/catalogue/3"),
            ("드론", "/catalogue/4"),
        }
        assert "style=" not in svg
        dashed = [path for path in root.iter(f"{SVG}path") if path.get("stroke-dasharray")]
        assert len(dashed) == 1


def test_narrow_drawings_fit_a_phone() -> None:
    canvas, _, _ = parsed(narrow_ladder_chart(WORDS, IT, IT_LINKS))
    assert canvas.width == 360


def test_a_circle_is_drawn_without_its_closing_edge() -> None:
    circle = (Link("A", "B"), Link("B", "C"), Link("C", "A"))
    assert_sound(ladder_chart(WORDS, IT, circle), 4)
    _, _, edges = parsed(ladder_chart(WORDS, IT, circle))
    assert len(edges) == 2


def test_nothing_to_draw() -> None:
    assert_sound(ladder_chart(WORDS, (), ()), 0)
    assert_sound(narrow_ladder_chart(WORDS, (), ()), 0)


def test_crossed_edges_are_untangled() -> None:
    crossed = tuple(Step(key, key, "/x", "", int(key > "C")) for key in "ABCDEF")
    _, _, edges = parsed(ladder_chart(WORDS, crossed, (Link("A", "F"), Link("B", "E"), Link("C", "D"))))
    order = [[edge[side][1] for edge in edges] for side in (0, -1)]
    assert sorted(range(3), key=lambda one: order[0][one]) == sorted(range(3), key=lambda one: order[1][one])


def test_crossings_are_counted() -> None:
    above, below = [Node(0, 1), Node(0, 1)], [Node(1, 1), Node(1, 1)]
    for column in (above, below):
        for place, node in enumerate(column):
            node.place = place
    above[0].after.append(below[1])
    above[1].after.append(below[0])
    assert crossings([above, below]) == 1


def test_spans_that_touch_take_lanes_of_their_own() -> None:
    assert lanes([(0, 3), (1, 2), (3, 4), (5, 6)]) == [1, 0, 0, 0]


@given(st.text("가나다 ABC", max_size=80), st.integers(40, 200))
def test_wrapped_lines_fit(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert len(lines) <= 4
    assert all(text_width(line) <= width for line in lines)
    if len(lines) < 4:
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_what_is_seen_in_a_box_is_heard_in_its_name() -> None:
    for link in fromstring(ladder_chart(WORDS, IT, IT_LINKS)).iter(f"{SVG}a"):
        seen = " ".join(
            "".join(part for text in link.iter(f"{SVG}text") for part in (text.text or "", text.tail or "")).split()
        )
        said = (link.get("aria-label") or "").replace(",", "")
        assert seen in said
