"""모집을 줄로. Calls put together from a few statements however many there are: a building block."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from baeumgil.core import clock
from baeumgil.stages.enrolment.models import Application, Call, CallSession, Quota, Wish
from baeumgil.stages.enrolment.rules.call_policy import policy_from_json
from baeumgil.stages.enrolment.rules.phases import phase_of
from baeumgil.stages.enrolment.rules.rows import CallRow, CallSessionRow, QuotaRow
from baeumgil.stages.enrolment.rules.session_titles import told_apart
from baeumgil.stages.enrolment.terms import GONE_STATES, CallPhase, CallState, Mechanism, QuotaKind
from baeumgil.stages.plan.terms import CourseKind
from baeumgil.stages.schedule.terms import SessionState

GONE = sorted(state.value for state in GONE_STATES)
COLUMNS = (
    "id",
    "institute_id",
    "course_id",
    "course__code",
    "course__name",
    "course__kind",
    "course__field__name",
    "number",
    "name",
    "state",
    "mechanism",
    "policy",
    "policy_from",
    "opens_at",
    "closes_at",
    "announced_at",
    "decided_at",
    "guidance",
    "seed_hash",
    "seed",
    "parent_id",
    "parent__seed_hash",
    "revision",
)
SESSION_COLUMNS = (
    "call_id",
    "session_id",
    "session__name",
    "session__label",
    "session__number",
    "session__state",
    "session__seats",
    "session__announced_on",
    "session__year__year",
    "session__room__name",
    "session__place_text",
    "session__seat_count__capacity",
    "session__seat_count__taken",
)


def call_rows(chosen: QuerySet[Call], *, is_card: bool = False) -> tuple[CallRow, ...]:
    """These calls in the order asked for: three statements, four with the quotas of a card.

    A card also counts first wishes. Who may look was asked before. The seed is told only once it is published.
    """
    counted = chosen.annotate(applicants=Coalesce(Subquery(_applicants()), 0)).values_list(*COLUMNS, "applicants")
    found = [dict(zip((*COLUMNS, "applicants"), row, strict=True)) for row in counted]
    ids = [said["id"] for said in found]
    if not ids:
        return ()
    sessions = _sessions(ids, is_card=is_card)
    quotas: dict[int, list[QuotaRow]] = defaultdict(list)
    if is_card:
        for quota in Quota.objects.filter(call_id__in=ids).order_by("pk"):
            quotas[quota.call_id].append(_quota(quota))
    return tuple(
        _row(said, said["applicants"], tuple(sessions.get(said["id"], ())), tuple(quotas[said["id"]])) for said in found
    )


def _sessions(calls: Sequence[int], *, is_card: bool) -> dict[int, list[CallSessionRow]]:
    rows = CallSession.objects.filter(call_id__in=calls)
    dates: dict[int, list[date]] = defaultdict(list)
    days = rows.filter(session__session_days__on__isnull=False).distinct()
    for session, on in days.order_by("session_id", "session__session_days__on").values_list(
        "session_id", "session__session_days__on"
    ):
        dates[session].append(on)
    columns = (*SESSION_COLUMNS, "first_wishes")
    counted = rows.annotate(
        first_wishes=Coalesce(Subquery(_first_wishes()), 0) if is_card else Value(None, IntegerField())
    )
    found: dict[int, list[CallSessionRow]] = defaultdict(list)
    years: dict[int, int] = {}
    for row in counted.order_by("order", "pk").values_list(*columns):
        said = dict(zip(columns, row, strict=True))
        found[said["call_id"]].append(_session(said, tuple(dates[said["session_id"]])))
        years[said["session_id"]] = said["session__year__year"]
    return {call: _apart(held, years) for call, held in found.items()}


def _apart(rows: list[CallSessionRow], years: Mapping[int, int]) -> list[CallSessionRow]:
    """With the year where sessions of two years bear the same title in one call."""
    titles = told_apart({row.session: row.title for row in rows}, years)
    return [replace(row, title=titles[row.session]) for row in rows]


def _applicants() -> QuerySet[Application, Any]:
    """How many applied to a call and did not take it back."""
    rows = Application.objects.filter(call_id=OuterRef("pk")).exclude(state__in=GONE).order_by()
    return rows.values("call_id").annotate(number=Count("pk")).values("number")


def _first_wishes() -> QuerySet[Wish, Any]:
    """How many of those wish for a session first of all."""
    rows = Wish.objects.filter(
        application__call_id=OuterRef("call_id"), session_id=OuterRef("session_id"), rank=1
    ).exclude(application__state__in=GONE)
    return rows.order_by().values("session_id").annotate(number=Count("pk")).values("number")


def _session(said: dict[str, Any], dates: tuple[date, ...]) -> CallSessionRow:
    label = f" {said['session__label']}" if said["session__label"] else ""
    counted = said["session__seat_count__capacity"]
    return CallSessionRow(
        session=said["session_id"],
        title=f"{said['session__name']}{label} {said['session__number']}기",
        dates=dates,
        place=said["session__room__name"] or said["session__place_text"],
        state=SessionState(said["session__state"]),
        capacity=said["session__seats"] if counted is None else counted,
        taken=said["session__seat_count__taken"] or 0,
        wished=said["first_wishes"],
        promised_on=said["session__announced_on"],
    )


def _quota(quota: Quota) -> QuotaRow:
    return QuotaRow(
        id=quota.pk,
        session=quota.session_id,
        kind=QuotaKind(quota.kind),
        label=quota.label,
        keys=tuple(str(key) for key in quota.keys),
        most=quota.most,
        reserved=quota.reserved,
    )


def _row(
    said: dict[str, Any], applications: int, sessions: tuple[CallSessionRow, ...], quotas: tuple[QuotaRow, ...]
) -> CallRow:
    state = CallState(said["state"])
    return CallRow(
        id=said["id"],
        institute=said["institute_id"],
        course=said["course_id"],
        course_code=said["course__code"],
        course_name=said["course__name"],
        course_kind=CourseKind(said["course__kind"]),
        field_name=said["course__field__name"],
        number=said["number"],
        name=said["name"],
        phase=phase_of(state, said["opens_at"], said["closes_at"], clock.now()),
        mechanism=Mechanism(said["mechanism"]),
        policy=policy_from_json(said["policy"]),
        policy_from=said["policy_from"],
        opens_at=said["opens_at"],
        closes_at=said["closes_at"],
        announced_at=said["announced_at"],
        decided_at=said["decided_at"],
        guidance=said["guidance"],
        seed_hash=said["seed_hash"],
        seed=said["seed"] if state is CallState.DECIDED else "",
        parent=said["parent_id"],
        revision=said["revision"],
        applications=applications,
        sessions=sessions,
        quotas=quotas,
        keeps_draw=bool(said["seed_hash"]) and said["seed_hash"] == said["parent__seed_hash"],
    )


def in_phase(phase: CallPhase) -> Q:
    """Calls that stand there now: `rules.phases.phase_of`, said to the database."""
    now = clock.now()
    match phase:
        case CallPhase.COMING:
            return Q(state=CallState.ANNOUNCED, opens_at__gt=now)
        case CallPhase.OPEN:
            return Q(state=CallState.ANNOUNCED, opens_at__lte=now, closes_at__gt=now)
        case CallPhase.CLOSED:
            return Q(state=CallState.ANNOUNCED, opens_at__lte=now, closes_at__lte=now)
        case CallPhase.DRAFT | CallPhase.DECIDED | CallPhase.CANCELLED:
            return Q(state=CallState(phase.value))
