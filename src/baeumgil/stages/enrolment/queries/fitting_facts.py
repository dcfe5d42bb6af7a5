"""What holds now for those who wait: seats, quotas, absences, days they are busy. Constant statements.

A building block of the waiting list, neither guarded nor logged.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.db.models import Q

from baeumgil.core import clock
from baeumgil.engines.selection.problem import week_of
from baeumgil.stages.enrolment.models import Application, Call, Quota, Wish
from baeumgil.stages.enrolment.queries.clashes import clashes_of, takes_days
from baeumgil.stages.enrolment.queries.selection_bookings import HOLDS, absence_caps, chain_of
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy, policy_from_json
from baeumgil.stages.enrolment.rules.fitting import Share, Standing, Waiting, counts_for
from baeumgil.stages.enrolment.terms import Mechanism
from baeumgil.stages.people.queries.headcounts import UnitChain, unit_chains
from baeumgil.stages.schedule.queries.session_rows import session_rows
from baeumgil.stages.schedule.rules.rows import SessionRow

HOLDING = [state.value for state in HOLDS]


def standing_of(
    free: Mapping[int, int], queue: Sequence[Application], *, wishes: Sequence[Sequence[int]] | None = None
) -> tuple[Standing, tuple[Waiting, ...], Mapping[int, CallPolicy]]:
    """What holds for these sessions and applications, the queue as values, and the policies by call.

    With `wishes`, those of the queue one after another, nothing is asked of applications and days: they are not
    stored yet.
    """
    calls = sorted({one.call_id for one in queue})
    stored = Call.objects.filter(pk__in=calls).order_by("pk").values_list("pk", "policy", "closes_at")
    closing = {call: closes_at for call, _policy, closes_at in stored}
    read = {call: policy_from_json(policy) for call, policy, _closes_at in stored}
    chains = unit_chains(clock.today())
    rows = session_rows(Q(pk__in=sorted(free)))
    standing = Standing(
        free=dict(free),
        days={row.id: row.dates if takes_days(row.kind) else () for row in rows},
        years={row.id: row.starts_on.year for row in rows if row.starts_on is not None},
        shares=_shares(calls),
        yearly={call: policy.seats_a_year for call, policy in read.items() if policy.seats_a_year is not None},
        keeping=frozenset(
            call
            for call, policy in read.items()
            if policy.mechanism is Mechanism.FIRST_COME and closing[call] > clock.now()
        ),
        units={unit: chain.name for unit, chain in chains.items()},
        titles={row.id: row.title for row in rows},
    )
    _count_shares(standing, chains)
    _count_absences(standing, queue, read, chains)
    _count_inside(standing, read, chains)
    return standing, _waiting(queue, rows, chains, wishes), read


def newcomers_standing(
    free: Mapping[int, int], newcomers: Sequence[Application], wishes: Sequence[Sequence[int]]
) -> tuple[Standing, tuple[Waiting, ...]]:
    """What holds for people who apply to one call now and are not stored yet, each with these wishes.

    Their own days were asked before they came here.
    """
    standing, line, _policies = standing_of(free, newcomers, wishes=wishes)
    return standing, line


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
            label=quota.label,
        )
        for quota in Quota.objects.filter(call_id__in=calls).order_by("pk")
    )


def _waiting(
    queue: Sequence[Application],
    rows: Sequence[SessionRow],
    chains: Mapping[int, UnitChain],
    given: Sequence[Sequence[int]] | None,
) -> tuple[Waiting, ...]:
    wishes = wishes_of(queue) if given is None else {}
    held = _seats_by_year(queue)
    asked = {row.id: row.dates for row in rows if takes_days(row.kind) and given is None}
    busy = clashes_of({one.person_id for one in queue}, asked) if given is None else {}
    return tuple(
        Waiting(
            application=one.pk or 0,
            call=one.call_id,
            number=one.number,
            wishes=tuple(given[place]) if given is not None else wishes[one.pk],
            units=chain_of(one.unit_id, chains),
            grade=str(one.grade) if one.grade is not None else "",
            series=one.series,
            busy=frozenset(session for session, clashes in busy.get(one.person_id, {}).items() if clashes),
            held=held[one.person_id],
        )
        for place, one in enumerate(queue)
    )


def wishes_of(applications: Sequence[Application]) -> Mapping[int, tuple[int, ...]]:
    """What each still wants, the dearest first; after it what is left of the call they were carried over from."""
    sources = {one.pk: one.pk for one in applications}
    sources |= {one.carried_from_id: one.pk for one in applications if one.carried_from_id is not None}
    rows = Wish.objects.filter(application_id__in=sorted(sources), is_dropped=False)
    wishes: dict[int, list[int]] = defaultdict(list)
    for application, session in rows.order_by("-application_id", "rank", "pk").values_list(
        "application_id", "session_id"
    ):
        wishes[sources[application]].append(session)
    return {one.pk: tuple(dict.fromkeys(wishes[one.pk])) for one in applications}


def _seats_by_year(queue: Sequence[Application]) -> Mapping[int, Counter[int]]:
    """How many seats people hold, by the year in which their sessions begin."""
    rows = (
        Application.objects.filter(person_id__in=sorted({one.person_id for one in queue}), state__in=HOLDING)
        .exclude(seat=None)
        .order_by("pk")
        .values_list("person_id", "seat__starts_on")
    )
    held: dict[int, Counter[int]] = defaultdict(Counter)
    for person, starts_on in rows:
        if starts_on is not None:
            held[person][starts_on.year] += 1
    return held


def _count_shares(standing: Standing, chains: Mapping[int, UnitChain]) -> None:
    if not standing.shares:
        return
    holders = (
        Application.objects.filter(seat_id__in=sorted(standing.free), state__in=HOLDING)
        .order_by("pk")
        .values_list("seat_id", "unit_id", "grade", "series")
    )
    for session, unit, grade, series in holders:
        for share in standing.shares:
            one = Waiting(0, share.call, "", (), chain_of(unit, chains), "" if grade is None else str(grade), series)
            if counts_for(share, one, session):
                standing.used[share.id, session] += 1


def _count_absences(
    standing: Standing,
    queue: Sequence[Application],
    policies: Mapping[int, CallPolicy],
    chains: Mapping[int, UnitChain],
) -> None:
    """How many of a unit may be away in a week, and how many are by seats they hold already."""
    days = sorted({day for dates in standing.days.values() for day in dates})
    most: dict[tuple[int, int], int] = {}
    for percent in sorted({policy.absence_percent for policy in policies.values() if policy.absence_percent}):
        calls = [call for call, policy in policies.items() if policy.absence_percent == percent]
        units = {one.unit_id for one in queue if one.unit_id is not None and one.call_id in calls}
        for cap in absence_caps(units, chains, days, percent):
            standing.away[int(cap.unit), cap.week] = cap.held
            most.update({(call, int(cap.unit)): cap.most for call in calls})
    standing.absence = most


def _count_inside(standing: Standing, policies: Mapping[int, CallPolicy], chains: Mapping[int, UnitChain]) -> None:
    """Of those away, who is so by a seat of a first-come call itself: its record tells the two apart. One statement."""
    calls = [call for call, policy in policies.items() if policy.mechanism is Mechanism.FIRST_COME]
    if not standing.absence or not calls:
        return
    rows = Application.objects.filter(
        call_id__in=calls, state__in=HOLDING, seat__session_days__isnull=False, unit__isnull=False
    ).values_list("pk", "call_id", "unit_id", "seat__session_days__on")
    for call, unit, week in {
        (pk, call, unit, week_of(on)): (call, unit, week_of(on)) for pk, call, unit, on in rows.order_by("pk")
    }.values():
        for above in chain_of(unit, chains):
            standing.inside[call, above, week] += 1
