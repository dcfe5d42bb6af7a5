"""The quick answer for most rows of most rosters: the file says exactly what is recorded."""

from datetime import date

from baeumgil.stages.people.rules.roster.facts import RosterFacts
from baeumgil.stages.people.rules.roster.known import Known, KnownGrade, KnownPosting, KnownService
from baeumgil.stages.people.rules.roster.people import Setting
from baeumgil.stages.people.terms import PersonKind, Position, StatusKind


def says_the_same(facts: RosterFacts, known: Known, setting: Setting) -> bool:
    """True only when deciding about the row would change nothing; False means that it must be looked at."""
    person, service, grade, posting = known.person, known.service, known.grade, known.posting
    if service is None or grade is None or posting is None or person.kind is not PersonKind.OFFICIAL:
        return False
    if facts.staff_no is None or facts.guest_kind is not None or facts.status is not StatusKind.SERVING:
        return False
    return (
        facts.name == person.name
        and facts.birth_on in {None, person.birth_on}
        and (facts.candidate_no is None or person.candidate_no is not None)
        and person.retires_on == setting.retires_on(person.birth_on, service.employment, service.term_ends_on)
        and _same_service(facts, service)
        and _same_grade(facts, grade)
        and _same_posting(facts, posting)
        and _at_work(known, setting.as_of)
    )


def _same_service(facts: RosterFacts, service: KnownService) -> bool:
    return (
        not service.is_return
        and facts.appointed_on in {None, service.since}
        and facts.employment in {None, service.employment}
        and facts.authority in {None, service.authority}
        and facts.entry in {None, service.entry}
        and facts.term_ends_on in {None, service.term_ends_on}
    )


def _same_grade(facts: RosterFacts, grade: KnownGrade) -> bool:
    return (
        facts.grade == grade.grade
        and facts.title == grade.title
        and facts.series in {None, grade.series}
        and facts.grade_since in {None, grade.starts_on}
    )


def _same_posting(facts: RosterFacts, posting: KnownPosting) -> bool:
    return (
        facts.unit == posting.unit
        and facts.position in {None, posting.position}
        and facts.posting_since in {None, posting.starts_on}
        and (posting.position is Position.MEMBER or facts.position_since in {None, posting.starts_on})
        and facts.position_title in {None, posting.position_title}
        and facts.duties in {None, posting.duties}
    )


def _at_work(known: Known, as_of: date) -> bool:
    if not known.absences:
        return True
    ends_on = known.absences[-1].ends_on
    return ends_on is not None and ends_on < as_of
