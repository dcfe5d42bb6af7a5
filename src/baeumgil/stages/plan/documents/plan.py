"""교육훈련계획서. What a decider reads first: outline, results, actions, statutory contents, pre-check sheet."""

from collections.abc import Sequence
from datetime import date

from baeumgil.engines.documents.tree import Attachments, Block, Bullet, Document, Heading, Table
from baeumgil.stages.plan.documents.changes import before_and_after, heads_of_changes
from baeumgil.stages.plan.documents.courses import remark_of
from baeumgil.stages.plan.documents.frame import (
    DECIDED,
    arithmetic,
    held_lines,
    in_fields,
    note,
    organisation,
    plan_document,
    pre_check_table,
    volume,
)
from baeumgil.stages.plan.documents.grids import (
    Row,
    centred,
    counted,
    grouped,
    heads,
    keyed,
    nothing,
    said,
    side,
    table,
)
from baeumgil.stages.plan.documents.needs import overview
from baeumgil.stages.plan.documents.totals import breakdown_table, deliveries_table, verbs_table
from baeumgil.stages.plan.documents.wording import (
    NOTHING,
    bullets,
    chapter,
    day,
    number,
    percent,
    period,
    word,
)
from baeumgil.stages.plan.rules.book import BookLine, GoalRow, NeedsBook, PlanBook
from baeumgil.stages.plan.rules.totals import Totals
from baeumgil.stages.plan.terms import ChangeVerb

FACTS = "관련 근거"
PROGRESS = "추진 경과표"
GOALS = "목표와 전략"
YEARS = "연도별 계획 대비 실적"
OUTLINE = "교육훈련 과정 개요"
MAIN = "주요 신설·개선 과정"
MOST_MAIN = 12
"""More main courses than this are left to the paper of changes."""
BASES = (
    "「지방공무원 교육훈련법」 제5조",
    "「지방공무원 교육훈련법 시행령」 제18조",
)
BASIS = "「지방공무원 교육훈련법」 제5조, 같은 법 시행령 제18조"
ATTACHED = ("교육훈련 총괄표 1부.", "교육과정 개편 내역 1부.", "과정별 현황 1부.", "월별 일정표 1부.")


def plan_paper(
    book: PlanBook, totals: Totals, needs: NeedsBook | None = None, meetings: Sequence[date] = ()
) -> Document:
    """교육훈련계획서. What a decider reads first, in the order they expect it; `meetings` of the committee are over."""
    head = book.head
    attached = ATTACHED if needs is None else (*ATTACHED, "수요조사 결과 1부.")
    body: list[Block] = [
        facts_table(book),
        Heading("추진 개요", 1, chapter(1)),
        *_outline(book, totals, needs, meetings),
        Heading("성과 및 여건", 1, chapter(2)),
        *_results(book, totals),
        Heading(f"{head.year}년 실행계획", 1, chapter(3)),
        *_actions(book, totals),
        Heading("교육훈련계획의 내용", 1, chapter(4)),
        *_contents(book),
        Heading("사전 검토항목", 1, chapter(5)),
        pre_check_table(book.pre_checks) if book.pre_checks else note("사전 검토항목을 쓰지 않는 기관임."),
        Attachments(attached),
    ]
    title = head.title or f"{head.year}년 {head.institute_name} 교육훈련계획"
    return plan_document(book, title, tuple(body))


def facts_table(book: PlanBook) -> Table:
    """The head of the paper: whose, which document, decided when."""
    head = book.head
    pairs = [
        ("기관", organisation(head.body_name, head.institute_name)),
        ("문서번호", head.document_number or NOTHING),
        ("결재일자", NOTHING if head.approved_at is None else day(head.approved_at.date())),
    ]
    if head.policy_number:
        pairs.append(("방침번호", head.policy_number))
    pairs.append(("관련 근거", BASIS))
    return keyed(pairs, widths=(1, 5), name=FACTS)


def _outline(book: PlanBook, totals: Totals, needs: NeedsBook | None, meetings: Sequence[date]) -> list[Block]:
    return [
        Heading("근거 및 배경", 2, "1."),
        *(Bullet(basis, 1) for basis in BASES),
        *(Bullet(text, 1) for text in ([book.head.note] if book.head.note else [])),
        Heading("추진 경과", 2, "2."),
        progress_table(book, needs, meetings),
        *(Bullet(text, 1) for text in (overview(needs) if needs else [])),
        Heading("비전 및 목표", 2, "3."),
        *([Bullet(f"비전: {book.head.vision}", 1)] if book.head.vision else []),
        goals_table(book.goals),
        Heading("교육훈련 과정 개요", 2, "4."),
        Bullet(f"{totals.year}년 교육훈련: {volume(totals.total)}", 1),
        *(Bullet(f"{label}: {text}", 2) for label, text in arithmetic(totals)),
        deliveries_table(totals),
        note("인원은 연인원(과정마다 셈)이며 현원과 견줄 수 없음."),
    ]


def progress_table(book: PlanBook, needs: NeedsBook | None, meetings: Sequence[date]) -> Table:
    """What was done when, as far as it is recorded."""
    steps: list[tuple[date, str, str]] = []
    if needs is not None:
        steps += [(first, period(first, last), f"부서 수요조사({name})") for name, first, last in needs.rounds]
    steps += [(on, day(on), "교육훈련심의위원회 심의") for on in meetings]
    head = book.head
    is_entered_later = (
        head.created_at is not None and head.approved_at is not None and head.created_at > head.approved_at
    )
    for at, text in (
        (None if is_entered_later else head.created_at, f"계획(안) 작성(제{head.number}판)"),
        (head.approved_at, "결재"),
        (head.published_at, "공개"),
    ):
        if at is not None:
            steps.append((at.date(), day(at.date()), text))
    rows: list[Row] = [heads("시기", "내용")]
    rows += [(centred(when), said(text)) for _, when, text in sorted(steps, key=lambda step: step[0])]
    if not steps:
        rows.append(nothing(2, "기록 없음"))
    return table(rows, (2, 3), name=PROGRESS)


def goals_table(goals: tuple[GoalRow, ...]) -> Table:
    """목표 and 전략, one goal per row."""
    rows: list[Row] = [heads("목표", "추진 전략")]
    rows += [(side(goal.name), said("\n".join(goal.strategies) or NOTHING)) for goal in goals]
    if not goals:
        rows.append(nothing(2, "목표를 정하지 않음"))
    return table(rows, (2, 4), name=GOALS)


def _results(book: PlanBook, totals: Totals) -> list[Block]:
    return [
        Heading("연도별 계획 대비 실적", 2, "1."),
        years_table(book),
        note("실적이 계획보다 많을 수 있음. 계획인원은 적힌 판의 값임."),
        Heading("전년 대비 개편", 2, "2."),
        *(Bullet(text, 1) for text in heads_of_changes(totals)),
        verbs_table(totals),
    ]


def years_table(book: PlanBook) -> Table:
    """연도 / 계획 / 실적 / 계획 대비 / 어느 계획; above a hundred per cent is normal."""
    rows: list[Row] = [heads("연도", "계획인원", "실적인원", "계획 대비", "계획", "비고")]
    rows += [
        (
            side(f"{one.year}년"),
            counted(one.planned_people),
            counted(one.actual_people),
            centred(NOTHING if one.actual_people is None else percent(one.actual_people, one.planned_people)),
            said(one.plan_name or NOTHING),
            said(one.note),
        )
        for one in book.years
    ]
    if not book.years:
        rows.append(nothing(6, "실적 자료 없음"))
    return table(rows, (1, 1.3, 1.3, 1.2, 2.4, 1.8), name=YEARS, unit="(단위: 명)")


def _actions(book: PlanBook, totals: Totals) -> list[Block]:
    blocks: list[Block] = []
    lines = in_fields(book, held_lines(book))
    strategies = {goal.code: goal.strategies for goal in book.goals}
    for place, row in enumerate(totals.by_goal, start=1):
        of_goal = tuple(line for line in lines if line.goal_code == row.key)
        blocks += [Heading(row.label, 2, f"{place}."), Bullet(f"규모: {volume(row)}", 1)]
        blocks += [Bullet(text, 2) for text in strategies.get(row.key, ())]
        blocks += _main_courses(of_goal, place)
    blocks += [
        Heading("목표별 규모", 2, f"{len(totals.by_goal) + 1}."),
        breakdown_table(OUTLINE, totals.by_goal, totals),
    ]
    return blocks


def _main_courses(lines: tuple[BookLine, ...], place: int) -> list[Block]:
    main = [line for line in lines if line.verb in {ChangeVerb.NEW, ChangeVerb.IMPROVED}]
    main.sort(key=lambda line: (line.verb is not ChangeVerb.NEW, -line.seats))
    if not main:
        return [note("신설하거나 개선하는 과정 없음.")]
    rows: list[Row] = [heads("구분", "과정명", "교육대상", "기간", "전년 → 금년", "비고")]
    shown = sorted(main[:MOST_MAIN], key=lambda line: line.verb is not ChangeVerb.NEW)
    rows += grouped((word(line.verb), _main_row(line)) for line in shown)
    blocks: list[Block] = [
        table(rows, (0.9, 2.8, 2, 1.1, 2.6, 1.6), name=f"{MAIN} {place}", title=MAIN),
    ]
    if len(main) > MOST_MAIN:
        blocks.append(note(f"외 {number(len(main) - MOST_MAIN)}과정은 붙임 '교육과정 개편 내역'에 적음."))
    return blocks


def _main_row(line: BookLine) -> Row:
    return (
        said(line.name),
        said(line.target_text or word(line.target_group)),
        centred(line.duration_text or NOTHING),
        said(before_and_after(line)),
        said(line.reason or remark_of(line)),
    )


def _contents(book: PlanBook) -> list[Block]:
    blocks: list[Block] = [note("「지방공무원 교육훈련법 시행령」 제18조가 계획에 넣도록 한 여섯 가지임.")]
    for place, content in enumerate(book.contents, start=1):
        blocks.append(Heading(word(content.key), 2, f"{place}."))
        lines = bullets(content.text)
        waits = "적지 않음" if book.head.state in DECIDED else "작성 전"
        blocks += lines or [Bullet(waits, 2)]
    return blocks
