"""Who somebody is: guests, candidates, appointed candidates, corrected names and birth dates."""

from datetime import date
from typing import Any

from baeumgil.core.said import Said
from baeumgil.stages.people.rules.roster.checks import is_guest
from baeumgil.stages.people.rules.roster.known import KnownGrade, KnownService
from baeumgil.stages.people.rules.roster.people import first_absence, first_grade, first_posting, summary
from baeumgil.stages.people.rules.roster.plan import GRADE, PERSON, SERVICE, shown
from baeumgil.stages.people.rules.roster.row import Row, correct, insert_service
from baeumgil.stages.people.terms import ChangeKind, EmploymentKind, EntryKind, PersonKind, RosterField


def decide_guest(row: Row) -> None:
    """A guest stays one; name and body may be corrected."""
    facts, person = row.facts, row.known.person
    if person.kind is not PersonKind.GUEST or not is_guest(facts):
        row.plan.problem(
            facts,
            RosterField.STAFF_NO,
            "number_of_another_kind",
            Said(
                "소속 직원과 외부 교육생이 같은 번호를 씁니다.",
                "A member of staff and an outside participant use the same number.",
            ),
            Said("번호를 확인하세요.", "Check the number."),
        )
        return
    correct(row, (PERSON, person.id), {"name": person.name}, {"name": facts.name}, "성명")
    before = {"guest_kind": person.guest_kind, "guest_body": person.guest_body}
    after = {"guest_kind": facts.guest_kind, "guest_body": facts.guest_body or person.guest_body}
    correct(row, (PERSON, person.id), before, after, "소속")


def decide_identity(row: Row) -> None:
    """Name, birth date and candidate number."""
    facts, person = row.facts, row.known.person
    correct(row, (PERSON, person.id), {"name": person.name}, {"name": facts.name}, "성명")
    if facts.birth_on is not None:
        correct(row, (PERSON, person.id), {"birth_on": person.birth_on}, {"birth_on": facts.birth_on}, "생년월일")
    if facts.staff_no is not None and facts.candidate_no is not None and person.candidate_no is None:
        row.plan.update(PERSON, person.id, {"candidate_no": None}, {"candidate_no": facts.candidate_no})


def decide_retirement(row: Row, employment: EmploymentKind, term_ends_on: date | None) -> None:
    """The retirement day that follows from what is known now."""
    person = row.known.person
    day = row.setting.retires_on(row.facts.birth_on or person.birth_on, employment, term_ends_on)
    if day != person.retires_on:
        row.plan.update(PERSON, person.id, {"retires_on": person.retires_on}, {"retires_on": day})
        if (row.facts.birth_on or person.birth_on) == person.birth_on:
            row.corrected.append(("정년퇴직일", shown(person.retires_on), shown(day)))


def decide_expected(row: Row) -> None:
    """A candidate stays one; the expected appointment may have moved."""
    facts, service, grade = row.facts, row.known.service, row.known.grade
    if facts.appointed_on is None:
        return
    if service is None:
        insert_service(row, facts.appointed_on, facts.entry or EntryKind.NEW)
        row.corrected.append(("임용 예정일", "", shown(facts.appointed_on)))
    else:
        correct(
            row,
            (SERVICE, service.id),
            {"starts_on": service.starts_on},
            {"starts_on": facts.appointed_on},
            "임용 예정일",
        )
    if grade is None:
        first_grade(row.person, facts, facts.appointed_on, None, row.plan)
    else:
        _overwrite_grade(row, grade, facts.appointed_on)


def _overwrite_grade(row: Row, grade: KnownGrade, start: date) -> None:
    facts = row.facts
    after = {"starts_on": start}
    before: dict[str, Any] = {"starts_on": grade.starts_on}
    if facts.title is not None:
        before |= {"grade": grade.grade, "series": grade.series, "title": grade.title}
        after |= {"grade": facts.grade, "series": facts.series or grade.series, "title": facts.title}  # type: ignore[dict-item]  # columns of several types
    row.plan.update(GRADE, grade.id, before, after)


def decide_appointed(row: Row) -> None:
    """A candidate has become an official."""
    facts, person, service, grade = row.facts, row.known.person, row.known.service, row.known.grade
    start = facts.appointed_on or (service.starts_on if service is not None else None)
    if start is None:
        row.plan.problem(
            facts,
            RosterField.APPOINTED_ON,
            "missing",
            Said("임용된 사람의 임용일이 비어 있습니다.", "The day of appointment of an appointed person is empty."),
            Said("값을 채우세요.", "Fill in a value."),
        )
        return
    row.plan.update(
        PERSON,
        person.id,
        {"staff_no": None, "kind": person.kind, "name": person.name, "birth_on": person.birth_on},
        {
            "staff_no": facts.staff_no,
            "kind": PersonKind.OFFICIAL,
            "name": facts.name,
            "birth_on": facts.birth_on or person.birth_on,
        },
    )
    employment = facts.employment or (service.employment if service is not None else EmploymentKind.GENERAL)
    day = row.setting.retires_on(facts.birth_on or person.birth_on, employment, facts.term_ends_on)
    row.plan.update(PERSON, person.id, {"retires_on": person.retires_on}, {"retires_on": day})
    if service is None:
        insert_service(row, start, facts.entry or EntryKind.NEW)
    else:
        stated = {
            "employment": facts.employment,
            "authority": facts.authority,
            "entry": facts.entry,
            "starts_on": start,
            "term_ends_on": facts.term_ends_on,
        }
        overwrite_service(row, service, stated)
    if grade is None:
        first_grade(row.person, facts, start, None, row.plan)
    else:
        _overwrite_grade(row, grade, max(facts.grade_since or start, start))
    first_posting(row.person, facts, (start, None), row.plan, row.setting)
    first_absence(row.person, facts, start, row.plan, row.setting)
    row.plan.change(ChangeKind.APPOINTED, facts, before="임용후보자", after=summary(facts, row.setting))


def overwrite_service(row: Row, service: KnownService, stated: dict[str, Any]) -> None:
    """Put stated columns into a recorded service."""
    before = service._asdict()
    row.plan.update(SERVICE, service.id, before, {name: value for name, value in stated.items() if value is not None})
