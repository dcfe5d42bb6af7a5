"""Absences: away, back, corrected days."""

from baeumgil.core.glossary import label
from baeumgil.stages.people.rules.roster.known import KnownAbsence
from baeumgil.stages.people.rules.roster.people import absence_end
from baeumgil.stages.people.rules.roster.plan import ABSENCE, DAY, shown
from baeumgil.stages.people.rules.roster.row import Row, at_least, correct
from baeumgil.stages.people.terms import AbsenceKind, ChangeKind, StatusKind


def decide_absence(row: Row) -> None:
    """Away, back, or away as before."""
    facts, plan, as_of = row.facts, row.plan, row.setting.as_of
    last = row.known.absences[-1] if row.known.absences else None
    current = last if last is not None and (last.ends_on is None or last.ends_on >= as_of) else None
    if facts.status is StatusKind.SERVING and current is not None:
        day = max(as_of - DAY, current.starts_on)
        plan.update(ABSENCE, current.id, {"ends_on": current.ends_on}, {"ends_on": day})
        plan.change(ChangeKind.BACK, facts, before=label(current.kind), after=f"{shown(day + DAY)} 복귀")
    elif facts.status is StatusKind.AWAY and facts.absence is not None:
        if current is not None and current.kind == facts.absence:
            _absence_days(row, current)
        elif last is not None and last.kind == facts.absence and facts.absence_since == last.starts_on:
            plan.update(ABSENCE, last.id, {"ends_on": last.ends_on}, {"ends_on": absence_end(facts, row.setting)})
            plan.change(ChangeKind.AWAY, facts, after=f"{label(facts.absence)} ({shown(last.starts_on)}부터)")
        else:
            _away(row, facts.absence, last, current)


def _away(row: Row, kind: AbsenceKind, last: KnownAbsence | None, current: KnownAbsence | None) -> None:
    facts, plan = row.facts, row.plan
    since = facts.absence_since or row.setting.as_of
    if current is not None:
        since = max(since, current.starts_on + DAY)
        plan.update(ABSENCE, current.id, {"ends_on": current.ends_on}, {"ends_on": since - DAY})
    elif last is not None and last.ends_on is not None:
        since = max(since, last.ends_on + DAY)
    plan.insert(ABSENCE, row.person, kind, "", since, at_least(absence_end(facts, row.setting), since))
    plan.change(ChangeKind.AWAY, facts, after=f"{label(kind)} ({shown(since)}부터)")


def _absence_days(row: Row, current: KnownAbsence) -> None:
    facts, before = row.facts, row.known.absences[-2:-1]
    since = facts.absence_since
    if since is not None and before and before[0].ends_on is not None:
        since = max(since, before[0].ends_on + DAY)
    if since is not None:
        correct(row, (ABSENCE, current.id), {"starts_on": current.starts_on}, {"starts_on": since}, "휴직·파견 시작일")
    until = absence_end(facts, row.setting)
    if until is not None:
        correct(row, (ABSENCE, current.id), {"ends_on": current.ends_on}, {"ends_on": until}, "휴직·파견 종료일")
