"""Deciding what a roster row does to somebody nobody knew, and the facts both new and known people share."""

from dataclasses import dataclass
from datetime import date

from baeumgil.core.glossary import label
from baeumgil.core.said import Said
from baeumgil.stages.people.rules.retirement import RetirementPolicy, retirement_day
from baeumgil.stages.people.rules.roster.checks import has_left, is_candidate, is_guest
from baeumgil.stages.people.rules.roster.facts import RosterFacts
from baeumgil.stages.people.rules.roster.plan import ABSENCE, DAY, GRADE, POSTING, SERVICE, Plan, iso
from baeumgil.stages.people.terms import (
    Authority,
    ChangeKind,
    EmploymentKind,
    EntryKind,
    ExitKind,
    GradeChange,
    PersonKind,
    Position,
    RosterField,
    StatusKind,
)

UNKNOWN_PLACE = "(기록 없음)"


@dataclass(slots=True)
class Setting:
    """What decisions lean on: the roster's day, the age limit, names of units and the top unit."""

    as_of: date
    policy: RetirementPolicy | None
    unit_names: dict[int, str]
    root: int | None

    def retires_on(self, birth_on: date | None, employment: EmploymentKind, term_ends_on: date | None) -> date | None:
        """Last day of service by law."""
        if self.policy is None:
            return None
        return retirement_day(birth_on=birth_on, employment=employment, term_ends_on=term_ends_on, policy=self.policy)


def add(facts: RosterFacts, plan: Plan, setting: Setting) -> None:
    """Somebody nobody knew: a guest, a candidate, an official, or one who has left already."""
    if is_guest(facts):
        plan.person(
            facts.staff_no,
            facts.candidate_no,
            facts.name,
            facts.birth_on,
            PersonKind.GUEST.value,
            facts.guest_kind,
            facts.guest_body or "",
            None,
        )
        plan.change(ChangeKind.NEW, facts, after=facts.guest_body or label(facts.guest_kind))
        return
    candidate, left = is_candidate(facts), has_left(facts)
    if facts.appointed_on is None and not candidate:
        plan.problem(
            facts,
            RosterField.APPOINTED_ON,
            "missing",
            Said("새로 들어온 사람의 임용일이 비어 있습니다.", "The day of appointment of a newcomer is empty."),
            Said("값을 채우세요.", "Fill in a value."),
        )
        return
    employment = facts.employment or EmploymentKind.GENERAL
    kind = PersonKind.CANDIDATE if candidate else PersonKind.FORMER if left else PersonKind.OFFICIAL
    person = plan.person(
        facts.staff_no,
        facts.candidate_no,
        facts.name,
        facts.birth_on,
        kind.value,
        None,
        "",
        None if candidate else setting.retires_on(facts.birth_on, employment, facts.term_ends_on),
    )
    start = facts.appointed_on
    if start is None:
        plan.change(ChangeKind.NEW, facts, after="임용후보자")
        return
    end = leaving_day(facts, start, setting) if left else None
    plan.insert(
        SERVICE,
        person,
        employment,
        facts.authority or Authority.MAYOR,
        facts.entry or EntryKind.NEW,
        (facts.exit or ExitKind.UNKNOWN) if left else None,
        start,
        end,
        facts.term_ends_on,
    )
    first_grade(person, facts, start, end, plan)
    if not candidate:
        first_posting(person, facts, (start, end), plan, setting)
        if not left:
            first_absence(person, facts, start, plan, setting)
    plan.change(ChangeKind.NEW, facts, after=summary(facts, setting))


def leaving_day(facts: RosterFacts, start: date, setting: Setting) -> date:
    """Last day of service: as stated, else the day before the roster's."""
    return max(start, facts.exit_on or setting.as_of - DAY)


def title_of(facts: RosterFacts) -> str:
    """The grade's title; for kinds without titles the kind itself."""
    return facts.title or (label(facts.employment) if facts.employment is not None else "")


def first_grade(person: int, facts: RosterFacts, start: date, end: date | None, plan: Plan) -> None:
    """The grade held now, from the day stated; what was before is not known and not invented."""
    title = title_of(facts)
    if not title:
        return
    since = facts.grade_since or start
    if facts.entry is not EntryKind.TRANSFER:
        since = max(since, start)
    change = facts.grade_change or (GradeChange.PROMOTION if since > start else GradeChange.APPOINTMENT)
    plan.insert(GRADE, person, facts.grade, title, facts.series or "", change, since, _not_before(end, since))


def first_posting(
    person: int, facts: RosterFacts, service: tuple[date, date | None], plan: Plan, setting: Setting
) -> None:
    """Where somebody works now, within a service from one day to another.

    Without a day stated it is known only from the roster's day on.
    """
    start, end = service
    if facts.unit is None:
        return
    position = facts.position or Position.MEMBER
    known = facts.posting_since or facts.position_since
    since = max(facts.posting_since or facts.position_since or setting.as_of, start)
    if known is None and end is not None:
        since = min(since, end)
    head = facts.position_since if position is not Position.MEMBER else None
    if head is not None:
        head = max(head, start)
    title, name, duties = facts.position_title or "", setting.unit_names[facts.unit], facts.duties or ""
    if head is not None and head > since:
        plan.insert(POSTING, person, facts.unit, name, Position.MEMBER, "", duties, since, head - DAY)
        since = head
    elif head is not None and head < since and setting.root is not None and facts.unit != setting.root:
        plan.insert(POSTING, person, setting.root, UNKNOWN_PLACE, position, title, "", head, since - DAY)
    plan.insert(POSTING, person, facts.unit, name, position, title, duties, since, _not_before(end, since))


def first_absence(person: int, facts: RosterFacts, start: date, plan: Plan, setting: Setting) -> None:
    """An absence that the row states."""
    if facts.status is not StatusKind.AWAY or facts.absence is None:
        return
    since = max(facts.absence_since or setting.as_of, start)
    plan.insert(ABSENCE, person, facts.absence, "", since, absence_end(facts, setting))


def absence_end(facts: RosterFacts, setting: Setting) -> date | None:
    """The planned last day; one that has passed while the person is still away tells nothing."""
    until = facts.absence_until
    return None if until is None or until < setting.as_of else until


def summary(facts: RosterFacts, setting: Setting) -> str:
    """`총무과 · 행정7급 · 2015-03-02 임용`."""
    unit = setting.unit_names.get(facts.unit, "") if facts.unit is not None else ""
    day = f"{iso(facts.appointed_on)} 임용" if facts.appointed_on is not None else ""
    title = facts.title or title_of(facts)
    if unit and title and day:
        return f"{unit} · {title} · {day}"
    return " · ".join(part for part in (unit, title, day) if part)


def _not_before(end: date | None, start: date) -> date | None:
    return None if end is None else max(end, start)
