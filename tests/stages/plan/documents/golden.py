"""The published figures of Seoul 2019 as a small book whose totals are typed by hand, and papers read back as text."""

from datetime import UTC, date, datetime

from baeumgil.engines.documents.tree import Block, Bullet, Document, Heading, Item, Paragraph, Table, cells_of
from baeumgil.stages.plan.documents.wording import written
from baeumgil.stages.plan.rules.book import (
    Ancestor,
    BookLine,
    ContentRow,
    FieldRow,
    GoalRow,
    PlanBook,
    PreCheckRow,
    SessionDays,
    VersionHead,
    YearFigure,
)
from baeumgil.stages.plan.rules.totals import Amount, Flow, MonthRow, TotalRow, Totals, VerbRow
from baeumgil.stages.plan.terms import (
    ENDING,
    ChangeVerb,
    ContentKey,
    CourseKind,
    Delivery,
    Improvement,
    LegalKind,
    Origin,
    PreCheckMark,
    TargetGroup,
    VersionState,
)

VALUES = FieldRow("A1", "공직가치", "A", "공직가치·리더십", LegalKind.BASIC, 1)
LEADERSHIP = FieldRow("A2", "리더십", "A", "공직가치·리더십", LegalKind.BASIC, 2)
JOB = FieldRow("B", "직무역량", "B", "직무역량", LegalKind.SPECIALISED, 3)
IT = FieldRow("C", "IT역량", "C", "IT역량", LegalKind.SPECIALISED, 4)

HEAD = VersionHead(
    id=7,
    plan=3,
    number=2,
    state=VersionState.APPROVED,
    year=2019,
    title="2019년 인재개발원 교육훈련계획",
    institute=1,
    institute_code="seoul",
    institute_name="인재개발원",
    body_name="서울특별시",
    is_example=True,
    vision="시민에게 봉사하고 소통하는 미래지향 전문가",
    document_number="인재기획과-15195",
    policy_number="행정1부시장 방침 제325호",
    created_at=datetime(2018, 11, 20, 9, 0, tzinfo=UTC),
    approved_at=datetime(2018, 12, 28, 15, 0, tzinfo=UTC),
)


def line(number: int, name: str, field: FieldRow = JOB, **more: object) -> BookLine:
    verb = more.get("verb", ChangeVerb.KEPT)
    kind = more.get("kind", CourseKind.CLASSROOM)
    values: dict[str, object] = {
        "id": number,
        "course": number,
        "code": f"C{number:03}",
        "name": name,
        "field": field,
        "goal_code": "G1",
        "goal_name": "성과창출 전문역량 강화",
        "kind": kind,
        "delivery": Delivery.ONLINE if kind is CourseKind.E_LEARNING else Delivery.CLASS,
        "target_group": TargetGroup.ALL_STAFF,
        "target_text": "",
        "duration_text": "3일",
        "total_minutes": 1260,
        "verb": verb,
        "improvements": (),
        "origin": Origin.OWN_REVIEW,
        "reason": "",
        "sessions": 0 if verb in ENDING else 2,
        "seats_per_session": None if verb in ENDING else 30,
        "seats": 0 if verb in ENDING else 60,
    }
    return BookLine(**(values | more))  # type: ignore[arg-type]  # a builder


LINES = (
    line(1, "5급 승진리더", LEADERSHIP, previous_sessions=2, previous_seats=60, owner_name="인재양성과"),
    line(
        2,
        "공직자 남북교류 협력",
        VALUES,
        verb=ChangeVerb.NEW,
        origin=Origin.DEPARTMENT_REQUEST,
        reason="남북협력추진단 요청",
        seats=300,
        seats_per_session=150,
        planned=(
            SessionDays(1, 150, date(2019, 3, 11), date(2019, 3, 13)),
            SessionDays(2, 150, date(2019, 9, 30), date(2019, 10, 2)),
        ),
    ),
    line(
        3,
        "장애인복지 실무",
        verb=ChangeVerb.IMPROVED,
        improvements=(Improvement.ENLARGED, Improvement.CONTENT),
        previous_sessions=1,
        previous_seats=30,
        planned=(SessionDays(1, 30, None, None, 9),),
    ),
    line(
        4,
        "사회복지 행정",
        verb=ChangeVerb.REPLACED,
        previous_sessions=2,
        previous_seats=80,
        successors=(Ancestor("C006", "e-서울형 복지의 이해"),),
        reason="e-러닝으로 전환",
    ),
    line(5, "감사 실무", verb=ChangeVerb.ABOLISHED, previous_sessions=1, previous_seats=40, reason="전문기관 위임"),
    line(
        6,
        "e-서울형 복지의 이해",
        IT,
        verb=ChangeVerb.NEW,
        kind=CourseKind.E_LEARNING,
        sessions=0,
        seats_per_session=None,
        seats=1500,
        ancestors=(Ancestor("C004", "사회복지 행정"),),
    ),
)

BOOK = PlanBook(
    head=HEAD,
    lines=LINES,
    fields=(VALUES, LEADERSHIP, JOB, IT),
    goals=(GoalRow("G1", "성과창출 전문역량 강화", ("핵심사업 직무교육", "현안 교육")),),
    contents=(
        *(ContentRow(key, f"□ {key.value}의 요지\n○ 세부\n※ 참고") for key in list(ContentKey)[:-1]),
        ContentRow(ContentKey.OTHER, ""),
    ),
    pre_checks=(
        PreCheckRow("experts", "전문 자문", PreCheckMark.REVIEWED, "교육훈련심의회 12.19"),
        PreCheckRow("jobs", "일자리", PreCheckMark.NOT_APPLICABLE, ""),
        PreCheckRow("safety", "안전", PreCheckMark.UNCHECKED, ""),
    ),
    years=(
        YearFigure(2017, "2017년 계획", 161_820, 206_820),
        YearFigure(2018, "2018년 계획", 168_350, 180_347),
        YearFigure(2019, "2019년 계획", 198_999, None),
    ),
    holidays=(date(2019, 1, 1), date(2019, 3, 1), date(2019, 5, 5), date(2019, 5, 6)),
)


def row(key: str, label: str, now: tuple[int, int, int], before: tuple[int, int, int], parent: str = "") -> TotalRow:
    return TotalRow(key, label, Amount(*now), Amount(*before), parent)


TOTALS = Totals(
    year=2019,
    total=row("total", "계", (239, 400, 198_999), (229, 380, 168_350)),
    by_delivery=(
        row("class", "집합", (125, 400, 22_829), (123, 380, 19_020)),
        row("online", "e-러닝", (114, 0, 176_170), (106, 0, 149_330)),
    ),
    by_kind=(row("classroom", "집합", (239, 400, 198_999), (229, 380, 168_350)),),
    by_area=(
        row("A", "공직가치·리더십", (50, 100, 8_999), (46, 90, 9_350)),
        row("B", "직무역량", (149, 250, 120_000), (143, 240, 110_000)),
        row("C", "IT역량", (40, 50, 70_000), (40, 50, 49_000)),
    ),
    by_field=(
        row("A1", "공직가치", (30, 60, 5_000), (26, 50, 4_350), "A"),
        row("A2", "리더십", (20, 40, 3_999), (20, 40, 5_000), "A"),
        row("B", "직무역량", (149, 250, 120_000), (143, 240, 110_000), "B"),
        row("C", "IT역량", (40, 50, 70_000), (40, 50, 49_000), "C"),
    ),
    by_legal_kind=(row("basic", "기본교육훈련", (239, 400, 198_999), (229, 380, 168_350)),),
    by_goal=(row("G1", "성과창출 전문역량 강화", (239, 400, 198_999), (229, 380, 168_350)),),
    by_target=(row("all_staff", "전 직원", (239, 400, 198_999), (229, 380, 168_350)),),
    by_month=(MonthRow(3, 250, 100_000), MonthRow(None, 150, 98_999)),
    by_verb=(
        VerbRow(ChangeVerb.KEPT, 22, 77),
        VerbRow(ChangeVerb.NEW, 22, 24),
        VerbRow(ChangeVerb.MERGED, 5, 4),
        VerbRow(ChangeVerb.REPLACED, 10, 11),
        VerbRow(ChangeVerb.ABOLISHED, 5, 1),
        VerbRow(ChangeVerb.IMPROVED, 81, 13),
    ),
    new_by_area=(("공직가치·리더십", 6), ("직무", 32), ("IT", 8)),
    flows=(
        Flow(Delivery.CLASS, 123, 22, 20, 125, 81, 22),
        Flow(Delivery.ONLINE, 106, 24, 16, 114, 13, 77),
        Flow(None, 229, 46, 36, 239, 94, 99),
    ),
)


def tables(document: Document) -> dict[str, Table]:
    """Tables by name; every one must close."""
    found = {block.sheet: block for block in document.body if isinstance(block, Table)}
    for table in found.values():
        cells_of(table)
    assert len(found) == sum(isinstance(block, Table) for block in document.body), "each table has a name of its own"
    return found


def grid(table: Table) -> list[list[str]]:
    """The table as it is read on paper; reached places are empty."""
    return [
        ["" if cell is None else cell.text or written(cell.value) for cell in row_cells]
        for row_cells in cells_of(table)
    ]


def lines_of(document: Document) -> list[str]:
    """Headings, items and bullets in order."""
    return [text for block in document.body if (text := _text(block))]


def _text(block: Block) -> str:
    match block:
        case Heading(text=text, mark=mark):
            return f"{mark} {text}".strip()
        case Bullet(text=text) | Item(text=text) | Paragraph(text=text):
            return text
        case _:
            return ""
