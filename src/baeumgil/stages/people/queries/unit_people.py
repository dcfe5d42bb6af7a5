"""Who is posted in which units: a building block for later stages, neither guarded nor logged."""

from collections.abc import Collection
from datetime import date

from baeumgil.stages.people.models import Posting
from baeumgil.stages.people.queries.careers import open_on


def people_of(units: Collection[int], on: date) -> tuple[int, ...]:
    """People posted in these units on a day, in ascending order of id; one statement."""
    rows = Posting.objects.filter(open_on(on), unit_id__in=sorted(units)).order_by("person_id")
    return tuple(dict.fromkeys(rows.values_list("person_id", flat=True)))
