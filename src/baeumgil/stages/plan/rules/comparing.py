"""두 계획을 나란히: of two years, or two versions of one plan."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from baeumgil.core.glossary import label
from baeumgil.stages.plan.rules.book import Ancestor, BookLine, PlanBook, SessionDays, VersionHead
from baeumgil.stages.plan.rules.totals import Totals, totals_of
from baeumgil.stages.plan.terms import ChangeVerb, LineField

Shown = str | int | None
"""A value to be shown; terms stay terms, so that pages say them in the reader's language."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing that is said differently."""

    field: LineField
    before: Shown
    after: Shown


@dataclass(frozen=True, slots=True)
class LineChange:
    """A course that both hold, with everything that differs."""

    before: BookLine
    after: BookLine
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A course that is no longer held; `after` is the line that ends it, if there is one."""

    before: BookLine
    after: BookLine | None
    successors: tuple[Ancestor, ...]


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text of the plan (vision, one of the six contents, a row of the check sheet) that differs."""

    key: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What lies between two plans. `added` and `removed` are held courses; ended lines alone are no course."""

    before: VersionHead
    after: VersionHead
    added: tuple[BookLine, ...]
    removed: tuple[RemovedLine, ...]
    changed: tuple[LineChange, ...]
    unchanged: int
    texts: tuple[TextChange, ...]
    totals_before: Totals
    totals_after: Totals

    @property
    def is_same(self) -> bool:
        """True when nothing differs."""
        return not (self.added or self.removed or self.changed or self.texts)


def compare(before: PlanBook, after: PlanBook) -> Comparison:
    """Everything that differs; courses are joined by code, their heirs found through ancestors.

    Between years what a plan says about its change (verb, origin, reason, ancestors) belongs to one year and is
    left out, but what the plan of the very next year improves has changed, were it only its subjects; between
    versions of one plan all is compared, and so are lines that end a course.
    """
    one_plan = before.head.plan == after.head.plan
    is_next_year = (after.head.institute, after.head.year) == (before.head.institute, before.head.year + 1)
    held_before = {line.code: line for line in before.lines if not line.is_ended}
    held_after = {line.code: line for line in after.lines if not line.is_ended}
    said_after = {line.code: line for line in after.lines}
    heirs = _heirs(after)
    pairs = [(line, held_after[line.code]) for line in held_before.values() if line.code in held_after]
    if one_plan:
        ended = {line.code: line for line in before.lines if line.is_ended}
        pairs += [(ended[line.code], line) for line in after.lines if line.is_ended and line.code in ended]
    changed = [LineChange(old, new, _changes(old, new, one_plan=one_plan)) for old, new in pairs]
    if is_next_year:
        changed = [replace(each, changes=(*_improved(each.after), *each.changes)) for each in changed]
    return Comparison(
        before=before.head,
        after=after.head,
        added=tuple(line for line in after.lines if not line.is_ended and line.code not in held_before),
        removed=tuple(
            RemovedLine(line, said_after.get(line.code), tuple(heirs[line.code]))
            for line in held_before.values()
            if line.code not in held_after
        ),
        changed=tuple(change for change in changed if change.changes),
        unchanged=sum(1 for change in changed if not change.changes and not change.after.is_ended),
        texts=_texts(before, after),
        totals_before=totals_of(before),
        totals_after=totals_of(after),
    )


def _heirs(book: PlanBook) -> Mapping[str, list[Ancestor]]:
    heirs: defaultdict[str, list[Ancestor]] = defaultdict(list)
    for line in book.lines:
        for ancestor in line.ancestors:
            heirs[ancestor.code].append(Ancestor(line.code, line.name))
    return heirs


def _changes(before: BookLine, after: BookLine, *, one_plan: bool) -> tuple[FieldChange, ...]:
    old, new = _said(before, one_plan=one_plan), _said(after, one_plan=one_plan)
    return tuple(FieldChange(field, old[field], new[field]) for field in LineField if old.get(field) != new.get(field))


def _improved(after: BookLine) -> tuple[FieldChange, ...]:
    if after.verb is not ChangeVerb.IMPROVED:
        return ()
    return (FieldChange(LineField.IMPROVEMENTS, None, _improvements(after) or after.verb),)


def _improvements(line: BookLine) -> str:
    return ", ".join(label(each) for each in line.improvements)


def _said(line: BookLine, *, one_plan: bool) -> dict[LineField, Shown]:
    said: dict[LineField, Shown] = {
        LineField.NAME: line.name,
        LineField.FIELD: line.field.name,
        LineField.GOAL: line.goal_name,
        LineField.KIND: line.kind,
        LineField.TARGET_GROUP: line.target_group,
        LineField.TARGET_TEXT: line.target_text,
        LineField.DURATION_TEXT: line.duration_text,
        LineField.TOTAL_MINUTES: line.total_minutes,
        LineField.SESSIONS: line.sessions,
        LineField.SEATS_PER_SESSION: line.seats_per_session,
        LineField.SEATS: line.seats,
        LineField.BUDGET: line.budget,
        LineField.OWNER_NAME: line.owner_name,
    }
    if one_plan:
        said |= {
            LineField.VERB: line.verb,
            LineField.IMPROVEMENTS: _improvements(line),
            LineField.ORIGIN: line.origin,
            LineField.REASON: line.reason,
            LineField.REMARK: line.remark,
            LineField.ANCESTORS: ", ".join(sorted(each.name for each in line.ancestors)),
            LineField.PLANNED: "; ".join(_session_text(each) for each in line.planned),
        }
    return said


def _session_text(session: SessionDays) -> str:
    if session.starts_on is not None:
        ends_on = session.ends_on or session.starts_on
        days = f"{session.starts_on.month}.{session.starts_on.day}.~{ends_on.month}.{ends_on.day}."
    else:
        days = f"{session.month}월" if session.month else "미정"
    note = f" {session.note}" if session.note else ""
    return f"{session.number}기 {days} {session.seats:,}명{note}"


def _texts(before: PlanBook, after: PlanBook) -> tuple[TextChange, ...]:
    old, new = _texts_of(before), _texts_of(after)
    names = {key: name for key, (name, _) in (*old.items(), *new.items())}
    return tuple(
        TextChange(key, name, old_text, new_text)
        for key, name in names.items()
        if (old_text := old.get(key, ("", ""))[1]) != (new_text := new.get(key, ("", ""))[1])
    )


def _texts_of(book: PlanBook) -> dict[str, tuple[str, str]]:
    """By key: name and text."""
    texts = {"vision": ("비전", book.head.vision)}
    texts |= {f"content.{row.key}": (label(row.key), row.text) for row in book.contents}
    for row in book.pre_checks:
        remark = f" ({row.remark})" if row.remark else ""
        texts[f"pre_check.{row.code}"] = (row.name, f"{label(row.mark)}{remark}")
    return texts
