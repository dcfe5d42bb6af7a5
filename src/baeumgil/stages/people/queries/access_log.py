"""열람 기록: whose data was looked at, with their names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.audit import reading, saw
from baeumgil.core.audit_log import AccessRow, access_entries, may_read_audit
from baeumgil.core.errors import NotAllowed
from baeumgil.core.paging import Page
from baeumgil.stages.people.models import Person
from baeumgil.stages.people.queries.persons import PersonRow, person_rows

NAMED = 3
NAMESAKES = 50


@dataclass(frozen=True, slots=True)
class Access:
    """One look: the entry, the first few people as they stand today, and how many more there were."""

    entry: AccessRow
    people: tuple[PersonRow, ...]
    others: int


@reading("people.access_log", purpose="열람 기록 점검")
def access_log(
    *,
    actor: Actor,
    text: str = "",
    reading: str = "",
    person: str = "",
    first: date | None = None,
    last: date | None = None,
    page: int = 1,
    size: int = 50,
) -> Page[Access]:
    """Who looked at whose data, latest first. `person` is a staff number or a whole name. Constant statements.

    An entry lists at most its first 200 people; who was seen in a longer list beyond them is not found by `person`.
    """
    if not may_read_audit(actor):
        raise NotAllowed
    wanted = _ids(person) if person else None
    found = access_entries(
        actor=actor, text=text, reading=reading, people=wanted, first=first, last=last, page=page, size=size
    )
    shown = [_first_few(entry, wanted or []) for entry in found.rows]
    rows = person_rows(person_ids=[one for ids in shown for one in ids], on=clock.today())
    saw(rows, staff_no=person, page=found.number)
    looks = [_access(entry, ids, rows) for entry, ids in zip(found.rows, shown, strict=True)]
    return Page(looks, found.number, found.size, found.total)


def _ids(person: str) -> list[int]:
    exact: Any = Person.objects.filter(Q(staff_no=person) | Q(name=person)).order_by("pk")
    return list(exact.values_list("pk", flat=True)[:NAMESAKES])


def _first_few(entry: AccessRow, wanted: Sequence[int]) -> list[int]:
    """Those looked for come first."""
    return sorted(entry.person_ids, key=lambda one: (one not in wanted, one))[:NAMED]


def _access(entry: AccessRow, ids: Sequence[int], rows: Mapping[int, PersonRow]) -> Access:
    people = tuple(rows[one] for one in ids if one in rows)
    return Access(entry, people, entry.people - len(people))
