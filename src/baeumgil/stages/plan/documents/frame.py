"""What every paper of one plan version has: header, footer, the mark of a draft, the parts shared by several."""

from baeumgil.engines.documents.tree import Align, Block, Document, Orientation, Paragraph, Table
from baeumgil.stages.plan.documents.grids import Row, centred, heads, said, table
from baeumgil.stages.plan.documents.wording import CHECKED, UNCHECKED, day, number, word
from baeumgil.stages.plan.rules.book import BookLine, PlanBook, PreCheckRow, VersionHead
from baeumgil.stages.plan.rules.totals import TotalRow, Totals
from baeumgil.stages.plan.terms import PreCheckMark, VersionState

DECIDED = frozenset({VersionState.APPROVED, VersionState.SUPERSEDED})
UNIT = "(단위: 과정, 회, 명)"
EMPTY_PLAN = "이 판에는 아직 과정이 없음"


def plan_document(
    book: PlanBook, title: str, body: tuple[Block, ...], *, orientation: Orientation = Orientation.PORTRAIT
) -> Document:
    """One paper of a version. A version that is not decided carries (안) and says so on every page."""
    head = book.head
    return Document(
        title=f"{title}{draft_mark(head)}",
        subtitle=standing(head),
        body=body,
        header=organisation(head.body_name, head.institute_name),
        footer=f"{head.year}년 교육훈련계획 제{head.number}판",
        orientation=orientation,
        author=head.institute_name,
        subject=head.title,
        made_on=None if head.approved_at is None else head.approved_at.date(),
        keywords=("교육훈련계획", str(head.year), head.institute_name),
    )


def organisation(body: str, institute: str) -> str:
    """The body before its institute, unless the institute's name already says it."""
    return institute if institute.startswith(body) else f"{body} {institute}"


def draft_mark(head: VersionHead) -> str:
    """(안) until the version is decided."""
    return "" if head.state in DECIDED or head.title.endswith("(안)") else "(안)"


def standing(head: VersionHead) -> str:
    """Which version this is, and since when it holds."""
    if head.state is VersionState.SUPERSEDED:
        return f"제{head.number}판, 새 판으로 바뀐 계획"
    if head.approved_at is not None:
        return f"제{head.number}판, {day(head.approved_at.date())} 결재"
    return f"제{head.number}판, 결재 전"


def held_lines(book: PlanBook) -> tuple[BookLine, ...]:
    """Lines of courses that are held."""
    return tuple(line for line in book.lines if not line.is_ended)


def in_fields(book: PlanBook, lines: tuple[BookLine, ...]) -> tuple[BookLine, ...]:
    """Lines in the order of the field system, those of one field in the order of the plan."""
    places = {field.code: place for place, field in enumerate(book.fields)}
    areas: dict[str, int] = {}
    for place, field in enumerate(book.fields):
        areas.setdefault(field.area_code, place)
    last = len(places)
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                areas.get(line.field.area_code, last),
                line.field.area_code,
                places.get(line.field.code, last),
                line.field.order,
                line.field.code,
            ),
        )
    )


def field_name(line: BookLine) -> str:
    """The field with its area before it, unless both are the same."""
    field = line.field
    return field.name if field.code == field.area_code else f"{field.area_name}\n{field.name}"


def volume(row: TotalRow) -> str:
    """239과정 1,204회 198,999명"""
    return f"{number(row.now.courses)}과정 {number(row.now.sessions)}회 {number(row.now.people)}명"


def arithmetic(totals: Totals) -> list[tuple[str, str]]:
    """전년 + 신설 − 통합·대체·폐지 = 금년 in words, by delivery, then together; a gap is said, never hidden."""
    said_lines: list[tuple[str, str]] = []
    for flow in totals.flows if totals.has_previous else ():
        sum_text = (
            f"전년 {number(flow.before)} + 신설 {number(flow.new)} − 통합·대체·폐지 {number(flow.ended)} "
            f"= 금년 {number(flow.now)}"
        )
        if not flow.agrees:
            gap = flow.before + flow.new - flow.ended - flow.now
            sum_text = (
                f"전년 {number(flow.before)}, 신설 {number(flow.new)}, 통합·대체·폐지 {number(flow.ended)}, "
                f"금년 {number(flow.now)} (차이 {number(abs(gap))}과정: 집합과 e-러닝 사이 전환 또는 처리 전 과정)"
            )
        said_lines.append((word(flow.delivery) or "계", sum_text))
    return said_lines


def pre_check_table(rows: tuple[PreCheckRow, ...]) -> Table:
    """사전 검토항목. Two boxes per row, the chosen one filled; neither while nobody looked."""
    body: list[Row] = [
        (
            said(row.name),
            centred(_box(row.mark is PreCheckMark.REVIEWED)),
            centred(_box(row.mark is PreCheckMark.NOT_APPLICABLE)),
            said(row.remark),
        )
        for row in rows
    ]
    return table(
        [heads("검토항목", "검토 완료", "해당 없음", "비고"), *body], (2, 1, 1, 4), name="사전 검토항목 점검표"
    )


def _box(is_chosen: bool) -> str:  # noqa: FBT001  reads as a question
    return CHECKED if is_chosen else UNCHECKED


def note(text: str) -> Paragraph:
    """A small line under a table."""
    return Paragraph(f"※ {text}", Align.LEFT, is_small=True)
