"""Somebody leaves: stated by the file, or missing from it."""

from datetime import date
from typing import Any

from baeumgil.core.glossary import label
from baeumgil.stages.people.rules.roster.facts import RosterFacts
from baeumgil.stages.people.rules.roster.known import Known
from baeumgil.stages.people.rules.roster.people import Setting, leaving_day
from baeumgil.stages.people.rules.roster.plan import ABSENCE, DAY, GRADE, PERSON, POSTING, SERVICE, Plan, shown
from baeumgil.stages.people.rules.roster.row import Row
from baeumgil.stages.people.terms import ChangeKind, EmploymentKind, ExitKind, PersonKind


def decide_left(row: Row) -> None:
    """The file says that somebody is gone."""
    facts, known, service = row.facts, row.known, row.known.service
    if known.person.kind is PersonKind.FORMER or service is None:
        return
    day = leaving_day(facts, service.starts_on, row.setting)
    how = facts.exit
    if how is None:
        retired = known.person.retires_on == day
        by_term = service.employment is EmploymentKind.FIXED_TERM
        how = (ExitKind.TERM_ENDED if by_term else ExitKind.RETIRED) if retired else ExitKind.UNKNOWN
    close(known, day, how, row.plan)
    row.plan.change(ChangeKind.LEFT, facts, after=f"{shown(day)} {label(how)}")


def leave_out(known: Known, plan: Plan, setting: Setting) -> None:
    """Somebody in service whom the file no longer has."""
    service, person = known.service, known.person
    if service is None:
        return
    day, how = setting.as_of - DAY, ExitKind.UNKNOWN
    if person.retires_on is not None and person.retires_on < setting.as_of:
        by_term = service.employment is EmploymentKind.FIXED_TERM
        day, how = person.retires_on, ExitKind.TERM_ENDED if by_term else ExitKind.RETIRED
    day = max(day, service.starts_on)
    facts = _absent(known)
    close(known, day, how, plan)
    plan.touched.add(person.id)
    plan.change(ChangeKind.LEFT, facts, after=f"{shown(day)} {label(how)}")


def close(known: Known, day: date, how: ExitKind, plan: Plan) -> None:
    """End everything that is open on the last day of service."""
    person = known.person
    plan.update(PERSON, person.id, {"kind": person.kind}, {"kind": PersonKind.FORMER})
    if known.service is not None:
        service = known.service
        plan.update(
            SERVICE, service.id, {"ends_on": service.ends_on, "exit": service.exit}, {"ends_on": day, "exit": how}
        )
    last_absence = known.absences[-1] if known.absences else None
    for table, span in ((GRADE, known.grade), (POSTING, known.posting), (ABSENCE, last_absence)):
        if span is not None and (span.ends_on is None or span.ends_on > day):
            plan.update(table, span.id, {"ends_on": span.ends_on}, {"ends_on": max(day, span.starts_on)})


def _absent(known: Known) -> RosterFacts:
    nothing: dict[str, Any] = dict.fromkeys(RosterFacts._fields)
    nothing |= {
        "row": 0,
        "staff_no": known.person.staff_no,
        "candidate_no": known.person.candidate_no,
        "name": known.person.name,
    }
    return RosterFacts(**nothing)
