"""Changes, courses and months say every line, merged where rows belong together."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from baeumgil.engines.documents.tree import Orientation, cells_of
from baeumgil.stages.plan.documents.changes import changes_paper
from baeumgil.stages.plan.documents.courses import courses_paper, courses_table
from baeumgil.stages.plan.documents.months import months_paper, open_sessions, schedule_table
from baeumgil.stages.plan.rules.book import BookLine, PlanBook, SessionDays
from baeumgil.stages.plan.rules.totals import Amount
from baeumgil.stages.plan.terms import ChangeVerb, VersionState
from tests.stages.plan.documents.golden import BOOK, HEAD, IT, JOB, TOTALS, grid, line, lines_of, tables


def test_changes_are_grouped_by_verb() -> None:
    paper = changes_paper(BOOK, TOTALS)
    assert lines_of(paper) == [
        "1. 개편 총괄",
        "신설 46과정(집합 22, e-러닝 24): 공직가치·리더십 6, 직무 32, IT 8",
        "통합·대체·폐지 36과정(집합 20, e-러닝 16)",
        "개선 94과정(집합 81, e-러닝 13)",
        "2. 과정별 개편 내역",
    ]
    assert grid(tables(paper)["개편 내역"]) == [
        ["구분", "과정명", "전년 → 금년", "사유", "계기"],
        ["신설\n(2)", "공직자 남북교류 협력", "없음 → 2회 300명", "남북협력추진단 요청", "부서 요청"],
        ["", "e-서울형 복지의 이해\n(이전: 사회복지 행정)", "없음 → 상시 1,500명", "-", "자체 검토"],
        [
            "대체\n(1)",
            "사회복지 행정",
            "2회 80명 → 「e-서울형 복지의 이해」로 대체",
            "e-러닝으로 전환",
            "자체 검토",
        ],
        ["폐지\n(1)", "감사 실무", "1회 40명 → 폐지", "전문기관 위임", "자체 검토"],
        ["개선\n(1)", "장애인복지 실무", "1회 30명 → 2회 60명\n(인원 확대, 교과 개편)", "-", "자체 검토"],
    ]


def test_nothing_changed_is_said() -> None:
    book = replace(BOOK, lines=(line(1, "보고서 작성"),))
    assert grid(tables(changes_paper(book, TOTALS))["개편 내역"])[1] == ["전년과 달라진 과정 없음", "", "", "", ""]


def test_courses_are_grouped_by_field_with_subtotals() -> None:
    paper = courses_paper(BOOK, replace(TOTALS, total=replace(TOTALS.total, now=Amount(4, 6, 1_920))))
    assert paper.orientation is Orientation.LANDSCAPE
    assert grid(tables(paper)["과정별 현황표"])[1:5] == [
        ["총계 (4과정)", "", "", "", "", "6", "", "1,920", "", ""],
        ["공직가치·리더십\n공직가치", "소계 (1과정)", "", "", "", "2", "", "300", "", ""],
        ["", "공직자 남북교류 협력", "전 직원", "집합", "3일", "2", "150", "300", "-", "신설"],
        ["공직가치·리더십\n리더십", "소계 (1과정)", "", "", "", "2", "", "60", "", ""],
    ]


def test_ended_courses_are_not_held() -> None:
    text = str(grid(tables(courses_paper(BOOK, TOTALS))["과정별 현황표"]))
    assert ("감사 실무" in text, "사회복지 행정" in text, "5급 승진리더" in text) == (False, False, True)


def test_months_show_numbers_and_days() -> None:
    paper = months_paper(BOOK, TOTALS)
    table = grid(tables(paper)["월별 일정"])
    assert table[0] == ["과정명", *(f"{month}월" for month in range(1, 13)), "미정", "계"]
    assert table[1][:6] == ["공휴일", "1(화)", "", "1(금)", "", "6(월)"]
    named = {row[0]: row[1:] for row in table}
    assert named["공직자 남북교류 협력"] == [*([""] * 2), "①11.~13.", *([""] * 5), "②30.~\n10.2.", *([""] * 4), "2"]
    assert named["장애인복지 실무"][8] == "①"
    assert named["장애인복지 실무"][12:] == ["1회", "2"]
    assert named["e-서울형 복지의 이해"][12:] == ["상시", "-"]
    assert named["기수 계"] == ["-", "-", "1", *(["-"] * 5), "2", *(["-"] * 3), "3", "6"]
    assert named["인원 계"][-2:] == ["1,590", "1,920"]


def test_a_year_without_known_holidays_has_no_row_for_them() -> None:
    table = tables(months_paper(replace(BOOK, holidays=()), TOTALS))["월별 일정"]
    assert (table.header_rows, grid(table)[1][0]) == (1, "공직자 남북교류 협력")


def test_an_empty_plan_says_so() -> None:
    empty = PlanBook(head=replace(HEAD, state=VersionState.DRAFT, approved_at=None), lines=())
    assert courses_paper(empty, TOTALS).title == "2019년 과정별 현황(안)"
    assert courses_paper(empty, TOTALS).subtitle == "제2판, 결재 전"
    assert grid(tables(courses_paper(empty, TOTALS))["과정별 현황표"])[1][0] == "이 판에는 아직 과정이 없음"
    assert grid(tables(months_paper(empty, TOTALS))["월별 일정"])[1][0] == "이 판에는 아직 과정이 없음"


planned = st.lists(
    st.builds(SessionDays, number=st.integers(1, 60), seats=st.integers(0, 500), month=st.none() | st.integers(1, 12)),
    max_size=5,
)
lines = st.lists(
    st.builds(
        lambda number, verb, field, days, more, seats: line(
            number,
            f"과정 {number}",
            field,
            verb=verb,
            planned=tuple(days),
            sessions=len(days) + more,
            seats=sum(day.seats for day in days) + seats,
        ),
        st.integers(1, 9_999),
        st.sampled_from(ChangeVerb),
        st.sampled_from((JOB, IT)),
        planned,
        st.integers(0, 4),
        st.integers(0, 400),
    ),
    max_size=12,
)


@given(lines)
def test_sums_of_every_list_equal_its_lines(made: list[BookLine]) -> None:
    book = replace(BOOK, lines=tuple(made))
    held = [one for one in book.lines if not one.is_ended]
    total = Amount(len(held), sum(one.sessions for one in held), sum(one.seats for one in held))
    courses = courses_table(book, replace(TOTALS, total=replace(TOTALS.total, now=total)))
    subtotals = [
        (row[5].value, row[7].value)
        for row in cells_of(courses)
        if row[1] and row[5] and row[7] and str(row[1].value).startswith("소계")
    ]
    assert [sum(column) for column in zip(*subtotals, strict=True)] == ([total.sessions, total.people] if held else [])
    if held:
        sums = cells_of(schedule_table(book))[-2:]
        for row, expected in zip(sums, (total.sessions, total.people), strict=True):
            figures = [cell.value for cell in row[1:] if cell is not None]
            assert figures[-1] == sum(figures[:-1]) == expected  # type: ignore[arg-type]  # numbers
    assert all(open_sessions(one) >= 0 for one in held)
