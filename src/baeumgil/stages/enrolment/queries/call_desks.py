"""모집을 준비하는 책상. What the office needs in front of it to prepare calls, and how a call stands in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, OuterRef, Q, Subquery

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.core.locks import HIGHEST_NUMBER
from baeumgil.stages.enrolment.access import may_run_calls, may_see_calls, may_see_drafts
from baeumgil.stages.enrolment.models import Application, Call, Selection
from baeumgil.stages.enrolment.queries.call_facts import (
    calls_under_way,
    covers_of,
    policy_of_day,
    waiting_sessions,
)
from baeumgil.stages.enrolment.queries.calls import second_call_of
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.rules.call_words import PolicyWords, policy_words
from baeumgil.stages.enrolment.rules.rows import CallRow
from baeumgil.stages.enrolment.rules.selection_effect import IN_FORCE
from baeumgil.stages.enrolment.terms import ApplicationState, CallState, SelectionState
from baeumgil.stages.people.queries.organisation import UnitRow, unit_tree
from baeumgil.stages.plan.errors import CourseNotFound
from baeumgil.stages.plan.queries.course_briefs import CourseBrief, course_briefs
from baeumgil.stages.plan.queries.course_shapes import institute_of_course
from baeumgil.stages.schedule.queries.session_rows import session_rows
from baeumgil.stages.schedule.rules.rows import SessionRow
from baeumgil.stages.schedule.terms import SessionState


@dataclass(frozen=True, slots=True)
class OfferedSession:
    """모집할 수 있는 기수. `called_by` names the call under way that has it already."""

    row: SessionRow
    called_by: str


@dataclass(frozen=True, slots=True)
class CallDesk:
    """모집 하나를 준비하는 책상. `policy` is the policy of the day for the kind of course."""

    institute: int
    course: CourseBrief
    sessions: tuple[OfferedSession, ...]
    policy: CallPolicy


def call_desk(*, actor: Actor, course: int, call: int | None = None) -> CallDesk:
    """Sessions of a course that may be called, and the policy of the day; seven statements.

    `call` is the call that is changed. Raises `NotAllowed`, `CourseNotFound`.
    """
    _need(actor)
    if not 0 < course <= HIGHEST_NUMBER:
        raise CourseNotFound(course=course)
    institute, today = institute_of_course(course), clock.today()
    brief = course_briefs(institute, [course])[course]
    mine = Q(call_sessions__call_id=call) if call is not None else Q(pk__in=[])
    rows = session_rows(Q(course_id=course) & (Q(state=SessionState.PLACED, starts_on__gt=today) | mine))
    rows = tuple({row.id: row for row in rows}.values())
    called = calls_under_way([row.id for row in rows], but=call)
    offered = tuple(OfferedSession(row, called.get(row.id, "")) for row in rows)
    return CallDesk(institute, brief, offered, policy_of_day(brief.kind, today))


def uncalled_sessions(*, actor: Actor, institute: int, first: date) -> tuple[SessionRow, ...]:
    """Sessions that begin in the month of `first`, still to come, which no call has; by course. Four statements."""
    _need(actor)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return waiting_sessions(institute, max(first, clock.today() + timedelta(days=1)), last)


def quota_units(*, actor: Actor) -> tuple[UnitRow, ...]:
    """Units among which seats may be shared out; one statement."""
    _need(actor)
    return tuple(unit_tree(clock.today()))


def state_counts(*, actor: Actor, call: int) -> Mapping[ApplicationState, int]:
    """How many applications of a call stand where; one statement. Raises `NotAllowed`."""
    if not may_see_drafts(actor):
        raise NotAllowed
    rows = Application.objects.filter(call_id=call).order_by("state").values_list("state").annotate(Count("pk"))
    return {ApplicationState(state): number for state, number in rows}


@dataclass(frozen=True, slots=True)
class Aftermath:
    """결과 뒤. What a published selection came to in numbers, and the call that took over who waited."""

    applied: int | None = None
    seated: int = 0
    waiting: int = 0
    not_selected: int = 0
    second: int | None = None


def aftermath(*, actor: Actor, call: int) -> Aftermath:
    """What came of a decided call, for everybody; one statement where its selection was made here."""
    if not may_see_calls(actor):
        raise NotAllowed
    following = Call.objects.filter(
        parent_id=OuterRef("call_id"), state__in=[CallState.ANNOUNCED.value, CallState.DECIDED.value]
    )
    published = Selection.objects.filter(call_id=call, state=SelectionState.PUBLISHED)
    row = (
        published.annotate(second=Subquery(following.order_by("-pk").values("pk")[:1]))
        .order_by("-pk")
        .values_list("figures", "second")
        .first()
    )
    if row is None:
        return Aftermath(second=second_call_of(call))
    figures, second = row
    names = ("applied", "seated", "waiting", "not_selected")
    counted = {**figures, **figures.get(IN_FORCE, {})}
    return Aftermath(**{name: int(counted.get(name, 0)) for name in names}, second=second)


def words_of(card: CallRow) -> PolicyWords:
    """The policy of a call in plain words; one statement where seats are shared out, else none."""
    titles = {row.session: row.title for row in card.sessions}
    return policy_words(card.policy, card.quotas, titles, covers_of(card.quotas, clock.today()))


def _need(actor: Actor) -> None:
    if not may_run_calls(actor):
        raise NotAllowed
