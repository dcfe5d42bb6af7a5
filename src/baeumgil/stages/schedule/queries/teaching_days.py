"""When people teach: a building block for later stages, neither guarded nor logged."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from baeumgil.core.prepared import prepared
from baeumgil.stages.schedule.models import TeachingDay


def teaching_days_of(
    people: Collection[int], first: date, last: date
) -> Mapping[int, tuple[tuple[date, int, str], ...]]:
    """Day, session and its name, by person who teaches between these days; one statement."""
    found: dict[int, list[tuple[date, int, str]]] = defaultdict(list)
    for person, on, session, name in _days(people=sorted(people), first=first, last=last):
        if person is not None:
            found[person].append((on, session, name))
    return {person: tuple(days) for person, days in found.items()}


_days = prepared(
    lambda people, first, last: (
        TeachingDay.objects.filter(instructor__person_id__in=people, on__range=(first, last))
        .order_by("on", "pk")
        .values_list("instructor__person_id", "on", "session_id", "session__name")
    )
)
