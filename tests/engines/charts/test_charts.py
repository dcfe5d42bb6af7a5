"""Charts are read by people who see no colour, by screen readers, and under a strict content policy."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import example, given
from hypothesis import strategies as st

from baeumgil.engines.charts import (
    Band,
    Series,
    Slice,
    Span,
    Words,
    bar_chart,
    heat_map,
    line_chart,
    ring_chart,
    stacked_bar_chart,
    timeline_strip,
)
from baeumgil.engines.charts.axes import ticks
from baeumgil.engines.charts.text import Anchor, Box, Label, number, shortened, text_width

SVG = "{http://www.w3.org/2000/svg}"
YEARS = tuple(f"{year}년" for year in range(2026, 2036))
WORDS = Words("신규임용 <과정>", '2027년에 가장 많은 "210명"이 필요합니다.', "명")

EXAMPLES: dict[str, Callable[[], str]] = {
    "bars": lambda: bar_chart(WORDS, YEARS, [210, 180.5, 0, 1, 2000, 30, 40, 50, 60, 70]),
    "stacked": lambda: stacked_bar_chart(
        WORDS, YEARS, [Series("확정", [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]), Series("추정", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])]
    ),
    "lines": lambda: line_chart(
        WORDS,
        YEARS,
        [Series("평균", [5, 6, 7, None, 9, 9, 9, 9, 9, 9]), Series("작년 전망", [5, 6, 7, 8, 9, 9, 9, 9, 9, 9])],
        band=Band("열에 여덟은 이 안", [4] * 10, [12] * 10),
        dashed_from=3,
    ),
    "ring": lambda: ring_chart(WORDS, [Slice("이수", 30), Slice("기한 지남", 3), Slice("면제", 0)]),
    "ring of one": lambda: ring_chart(WORDS, [Slice("이수", 30)], centre="100%"),
    "heat": lambda: heat_map(WORDS, ["신규임용", "승진 6급"], YEARS, [[1] * 10, [None] * 5 + [90] * 5]),
    "timeline": lambda: timeline_strip(
        WORDS,
        [
            Span("신규임용 기본", date(2024, 1, 1), date(2024, 3, 1), "이수"),
            Span("웰보딩", date(2024, 2, 1), date(2025, 3, 1), "기한 지남", 4),
            Span("퇴직 준비", date(2025, 12, 30), date(2025, 12, 31), "예정", 1),
        ],
        today=date(2025, 6, 1),
    ),
    "nothing": lambda: bar_chart(WORDS, [], []),
    "empty timeline": lambda: timeline_strip(WORDS, []),
    "empty ring": lambda: ring_chart(WORDS, []),
    "empty lines": lambda: line_chart(WORDS, [], []),
}


def labels_of(svg: str) -> list[Label]:
    anchors: dict[str, Anchor] = {"start": "start", "middle": "middle", "end": "end"}
    return [
        Label(
            text.text or "",
            float(text.get("x", "0")),
            float(text.get("y", "0")),
            anchors[text.get("text-anchor", "start")],
            float(text.get("font-size", "0")),
        )
        for text in fromstring(svg).iter(f"{SVG}text")
    ]


def assert_nothing_overlaps(svg: str) -> None:
    root = fromstring(svg)
    _, _, width, height = (float(part) for part in root.get("viewBox", "").split())
    labels = labels_of(svg)
    for place, label in enumerate(labels):
        assert label.box.is_within(width + 0.1, height + 0.1), label
        for other in labels[place + 1 :]:
            assert not label.box.overlaps(other.box), (label, other)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_chart_has_a_role_a_title_and_its_finding_in_one_sentence(name: str) -> None:
    root = fromstring(EXAMPLES[name]())
    title, finding = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert finding is not None
    assert (root.get("role"), title.text, finding.text) == ("img", WORDS.title, WORDS.finding)
    assert root.get("aria-labelledby") == f"{title.get('id')} {finding.get('id')}"


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_text_lies_on_other_text_or_outside_the_chart(name: str) -> None:
    assert_nothing_overlaps(EXAMPLES[name]())


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_chart_holds_no_style_and_no_script(name: str) -> None:
    svg = EXAMPLES[name]()
    assert re.search(r"<style|<script|\sstyle=|\son\w+=|href", svg) is None


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_fill_that_is_used_is_defined(name: str) -> None:
    svg = EXAMPLES[name]()
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) == set(re.findall(r'<pattern id="([^"]+)"', svg))


def test_stacked_parts_differ_by_pattern_and_not_only_by_colour() -> None:
    patterns = re.findall(r"<pattern [^>]*><rect [^>]*/>(.*?)</pattern>", EXAMPLES["stacked"]())
    assert len(patterns) == len(set(patterns)) == 2


def test_every_bar_says_its_value() -> None:
    texts = [label.text for label in labels_of(EXAMPLES["bars"]())]
    assert [text for text in ("210", "180.5", "2,000", "70") if text not in texts] == []


def test_all_categories_are_written_when_there_is_room_and_the_last_when_there_is_not() -> None:
    many = [f"{year}년" for year in range(1980, 2036)]
    assert {label.text for label in labels_of(EXAMPLES["bars"]())} >= set(YEARS)
    svg = bar_chart(WORDS, many, [1.0] * len(many), width=360)
    assert_nothing_overlaps(svg)
    assert "2035년" in {label.text for label in labels_of(svg)}


def test_a_name_with_markup_is_escaped_everywhere() -> None:
    evil = "<script>alert('1')</script>&\""
    words = Words(evil, evil, evil)
    for svg in (
        bar_chart(words, [evil], [1]),
        stacked_bar_chart(words, [evil], [Series(evil, [1])]),
        line_chart(words, [evil], [Series(evil, [1])], band=Band(evil, [0], [2])),
        ring_chart(words, [Slice(evil, 1)]),
        heat_map(words, [evil], [evil], [[1]]),
        timeline_strip(words, [Span(evil, date(2026, 1, 1), date(2026, 2, 1), evil)]),
    ):
        assert "<script" not in svg
        assert fromstring(svg).find(f"{SVG}title").text == evil


def test_two_charts_on_one_page_share_no_ids() -> None:
    ids = re.findall(r' id="([^"]+)"', EXAMPLES["bars"]() + bar_chart(Words("다른 그림", "다릅니다."), ["가"], [1]))
    assert len(ids) == len(set(ids))


NAMES = st.text(alphabet="가나다라마바사 ABCabc019", min_size=1, max_size=18)
VALUES = st.floats(min_value=0, max_value=9e6)


@example([("0", 0.0, 5e-324)], 320)
@given(st.lists(st.tuples(NAMES, VALUES, VALUES), min_size=1, max_size=24), st.sampled_from([320, 720, 1100]))
def test_texts_never_overlap_whatever_is_drawn(parts: Sequence[tuple[str, float, float]], width: int) -> None:
    names = [name for name, _, _ in parts]
    first, second = [one for _, one, _ in parts], [two for _, _, two in parts]
    low, high = [min(one, two) for _, one, two in parts], [max(one, two) for _, one, two in parts]
    assert_nothing_overlaps(bar_chart(WORDS, names, first, width=width))
    assert_nothing_overlaps(stacked_bar_chart(WORDS, names, [Series("가", first), Series("나", second)], width=width))
    assert_nothing_overlaps(
        line_chart(
            WORDS, names, [Series("평균", first), Series("둘째", second)], band=Band("범위", low, high), width=width
        )
    )
    assert_nothing_overlaps(heat_map(WORDS, names, names[:12], [first[:12]] * len(names), width=width))
    assert_nothing_overlaps(ring_chart(WORDS, [Slice(name, value) for name, value, _ in parts]))


@given(
    st.lists(st.tuples(NAMES, st.integers(0, 12_000), st.integers(0, 900)), min_size=1, max_size=14),
    st.integers(0, 12_000),
)
def test_spans_never_lie_on_each_other(parts: list[tuple[str, int, int]], today: int) -> None:
    start = date(2000, 1, 1)
    spans = [
        Span(name, start + timedelta(days=at), start + timedelta(days=at + long), "예정") for name, at, long in parts
    ]
    svg = timeline_strip(WORDS, spans, today=start + timedelta(days=today))
    assert_nothing_overlaps(svg)
    bars = [
        Box(*(float(bar.get(side, "0")) for side in ("x", "y", "width", "height")))
        for bar in fromstring(svg).iter(f"{SVG}rect")
        if bar.get("class") == "bg-chart-mark"
    ]
    assert len(bars) == len(spans)
    for place, bar in enumerate(bars):
        assert not any(bar.overlaps(other) for other in bars[place + 1 :])


@pytest.mark.parametrize(
    ("top", "expected"),
    [(0, [0, 1]), (10, [0, 2, 4, 6, 8, 10]), (11, [0, 2.5, 5, 7.5, 10, 12.5]), (1, [0, 0.2, 0.4, 0.6, 0.8, 1.0])],
)
def test_axis_values_are_round(top: float, expected: list[float]) -> None:
    assert ticks(top) == pytest.approx(expected)


def test_numbers_and_words_are_shown_short() -> None:
    assert [number(value) for value in (0, 1234567, 1.25, 2.04)] == ["0", "1,234,567", "1.2", "2"]
    assert shortened("신규임용자 기본교육", text_width("신규임용…")) == "신규임용…"
    assert (shortened("가", 1), shortened("가나", 100)) == ("", "가나")


def test_the_unit_over_the_axis_is_told_in_the_words_of_the_page() -> None:
    assert "(단위: 명)" in EXAMPLES["bars"]()
    drawn = bar_chart(Words("Seats", "Few.", "people", unit_word="Unit"), ["A"], [1_079])
    assert "(Unit: people)" in drawn
    assert "A: 1,079 people" in drawn
