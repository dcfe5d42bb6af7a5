"""Consents as rows, with what helps to decide: seats held, quotas, who is away when. A building block."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet

from baeumgil.core import clock
from baeumgil.engines.selection.problem import week_of
from baeumgil.stages.enrolment.models import Application, Approval, CallSession, Quota
from baeumgil.stages.enrolment.queries.application_rows import application_rows_of
from baeumgil.stages.enrolment.queries.deciders import Chair, chair_for
from baeumgil.stages.enrolment.queries.selection_bookings import HOLDS, absence_caps, chain_of
from baeumgil.stages.enrolment.rules.approval_rows import HeldSeat, InboxRow, QuotaLeft, WeekAway
from baeumgil.stages.enrolment.rules.call_policy import policy_from_json
from baeumgil.stages.enrolment.rules.rows import ApplicationRow
from baeumgil.stages.enrolment.rules.selection_values import most_away
from baeumgil.stages.enrolment.terms import SEATED_STATES, ApplicationState, ApproverKind, QuotaKind
from baeumgil.stages.people.queries.headcounts import UnitChain, unit_chains
from baeumgil.stages.roadmap.queries.due_people import stages_due

COUNTED = (ApplicationState.APPROVED, *sorted(SEATED_STATES))
EVERYBODY = 100


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is read once for all rows."""

    applications: Mapping[int, ApplicationRow]
    chains: Mapping[int, UnitChain]
    held: Mapping[int, tuple[HeldSeat, ...]]
    quotas: Mapping[int, Sequence[tuple[str, frozenset[int], int]]]
    counted: Mapping[int, Counter[int | None]]
    away: Mapping[tuple[int, str], int]
    due: Mapping[tuple[str, int], date]


def inbox_rows(chosen: QuerySet[Approval], chairs: Sequence[Chair]) -> tuple[InboxRow, ...]:
    """These consents in the order asked for; a constant number of statements."""
    found = list(chosen.select_related("application__call__course"))
    if not found:
        return ()
    facts = _facts(found)
    return tuple(_row(one, facts, chairs) for one in found)


def _facts(found: Sequence[Approval]) -> _Facts:
    today = clock.today()
    rows = application_rows_of(Application.objects.filter(pk__in=[one.application_id for one in found]).order_by("pk"))
    chains = unit_chains(today)
    calls = {row.call for row in rows}
    people = {row.person for row in rows}
    units = {row.unit for row in rows if row.unit is not None}
    days = {day for row in rows for wish in row.wishes for day in wish.dates}
    caps = absence_caps(units, chains, days, EVERYBODY)
    stages = {one.application.call.course.stage_code for one in found}
    return _Facts(
        applications={row.id: row for row in rows},
        chains=chains,
        held=_held(people, today),
        quotas=_quotas(calls),
        counted=_counted(calls),
        away={(int(cap.unit), cap.week): cap.held for cap in caps},
        due=stages_due(stages - {""}, today, people=people),
    )


def _row(one: Approval, facts: _Facts, chairs: Sequence[Chair]) -> InboxRow:
    row = facts.applications[one.application_id]
    place = (ApproverKind(one.kind), one.unit_id)
    chair = chair_for(chairs, place, applicant=row.person)
    call = one.application.call
    return InboxRow(
        id=one.pk,
        kind=place[0],
        unit=one.unit_id,
        unit_name="" if one.unit_id not in facts.chains else facts.chains[one.unit_id or 0].name,
        state=one.state,
        opened_at=one.opened_at,
        due_at=one.due_at,
        is_late=one.due_at is not None and one.due_at <= clock.now(),
        is_handed_up=one.escalated_at is not None,
        application=row,
        motive=one.application.motive,
        due_on=facts.due.get((call.course.stage_code, row.person)),
        held=facts.held.get(row.person, ()),
        quotas=_left(row, facts),
        weeks=_weeks(row, facts, policy_from_json(call.policy).absence_percent),
        may_decide=chair is not None,
        deputy_of=chair.actor.label if chair is not None and chair.is_deputy else "",
    )


def _held(people: Collection[int], today: date) -> Mapping[int, tuple[HeldSeat, ...]]:
    """Seats of this year that people have, the first one first."""
    found: dict[int, list[HeldSeat]] = defaultdict(list)
    rows: Any = (
        Application.objects.filter(
            person_id__in=sorted(people),
            state__in=[state.value for state in HOLDS],
            seat__starts_on__gte=date(today.year, 1, 1),
        )
        .order_by("seat__starts_on", "pk")
        .values_list("person_id", "seat__name", "seat__label", "seat__starts_on", "seat__ends_on")
    )
    for person, name, label, starts_on, ends_on in rows:
        found[person].append(HeldSeat(f"{name} {label}".strip(), starts_on, ends_on))
    return {person: tuple(seats) for person, seats in found.items()}


def _quotas(calls: Collection[int]) -> Mapping[int, Sequence[tuple[str, frozenset[int], int]]]:
    """Of each call, what units may have at most over all its sessions: label, units, seats."""
    sessions = dict(
        CallSession.objects.filter(call_id__in=sorted(calls))
        .order_by("call_id")
        .values_list("call_id")
        .annotate(Count("pk"))
    )
    sums: dict[tuple[int, str, frozenset[int]], int] = {}
    rows: Any = Quota.objects.filter(call_id__in=sorted(calls), kind=QuotaKind.UNIT, most__isnull=False).order_by("pk")
    for call, label, keys, most, session in rows.values_list("call_id", "label", "keys", "most", "session_id"):
        share = (call, label, frozenset(int(key) for key in keys if str(key).isdigit()))
        each = (most or 0) * (sessions.get(call, 1) if session is None else 1)
        sums[share] = sums.get(share, 0) + each
    found: dict[int, list[tuple[str, frozenset[int], int]]] = defaultdict(list)
    for (call, label, units), most in sums.items():
        found[call].append((label, units, most))
    return found


def _counted(calls: Collection[int]) -> Mapping[int, Counter[int | None]]:
    """Of each call, how many applications of each unit are approved or have a seat."""
    found: dict[int, Counter[int | None]] = defaultdict(Counter)
    rows = Application.objects.filter(call_id__in=sorted(calls), state__in=[state.value for state in COUNTED])
    by_unit = rows.order_by("call_id", "unit_id").values_list("call_id", "unit_id").annotate(Count("pk"))
    for call, unit, number in by_unit:
        found[call][unit] = number
    return found


def _left(row: ApplicationRow, facts: _Facts) -> tuple[QuotaLeft, ...]:
    """Quotas that the applicant's unit falls under."""
    chain = set(chain_of(row.unit, facts.chains))
    counted = facts.counted.get(row.call, Counter())
    return tuple(
        QuotaLeft(
            label,
            most,
            sum(number for unit, number in counted.items() if units & set(chain_of(unit, facts.chains))),
        )
        for label, units, most in facts.quotas.get(row.call, ())
        if units & chain
    )


def _weeks(row: ApplicationRow, facts: _Facts, percent: int | None) -> tuple[WeekAway, ...]:
    """The weeks of the wished sessions, with who of the unit has a seat then."""
    if row.unit is None or row.unit not in facts.chains:
        return ()
    most = None if percent is None else most_away(facts.chains[row.unit].people, percent)
    mondays = {day - timedelta(days=day.weekday()) for wish in row.wishes for day in wish.dates}
    return tuple(WeekAway(monday, facts.away.get((row.unit, week_of(monday)), 0), most) for monday in sorted(mondays))
