"""What holds now for those who wait: seats, quotas, absences, days they are busy. Constant statements.

A building block of the waiting list, neither guarded nor logged.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Count, Q

from baeumgil.core import clock
from baeumgil.stages.enrolment.models import Application, Call, Quota, Wish
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy, policy_from_json
from baeumgil.stages.enrolment.rules.fitting import Share, Standing, Waiting, counts_for, weeks_of
from baeumgil.stages.enrolment.terms import SEATED_STATES, ApplicationState
from baeumgil.stages.people.queries.organisation import unit_tree
from baeumgil.stages.people.queries.unit_counts import people_by_unit
from baeumgil.stages.schedule.queries.session_rows import session_rows

HELD = [*(state.value for state in SEATED_STATES), ApplicationState.AWAITING_APPROVAL.value]


def standing_of(
    free: Mapping[int, int], queue: Sequence[Application]
) -> tuple[Standing, tuple[Waiting, ...], Mapping[int, CallPolicy]]:
    """What holds for these sessions and applications, the queue as values, and the policies by call."""
    sessions = sorted(free)
    calls = sorted({one.call_id for one in queue})
    policies = {call: policy_from_json(stored) for call, stored in _policies(calls)}
    chains = _chains()
    dates = {row.id: row.dates for row in session_rows(Q(pk__in=sessions))}
    standing = Standing(
        free=dict(free),
        days=dates,
        shares=_shares(calls),
        yearly={call: policy.seats_a_year for call, policy in policies.items() if policy.seats_a_year is not None},
    )
    waiting = _waiting(queue, chains)
    _count_shares(standing, chains)
    if any(policy.absence_percent is not None for policy in policies.values()):
        standing.absence = _absence(policies, chains)
        _count_absences(standing, chains)
    return standing, waiting, policies


def _policies(calls: Collection[int]) -> list[tuple[int, dict[str, object]]]:
    return list(Call.objects.filter(pk__in=calls).order_by("pk").values_list("pk", "policy"))


def _chains() -> Mapping[int, tuple[int, ...]]:
    """Each unit with all above it, as they stand today."""
    above: dict[int, tuple[int, ...]] = {}
    for row in unit_tree(clock.today()):
        above[row.id] = (row.id, *(above.get(row.parent, ()) if row.parent is not None else ()))
    return above


def _shares(calls: Collection[int]) -> tuple[Share, ...]:
    return tuple(
        Share(
            id=quota.pk,
            call=quota.call_id,
            session=quota.session_id,
            kind=quota.kind,
            keys=frozenset(str(key) for key in quota.keys),
            most=quota.most,
            reserved=quota.reserved,
        )
        for quota in Quota.objects.filter(call_id__in=calls).order_by("pk")
    )


def _waiting(queue: Sequence[Application], chains: Mapping[int, tuple[int, ...]]) -> tuple[Waiting, ...]:
    wishes: dict[int, list[int]] = defaultdict(list)
    sources = {one.pk: one.pk for one in queue} | {one.carried_from_id: one.pk for one in queue if one.carried_from_id}
    asked = Wish.objects.filter(application_id__in=sorted(sources), is_dropped=False).order_by(
        "-application_id", "rank", "pk"
    )
    for application, session in asked.values_list("application_id", "session_id"):
        wishes[sources[application]].append(session)
    busy, held = _held_days({one.person_id for one in queue}, {one.pk for one in queue})
    return tuple(
        Waiting(
            application=one.pk,
            call=one.call_id,
            number=one.number,
            wishes=tuple(dict.fromkeys(wishes[one.pk])),
            units=chains.get(one.unit_id, ()) if one.unit_id is not None else (),
            grade=str(one.grade) if one.grade is not None else "",
            series=one.series,
            busy=frozenset(busy[one.person_id]),
            held=held[one.person_id],
        )
        for one in queue
    )


def _held_days(
    people: Collection[int], without: Collection[int]
) -> tuple[Mapping[int, set[date]], Mapping[int, Counter[int]]]:
    """Days on which people have a seat already, and how many seats they hold by year."""
    busy: dict[int, set[date]] = defaultdict(set)
    seats: dict[int, dict[int, int]] = defaultdict(dict)
    rows = (
        Application.objects.filter(person_id__in=sorted(people), seat__isnull=False, state__in=HELD)
        .exclude(pk__in=sorted(without))
        .order_by("pk")
        .values_list("person_id", "pk", "seat__session_days__on")
    )
    for person, application, on in rows:
        if on is not None:
            busy[person].add(on)
            seats[person][application] = on.year
    held: dict[int, Counter[int]] = defaultdict(Counter)
    for person, years in seats.items():
        held[person] = Counter(years.values())
    return busy, held


def _count_shares(standing: Standing, chains: Mapping[int, tuple[int, ...]]) -> None:
    if not standing.shares:
        return
    holders = (
        Application.objects.filter(seat_id__in=sorted(standing.free), state__in=HELD)
        .order_by("pk")
        .values_list("call_id", "seat_id", "unit_id", "grade", "series")
    )
    calls = {share.call for share in standing.shares}
    for _call, session, unit, grade, series in holders:
        for call in calls:
            one = Waiting(0, call, "", (), chains.get(unit, ()), "" if grade is None else str(grade), series)
            for share in standing.shares:
                if share.call == call and counts_for(share, one, session):
                    standing.used[share.id, session] += 1


def _absence(
    policies: Mapping[int, CallPolicy], chains: Mapping[int, tuple[int, ...]]
) -> Mapping[tuple[int, int], int]:
    people: Counter[int] = Counter()
    for unit, count in people_by_unit(clock.today()).items():
        for each in chains.get(unit, ()):
            people[each] += count
    return {
        (call, unit): max(1, people[unit] * policy.absence_percent // 100)
        for call, policy in policies.items()
        if policy.absence_percent is not None
        for unit in chains
    }


def _count_absences(standing: Standing, chains: Mapping[int, tuple[int, ...]]) -> None:
    """People of each unit away in the weeks in question: once for each seat and week."""
    days = sorted({day for dates in standing.days.values() for day in dates})
    if not days:
        return
    monday = days[0] - timedelta(days=days[0].weekday())
    sunday = days[-1] + timedelta(days=6 - days[-1].weekday())
    rows = (
        Application.objects.filter(seat__session_days__on__range=(monday, sunday), state__in=HELD, unit__isnull=False)
        .order_by()
        .values_list("unit_id", "seat_id", "seat__session_days__on")
        .annotate(people=Count("pk"))
    )
    seats: dict[tuple[int, int], set[date]] = defaultdict(set)
    numbers: dict[tuple[int, int], int] = {}
    for unit, seat, on, people in rows:
        seats[unit, seat].add(on)
        numbers[unit, seat] = people
    for (unit, seat), dates in seats.items():
        for week in weeks_of(sorted(dates)):
            for each in chains.get(unit, ()):
                standing.away[each, week] += numbers[unit, seat]
