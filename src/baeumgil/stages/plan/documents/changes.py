"""교육과정 개편 내역. What changes against the year before, from where, why."""

from baeumgil.engines.documents.tree import Block, Bullet, Document, End, Heading, Table
from baeumgil.stages.plan.documents.frame import in_fields, plan_document
from baeumgil.stages.plan.documents.grids import Row, centred, grouped, heads, nothing, said, table
from baeumgil.stages.plan.documents.totals import verbs_table
from baeumgil.stages.plan.documents.wording import NOTHING, joined, number, to, word
from baeumgil.stages.plan.rules.book import Ancestor, BookLine, PlanBook
from baeumgil.stages.plan.rules.totals import Totals
from baeumgil.stages.plan.terms import ChangeVerb

CHANGES = "개편 내역"
ORDER = (ChangeVerb.NEW, ChangeVerb.MERGED, ChangeVerb.REPLACED, ChangeVerb.ABOLISHED, ChangeVerb.IMPROVED)


def changes_paper(book: PlanBook, totals: Totals) -> Document:
    """교육과정 개편 내역. Counts by verb, then every changed course with what it was and what it becomes."""
    body: list[Block] = [
        Heading("개편 총괄", 1, "1."),
        *(Bullet(text, 1) for text in heads_of_changes(totals)),
        verbs_table(totals),
        Heading("과정별 개편 내역", 1, "2."),
        changes_table(book),
        End(),
    ]
    return plan_document(book, f"{totals.year}년 교육과정 개편 내역", tuple(body))


def heads_of_changes(totals: Totals) -> list[str]:
    """신설 46과정(집합 22, e-러닝 24), and the other verbs; where the new ones belong."""
    counts = {row.verb: row for row in totals.by_verb}

    def of(*verbs: ChangeVerb) -> tuple[int, int]:
        rows = [counts[verb] for verb in verbs if verb in counts]
        return sum(row.in_class for row in rows), sum(row.online for row in rows)

    said_lines = []
    for label, verbs in (
        ("신설", (ChangeVerb.NEW,)),
        ("통합·대체·폐지", (ChangeVerb.MERGED, ChangeVerb.REPLACED, ChangeVerb.ABOLISHED)),
        ("개선", (ChangeVerb.IMPROVED,)),
    ):
        in_class, online = of(*verbs)
        said_lines.append(f"{label} {number(in_class + online)}과정(집합 {number(in_class)}, e-러닝 {number(online)})")
    if totals.new_by_area:
        areas = ", ".join(f"{name} {number(count)}" for name, count in totals.new_by_area)
        said_lines[0] += f": {areas}"
    return said_lines


def changes_table(book: PlanBook) -> Table:
    """구분 / 과정명 / 전년 → 금년 / 사유 / 계기; the verb's cell is merged and says how many."""
    rows: list[Row] = [heads("구분", "과정명", "전년 → 금년", "사유", "계기")]
    for verb in ORDER:
        lines = in_fields(book, tuple(line for line in book.lines if line.verb is verb))
        rows += grouped(((word(verb), _row(line)) for line in lines), label="{name}\n({count})")
    if len(rows) == 1:
        rows.append(nothing(5, "전년과 달라진 과정 없음"))
    return table(rows, (1.1, 3.2, 3.2, 3, 1.3), name=CHANGES)


def _row(line: BookLine) -> Row:
    name = line.name
    if line.ancestors:
        name += f"\n(이전: {_names(line.ancestors)})"
    return said(name), said(before_and_after(line)), said(line.reason or NOTHING), centred(word(line.origin))


def before_and_after(line: BookLine) -> str:
    """2회 60명 → 4회 120명, and what was improved or what follows."""
    before = _volume(line.previous_sessions, line.previous_seats)
    if line.is_ended:
        names = _names(line.successors)
        follows = f"「{names}」{to(names)} " if names else ""
        return f"{before} → {follows}{word(line.verb)}"
    changes = f"\n({joined(tuple(word(one) for one in line.improvements))})" if line.improvements else ""
    return f"{before} → {_volume(line.sessions, line.seats)}{changes}"


def _volume(sessions: int | None, seats: int | None) -> str:
    if sessions is None and seats is None:
        return "없음"
    return f"{number(sessions)}회 {number(seats)}명" if sessions else f"상시 {number(seats)}명"


def _names(courses: tuple[Ancestor, ...]) -> str:
    return joined(tuple(course.name for course in courses))
