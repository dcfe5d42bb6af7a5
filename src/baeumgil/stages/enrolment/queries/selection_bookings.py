"""선발과 일정. On which days a call's applicants are taken already, and how many of a unit are away in which week.

Building blocks of `selection_facts`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from baeumgil.engines.selection.problem import AbsenceCap, week_of
from baeumgil.stages.enrolment.models import Application
from baeumgil.stages.enrolment.queries.selection_standings import applying
from baeumgil.stages.enrolment.rules.selection_values import most_away
from baeumgil.stages.enrolment.terms import ApplicationState
from baeumgil.stages.people.queries.headcounts import UnitChain

HOLDS = (
    ApplicationState.SELECTED,
    ApplicationState.CONFIRMED,
    ApplicationState.OFFERED,
    ApplicationState.AWAITING_APPROVAL,
    ApplicationState.COMPLETED,
    ApplicationState.NOT_COMPLETED,
)
"""States in which a seat means being away on its days."""


def busy_days(call: int, days: Collection[date]) -> Mapping[int, set[date]]:
    """Of these days, those on which applicants have a seat elsewhere, teach or are on leave; three statements."""
    busy: dict[int, set[date]] = defaultdict(set)
    if not days:
        return busy
    wanted = sorted(days)
    seats: Any = (
        Application.objects.filter(
            state__in=[state.value for state in HOLDS],
            seat__session_days__on__in=wanted,
            person_id__in=applying(call).values("person_id"),
        )
        .exclude(call_id=call)
        .order_by("person_id")
        .values_list("person_id", "seat__session_days__on")
    )
    teaching: Any = (
        applying(call)
        .filter(person__instructing__teaching_days__on__in=wanted)
        .order_by("person_id")
        .values_list("person_id", "person__instructing__teaching_days__on")
    )
    for person, on in (*seats, *teaching):
        busy[person].add(on)
    absences: Any = (
        applying(call)
        .filter(
            Q(person__absences__ends_on=None) | Q(person__absences__ends_on__gte=wanted[0]),
            person__absences__starts_on__lte=wanted[-1],
        )
        .order_by("person_id")
        .values_list("person_id", "person__absences__starts_on", "person__absences__ends_on")
    )
    for person, starts_on, ends_on in absences:
        busy[person].update(on for on in wanted if starts_on <= on and (ends_on is None or on <= ends_on))
    return busy


def seats_of_year(call: int, year: int) -> Mapping[int, int]:
    """Seats that applicants hold in sessions that begin in a year, by person; one statement."""
    return dict(
        Application.objects.filter(
            state__in=[state.value for state in HOLDS],
            seat__starts_on__range=(date(year, 1, 1), date(year, 12, 31)),
            person_id__in=applying(call).values("person_id"),
        )
        .exclude(call_id=call)
        .order_by("person_id")
        .values_list("person_id")
        .annotate(Count("pk"))
    )


def absence_caps(
    units: Collection[int], chains: Mapping[int, UnitChain], days: Collection[date], percent: int
) -> tuple[AbsenceCap, ...]:
    """For each unit of the applicants, and each above it, how many may be away in each week; one statement."""
    weeks = sorted({week_of(day) for day in days})
    over = sorted({above for unit in units for above in chain_of(unit, chains)})
    held = _away(days, chains)
    return tuple(
        AbsenceCap(str(unit), week, most_away(chains[unit].people, percent), held[unit, week])
        for unit in over
        for week in weeks
        if unit in chains
    )


def chain_of(unit: int | None, chains: Mapping[int, UnitChain]) -> tuple[int, ...]:
    """A unit and those above it; alone when it no longer stands."""
    if unit is None:
        return ()
    return chains[unit].chain if unit in chains else (unit,)


def _away(days: Collection[date], chains: Mapping[int, UnitChain]) -> Counter[tuple[int, str]]:
    """Seats held already, by unit (with all above it) and week."""
    held: Counter[tuple[int, str]] = Counter()
    if not days:
        return held
    mondays = {day - timedelta(days=day.weekday()) for day in days}
    weeks = Q()
    for monday in sorted(mondays):
        weeks |= Q(seat__session_days__on__range=(monday, monday + timedelta(days=6)))
    rows: Any = (
        Application.objects.filter(weeks, state__in=[state.value for state in HOLDS], unit__isnull=False)
        .order_by("pk")
        .values_list("pk", "unit_id", "seat__session_days__on")
    )
    for unit, week in {(pk, unit, week_of(on)): (unit, week_of(on)) for pk, unit, on in rows}.values():
        for above in chain_of(unit, chains):
            held[above, week] += 1
    return held
