"""`/people` and `/units`."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from baeumgil.core import clock
from baeumgil.doors.api import schemas
from baeumgil.doors.api.keys import actor_of
from baeumgil.doors.api.units import unit_of
from baeumgil.stages.people.queries.organisation import unit_tree
from baeumgil.stages.people.queries.persons import person_card, search
from baeumgil.stages.people.terms import Scope

router = Router(tags=["people"])


@router.get("/people", response=schemas.PersonPage, summary="사람 찾기")
def find_people(request: HttpRequest, wanted: Query[schemas.PeopleWanted]) -> Any:
    """People as of a day (today if not given), in organisation order; `unit` is an official code."""
    actor, day = actor_of(request, Scope.PEOPLE_READ), wanted.on or clock.today()
    asked = wanted.model_dump(exclude={"unit_id"}) | {"on": day, "unit": unit_of(wanted, day)}
    found = search(actor=actor, **asked)
    return {"on": day, "page": found.number, "size": found.size, "total": found.total, "rows": list(found.rows)}


@router.get("/people/{staff_no}", response=schemas.PersonCard, summary="한 사람의 경력")
def show_person(request: HttpRequest, staff_no: str, on: date | None = None) -> Any:
    """One person by staff number, with all dated facts."""
    actor, day = actor_of(request, Scope.PEOPLE_READ), on or clock.today()
    card = person_card(actor=actor, on=day, staff_no=staff_no)
    return {
        "on": day,
        "person": card.row,
        "services": card.career.services,
        "grades": card.career.grades,
        "postings": card.career.postings,
        "absences": card.career.absences,
        "probation_ends_on": card.probation_ends_on,
        "retirement": card.retirement.text if card.retirement else "",
    }


@router.get("/units", response=schemas.UnitTree, summary="조직")
def show_units(request: HttpRequest, on: date | None = None, root: int | None = None) -> Any:
    """The organisation on a day, whole or from one unit down."""
    actor_of(request, Scope.PEOPLE_READ)
    day = on or clock.today()
    return {"on": day, "units": unit_tree(day, root)}
