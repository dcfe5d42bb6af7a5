"""What a call is checked against: its sessions, the policy of the day, what quotas may name. Building blocks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from baeumgil.core import clock
from baeumgil.core.locks import HIGHEST_NUMBER
from baeumgil.core.policies import values_on
from baeumgil.stages.enrolment.models import CallSession
from baeumgil.stages.enrolment.rules.call_draft import SessionFacts
from baeumgil.stages.enrolment.rules.call_policy import KEYS, CallPolicy, policy_for
from baeumgil.stages.enrolment.rules.nesting import Cover, cover_of
from baeumgil.stages.enrolment.rules.rows import QuotaRow
from baeumgil.stages.enrolment.terms import CallState, Mechanism, QuotaKind
from baeumgil.stages.people.queries.organisation import unit_tree
from baeumgil.stages.people.terms import CITY_GRADES
from baeumgil.stages.plan.terms import CourseKind
from baeumgil.stages.schedule.queries.session_rows import session_rows
from baeumgil.stages.schedule.rules.rows import SessionRow
from baeumgil.stages.schedule.terms import SessionState


def session_facts(sessions: Collection[int], *, but: int | None = None) -> Mapping[int, SessionFacts]:
    """These sessions, with the call under way that has each; `but` is the call that asks. Four statements."""
    rows = session_rows(Q(pk__in=storable(sessions)))
    called = calls_under_way([row.id for row in rows], but=but)
    return {row.id: facts_of(row, called.get(row.id, "")) for row in rows}


def storable(numbers: Collection[int]) -> list[int]:
    """Numbers that a column can hold, in order; a database would take others for a fault."""
    return sorted(number for number in set(numbers) if 0 < number <= HIGHEST_NUMBER)


def facts_of(row: SessionRow, called_by: str = "") -> SessionFacts:
    """One session as a call sees it."""
    return SessionFacts(row.id, row.course, row.title, row.state, row.starts_on, row.seats, called_by)


def calls_under_way(sessions: Collection[int], *, but: int | None = None) -> Mapping[int, str]:
    """Names of calls that have these sessions and are not over; a decided call no longer stands in the way."""
    over = Q(call__mechanism=Mechanism.FIRST_COME, call__closes_at__lte=clock.now())
    rows = CallSession.objects.filter(
        session_id__in=sorted(sessions), call__state__in=[CallState.DRAFT.value, CallState.ANNOUNCED.value]
    ).exclude(over, call__state=CallState.ANNOUNCED)
    if but is not None:
        rows = rows.exclude(call_id=but)
    return dict(rows.order_by("call_id").values_list("session_id", "call__name"))


def waiting_sessions(institute: int, first: date, last: date) -> tuple[SessionRow, ...]:
    """Sessions that begin in the span and were never called, by course; four statements."""
    rows = session_rows(
        Q(year__institute_id=institute, state=SessionState.PLACED, starts_on__gte=first, starts_on__lte=last)
    )
    called = set(
        CallSession.objects.filter(session_id__in=[row.id for row in rows])
        .exclude(call__state=CallState.CANCELLED)
        .values_list("session_id", flat=True)
    )
    return tuple(row for row in sorted(rows, key=_by_course) if row.id not in called)


def policy_of_day(kind: CourseKind, on: date) -> CallPolicy:
    """What a city decided for courses of a kind, as of a day; one statement."""
    return policies_of_day([kind], on)[kind]


def policies_of_day(kinds: Collection[CourseKind], on: date) -> Mapping[CourseKind, CallPolicy]:
    """The same for several kinds, still in one statement."""
    values = values_on(list(KEYS), on)
    return {kind: policy_for(values, kind.value) for kind in kinds}


@dataclass(frozen=True, slots=True)
class QuotaMeans:
    """What quotas may name: by kind (None: any word), and each unit with all units below it, itself too."""

    known: Mapping[QuotaKind, frozenset[str] | None]
    below: Mapping[str, frozenset[str]]


def quota_means(on: date) -> QuotaMeans:
    """What quotas may name on a day; one statement."""
    tree = unit_tree(on)
    above = {str(row.id): str(row.parent) if row.parent is not None else "" for row in tree}
    below: dict[str, set[str]] = {unit: {unit} for unit in above}
    for unit, parent in above.items():
        seen, at = {unit}, parent
        while at in above and at not in seen:
            below[at].add(unit)
            seen.add(at)
            at = above[at]
    known = {
        QuotaKind.UNIT: frozenset(above),
        QuotaKind.GRADE: frozenset(str(grade) for grade in CITY_GRADES),
        QuotaKind.SERIES: None,
    }
    return QuotaMeans(known, {unit: frozenset(units) for unit, units in below.items()})


def covers_of(quotas: Sequence[QuotaRow], on: date) -> tuple[Cover, ...]:
    """Whom quotas cover; nothing is asked where there is none."""
    if not quotas:
        return ()
    below = quota_means(on).below
    return tuple(
        cover_of(quota.kind, quota.keys, below, session=quota.session, is_reserve=bool(quota.reserved), row=row)
        for row, quota in enumerate(quotas, 1)
    )


def _by_course(row: SessionRow) -> tuple[Any, ...]:
    return row.name, row.course, row.starts_on, row.number, row.id
