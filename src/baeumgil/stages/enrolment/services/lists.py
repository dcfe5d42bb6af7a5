"""교육생 명단. Fixed some days before the first day and sent to the institute; every later change is a new number."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Invalid, Problem, Refusal
from baeumgil.core.events import announce
from baeumgil.core.jobs import enqueue
from baeumgil.core.said import Said
from baeumgil.stages.enrolment.access import may_run_calls
from baeumgil.stages.enrolment.errors import ListInvalid
from baeumgil.stages.enrolment.events import ParticipantsChanged
from baeumgil.stages.enrolment.models import Application, CallSession, NameList
from baeumgil.stages.enrolment.queries.fitting_facts import wishes_of
from baeumgil.stages.enrolment.rules.call_policy import policy_from_json
from baeumgil.stages.enrolment.rules.list_dates import is_list_due
from baeumgil.stages.enrolment.services.approvals import close_approvals
from baeumgil.stages.enrolment.services.confirming import expire_confirmations
from baeumgil.stages.enrolment.services.seats import release_seats, tell_schedule
from baeumgil.stages.enrolment.services.session_holding import held_applications, held_session
from baeumgil.stages.enrolment.services.steps import Move, advance_all
from baeumgil.stages.enrolment.services.waiting import withdraw_offers
from baeumgil.stages.enrolment.terms import ApplicationState, CallState, Mechanism, StepReason
from baeumgil.stages.people.services.notices import Message, tell_each
from baeumgil.stages.people.terms import NoticeKind
from baeumgil.stages.schedule.rules.rows import SessionRow
from baeumgil.stages.schedule.terms import SessionState

FIX = "enrolment.lists"
RUNS_AT = time(0, 5)
COMING = (ApplicationState.SELECTED, ApplicationState.CONFIRMED)
ON_LIST = (
    *COMING,
    ApplicationState.NO_SHOW,
    ApplicationState.DROPPED_OUT,
    ApplicationState.COMPLETED,
    ApplicationState.NOT_COMPLETED,
)


@action("enrolment.fix_list")
def fix_list(*, actor: Actor, session: int, sent_to: str = "") -> int:
    """Fix the list of a session; its number. Seats are confirmed with it, and nobody waits for this session any more.

    Again: nothing happens unless somebody came or went meanwhile. Raises `ListInvalid` with every problem,
    `SessionNotFound`.
    """
    allow(may_run_calls(actor))
    row = held_session(session)
    latest = NameList.objects.filter(session_id=session).order_by("-number").first()
    problems = list(_problems(row, sent_to)) if latest is None else []
    if problems:
        raise ListInvalid(problems)
    if latest is None:
        _end_waiting(row, actor)
        _confirm_all(row, actor)
    number = _write(row, latest, actor.label, sent_to)
    record(f"{row.year}년 {row.title} 명단", session=session, number=number)
    tell_schedule([session])
    announce(ParticipantsChanged((session,)))
    return number


def fix_due_lists(*, actor: Actor) -> int:
    """Fix every list that is due today; how many. Seats not confirmed in time are freed before. Again: nothing.

    Each list is a transaction of its own: one that is refused is noted, and tried again the next day, while the
    others of the day stand.
    """
    expire_confirmations(actor=actor)
    fixed, refused = [], []
    for session in sorted(_due(clock.today())):
        try:
            fix_list(actor=actor, session=session)
        except Refusal as refusal:
            why = [problem.message for problem in refusal.problems] if isinstance(refusal, Invalid) else [refusal.text]
            refused.append(f"{session}: {' '.join(why)}")
        else:
            fixed.append(session)
    _note_due_lists(actor=actor, fixed=len(fixed), refused=refused)
    return len(fixed)


@action("enrolment.fix_due_lists")
def _note_due_lists(*, actor: Actor, fixed: int, refused: Sequence[str]) -> None:
    """What became of the lists of a day."""
    allow(may_run_calls(actor))
    record("명단 확정일이 된 기수", sessions=fixed, refused=list(refused))


def plan_lists(*, actor: Actor) -> bool:
    """Come back tomorrow, shortly after midnight, as long as any list is still to be fixed. For use when calls open."""
    if not _coming(clock.today()).exists():
        return False
    now = clock.now()
    tomorrow = datetime.combine(clock.today() + timedelta(days=1), RUNS_AT)
    enqueue(FIX, actor=actor, unique_key=FIX, delay=timezone.make_aware(tomorrow) - now)
    return True


def after_participants_changed(event: ParticipantsChanged) -> None:
    """A fixed list follows: whoever came or went makes a new number of it."""
    sessions = sorted(set(event.sessions))
    latest = {one.session_id: one for one in NameList.objects.filter(session_id__in=sessions).order_by("number")}
    for session, one in latest.items():
        rows = _rows(session)
        if _digest(rows) != one.digest:
            _store(session, one.number + 1, rows, "시스템", one.sent_to)


def _problems(row: SessionRow, sent_to: str) -> Sequence[Problem]:
    problems = []
    if row.state is not SessionState.PLACED:
        problems.append(
            Problem(
                "not_placed",
                Said("날짜가 없거나 취소된 기수입니다.", "This session has no dates or was cancelled."),
                Said("일정을 먼저 정하세요.", "Set its dates first."),
            )
        )
    if len(sent_to) > 200:  # noqa: PLR2004  as the column
        problems.append(
            Problem(
                "sent_to",
                Said("받는 곳은 200자까지입니다.", "The recipient can have at most 200 characters."),
                field="sent_to",
            )
        )
    undecided = CallSession.objects.filter(session_id=row.id, call__state=CallState.ANNOUNCED).exclude(
        call__mechanism=Mechanism.FIRST_COME
    )
    if undecided.exists():
        problems.append(
            Problem(
                "undecided",
                Said("아직 선발 결과가 나오지 않았습니다.", "The result of the selection is not out yet."),
                Said("선발을 마친 뒤 확정하세요.", "Fix the list after the selection."),
            )
        )
    running = CallSession.objects.filter(
        session_id=row.id, call__state=CallState.ANNOUNCED, call__closes_at__gt=clock.now()
    )
    if running.exists() and not undecided.exists():
        problems.append(
            Problem(
                "open",
                Said("아직 신청을 받고 있습니다.", "Applications are still open."),
                Said("신청 기간이 끝난 뒤 확정하세요.", "Fix the list after the application period."),
            )
        )
    return problems


def _end_waiting(row: SessionRow, actor: Actor) -> None:
    """Open offers and unapproved seats of the session end, and so does the waiting of who wanted nothing else."""
    unapproved = held_applications(Q(seat_id=row.id, state=ApplicationState.AWAITING_APPROVAL))
    offered = held_applications(Q(seat_id=row.id, state=ApplicationState.OFFERED))
    wishing = Q(wishes__session_id=row.id) | Q(carried_from__wishes__session_id=row.id)
    queued = Application.objects.filter(wishing, state=ApplicationState.WAITLISTED).values_list("pk", flat=True)
    waiting = held_applications(Q(pk__in=sorted(set(queued))))
    listed = set(NameList.objects.values_list("session_id", flat=True)) | {row.id}
    wishes = wishes_of([*offered, *waiting])
    has_more = {number: any(session not in listed for session in wished) for number, wished in wishes.items()}
    moves = [_leave(one, ApplicationState.RETURNED, StepReason.APPROVAL_EXPIRED) for one in unapproved]
    for one in offered:
        if has_more[one.pk]:
            moves.append(_leave(one, ApplicationState.WAITLISTED, StepReason.OFFER_EXPIRED))
        else:
            moves.append(_leave(one, ApplicationState.NOT_SELECTED, StepReason.LIST_FIXED))
    ended = [one for one in waiting if not has_more[one.pk]]
    moves += [_leave(one, ApplicationState.NOT_SELECTED, StepReason.LIST_FIXED) for one in ended]
    withdraw_offers([one.pk for one in offered])
    close_approvals([one.pk for one in unapproved])
    advance_all(moves, actor=actor)
    release_seats([row.id] * (len(unapproved) + len(offered)))
    over = [one for one in (*unapproved, *offered, *ended) if one.state is not ApplicationState.WAITLISTED]
    _tell(over, row, "wait-over", f"자리가 나지 않은 채 명단이 확정되었습니다: {row.title}")


def _leave(one: Application, to: ApplicationState, reason: StepReason) -> Move:
    return Move(one, to, reason, changes={"seat_id": None})


def _confirm_all(row: SessionRow, actor: Actor) -> None:
    found = held_applications(Q(seat_id=row.id, state__in=[state.value for state in COMING]))
    moves = [
        Move(one, ApplicationState.CONFIRMED, StepReason.LIST_FIXED, changes={"confirm_by": None})
        for one in found
        if one.state is ApplicationState.SELECTED
    ]
    advance_all(moves, actor=actor)
    _tell(found, row, "list", f"교육생으로 확정되었습니다: {row.title}")


def _tell(found: Collection[Application], row: SessionRow, key: str, title: str) -> None:
    tell_each(
        [
            Message(
                person=one.person_id,
                kind=NoticeKind.SESSION,
                key=f"{key}:{row.id}:{one.pk}",
                title=title,
                link=f"application:{one.pk}",
            )
            for one in found
        ]
    )


def _write(row: SessionRow, latest: NameList | None, label: str, sent_to: str) -> int:
    rows = _rows(row.id)
    if latest is not None and latest.digest == _digest(rows):
        if sent_to and sent_to != latest.sent_to:
            NameList.objects.filter(pk=latest.pk).update(sent_to=sent_to[:200])
        return latest.number
    number = latest.number + 1 if latest is not None else 1
    _store(row.id, number, rows, label, sent_to or (latest.sent_to if latest is not None else ""))
    return number


def _store(session: int, number: int, rows: Sequence[Mapping[str, Any]], label: str, sent_to: str) -> None:
    NameList.objects.create(
        session_id=session,
        number=number,
        rows=list(rows),
        digest=_digest(rows),
        sent_to=sent_to[:200],
        fixed_at=clock.now(),
        fixed_by=label[:200],
    )


def _rows(session: int) -> list[dict[str, Any]]:
    """Who comes, by unit; names are not kept here but read anew, so that they are where personal data belongs."""
    found = Application.objects.filter(seat_id=session, state__in=[state.value for state in ON_LIST])
    columns = ("pk", "person_id", "number", "unit_name", "grade_title", "series", "via")
    names = ("application", "person", "number", "unit", "grade", "series", "via")
    ordered = found.order_by("unit_name", "grade", "person__name", "pk").values_list(*columns)
    return [dict(zip(names, (*row[:-1], str(row[-1])), strict=True)) for row in ordered]


def _digest(rows: Sequence[Mapping[str, Any]]) -> str:
    text = json.dumps(list(rows), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _coming(today: Any) -> Any:
    """Sessions of announced calls that have not begun and have no list."""
    listed = Exists(NameList.objects.filter(session_id=OuterRef("session_id")))
    return CallSession.objects.filter(
        ~listed,
        call__state__in=[CallState.ANNOUNCED.value, CallState.DECIDED.value],
        session__state=SessionState.PLACED,
        session__starts_on__gt=today,
    )


def _due(today: Any) -> set[int]:
    """Sessions whose day has come; those with a call that is open or undecided wait for it."""
    due: set[int] = set()
    waiting: set[int] = set()
    rows = (
        _coming(today)
        .order_by("pk")
        .values_list(
            "session_id", "session__starts_on", "call__policy", "call__state", "call__mechanism", "call__closes_at"
        )
    )
    for session, starts_on, policy, state, mechanism, closes_at in rows:
        is_settled = state == CallState.DECIDED or (mechanism == Mechanism.FIRST_COME and closes_at <= clock.now())
        if not is_settled:
            waiting.add(session)
        elif is_list_due(starts_on, policy_from_json(policy), today):
            due.add(session)
    return due - waiting
