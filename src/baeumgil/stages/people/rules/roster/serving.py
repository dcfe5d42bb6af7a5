"""The service itself: appointment day, authority, employment, coming back."""

from datetime import date

from baeumgil.core.glossary import label
from baeumgil.stages.people.rules.roster.absences import decide_absence
from baeumgil.stages.people.rules.roster.entering import decide_identity, decide_retirement, overwrite_service
from baeumgil.stages.people.rules.roster.grades import decide_grade
from baeumgil.stages.people.rules.roster.known import KnownService
from baeumgil.stages.people.rules.roster.people import first_absence, first_grade, first_posting, summary
from baeumgil.stages.people.rules.roster.plan import DAY, GRADE, PERSON, POSTING, SERVICE, shown
from baeumgil.stages.people.rules.roster.postings import decide_posting
from baeumgil.stages.people.rules.roster.row import Row, correct, insert_service, is_later
from baeumgil.stages.people.terms import Authority, ChangeKind, EmploymentKind, EntryKind, ExitKind, PersonKind


def decide_serving(row: Row) -> None:
    """Everything about somebody in service."""
    known = row.known
    decide_identity(row)
    if known.service is None:
        _missing_service(row)
        return
    if known.person.kind is PersonKind.FORMER and not _back_in_service(row, known.service):
        return
    decide_service(row, known.service)
    decide_grade(row)
    decide_posting(row)
    decide_absence(row)


def _missing_service(row: Row) -> None:
    facts = row.facts
    if facts.appointed_on is None:
        return
    insert_service(row, facts.appointed_on, facts.entry or EntryKind.NEW)
    first_grade(row.person, facts, facts.appointed_on, None, row.plan)
    first_posting(row.person, facts, (facts.appointed_on, None), row.plan, row.setting)
    row.corrected.append(("임용일", "", shown(facts.appointed_on)))


def _back_in_service(row: Row, service: KnownService) -> bool:
    """Reopen a service that ended only because a file lacked the person; else begin a new one."""
    facts, known, plan = row.facts, row.known, row.plan
    plan.update(PERSON, row.person, {"kind": known.person.kind}, {"kind": PersonKind.OFFICIAL})
    if service.exit is ExitKind.UNKNOWN and facts.appointed_on in {None, service.since}:
        plan.update(
            SERVICE, service.id, {"ends_on": service.ends_on, "exit": service.exit}, {"ends_on": None, "exit": None}
        )
        for table, spans in ((GRADE, known.grades), (POSTING, known.postings)):
            if spans and spans[-1].ends_on == service.ends_on:
                plan.update(table, spans[-1].id, {"ends_on": spans[-1].ends_on}, {"ends_on": None})
        plan.change(ChangeKind.RETURNED, facts, before="명단에서 빠짐", after=summary(facts, row.setting))
        return True
    ended = service.ends_on or row.setting.as_of
    start = facts.appointed_on if facts.appointed_on is not None and facts.appointed_on > ended else None
    start = start or max(row.setting.as_of, ended + DAY)
    insert_service(row, start, facts.entry or EntryKind.REHIRED)
    first_grade(row.person, facts, start, None, plan)
    first_posting(row.person, facts, (start, None), plan, row.setting)
    first_absence(row.person, facts, start, plan, row.setting)
    decide_retirement(row, facts.employment or service.employment, facts.term_ends_on)
    plan.change(ChangeKind.RETURNED, facts, before=f"{shown(service.ends_on)} 퇴직", after=summary(facts, row.setting))
    return False


def decide_service(row: Row, service: KnownService) -> None:
    """Appointment day, entry, term, authority and employment."""
    facts = row.facts
    earlier = service.is_return and not is_later(facts.appointed_on, service.since)
    if facts.appointed_on is not None and facts.appointed_on != service.since and not earlier:
        correct(
            row, (SERVICE, service.first_id), {"starts_on": service.since}, {"starts_on": facts.appointed_on}, "임용일"
        )
        _follow_appointment(row, service, facts.appointed_on)
    if facts.entry is not None and service.first_id == service.id:
        correct(row, (SERVICE, service.id), {"entry": service.entry}, {"entry": facts.entry}, "임용 구분")
    if facts.term_ends_on is not None:
        correct(
            row,
            (SERVICE, service.id),
            {"term_ends_on": service.term_ends_on},
            {"term_ends_on": facts.term_ends_on},
            "임기 만료일",
        )
    employment = _employment_now(row, service)
    authority = facts.authority or service.authority
    if employment != service.employment or authority != service.authority:
        _another_service(row, service, employment, authority)
    decide_retirement(row, employment, facts.term_ends_on or service.term_ends_on)


def _employment_now(row: Row, service: KnownService) -> EmploymentKind:
    """A plain grade word says nothing about 임기제 or 별정직, but it does about 연구직 and the like."""
    return row.facts.employment or service.employment


def _follow_appointment(row: Row, service: KnownService, start: date) -> None:
    """The first grade begins with the appointment."""
    grade = row.known.grade
    if grade is not None and grade.starts_on == service.since and row.facts.grade_since is None:
        row.plan.update(GRADE, grade.id, {"starts_on": grade.starts_on}, {"starts_on": start})


def _another_service(row: Row, service: KnownService, employment: EmploymentKind, authority: Authority) -> None:
    facts, plan = row.facts, row.plan
    moved = authority != service.authority
    stated = facts.posting_since if moved else facts.grade_since
    start = stated if stated is not None and stated > service.starts_on else row.setting.as_of
    before, after = (
        (label(service.authority), label(authority)) if moved else (label(service.employment), label(employment))
    )
    if start <= service.starts_on:
        overwrite_service(row, service, {"employment": employment, "authority": authority})
        row.corrected.append(("임용권자" if moved else "고용 구분", before, after))
        return
    plan.update(
        SERVICE,
        service.id,
        {"ends_on": service.ends_on, "exit": service.exit},
        {"ends_on": start - DAY, "exit": ExitKind.TRANSFERRED},
    )
    plan.insert(
        SERVICE,
        row.person,
        employment,
        authority,
        EntryKind.TRANSFER,
        None,
        start,
        None,
        facts.term_ends_on or service.term_ends_on,
    )
    plan.change(ChangeKind.MOVED if moved else ChangeKind.REGRADED, facts, before, f"{after} ({shown(start)}부터)")
