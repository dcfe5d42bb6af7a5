"""What an application is checked against: a call, its course and its sessions. A building block for services."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef

from baeumgil.core.locks import HIGHEST_NUMBER
from baeumgil.core.prepared import prepared
from baeumgil.stages.enrolment.errors import CallNotFound
from baeumgil.stages.enrolment.models import Call, CallSession, Quota
from baeumgil.stages.enrolment.rules.application_draft import OfferedSession
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy, policy_from_json
from baeumgil.stages.enrolment.terms import CallState, Mechanism
from baeumgil.stages.plan.terms import CourseKind
from baeumgil.stages.schedule.terms import SessionState

COLUMNS = (
    "id",
    "name",
    "number",
    "state",
    "mechanism",
    "policy",
    "opens_at",
    "closes_at",
    "revision",
    "course_id",
    "course__code",
    "course__name",
    "course__kind",
    "course__target_filters",
    "has_quotas",
)
SESSION_COLUMNS = (
    "session_id",
    "session__name",
    "session__label",
    "session__number",
    "session__state",
    "session__session_days__on",
)


@dataclass(frozen=True, slots=True)
class CallFrame:
    """모집의 틀. What was promised, and the sessions in the order of the page."""

    id: int
    name: str
    number: int
    state: CallState
    mechanism: Mechanism
    policy: CallPolicy
    opens_at: datetime
    closes_at: datetime
    revision: int
    course: int
    course_code: str
    course_name: str
    course_kind: CourseKind
    target_filters: Mapping[str, Any]
    sessions: Mapping[int, OfferedSession]
    has_quotas: bool = False


def call_frame(call: int) -> CallFrame:
    """One call that is announced; two statements. Raises `CallNotFound`, also for a draft."""
    rows = _calls(call=call) if 0 < call <= HIGHEST_NUMBER else ()
    said = next((dict(zip(COLUMNS, row, strict=True)) for row in rows), None)
    if said is None or said["state"] == CallState.DRAFT:
        raise CallNotFound(call=call)
    return CallFrame(
        id=said["id"],
        name=said["name"],
        number=said["number"],
        state=CallState(said["state"]),
        mechanism=Mechanism(said["mechanism"]),
        policy=policy_from_json(said["policy"]),
        opens_at=said["opens_at"],
        closes_at=said["closes_at"],
        revision=said["revision"],
        course=said["course_id"],
        course_code=said["course__code"],
        course_name=said["course__name"],
        course_kind=CourseKind(said["course__kind"]),
        target_filters=said["course__target_filters"],
        sessions=sessions_offered(call),
        has_quotas=bool(said["has_quotas"]),
    )


def sessions_offered(call: int) -> Mapping[int, OfferedSession]:
    """Sessions of a call with their days, in the order in which its page offers them; one statement."""
    found: dict[int, tuple[str, SessionState, list[date]]] = {}
    for session, name, label, number, state, on in _sessions(call=call):
        title = " ".join(word for word in (name, label, f"{number}기") if word)
        _title, _state, dates = found.setdefault(session, (title, SessionState(state), []))
        if on is not None:
            dates.append(on)
    return {
        session: OfferedSession(session, title, state, tuple(dates)) for session, (title, state, dates) in found.items()
    }


_calls = prepared(
    lambda call: (
        Call.objects.filter(pk=call)
        .annotate(has_quotas=Exists(Quota.objects.filter(call_id=OuterRef("pk"))))
        .values_list(*COLUMNS)
    )
)
_sessions = prepared(
    lambda call: (
        CallSession.objects.filter(call_id=call)
        .order_by("order", "pk", "session__session_days__on")
        .values_list(*SESSION_COLUMNS)
    )
)
