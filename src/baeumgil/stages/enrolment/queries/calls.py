"""모집. Lists and cards of calls, in a constant number of statements. The seed stays here until it is published."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.core.locks import HIGHEST_NUMBER
from baeumgil.core.paging import Page, bounds
from baeumgil.stages.enrolment.access import may_see_calls, may_see_drafts
from baeumgil.stages.enrolment.errors import CallNotFound
from baeumgil.stages.enrolment.models import Call, CallSession
from baeumgil.stages.enrolment.queries.call_rows import call_rows, in_phase
from baeumgil.stages.enrolment.rules.call_policy import policy_from_json
from baeumgil.stages.enrolment.rules.call_words import PolicyWords, policy_words
from baeumgil.stages.enrolment.rules.phases import phase_of
from baeumgil.stages.enrolment.rules.rows import CallRow
from baeumgil.stages.enrolment.terms import CallPhase, CallState

LONGEST_WORDS = 80


def calls(
    *,
    actor: Actor,
    phase: CallPhase | None = None,
    institute: int | None = None,
    words: str = "",
    page: int = 1,
    size: int = 50,
) -> Page[CallRow]:
    """Calls, the newest opening first; four statements. Raises `NotAllowed`.

    Drafts, and those taken back before anybody heard of them, are only for who may see drafts.
    """
    if not may_see_calls(actor):
        raise NotAllowed
    chosen = Call.objects.filter(_visible(actor))
    if phase is not None:
        chosen = chosen.filter(in_phase(phase))
    if institute is not None:
        chosen = chosen.filter(institute_id=institute)
    for word in words[:LONGEST_WORDS].replace("\x00", "").split():
        chosen = chosen.filter(
            Q(name__icontains=word) | Q(course__name__icontains=word) | Q(course__code__icontains=word)
        )
    total = chosen.count()
    number, start, end = bounds(page, size, total)
    rows = call_rows(chosen.order_by("-opens_at", "-pk")[start:end])
    return Page(rows=rows, number=number, size=end - start, total=total)


def call_card(*, actor: Actor, call: int) -> CallRow:
    """One call with its quotas and first wishes; four statements. Raises `NotAllowed`, `CallNotFound`."""
    if not may_see_calls(actor):
        raise NotAllowed
    found = Call.objects.filter(_visible(actor), pk=call) if 0 < call <= HIGHEST_NUMBER else Call.objects.none()
    rows = call_rows(found, is_card=True)
    if not rows:
        raise CallNotFound(call=call)
    return rows[0]


def open_calls_of(courses: Collection[int]) -> Mapping[int, tuple[CallRow, ...]]:
    """Announced calls that are coming or open, by course, the first to close first; three statements.

    A building block: who may look was asked before.
    """
    chosen = Call.objects.filter(state=CallState.ANNOUNCED, closes_at__gt=clock.now(), course_id__in=sorted(courses))
    found: dict[int, list[CallRow]] = defaultdict(list)
    for row in call_rows(chosen.order_by("closes_at", "pk")):
        found[row.course].append(row)
    return {course: tuple(rows) for course, rows in found.items()}


def call_of_session(session: int) -> int | None:
    """The newest announced call for a session that was not taken back; None without one. A building block."""
    rows = CallSession.objects.filter(
        session_id=session, call__state__in=[CallState.ANNOUNCED.value, CallState.DECIDED.value]
    )
    return rows.order_by("-call_id").values_list("call_id", flat=True).first()


@dataclass(frozen=True, slots=True)
class CallOnSession:
    """모집, as the page of one of its sessions tells it."""

    call: int
    name: str
    number: int
    phase: CallPhase
    opens_at: datetime
    closes_at: datetime
    words: PolicyWords


def call_on_session(*, actor: Actor, session: int) -> CallOnSession | None:
    """The newest announced call for a session, with its policy in plain words; None without one. One statement."""
    if not may_see_calls(actor):
        raise NotAllowed
    shown = Call.objects.filter(
        call_sessions__session_id=session, state__in=[CallState.ANNOUNCED.value, CallState.DECIDED.value]
    )
    row = shown.order_by("-pk").first()
    if row is None:
        return None
    phase = phase_of(CallState(row.state), row.opens_at, row.closes_at, clock.now())
    words = policy_words(policy_from_json(row.policy), (), {})
    return CallOnSession(row.pk, row.name, row.number, phase, row.opens_at, row.closes_at, words)


def second_call_of(call: int) -> int | None:
    """The call that took over who waited here; None without one. A building block."""
    rows = Call.objects.filter(parent_id=call, state__in=[CallState.ANNOUNCED.value, CallState.DECIDED.value])
    return rows.order_by("-pk").values_list("pk", flat=True).first()


def _visible(actor: Actor) -> Q:
    if may_see_drafts(actor):
        return Q()
    return ~Q(state=CallState.DRAFT) & Q(announced_at__isnull=False)
