"""모집 공고. What is promised before anybody applies: sessions, policy, the hash of the draw's seed; extending it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.utils import timezone

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import Problem
from baeumgil.core.said import Said, joined
from baeumgil.engines.selection.drawing import new_seed, seed_hash
from baeumgil.stages.enrolment.access import may_run_calls
from baeumgil.stages.enrolment.errors import CallCancelled, CallFixed
from baeumgil.stages.enrolment.models import Application, Call, CallSession, Quota, Selection
from baeumgil.stages.enrolment.queries.call_facts import policies_of_day, policy_of_day, quota_means, session_facts
from baeumgil.stages.enrolment.rules.call_draft import (
    LONGEST_GUIDANCE,
    QuotaDraft,
    SessionFacts,
    check_call,
    check_quotas,
    check_reason,
    check_window,
)
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.rules.policy_draft import check_policy, rebased
from baeumgil.stages.enrolment.services.call_writing import (
    draft_of,
    held_call,
    known_sessions,
    may_touch,
    policy_of,
    refuse,
    sessions_of,
)
from baeumgil.stages.enrolment.services.lists import plan_lists
from baeumgil.stages.enrolment.services.seats import open_seats
from baeumgil.stages.enrolment.services.vacancies import look_at_closing
from baeumgil.stages.enrolment.terms import OVER_STATES, CallState, QuotaKind, SelectionState
from baeumgil.stages.people.queries.unit_holders import holders
from baeumgil.stages.people.services.notices import tell
from baeumgil.stages.people.terms import NoticeKind
from baeumgil.stages.plan.queries.course_briefs import CourseBrief, course_briefs
from baeumgil.stages.schedule.services.moving import announce_sessions


@action("enrolment.announce_call")
def announce_call(*, actor: Actor, call: int, revision: int | None = None, keeps_draw: bool = False) -> None:
    """Publish a call: its policy is frozen, the hash of its draw's seed published, its seats counted, people told.

    With `keeps_draw` it draws with the seed of the call before it: only for those who are carried over, since a seed
    once published would let newcomers look for a good number. Raises `CallInvalid`, `CallFixed`, `CallMovedOn`.
    """
    allow(may_run_calls(actor))
    _promise_days(sessions_of(call))
    row = held_call(actor, call, revision)
    if row.state != CallState.DRAFT:
        raise CallCancelled(call=call) if row.state == CallState.CANCELLED else CallFixed(call=call)
    sessions = sessions_of(row.pk)
    known = known_sessions(row, sessions)
    _freeze(row)
    problems = [*check_policy(policy_of(row)), *check_call(draft_of(row, sessions), _by_id(known), clock.now())]
    means = quota_means(clock.today())
    problems += check_quotas(_quotas(row), known, policy_of(row), means.known, means.below)
    refuse(problems, call=call)
    _publish(row, keeps_draw=keeps_draw)
    row.save()
    open_seats(sessions)
    plan_lists(actor=actor)
    look_at_closing(row)
    _tell_liaisons([row])
    record(f"모집 {row}", call=call, sessions=len(sessions))


@action("enrolment.announce_calls")
def announce_calls(
    *, actor: Actor, institute: int, sessions: Collection[int], opens_at: datetime, closes_at: datetime
) -> tuple[int, ...]:
    """Prepare and announce calls for many sessions of an institute at once, one for each course; the calls.

    The number of statements does not grow with them. Raises `CallInvalid` naming every course that cannot be called.
    """
    allow(may_run_calls(actor))
    may_touch(actor, institute)
    known = session_facts(sessions)
    _promise_days(known)
    by_course: dict[int, list[SessionFacts]] = defaultdict(list)
    for fact in sorted(known.values(), key=lambda fact: (fact.course, fact.starts_on or date.max, fact.id)):
        by_course[fact.course].append(fact)
    briefs = course_briefs(institute, list(by_course))
    problems = [] if set(sessions) <= set(known) and set(briefs) == set(by_course) else [_not_ours()]
    if not by_course:
        problems.append(
            Problem(
                "no_sessions",
                Said("고른 기수가 없습니다.", "No session was chosen."),
                Said("기수를 하나 넘게 고르세요.", "Choose at least one session."),
                field="sessions",
            )
        )
    policies = policies_of_day({brief.kind for brief in briefs.values()}, clock.today())
    rows = []
    for brief in briefs.values():
        row = _new(institute, brief, policies[brief.kind], opens_at, closes_at)
        draft = draft_of(row, [fact.id for fact in by_course[brief.id]])
        problems += [_of_course(brief, one) for one in check_call(draft, known, clock.now())]
        rows.append(row)
    refuse(problems, institute=institute)
    for row in rows:
        _publish(row)
    Call.objects.bulk_create(rows)
    CallSession.objects.bulk_create(
        CallSession(call=row, session_id=fact.id, order=order)
        for row in rows
        for order, fact in enumerate(by_course[row.course_id])
    )
    open_seats(known)
    plan_lists(actor=actor)
    _tell_liaisons(rows)
    record(f"모집 {len(rows)}건", calls=len(rows), sessions=len(known), institute=institute)
    return tuple(row.pk for row in rows)


@action("enrolment.extend_call")
def extend_call(*, actor: Actor, call: int, closes_at: datetime, reason: str, revision: int | None = None) -> None:
    """Let people apply for longer, with a reason that stays on its page; those who applied are told.

    Raises `CallInvalid`, `CallFixed` once a result was computed, `CallMovedOn`.
    """
    row = held_call(actor, call, revision)
    at_work = Selection.objects.filter(call=row).exclude(state=SelectionState.DISCARDED)
    if row.state != CallState.ANNOUNCED or at_work.exists():
        raise CallCancelled(call=call) if row.state == CallState.CANCELLED else CallFixed(call=call)
    problems, before = check_reason(reason), row.closes_at
    if closes_at <= before:
        problems.append(
            Problem(
                "not_longer",
                Said("지금 마감보다 뒤여야 합니다.", "It has to be after the present close."),
                Said("더 늦은 때를 고르세요.", "Choose a later time."),
                field="closes_at",
            )
        )
    row.closes_at = closes_at
    sessions = sessions_of(row.pk)
    refuse([*problems, *check_window(draft_of(row, sessions), session_facts(sessions), clock.now())], call=call)
    line = f"{_moment(before)}에서 {_moment(closes_at)}까지로 신청 기간을 늘렸습니다: {reason.strip()}"
    row.guidance = f"{row.guidance}\n\n{line}".strip()[-LONGEST_GUIDANCE:]
    row.revision += 1
    row.save(update_fields=["closes_at", "guidance", "revision"])
    tell(
        people=_applicants(row),
        kind=NoticeKind.APPLICATION,
        key=f"call-extended:{call}:{row.revision}",
        title=f"‘{row.name}’ 신청 기간이 {_moment(closes_at)}까지로 늘었습니다",
        text=f"까닭: {reason.strip()}",
        link=f"call-page:{call}",
    )
    record(f"모집 {row}", call=call)


def _freeze(row: Call) -> None:
    """The policy of today, with what the office decided for this call."""
    kind = course_briefs(row.institute_id, [row.course_id])[row.course_id].kind
    today = clock.today()
    then = policy_of_day(kind, row.policy_from or today)
    row.policy = rebased(policy_of(row), then, policy_of_day(kind, today)).as_json()
    row.mechanism, row.policy_from = policy_of(row).mechanism, today


def _publish(row: Call, *, keeps_draw: bool = False) -> None:
    moment = clock.now()
    row.seed = row.parent.seed if keeps_draw and row.parent is not None and row.parent.seed else new_seed()
    row.seed_hash = seed_hash(row.seed)
    row.state, row.announced_at = CallState.ANNOUNCED, moment
    row.opens_at = max(row.opens_at, moment)
    row.revision += 1


def _promise_days(sessions: Collection[int] | Sequence[int]) -> None:
    """From now on people count on the first days of these sessions. The calendar is locked before the calls."""
    if sessions:
        announce_sessions(actor=Actor.system(reason="모집 공고"), sessions=list(sessions))


def _new(institute: int, brief: CourseBrief, policy: CallPolicy, opens_at: datetime, closes_at: datetime) -> Call:
    return Call(
        institute_id=institute,
        course_id=brief.id,
        name=brief.name,
        policy=policy.as_json(),
        policy_from=clock.today(),
        mechanism=policy.mechanism,
        opens_at=opens_at,
        closes_at=closes_at,
        created_at=clock.now(),
    )


def _quotas(row: Call) -> list[QuotaDraft]:
    return [
        QuotaDraft(QuotaKind(quota.kind), quota.label, tuple(quota.keys), quota.session_id, quota.most, quota.reserved)
        for quota in Quota.objects.filter(call=row).order_by("pk")
    ]


def _tell_liaisons(rows: Sequence[Call]) -> None:
    """Those who look after training in the units hear of it once, however many calls were announced."""
    people = {holder.person for holder in holders([Role.LIAISON], clock.today()) if holder.person is not None}
    first = rows[0]
    names = ", ".join(row.name for row in rows[:3]) + (f" 밖에 {len(rows) - 3}건" if len(rows) > 3 else "")  # noqa: PLR2004  as many as a title holds
    tell(
        people=sorted(people),
        kind=NoticeKind.GENERAL,
        key=f"call-announced:{first.pk}",
        title=f"교육 모집: {names}",
        text=f"신청 기간은 {_moment(first.opens_at)}부터 {_moment(first.closes_at)}까지입니다.",
        link=f"call-page:{first.pk}" if len(rows) == 1 else "apply",
        due_at=first.closes_at,
    )


def _applicants(row: Call) -> list[int]:
    over = sorted(state.value for state in OVER_STATES)
    rows = Application.objects.filter(call=row).exclude(state__in=over).order_by("person_id")
    return list(rows.values_list("person_id", flat=True))


def _by_id(known: Sequence[SessionFacts]) -> dict[int, SessionFacts]:
    return {fact.id: fact for fact in known}


def _of_course(brief: CourseBrief, problem: Problem) -> Problem:
    return Problem(problem.code, joined((brief.name, problem.message), ": "), problem.remedy, field=problem.field)


def _not_ours() -> Problem:
    return Problem(
        "session_unknown",
        Said("이 기관의 기수가 아닌 것이 있습니다.", "A session does not belong to this institute."),
        Said("다시 고르세요.", "Choose again."),
        field="sessions",
    )


def _moment(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
