"""Papers to write in tests."""

from datetime import date

from baeumgil.engines.documents.tree import (
    Attachments,
    Bullet,
    Cell,
    Document,
    Heading,
    Item,
    Orientation,
    PageBreak,
    Paragraph,
    Table,
)


def head(text: str, **reach: int) -> Cell:
    return Cell(text, is_header=True, **reach)  # type: ignore[arg-type]


def summary() -> Table:
    return Table(
        (
            (head("구분", rows=2), head("교육", columns=2), head("증감", rows=2)),
            (head("과정수"), head("인원")),
            (Cell("집합", rows=2), Cell(123), Cell(4500), Cell(-1234)),
            (Cell(5), Cell(12.5), Cell(None)),
            (Cell("계", is_total=True), Cell(128, is_total=True, columns=2), Cell(1, is_total=True)),
        ),
        (3, 2, 2, 2),
        caption="총괄표",
        unit="명",
        header_rows=2,
    )


def months() -> Table:
    days = tuple(Cell("1\n2" if month % 3 else "", shade="" if month % 3 else "closed") for month in range(1, 13))
    return Table((tuple(head(f"{month}월") for month in range(1, 13)), days), (1,) * 12, sheet="월별")


def everything(orientation: Orientation = Orientation.PORTRAIT) -> Document:
    """Each kind of block at least once."""
    return Document(
        "2026년도 교육훈련계획",
        (
            Heading("추진 배경", 1, "Ⅰ."),
            Paragraph("「지방공무원 교육훈련법」에 따라 <2026>년 교육 & 훈련 계획을 쀍 수립함."),
            Item("교육 방향"),
            Item("직무 전문성 강화", 2),
            Item("인공지능 활용", 2),
            Item("홀로 선 항목", 3),
            Item("교육 규모"),
            summary(),
            Heading("세부 계획", 2, "1."),
            Bullet("주요 내용"),
            Bullet("하위 내용", 2),
            Bullet("참고 사항", is_note=True),
            PageBreak(),
            Heading("달력", 3),
            months(),
            Table(((head("작성일"), Cell(date(2026, 3, 10))),), (1, 3), is_plain=True, sheet="작성"),
            Attachments(("교육훈련계획 1부", "대상자 명단 1부.")),
        ),
        subtitle="배움길시 인재개발원",
        header="배움길시 머리말",
        footer="교육-123 꼬리말",
        author="교육팀",
        subject="계획",
        made_on=date(2026, 3, 10),
        keywords=("교육", "계획"),
        orientation=orientation,
    )


def long_table(rows: int = 239) -> Document:
    """The table of courses of a big city: ten columns, a page turned, and a total."""
    columns = ("분야", "과정명", "교육대상", "교육방법", "교육기간", "기수", "기당 인원", "연인원", "담당", "비고")
    body = tuple(
        (
            Cell("직무전문교육"),
            Cell(f"인공지능 활용 행정혁신 실무 과정 {number}"),
            Cell("6급 이하 공무원"),
            Cell("집합"),
            Cell("3일(21시간)"),
            Cell(4),
            Cell(30),
            Cell(120),
            Cell("인재기획과"),
            Cell("신설" if number % 7 == 0 else ""),
        )
        for number in range(1, rows + 1)
    )
    total = (
        Cell("계", columns=5, is_total=True),
        *(Cell(value, is_total=True) for value in (rows * 4, "", rows * 120)),
    )
    table = Table(
        (tuple(head(name) for name in columns), *body, (*total, Cell("", is_total=True), Cell("", is_total=True))),
        (6, 16, 8, 5, 8, 4, 5, 5, 7, 6),
        caption="과정별 현황",
        unit="명",
    )
    return Document("과정별 현황", (table,), orientation=Orientation.LANDSCAPE)
