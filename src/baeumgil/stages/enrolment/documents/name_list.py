"""교육생 명단 as an official paper, to the institute or the partner that holds the session."""

from datetime import datetime

from baeumgil.engines.documents.tree import Align, Document, Paragraph
from baeumgil.stages.enrolment.rules.waiting_rows import NameListCard, ParticipantRow
from baeumgil.stages.enrolment.terms import ApplicationState, AppliedVia
from baeumgil.stages.plan.documents.grids import Row, centred, counted, heads, keyed, nothing, said, table
from baeumgil.stages.plan.documents.wording import day, period, word

WIDTHS = (1, 4, 2, 2, 2, 3, 2)
SAID = frozenset({ApplicationState.SELECTED, ApplicationState.CONFIRMED, None})
"""States that need no remark: whoever is on the list comes."""


def name_list_document(card: NameListCard, *, made_at: datetime) -> Document:
    """Who comes, by unit; a list that is not fixed yet says so on every page, a masked one that it is."""
    session = card.session
    facts = [
        ("과정", session.title),
        ("기간", period(session.dates[0], session.dates[-1]) if session.dates else "미정"),
        ("장소", session.room_name or session.place_text or "미정"),
        ("인원", f"{len(card.rows):,}명 (정원 {session.seats:,}명)"),
        ("명단", _number(card)),
    ]
    if card.current is not None and card.current.sent_to:
        facts.append(("받는 곳", card.current.sent_to))
    head = heads("연번", "소속", "직급", "성명", "사번", "접수번호", "비고")
    body = [_row(place, one) for place, one in enumerate(card.rows, 1)] or [nothing(len(WIDTHS), "교육생이 없음")]
    return Document(
        title=f"교육생 명단{'' if card.current is not None else '(안)'}",
        subtitle=session.title,
        body=(
            keyed(facts, name="개요"),
            table([head, *body], WIDTHS, name="교육생 명단", unit="(단위: 명)"),
            *(Paragraph(f"※ {text}", Align.LEFT, is_small=True) for text in _notes(card)),
        ),
        footer=_number(card),
        subject=session.title,
        made_on=made_at.date(),
        keywords=("교육생 명단", str(session.year)),
    )


def _row(place: int, one: ParticipantRow) -> Row:
    return (
        counted(place),
        said(one.unit_name),
        centred(one.grade_title),
        centred(one.name),
        centred(one.staff_no),
        centred(one.number),
        centred(_remark(one)),
    )


def _remark(one: ParticipantRow) -> str:
    if one.state not in SAID:
        return word(one.state)
    return word(one.via) if one.via is AppliedVia.REPLACEMENT else ""


def _number(card: NameListCard) -> str:
    if card.current is None:
        return "확정 전"
    return f"제{card.current.number}호, {day(card.current.fixed_at.date())} 확정"


def _notes(card: NameListCard) -> list[str]:
    notes = ["이 명단에는 개인정보가 있습니다. 교육 운영에만 쓰고, 마치면 지웁니다."]
    if card.is_masked:
        notes.append("이름을 가린 명단입니다.")
    if card.is_partial:
        notes.append("담당하는 부서의 사람만 담았습니다.")
    return notes
