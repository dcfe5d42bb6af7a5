"""People as they stood on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet

from baeumgil.core import clock
from baeumgil.core.actors import EVERYWHERE, Actor
from baeumgil.core.audit import reading, saw
from baeumgil.core.errors import Reason
from baeumgil.core.paging import Page, bounds
from baeumgil.stages.people.access import may_see_person, readable_units
from baeumgil.stages.people.errors import PersonNotFound
from baeumgil.stages.people.models import Person, Posting, Service
from baeumgil.stages.people.queries.careers import careers, open_on
from baeumgil.stages.people.queries.organisation import subtree, unit_tree
from baeumgil.stages.people.queries.person_facts import PersonRow, rows_on
from baeumgil.stages.people.queries.policies import career_policies
from baeumgil.stages.people.rules.as_of import as_of
from baeumgil.stages.people.rules.career import Career
from baeumgil.stages.people.rules.probation import probation_ends_on
from baeumgil.stages.people.rules.retirement import retirement
from baeumgil.stages.people.terms import EmploymentKind, PersonKind

__all__ = [
    "PersonCard",
    "PersonRow",
    "ids_by_staff_no",
    "person_card",
    "person_rows",
    "search",
    "visible_person_ids",
]

CHUNK = 5_000
LAST = 10**9


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One person with the whole career, the end of probation and why retirement is when it is."""

    row: PersonRow
    career: Career
    probation_ends_on: date | None
    retirement: Reason | None


@reading("people.search", purpose="사람 찾기")
def search(
    *,
    actor: Actor,
    on: date,
    text: str = "",
    unit: int | None = None,
    kind: PersonKind | None = None,
    grade: int | None = None,
    employment: EmploymentKind | None = None,
    page: int = 1,
    size: int = 50,
) -> Page[PersonRow]:
    """People the actor may see, in organisation order, then grade, then name. `unit` means its whole subtree.

    Whom one may see follows today's postings; what a row tells is as of `on`. Constant statements.
    """
    people = _placed(_visible(actor), on)
    if unit is not None:
        people = people.filter(placed__unit_id__in=subtree(unit, on))
    if kind is not None:
        people = people.filter(_is(kind, on))
    if grade is not None:
        people = people.filter(graded__grade=grade)
    if employment is not None:
        people = people.filter(Exists(_services(on).filter(employment=employment)))
    for word in text.split():
        people = people.filter(
            Q(name__icontains=word)
            | Q(staff_no__istartswith=word)
            | Q(candidate_no__istartswith=word)
            | Q(placed__unit_name__icontains=word)
        )
    ordered = _in_order(people, on)
    number, start, end = bounds(page, size, len(ordered))
    ids = ordered[start:end]
    rows = person_rows(person_ids=ids, on=on)
    saw(ids, text=text, unit=unit, kind=kind, grade=grade, employment=employment, on=on, page=number)
    return Page(rows=[rows[person] for person in ids], number=number, size=end - start, total=len(ordered))


@reading("people.card", purpose="인사 정보 확인")
def person_card(*, actor: Actor, on: date, person: int | None = None, staff_no: str | None = None) -> PersonCard:
    """One person by id or staff number. Raises `PersonNotFound`, also when the actor may not see them."""
    found = _visible_id(actor, person, staff_no)
    saw([found], on=on)
    career = careers([found])[0]
    row = person_rows(person_ids=[found], on=on)[found]
    retiring, trying = career_policies(on)
    service = as_of(career.services, on)
    reason = None
    if retiring is not None and service is not None and row.kind is not PersonKind.FORMER:
        day = retirement(
            birth_on=career.birth_on,
            employment=service.employment,
            term_ends_on=service.term_ends_on,
            policy=retiring,
        )
        reason = None if day is None else day.reason
    return PersonCard(
        row=row,
        career=career,
        probation_ends_on=None if trying is None else probation_ends_on(career, on=on, policy=trying),
        retirement=reason,
    )


def person_rows(*, person_ids: Iterable[int], on: date) -> dict[int, PersonRow]:
    """Rows of these people as of a day, in ascending order of id; seven statements for each 5,000 people.

    Neither guarded nor logged: a building block for guarded queries of every stage.
    """
    wanted = sorted(set(person_ids))
    rows: dict[int, PersonRow] = {}
    for start in range(0, len(wanted), CHUNK):
        rows.update(rows_on(wanted[start : start + CHUNK], on))
    return rows


def ids_by_staff_no(staff_nos: Iterable[str]) -> dict[str, int]:
    """Person of each staff number; unknown numbers are absent."""
    wanted = sorted(set(staff_nos))
    found: dict[str, int] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = Person.objects.filter(staff_no__in=wanted[start : start + CHUNK]).values_list("staff_no", "pk")
        found.update((number, person) for number, person in rows if number is not None)
    return found


def visible_person_ids(*, actor: Actor, on: date) -> frozenset[int] | None:
    """People whose posting on a day lies in units the actor reads, and oneself; None is everybody."""
    units = readable_units(actor)
    if units is EVERYWHERE:
        return None
    placed = Posting.objects.filter(open_on(on), unit_id__in=units).values_list("person_id", flat=True)
    return frozenset([*placed, *([actor.person] if actor.person is not None else [])])


def _visible(actor: Actor) -> QuerySet[Person]:
    units = readable_units(actor)
    if units is EVERYWHERE:
        return Person.objects.all()
    today = Posting.objects.filter(open_on(clock.today()), person_id=OuterRef("pk"), unit_id__in=units)
    return Person.objects.filter(Q(Exists(today)) | Q(pk=actor.person))


def _visible_id(actor: Actor, person: int | None, staff_no: str | None) -> int:
    wanted = Q(pk=person) if person is not None else Q(staff_no=staff_no)
    today = clock.today()
    found = (
        Person.objects.filter(wanted)
        .annotate(now=FilteredRelation("postings", condition=_during("postings", today)))
        .values_list("pk", "now__unit_id")
        .first()
    )
    if found is None or not may_see_person(actor, *found):
        raise PersonNotFound
    return found[0]


def _placed(people: QuerySet[Person], on: date) -> Any:
    """With `placed` and `graded`, the posting and grade of the day, which the type checker cannot know."""
    return people.annotate(
        placed=FilteredRelation("postings", condition=_during("postings", on)),
        graded=FilteredRelation("grades", condition=_during("grades", on)),
    )


def _during(relation: str, on: date) -> Q:
    return Q(**{f"{relation}__starts_on__lte": on}) & (
        Q(**{f"{relation}__ends_on": None}) | Q(**{f"{relation}__ends_on__gte": on})
    )


def _services(on: date) -> QuerySet[Service]:
    return Service.objects.filter(open_on(on), person_id=OuterRef("pk"))


def _is(kind: PersonKind, on: date) -> Q:
    """The same as `rules.standing.kind_on`, for the database."""
    if kind is PersonKind.GUEST:
        return Q(kind=PersonKind.GUEST)
    staff = Q(kind__in=[PersonKind.OFFICIAL, PersonKind.FORMER])
    serving = Q(Exists(_services(on)))
    begun = Q(Exists(Service.objects.filter(person_id=OuterRef("pk"), starts_on__lte=on)))
    ever = Q(Exists(Service.objects.filter(person_id=OuterRef("pk"))))
    if kind is PersonKind.OFFICIAL:
        return staff & serving | Q(kind=PersonKind.OFFICIAL) & ~ever
    if kind is PersonKind.FORMER:
        return staff & begun & ~serving | Q(kind=PersonKind.FORMER) & ~ever
    return Q(kind=PersonKind.CANDIDATE) | staff & ever & ~begun


def _in_order(people: Any, on: date) -> list[int]:
    place: Mapping[int | None, int] = {row.id: at for at, row in enumerate(unit_tree(on))}
    found = people.order_by().values_list("pk", "name", "placed__unit_id", "graded__grade")
    keys = {
        person: (place.get(unit, LAST), LAST if grade is None else grade, name, person)
        for person, name, unit, grade in found
    }
    return sorted(keys, key=keys.__getitem__)
