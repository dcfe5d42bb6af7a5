"""How many retire when: figures only, nobody's name."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef

from baeumgil.core.actors import EVERYWHERE, Actor
from baeumgil.stages.people.access import readable_units
from baeumgil.stages.people.models import Person, Posting
from baeumgil.stages.people.terms import PersonKind

TWO_YEARS = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class RetirementDay:
    """정년퇴직. How many officials reach the age limit, or the end of their term, on one day."""

    on: date
    people: int


def coming_retirements(*, actor: Actor, on: date, within: timedelta = TWO_YEARS) -> list[RetirementDay]:
    """Retirement days from `on`, of people in units the actor may read; one statement."""
    units = readable_units(actor)
    people = Person.objects.filter(kind=PersonKind.OFFICIAL, retires_on__gte=on, retires_on__lte=on + within)
    if units is not EVERYWHERE:
        placed = Posting.objects.filter(person_id=OuterRef("pk"), ends_on=None, unit_id__in=units)
        people = people.filter(Exists(placed))
    rows = people.order_by("retires_on").values_list("retires_on").annotate(count=Count("pk"))
    return [RetirementDay(day, count) for day, count in rows if day is not None]


def headcount() -> int:
    """How many officials serve now; one statement, nobody's data."""
    return Person.objects.filter(kind=PersonKind.OFFICIAL).count()
