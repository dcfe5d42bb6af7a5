"""Who is behind a staff number: as little as another stage needs to check a file against. Logs nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from baeumgil.stages.people.models import Person

CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Identity:
    """A person by number, name and birth date."""

    person: int
    name: str
    birth_on: date | None


def identities(staff_nos: Iterable[str]) -> dict[str, Identity]:
    """The person of each staff number; unknown numbers are absent. One statement for each 5,000 numbers."""
    wanted = sorted(set(staff_nos))
    found: dict[str, Identity] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = Person.objects.filter(staff_no__in=wanted[start : start + CHUNK])
        for staff_no, person, name, birth_on in rows.values_list("staff_no", "pk", "name", "birth_on"):
            if staff_no is not None:
                found[staff_no] = Identity(person, name, birth_on)
    return found
