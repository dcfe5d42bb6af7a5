"""Loading a whole city at once: an organisation with its history, and careers of many people.

For first installations that bring a full history with them, and for the invented city. A city's
everyday way is the roster import, which compares, previews and can be undone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS

from baeumgil.core import clock, policies
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.bulk_rows import insert_rows
from baeumgil.core.errors import Refused
from baeumgil.core.said import Said
from baeumgil.stages.people import models
from baeumgil.stages.people.rules import retirement as retiring
from baeumgil.stages.people.rules.career import AbsenceSpan, GradeSpan, PostingSpan, ServiceSpan
from baeumgil.stages.people.terms import GuestKind, PersonId, PersonKind, SuccessionKind, UnitId, UnitKind

CHUNK = 2_000


class CityNotEmpty(Refused):
    """There are people or units already."""

    code = "city_not_empty"
    message = Said(
        "이미 사람이나 부서가 들어 있어 한꺼번에 넣을 수 없습니다.",
        "There are people or units already, so they cannot be put in all at once.",
    )


@dataclass(frozen=True, slots=True)
class UnitSpanLoad:
    """A unit's name, code and parent (by its key, empty at the top) from one day to another."""

    official_code: str
    name: str
    full_name: str
    kind: UnitKind
    parent: str
    sort_order: int
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """A unit through all its names and places."""

    key: str
    spans: tuple[UnitSpanLoad, ...]


@dataclass(frozen=True, slots=True)
class SuccessionLoad:
    """Which unit followed which; both by key."""

    predecessor: str
    successor: str
    kind: SuccessionKind
    on: date


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """One person with all dated facts. `retires_on` is computed by rule from birth date and service."""

    name: str
    kind: PersonKind
    staff_no: str | None = None
    candidate_no: str | None = None
    birth_on: date | None = None
    guest_kind: GuestKind | None = None
    guest_body: str = ""
    services: tuple[ServiceSpan, ...] = ()
    grades: tuple[GradeSpan, ...] = ()
    postings: tuple[PostingSpan, ...] = ()
    absences: tuple[AbsenceSpan, ...] = ()


@action("people.load_organisation")
def load_organisation(
    *, actor: Actor, units: Sequence[UnitLoad], successions: Sequence[SuccessionLoad] = ()
) -> dict[str, UnitId]:
    """Put a whole organisation with its history into an empty database; the ids by unit key."""
    allow(actor.is_trusted)
    if models.Unit.objects.exists():
        raise CityNotEmpty
    made = models.Unit.objects.bulk_create([models.Unit(key=unit.key) for unit in units])
    ids = {unit.key: UnitId(unit.pk) for unit in made}
    models.UnitSpan.objects.bulk_create([_unit_span(unit, span, ids) for unit in units for span in unit.spans])
    models.UnitSuccession.objects.bulk_create(
        models.UnitSuccession(
            predecessor_id=ids[link.predecessor], successor_id=ids[link.successor], kind=link.kind, on=link.on
        )
        for link in successions
    )
    record("조직", units=len(units), successions=len(successions))
    return ids


@action("people.load_careers")
def load_careers(*, actor: Actor, people: Iterable[PersonLoad]) -> list[PersonId]:
    """Add people with their whole careers; the new ids, in the order given.

    Nothing is compared with people who are there: staff numbers must be new.
    """
    allow(actor.is_trusted)
    policy = retiring.RetirementPolicy.from_value(policies.value_on(retiring.POLICY, clock.today()))
    ids: list[PersonId] = []
    stream = iter(people)
    while chunk := list(islice(stream, CHUNK)):
        ids += _load_chunk(chunk, policy)
    record("경력", people=len(ids))
    return ids


@action("people.clear_city")
def clear_city(*, actor: Actor) -> None:
    """Remove all people, units, accounts and imports, to make room for another city.

    The audit chain stays: that a city was removed is part of what happened.
    """
    allow(actor.is_trusted)
    people = models.Person.objects.count()
    for table in apps.get_app_config("people").get_models():
        if table is not models.ColumnMapping:
            table._base_manager.all()._raw_delete(using=DEFAULT_DB_ALIAS)  # noqa: SLF001  every table is emptied: no cascade
    record("도시 비우기", people=people)


def _unit_span(unit: UnitLoad, span: UnitSpanLoad, ids: Mapping[str, UnitId]) -> models.UnitSpan:
    return models.UnitSpan(
        unit_id=ids[unit.key],
        parent_id=ids[span.parent] if span.parent else None,
        official_code=span.official_code,
        name=span.name,
        full_name=span.full_name,
        kind=span.kind,
        sort_order=span.sort_order,
        starts_on=span.starts_on,
        ends_on=span.ends_on,
    )


def _load_chunk(chunk: Sequence[PersonLoad], policy: retiring.RetirementPolicy) -> list[PersonId]:
    made = models.Person.objects.bulk_create([_person(person, policy) for person in chunk])
    ids = [PersonId(person.pk) for person in made]
    pairs = list(zip(ids, chunk, strict=True))
    insert_rows(models.Service, _SERVICE, (row for id_, person in pairs for row in _services(id_, person)))
    insert_rows(models.GradeSpell, _GRADE, (row for id_, person in pairs for row in _grades(id_, person)))
    insert_rows(models.Posting, _POSTING, (row for id_, person in pairs for row in _postings(id_, person)))
    insert_rows(models.Absence, _ABSENCE, (row for id_, person in pairs for row in _absences(id_, person)))
    return ids


def _person(person: PersonLoad, policy: retiring.RetirementPolicy) -> models.Person:
    service = person.services[-1] if person.services else None
    retires = retiring.retirement(
        birth_on=person.birth_on,
        employment=service.employment if service else None,
        term_ends_on=service.term_ends_on if service else None,
        policy=policy,
    )
    return models.Person(
        staff_no=person.staff_no,
        candidate_no=person.candidate_no,
        name=person.name,
        birth_on=person.birth_on,
        kind=person.kind,
        guest_kind=person.guest_kind,
        guest_body=person.guest_body,
        retires_on=retires.on if retires else None,
    )


Row = tuple[object, ...]

_SERVICE = ("person_id", "employment", "authority", "entry", "exit", "starts_on", "ends_on", "term_ends_on")
_GRADE = ("person_id", "grade", "title", "series", "change", "starts_on", "ends_on")
_POSTING = ("person_id", "unit_id", "unit_name", "position", "position_title", "duties", "starts_on", "ends_on")
_ABSENCE = ("person_id", "kind", "place", "starts_on", "ends_on")


def _services(person: int, load: PersonLoad) -> Iterator[Row]:
    for span in load.services:
        yield (
            person,
            span.employment.value,
            span.authority.value,
            span.entry.value,
            span.exit.value if span.exit else None,
            span.starts_on,
            span.ends_on,
            span.term_ends_on,
        )


def _grades(person: int, load: PersonLoad) -> Iterator[Row]:
    for span in load.grades:
        yield person, span.grade, span.title, span.series, span.change.value, span.starts_on, span.ends_on


def _postings(person: int, load: PersonLoad) -> Iterator[Row]:
    for span in load.postings:
        yield (
            person,
            span.unit,
            span.unit_name,
            span.position.value,
            span.position_title,
            span.duties,
            span.starts_on,
            span.ends_on,
        )


def _absences(person: int, load: PersonLoad) -> Iterator[Row]:
    for span in load.absences:
        yield person, span.kind.value, "", span.starts_on, span.ends_on
