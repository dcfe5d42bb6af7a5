"""One person with the whole career, read once and then seen on any day."""

from dataclasses import dataclass
from datetime import date

from baeumgil.stages.people.models import Person
from baeumgil.stages.people.queries.careers import careers
from baeumgil.stages.people.queries.person_facts import PersonRow
from baeumgil.stages.people.rules.as_of import as_of, containing
from baeumgil.stages.people.rules.career import Career
from baeumgil.stages.people.rules.standing import kind_on, serving_since
from baeumgil.stages.people.terms import GuestKind


@dataclass(frozen=True, slots=True)
class WholePerson:
    """사람. What does not change with the day, and the career from which the rest follows."""

    staff_no: str | None
    candidate_no: str | None
    name: str
    guest_kind: GuestKind | None
    guest_body: str
    career: Career

    def row_on(self, on: date) -> PersonRow:
        """The same row as `person_rows` gives for that day."""
        career = self.career
        service, grade = as_of(career.services, on), as_of(career.grades, on)
        posting, absence = containing(career.postings, on), containing(career.absences, on)
        return PersonRow(
            id=career.person,
            staff_no=self.staff_no,
            candidate_no=self.candidate_no,
            name=self.name,
            kind=kind_on(career.kind, career.services, on),
            guest_kind=self.guest_kind,
            guest_body=self.guest_body,
            unit=posting.unit if posting is not None else None,
            unit_name=posting.unit_name if posting is not None else "",
            grade=grade.grade if grade is not None else None,
            grade_title=grade.title if grade is not None else "",
            series=grade.series if grade is not None else "",
            position=posting.position if posting is not None else None,
            position_title=posting.position_title if posting is not None else "",
            employment=service.employment if service is not None else None,
            authority=service.authority if service is not None else None,
            appointed_on=serving_since(career.services, on),
            retires_on=career.retires_on,
            is_away=absence is not None,
            away_kind=absence.kind if absence is not None else None,
        )


def whole_person(person: int) -> WholePerson | None:
    """One person, None when unknown; six statements. Neither guarded nor logged: a building block."""
    found = careers([person])
    if not found:
        return None
    staff_no, candidate_no, name, guest_kind, guest_body = Person.objects.values_list(
        "staff_no", "candidate_no", "name", "guest_kind", "guest_body"
    ).get(pk=person)
    return WholePerson(
        staff_no=staff_no,
        candidate_no=candidate_no,
        name=name,
        guest_kind=None if guest_kind is None else GuestKind(guest_kind),
        guest_body=guest_body,
        career=found[0],
    )
