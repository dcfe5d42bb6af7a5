"""결재 표지. Who drafted, reviewed, agreed and decided, with marks and the day beside the decider."""

from baeumgil.engines.documents.tree import Align, Attachments, Block, Cell, Document, End, Heading, Paragraph, Table
from baeumgil.stages.plan.documents.frame import organisation, pre_check_table
from baeumgil.stages.plan.documents.grids import Row, head, keyed, nothing, table
from baeumgil.stages.plan.documents.wording import NOTHING, day, joined, word
from baeumgil.stages.plan.rules.book import ApprovalBook, StepRow
from baeumgil.stages.plan.terms import CaseState, Disclosure, StepMark, StepRole, StepState

BOXES = "결재란"
COOPERATION = "협조란"
FACTS = "문서 정보"
LINE = (StepRole.DRAFTS, StepRole.REVIEWS, StepRole.DECIDES)
NEEDS_GROUND = frozenset({Disclosure.PARTLY, Disclosure.CLOSED})


def approval_paper(book: ApprovalBook) -> Document:
    """결재 표지. 문서번호, 결재일자, 공개 구분, 방침번호, the boxes, the pre-check sheet, 붙임."""
    body: list[Block] = [facts_table(book), boxes_table(book)]
    if any(step.role is StepRole.COOPERATES for step in book.steps):
        body.append(cooperation_table(book))
    if book.state is not CaseState.APPROVED:
        body.append(Paragraph(f"※ {word(book.state)}인 문서로 효력이 없음", Align.LEFT, is_small=True))
    if book.pre_checks:
        body += [Heading("사전 검토항목", 1), pre_check_table(book.pre_checks)]
    if book.attachments:
        body.append(Attachments(book.attachments))
    else:
        body.append(End())
    return Document(
        title=book.title,
        body=tuple(body),
        header=organisation(book.body_name, book.institute_name),
        footer=joined((book.document_number, _digest(book)), "  "),
        author=book.institute_name,
        subject=book.title,
        made_on=None if book.decided_at is None else book.decided_at.date(),
        keywords=("결재", str(book.year), word(book.document_type)),
    )


def _digest(book: ApprovalBook) -> str:
    return f"내용 확인값 {book.digest[:16]}" if book.digest else ""


def facts_table(book: ApprovalBook) -> Table:
    """문서번호, 결재일자, 공개 구분 with its ground, 방침번호 where a city has one."""
    pairs = [
        ("문서번호", book.document_number or NOTHING),
        ("결재일자", NOTHING if book.decided_at is None else day(book.decided_at.date())),
        ("공개 구분", disclosure(book)),
    ]
    if book.policy_number:
        pairs.append(("방침번호", book.policy_number))
    return keyed(pairs, widths=(1, 4), name=FACTS)


def disclosure(book: ApprovalBook) -> str:
    """비공개(정보공개법 제9조 제1항 제6호); what is open needs no ground."""
    if book.disclosure in NEEDS_GROUND and book.disclosure_ground:
        return f"{word(book.disclosure)}({book.disclosure_ground})"
    return word(book.disclosure)


def boxes_table(book: ApprovalBook) -> Table:
    """One box per signer of the line in rising order: role, post, signature; ★ marks the drafter."""
    return _boxes(tuple(step for step in book.steps if step.role in LINE), BOXES)


def cooperation_table(book: ApprovalBook) -> Table:
    """협조. A row of boxes of its own."""
    return _boxes(tuple(step for step in book.steps if step.role is StepRole.COOPERATES), COOPERATION)


def _boxes(steps: tuple[StepRow, ...], caption: str) -> Table:
    ordered = sorted(steps, key=lambda step: step.order)
    if not ordered:
        return table([nothing(1, "결재선 없음")], (1,), name=caption, header_rows=0)
    rows: list[Row] = [
        tuple(head(_role(step)) for step in ordered),
        tuple(head(_post(step)) for step in ordered),
        tuple(Cell(signature(step), align=Align.CENTRE) for step in ordered),
    ]
    return table(rows, [1] * len(ordered), name=caption, header_rows=2)


def _role(step: StepRow) -> str:
    return word(step.role)


def _post(step: StepRow) -> str:
    return f"★{step.post}" if step.role is StepRole.DRAFTS else step.post


def signature(step: StepRow) -> str:
    """전결 12/28 홍길동: the mark, the day beside the decider, then the name (행정 효율과 협업 촉진에 관한 규정)."""
    if step.state is StepState.RETURNED:
        return joined((word(step.state), step.signed_name), "\n")
    if step.state is not StepState.SIGNED:
        return ""
    decided = ""
    if step.role is StepRole.DECIDES and step.signed_at is not None:
        decided = f"{step.signed_at.month}/{step.signed_at.day}"
    return joined((joined((*_marks(step), decided), " "), step.signed_name), "\n")


def _marks(step: StepRow) -> list[str]:
    """전결 for a decision by delegation, 대결 for who stood in; a paper decided by both says both (같은 영 제10조)."""
    is_delegated = step.is_delegated or step.mark is StepMark.DELEGATED
    marks = [StepMark.DELEGATED] if is_delegated else []
    marks += [StepMark.DEPUTY] if step.mark is StepMark.DEPUTY else []
    return [word(mark) for mark in marks]
