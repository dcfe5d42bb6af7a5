"""심의 회의록. Who was there, what was proposed, said and decided."""

from baeumgil.engines.documents.tree import Block, Bullet, Document, End, Heading, Item, Table
from baeumgil.stages.plan.documents.frame import organisation
from baeumgil.stages.plan.documents.grids import Row, centred, heads, nothing, said, table
from baeumgil.stages.plan.documents.wording import NOTHING, bullets, day_of_week, joined, number, word
from baeumgil.stages.plan.rules.book import ItemRow, MeetingBook, MemberRow
from baeumgil.stages.plan.terms import MeetingState

RESULTS = "안건별 심의 결과"
SIGNATURES = "참석 위원 서명"
AMENDMENTS = "수정 내용"


def minutes_paper(book: MeetingBook) -> Document:
    """심의 회의록. 일시, 장소, 참석 위원, 의사정족수, 안건별 제안·의견·결과, 서명란."""
    body: list[Block] = [
        Heading("회의 개요", 1, "1."),
        Item(f"일시: {when(book)}", 2),
        Item(f"장소: {book.place or NOTHING}", 2),
        Item(f"참석 위원: {attendance(book)}", 2),
        Item(f"의사정족수: {quorum(book)}", 2),
        Heading("심의 결과", 1, "2."),
        results_table(book.items),
        Heading("안건별 심의 내용", 1, "3."),
    ]
    for item in book.items:
        body += _item(item)
    if not book.items:
        body.append(Bullet("안건 없음", 1))
    place = 4
    if book.remarks:
        body += [Heading("그 밖의 사항", 1, f"{place}."), *bullets(book.remarks)]
        place += 1
    members = "위원" if book.state is MeetingState.PLANNED else "참석 위원"
    body += [Heading(members, 1, f"{place}."), signatures_table(book.members), End()]
    return Document(
        title=f"{book.committee_name} 회의록{draft_mark(book)}",
        subtitle=joined((f"{book.year}년 제{book.number}차", book.title), ", "),
        body=tuple(body),
        header=organisation(book.body_name, book.institute_name),
        footer=f"{book.committee_name} {book.year}년 제{book.number}차",
        author=book.institute_name,
        subject=book.title,
        made_on=book.held_on,
        keywords=("심의 회의록", str(book.year), book.committee_name),
    )


def draft_mark(book: MeetingBook) -> str:
    """(안) until the meeting is closed."""
    return "" if book.state is MeetingState.CLOSED else "(안)"


def when(book: MeetingBook) -> str:
    """2026. 12. 19.(토) 14:00"""
    return joined((day_of_week(book.held_on), book.starts_at_text), " ")


def attendance(book: MeetingBook) -> str:
    """위원 12명 중 10명 참석(외부 위원 5명 중 4명); nobody is counted before the meeting."""
    outside = [member for member in book.members if member.is_external]
    if book.state is MeetingState.PLANNED:
        external = f"(외부 위원 {number(len(outside))}명)" if outside else ""
        return f"위원 {number(len(book.members))}명{external}, 회의 전"
    there = sum(member.is_present is True for member in outside)
    external = f"(외부 위원 {number(len(outside))}명 중 {number(there)}명)" if outside else ""
    return f"위원 {number(len(book.members))}명 중 {number(book.present)}명 참석{external}"


def quorum(book: MeetingBook) -> str:
    """{number}명 이상: met or not, once somebody was there to be counted."""
    if book.state is MeetingState.PLANNED:
        return f"위원 {number(book.quorum_needed)}명 이상 출석"
    result = "충족" if book.present >= book.quorum_needed else "미달"
    return f"위원 {number(book.quorum_needed)}명 이상 출석, {result}"


def results_table(items: tuple[ItemRow, ...]) -> Table:
    """Every item with its decision, in one look."""
    rows: list[Row] = [heads("번호", "구분", "안건", "결과")]
    rows += [
        (centred(f"{item.order}"), centred(word(item.kind)), said(item.title), centred(word(item.decision)))
        for item in items
    ]
    if not items:
        rows.append(nothing(4, "안건 없음"))
    return table(rows, (0.7, 1.4, 5, 1.5), name=RESULTS)


def _item(item: ItemRow) -> list[Block]:
    blocks: list[Block] = [Heading(f"제{item.order}호 안건: {item.title}", 2)]
    if item.proposal:
        blocks += [Bullet("제안 내용", 1), *bullets(item.proposal)]
    if item.opinions:
        blocks += [Bullet("위원 의견", 1), *(Bullet(f"{who}: {text}", 2) for who, text in item.opinions)]
    blocks.append(Bullet(f"심의 결과: {word(item.decision)}", 1))
    if item.decision_text:
        blocks += bullets(item.decision_text)
    if item.changes:
        rows: list[Row] = [heads("무엇을", "전", "후")]
        rows += [
            (said(what), centred(before or NOTHING), centred(after or NOTHING)) for what, before, after in item.changes
        ]
        blocks.append(table(rows, (2, 2, 2), name=f"{AMENDMENTS} {item.order}", title=AMENDMENTS))
    return blocks


def signatures_table(members: tuple[MemberRow, ...]) -> Table:
    """Those who were there, the chair first, with room to sign; the absent are named as absent."""
    ordered = sorted(members, key=lambda member: (member.is_present is not True, not member.is_chair))
    rows: list[Row] = [heads("구분", "직위", "성명", "참석", "서명")]
    rows += [
        (
            centred(_kind(member)),
            centred(member.post or NOTHING),
            centred(member.name),
            centred({True: "참석", False: "불참", None: NOTHING}[member.is_present]),
            centred("" if member.is_present else NOTHING),
        )
        for member in ordered
    ]
    if not members:
        rows.append(nothing(5, "위원 없음"))
    return table(rows, (1.4, 2.4, 1.6, 1, 2), name=SIGNATURES)


def _kind(member: MemberRow) -> str:
    side = "외부" if member.is_external else "내부"
    return f"위원장({side})" if member.is_chair else f"위원({side})"
