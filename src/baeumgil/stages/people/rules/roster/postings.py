"""Postings: moved, another position, corrected days."""

from collections.abc import Sequence
from datetime import date

from baeumgil.core.glossary import label
from baeumgil.stages.people.rules.roster.known import KnownPosting
from baeumgil.stages.people.rules.roster.people import first_posting
from baeumgil.stages.people.rules.roster.plan import DAY, POSTING, shown
from baeumgil.stages.people.rules.roster.row import Row, contradicts, correct, last_of, run_start, shift, shift_said
from baeumgil.stages.people.terms import ChangeKind, Position, RosterField


def decide_posting(row: Row) -> None:
    """Moved, another position, corrected or as before."""
    facts, plan, setting = row.facts, row.plan, row.setting
    posting = row.known.posting or last_of(row.known.postings)
    if facts.unit is None:
        return
    if posting is None:
        since = facts.posting_since or setting.as_of
        first_posting(row.person, facts, (since, None), plan, setting)
        plan.change(ChangeKind.MOVED, facts, after=f"{setting.unit_names[facts.unit]} ({shown(since)}부터)")
        return
    position = facts.position or posting.position
    if facts.unit == posting.unit and position == posting.position:
        _posting_details(row, posting)
        return
    if facts.unit == posting.unit:
        _unit_day(row, posting)
        stated = facts.position_since
    else:
        stated = facts.posting_since
    since = stated or setting.as_of
    if since <= posting.starts_on:
        _rewrite_posting(row, posting, since, position)
    else:
        _next_posting(row, posting, facts.unit, position, since)


def _next_posting(row: Row, posting: KnownPosting, unit: int, position: Position, since: date) -> None:
    """From a day on in another unit, another position, or both; the position may have begun on its own day."""
    facts, plan, moved = row.facts, row.plan, unit != posting.unit
    head = facts.position_since if moved and position not in {Position.MEMBER, posting.position} else None
    head = head or since
    if head <= posting.starts_on:
        contradicts(row, RosterField.POSITION_SINCE)
        return
    plan.update(POSTING, posting.id, {"ends_on": posting.ends_on}, {"ends_on": min(since, head) - DAY})
    if head < since:
        _insert_there(row, posting, position, head, since - DAY)
    elif head > since:
        _insert_posting(row, posting, (posting.position, posting.position_title), (since, head - DAY))
    title = posting.position_title if position == posting.position else ""
    title = title if facts.position_title is None else facts.position_title
    _insert_posting(row, posting, (position, title), (max(since, head), None))
    if moved:
        after = f"{row.setting.unit_names[unit]} ({shown(since)}부터)"
        plan.change(ChangeKind.MOVED, facts, posting.unit_name, after)
    if position != posting.position:
        before = posting.position_title or label(posting.position)
        after = f"{facts.position_title or label(position)} ({shown(head)}부터)"
        plan.change(ChangeKind.POSITION, facts, before, after)


def _insert_posting(
    row: Row, posting: KnownPosting, post: tuple[Position, str], span: tuple[date, date | None]
) -> None:
    """A posting in the unit that the row states."""
    facts, unit = row.facts, row.facts.unit
    if unit is None:
        return
    same = unit == posting.unit
    name = posting.unit_name if same else row.setting.unit_names[unit]
    duties = facts.duties or (posting.duties if same else "")
    row.plan.insert(POSTING, row.person, unit, name, *post, duties, *span)


def _insert_there(row: Row, posting: KnownPosting, position: Position, since: date, until: date) -> None:
    """Another position in the unit where the person was."""
    row.plan.insert(
        POSTING,
        row.person,
        posting.unit,
        posting.unit_name,
        position,
        row.facts.position_title or "",
        posting.duties,
        since,
        until,
    )


def _rewrite_posting(row: Row, posting: KnownPosting, since: date, position: Position) -> None:
    """The file knows better where somebody was: the recorded posting itself was wrong."""
    facts, unit = row.facts, row.facts.unit
    if unit is None:
        return
    spans = row.known.postings or (posting,)
    stated = facts.posting_since if unit != posting.unit else facts.position_since
    if (
        since < posting.starts_on
        and stated is not None
        and not shift(row, spans, len(spans) - 1, since, RosterField.POSTING_SINCE)
    ):
        return
    correct(row, (POSTING, posting.id), {"position": posting.position}, {"position": position}, "직위")
    _titles(row, posting)
    correct(
        row,
        (POSTING, posting.id),
        {"unit_id": posting.unit, "unit_name": posting.unit_name},
        {
            "unit_id": unit,
            "unit_name": row.setting.unit_names[unit] if unit != posting.unit else posting.unit_name,
        },
        "부서",
    )


def _unit_day(row: Row, posting: KnownPosting) -> None:
    """The day somebody came into the unit where they still are."""
    since, spans = row.facts.posting_since, row.known.postings or (posting,)
    first = run_start(spans, lambda one, other: one.unit == other.unit)
    if since is not None and since != spans[first].starts_on:
        shift_said(row, spans, first, since, RosterField.POSTING_SINCE)


def _posting_details(row: Row, posting: KnownPosting) -> None:
    """The same unit and position: their days, the position's title, the duties."""
    facts, spans = row.facts, row.known.postings or (posting,)
    unit_first = run_start(spans, lambda one, other: one.unit == other.unit)
    post_first = run_start(spans, lambda one, other: one.position == other.position)
    since = facts.posting_since
    head = facts.position_since if posting.position is not Position.MEMBER else None
    if unit_first == post_first and since is not None and head is not None and since != head:
        _both_days(row, spans, unit_first, since, head)
    else:
        _unit_day(row, posting)
        if head is not None and head != spans[post_first].starts_on:
            shift_said(row, spans, post_first, head, RosterField.POSITION_SINCE)
    _titles(row, posting)


def _titles(row: Row, posting: KnownPosting) -> None:
    facts = row.facts
    if facts.position_title is not None and facts.position_title != posting.position_title:
        correct(
            row,
            (POSTING, posting.id),
            {"position_title": posting.position_title},
            {"position_title": facts.position_title},
            "직위 이름",
        )
    if facts.duties is not None:
        correct(row, (POSTING, posting.id), {"duties": posting.duties}, {"duties": facts.duties}, "담당 업무")


def _both_days(row: Row, spans: Sequence[KnownPosting], first: int, since: date, head: date) -> None:
    """The unit and the position began on different days, but one recorded posting holds both."""
    start = max(since, head)
    earlier, posting = min(since, head), spans[first]
    if first > 0 and (spans[first - 1].ends_on or earlier) >= earlier:
        contradicts(row, RosterField.POSTING_SINCE)
        return
    if start > (posting.ends_on or start):
        contradicts(row, RosterField.POSTING_SINCE)
        return
    if since > head and (row.setting.root is None or posting.unit == row.setting.root):
        return
    correct(row, (POSTING, posting.id), {"starts_on": posting.starts_on}, {"starts_on": start}, "현 부서 발령일")
    if since < head:
        _insert_posting(row, posting, (Position.MEMBER, ""), (since, head - DAY))
    else:
        row.plan.insert(
            POSTING,
            row.person,
            row.setting.root,
            "(기록 없음)",
            posting.position,
            posting.position_title,
            "",
            head,
            since - DAY,
        )
