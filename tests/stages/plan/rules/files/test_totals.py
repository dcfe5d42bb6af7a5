import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.plan.rules.files.changes import Deciding
from baeumgil.stages.plan.rules.files.columns import FileField
from baeumgil.stages.plan.rules.files.known import Known
from baeumgil.stages.plan.rules.files.rows import FileRow, FileTable
from baeumgil.stages.plan.rules.files.totals import compare_totals

F = FileField
SEATS = st.lists(st.integers(0, 500), min_size=1, max_size=6)


def problems(table: FileTable) -> list[tuple[str, int | None]]:
    deciding = Deciding(table, Known())
    compare_totals(deciding)
    return [(problem.message, problem.row) for problem in deciding.problems]


def a_table(groups: list[list[int]], *, wrong: int = 0, label: str = "소계") -> FileTable:
    """Groups of lines, each with its own sub-total, and one total of all; the last is off by `wrong`."""
    rows, totals, number = [], [], 1
    for group in groups:
        for seats in group:
            number += 1
            rows.append(FileRow(number, {F.SEATS: seats}))
        number += 1
        totals.append((number, label, {F.SEATS: sum(group)}))
    totals.append((number + 1, "총계", {F.SEATS: sum(map(sum, groups)) + wrong}))
    return FileTable(tuple(rows), tuple(totals), {F.SEATS: "총인원"})


@given(st.lists(SEATS, min_size=1, max_size=5))
def test_true_totals_are_no_problem(groups: list[list[int]]) -> None:
    assert problems(a_table(groups)) == []


@given(st.lists(SEATS, min_size=1, max_size=5))
def test_a_total_above_all_lines_is_a_problem(groups: list[list[int]]) -> None:
    table = a_table(groups, wrong=1)
    found = sum(map(sum, groups))
    message = f"총계에 적힌 {found + 1:,}이(가) 과정을 더한 {found:,}과 다릅니다."
    assert problems(table) == [(message, table.totals[-1][0])]


def test_a_total_of_a_named_field_stands_for_its_lines() -> None:
    rows = (
        FileRow(2, {F.CATEGORY: "기본", F.SEATS: 20}),
        FileRow(3, {F.CATEGORY: "직무", F.SEATS: 30}),
        FileRow(4, {F.CATEGORY: "기본", F.SEATS: 40}),
    )
    total = (5, "계", {F.CATEGORY: "기본", F.SEATS: 60})
    assert problems(FileTable(rows, (total,), {F.SEATS: "총인원"})) == []


@pytest.mark.parametrize(("seats", "count"), [(50, 0), (51, 1)])
def test_a_total_may_stand_on_top(seats: int, count: int) -> None:
    rows = (FileRow(3, {F.SEATS: 20}), FileRow(4, {F.SEATS: 30}))
    assert len(problems(FileTable(rows, ((2, "합계", {F.SEATS: seats}),), {F.SEATS: "총인원"}))) == count


def test_a_column_that_cannot_be_read_is_not_added_up() -> None:
    rows = (FileRow(2, {}), FileRow(3, {F.SEATS: 30}))
    table = FileTable(rows, ((4, "합계", {F.SEATS: 50}),), {F.SEATS: "총인원"}, "", frozenset({(2, F.SEATS)}))
    assert problems(table) == []
