from hypothesis import given
from hypothesis import strategies as st

from baeumgil.doors.web.plan.totals_charts import area_chart, month_chart, rate, signed, years_chart
from baeumgil.stages.plan.rules.book import YearFigure
from baeumgil.stages.plan.rules.totals import Amount, MonthRow, TotalRow, Totals


def some_totals(areas: list[tuple[int, int]], months: dict[int | None, int] | None = None) -> Totals:
    """Totals of areas with people before and now."""
    rows = tuple(
        TotalRow(f"A{place}", f"분야 {place}", Amount(1, 1, now), Amount(1, 1, before))
        for place, (before, now) in enumerate(areas)
    )
    now = sum((row.now for row in rows), Amount())
    before = sum((row.before for row in rows), Amount())
    return Totals(
        year=2027,
        total=TotalRow("total", "모두", now, before),
        by_delivery=(),
        by_kind=(),
        by_area=rows,
        by_field=(),
        by_legal_kind=(),
        by_goal=(),
        by_target=(),
        by_month=tuple(MonthRow(month, 1, people) for month, people in (months or {}).items()),
        by_verb=(),
        new_by_area=(),
        flows=(),
    )


def test_areas_are_drawn_beside_the_year_before() -> None:
    chart = area_chart(some_totals([(100, 150), (50, 20)]))
    assert chart is not None
    assert chart.finding == "‘분야 0’ 분야가 150명으로 가장 많습니다. 모두 170명, 전년 대비 +20명입니다."
    assert ">2026<" in chart.wide
    assert ">2027<" in chart.narrow


def test_a_first_year_stands_alone() -> None:
    chart = area_chart(some_totals([(0, 150)]))
    assert chart is not None
    assert chart.finding == "‘분야 0’ 분야가 150명으로 가장 많습니다. 모두 150명입니다."
    assert ">2026<" not in chart.wide


def test_more_areas_than_patterns_are_put_together() -> None:
    chart = area_chart(some_totals([(10, place) for place in range(1, 10)]))
    assert chart is not None
    assert "그 밖" in chart.wide
    assert "분야 8" in chart.wide
    assert "분야 0" not in chart.wide


def test_nothing_is_not_drawn() -> None:
    assert area_chart(some_totals([])) is None
    assert month_chart(some_totals([], {None: 30, 3: 0})) is None
    assert years_chart([YearFigure(2026, "1판", 10, 12)]) is None


def test_the_busiest_month_is_named() -> None:
    chart = month_chart(some_totals([], {3: 90, 9: 120, None: 500}))
    assert chart is not None
    assert chart.finding == "9월에 시작하는 기수가 120명으로 가장 많습니다."


def test_years_without_an_actual_figure_leave_a_gap() -> None:
    years = [YearFigure(2018, "1판", 168_350, 180_347), YearFigure(2019, "1판", 198_999, None)]
    chart = years_chart(years)
    assert chart is not None
    assert chart.finding == "2018년에는 계획 168,350명에 실적 180,347명(107.1%)이었습니다."
    assert [rate(row) for row in years] == ["107.1%", ""]
    assert years_chart([YearFigure(2018, "1판", 1, None)] * 2) is not None


@given(st.integers(-(10**9), 10**9))
def test_a_difference_always_shows_its_sign(value: int) -> None:
    text = signed(value)
    assert int(text.replace(",", "").replace("−", "-")) == value
    assert text[0] in ("+" if value > 0 else "−" if value < 0 else "0")
