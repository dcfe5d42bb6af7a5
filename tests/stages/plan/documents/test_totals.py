"""The published totals of Seoul 2019 stand in the paper."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from baeumgil.engines.documents.tree import Table, cells_of
from baeumgil.stages.plan.documents.totals import areas_table, totals_paper
from baeumgil.stages.plan.rules.totals import Amount, Flow, TotalRow
from baeumgil.stages.plan.terms import Delivery
from tests.stages.plan.documents.golden import BOOK, TOTALS, grid, lines_of, tables


def test_areas_are_merged_over_their_fields() -> None:
    assert grid(tables(totals_paper(BOOK, TOTALS))["분야별 총괄표"]) == [
        ["구분", "", "금년", "", "", "전년", "", "증감", ""],
        ["", "", "과정수", "기수", "계획인원", "과정수", "계획인원", "과정수", "계획인원"],
        ["총계", "", "239", "400", "198,999", "229", "168,350", "10", "30,649"],
        ["공직가치·리더십", "소계", "50", "100", "8,999", "46", "9,350", "4", "△351"],
        ["", "공직가치", "30", "60", "5,000", "26", "4,350", "4", "650"],
        ["", "리더십", "20", "40", "3,999", "20", "5,000", "-", "△1,001"],
        ["직무역량", "", "149", "250", "120,000", "143", "110,000", "6", "10,000"],
        ["IT역량", "", "40", "50", "70,000", "40", "49,000", "-", "21,000"],
    ]


def test_the_arithmetic_of_seoul() -> None:
    paper = totals_paper(BOOK, TOTALS)
    assert paper.title == "2019년 교육훈련 총괄표"
    assert paper.subtitle == "제2판, 2018. 12. 28. 결재"
    assert [text for text in lines_of(paper) if "=" in text] == [
        "집합: 전년 123 + 신설 22 − 통합·대체·폐지 20 = 금년 125",
        "e-러닝: 전년 106 + 신설 24 − 통합·대체·폐지 16 = 금년 114",
        "계: 전년 229 + 신설 46 − 통합·대체·폐지 36 = 금년 239",
    ]
    assert grid(tables(paper)["과정 개편 셈"])[2:] == [
        ["집합", "123", "22", "20", "125", "81", "22"],
        ["e-러닝", "106", "24", "16", "114", "13", "77"],
        ["계", "229", "46", "36", "239", "94", "99"],
    ]
    assert grid(tables(paper)["교육방법별"])[2:] == [
        ["집합", "125", "400", "22,829", "123", "19,020", "2", "3,809"],
        ["e-러닝", "114", "-", "176,170", "106", "149,330", "8", "26,840"],
        ["계", "239", "400", "198,999", "229", "168,350", "10", "30,649"],
    ]
    assert grid(tables(paper)["월별"]) == [
        ["월", "기수", "계획인원"],
        ["3월", "250", "100,000"],
        ["일정 미정", "150", "98,999"],
        ["계", "400", "198,999"],
    ]


def test_a_gap_in_the_arithmetic_is_said() -> None:
    broken = replace(TOTALS, flows=(Flow(Delivery.CLASS, 123, 22, 20, 124, 81, 22),))
    assert [text for text in lines_of(totals_paper(BOOK, broken)) if "차이" in text] == [
        "집합: 전년 123, 신설 22, 통합·대체·폐지 20, 금년 124 (차이 1과정: 집합과 e-러닝 사이 전환 또는 처리 전 과정)"
    ]


def test_a_first_plan_has_nothing_to_compare_with() -> None:
    paper = totals_paper(BOOK, replace(TOTALS, has_previous=False, flows=()))
    assert "과정 개편 셈" not in tables(paper)
    assert "※ 전년 계획이 없어 증감을 적지 않음." in lines_of(paper)
    assert grid(tables(paper)["교육방법별"])[-1] == ["계", "239", "400", "198,999", "-", "-", "-", "-"]


amounts = st.builds(Amount, *[st.integers(0, 999_999)] * 3)


@given(st.lists(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=4), max_size=5))
def test_totals_on_paper_equal_the_sum_of_their_rows(areas: list[list[tuple[Amount, Amount]]]) -> None:
    by_field = [
        TotalRow(f"{area}-{place}", f"분야 {place}", now, before, str(area))
        for area, fields in enumerate(areas)
        for place, (now, before) in enumerate(fields)
    ]
    by_area = [
        TotalRow(
            str(area),
            f"영역 {area}",
            sum((now for now, _ in fields), Amount()),
            sum((before for _, before in fields), Amount()),
        )
        for area, fields in enumerate(areas)
    ]
    total = TotalRow(
        "", "계", sum((row.now for row in by_area), Amount()), sum((row.before for row in by_area), Amount())
    )
    table = areas_table(replace(TOTALS, total=total, by_area=tuple(by_area), by_field=tuple(by_field)))
    figures = _figures(table)
    details = [row for row in figures[1:] if not row[1]]
    assert figures[0][2] == [sum(column) for column in zip(*(row[2] for row in details), strict=True)] or not details


def _figures(table: Table) -> list[tuple[str, bool, list[int]]]:
    """Name, whether it is a total, and the live numbers of each row below the head."""
    rows = []
    for cells in cells_of(table)[2:]:
        names = [cell for cell in cells[:2] if cell is not None]
        numbers = [cell.value for cell in cells[2:] if cell is not None and isinstance(cell.value, int)]
        rows.append((str(names[-1].value), names[-1].is_total, numbers))
    return rows
