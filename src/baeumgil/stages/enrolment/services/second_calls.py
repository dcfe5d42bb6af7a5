"""2차 모집. Sessions are added and placed, a call opened for them, and those who wait carried over in their order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import cast

from django.db.models import Q

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.events import announce
from baeumgil.core.locks import HIGHEST_NUMBER, hold
from baeumgil.core.said import Said
from baeumgil.stages.enrolment.access import may_run_calls
from baeumgil.stages.enrolment.errors import CallInvalid, CallNotFound
from baeumgil.stages.enrolment.events import ParticipantsChanged
from baeumgil.stages.enrolment.models import Application, Call, CallSession, Quota, Wish
from baeumgil.stages.enrolment.queries.clashes import clashes_of, takes_days
from baeumgil.stages.enrolment.queries.selection_facts import quotas_of
from baeumgil.stages.enrolment.rules.call_policy import policy_from_json
from baeumgil.stages.enrolment.rules.draw_numbers import carried_number
from baeumgil.stages.enrolment.rules.second_call import caps_of_extra
from baeumgil.stages.enrolment.rules.step_words import carried_over
from baeumgil.stages.enrolment.services.announcing import announce_call
from baeumgil.stages.enrolment.services.calls import open_call
from baeumgil.stages.enrolment.services.seats import tell_schedule
from baeumgil.stages.enrolment.services.session_holding import held_applications
from baeumgil.stages.enrolment.services.steps import Move, advance_all, begin_all
from baeumgil.stages.enrolment.services.waiting import fill_vacancies
from baeumgil.stages.enrolment.terms import (
    ApplicationState,
    AppliedVia,
    CallState,
    Mechanism,
    StepReason,
)
from baeumgil.stages.people.services.notices import Message, tell_each
from baeumgil.stages.people.terms import NoticeKind
from baeumgil.stages.schedule.queries.free_places import FreePlace
from baeumgil.stages.schedule.queries.session_rows import session_rows
from baeumgil.stages.schedule.rules.rows import SessionRow
from baeumgil.stages.schedule.services.moving import move_session
from baeumgil.stages.schedule.services.years import add_session
from baeumgil.stages.schedule.terms import TeachingRole

MOST_PLACES = 20
LONGEST_WINDOW = 60
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class PlaceAsked:
    """새 기수 하나를 둘 곳. As `free_places` found it, or as somebody chose."""

    year: int
    starts: date
    days: int
    room: int | None = None
    instructors: dict[TeachingRole, int] = field(default_factory=dict)


def asked_of(place: FreePlace) -> PlaceAsked:
    """A free place as what is asked for."""
    return PlaceAsked(place.year, place.dates[0], len(place.dates), place.room, dict(place.instructors))


@action("enrolment.open_second_call")
def open_second_call(
    *, actor: Actor, call: int, places: Sequence[PlaceAsked], seats: int, open_days: int = 0, name: str = ""
) -> int:
    """Add sessions, place them, open and announce a call for them, carry over who waits; the new call.

    Those who wait come along in their order with the approvals they have, under the same lot. With `open_days` 0 it is
    closed at once and can be decided; otherwise others may apply as well, and since the old seed is public by then,
    lots are drawn anew. First come: those who wait are offered the new seats in order. Raises `CallInvalid`,
    `CallNotFound`, and what placing a session raises (`SessionClash`).
    """
    allow(may_run_calls(actor))
    parent = Call.objects.filter(pk=call).first() if 0 < call <= HIGHEST_NUMBER else None
    if parent is None or parent.state is CallState.DRAFT:
        raise CallNotFound(call=call)
    problems = [*_problems_of_form(places, seats, open_days), *_problems_of_call(parent)]
    if problems:
        raise CallInvalid(problems, Said("2차 모집을 열지 않았습니다.", "The second call was not opened."), call=call)
    rows = _new_sessions(actor, parent.course_id, places, seats)
    parent = cast("Call", hold(Call, [call])[0])
    child = _open(actor, parent, rows, open_days, name)
    carried = _carry_over(parent, child, rows, actor)
    sessions = [row.id for row in rows]
    before = list(CallSession.objects.filter(call=parent).values_list("session_id", flat=True))
    if child.mechanism is Mechanism.FIRST_COME:
        fill_vacancies(sessions, actor=actor)
    tell_schedule([*before, *sessions])
    announce(ParticipantsChanged(tuple(sorted({*before, *sessions}))))
    record(f"2차 모집 {child}", call=child.pk, parent=call, sessions=len(rows), carried=carried, seats=seats)
    return child.pk


def _problems_of_form(places: Sequence[PlaceAsked], seats: int, open_days: int) -> list[Problem]:
    problems = []
    if not 0 < len(places) <= MOST_PLACES:
        text = (
            Said("열 자리를 하나 넘게 고르세요.", "Choose at least one place to open.")
            if not places
            else Said(f"한 번에 {MOST_PLACES}개까지 엽니다.", f"At most {MOST_PLACES} can be opened at once.")
        )
        problems.append(Problem("places", text, field="places"))
    if not 0 < seats <= 100_000:  # noqa: PLR2004  as a session has
        problems.append(
            Problem(
                "seats",
                Said("기당 인원은 1명부터 100,000명까지입니다.", "A session can have from 1 to 100,000 people."),
                field="seats",
            )
        )
    if not 0 <= open_days <= LONGEST_WINDOW:
        problems.append(
            Problem(
                "open_days",
                Said(
                    f"새 신청은 {LONGEST_WINDOW}일까지 받습니다.",
                    f"New applications can be taken for at most {LONGEST_WINDOW} days.",
                ),
                field="open_days",
            )
        )
    return problems


def _problems_of_call(parent: Call) -> list[Problem]:
    is_settled = parent.state is CallState.DECIDED or (
        parent.state is CallState.ANNOUNCED
        and parent.mechanism is Mechanism.FIRST_COME
        and parent.closes_at <= clock.now()
    )
    if not is_settled:
        return [
            Problem(
                "undecided",
                Said(
                    "결과가 나온 모집에만 2차 모집을 엽니다.",
                    "A second call can only follow a call whose result is out.",
                ),
                Said("1차 선발을 먼저 마치세요.", "Finish the first selection first."),
            )
        ]
    if parent.children.exclude(state=CallState.CANCELLED).exists():
        return [
            Problem(
                "opened",
                Said("이미 이어서 연 모집이 있습니다.", "There is already a call that follows this one."),
                Said("그 모집에서 이어 하세요.", "Go on in that call."),
            )
        ]
    if not Application.objects.filter(call=parent, state=ApplicationState.WAITLISTED).exists():
        return [
            Problem(
                "nobody",
                Said("기다리는 사람이 없습니다.", "Nobody is waiting."),
                Said("새 모집을 여세요.", "Open a new call."),
            )
        ]
    return []


def _new_sessions(actor: Actor, course: int, places: Sequence[PlaceAsked], seats: int) -> tuple[SessionRow, ...]:
    made = []
    for place in sorted(places, key=lambda place: place.starts):
        session = add_session(actor=actor, year=place.year, course=course, seats=seats, days=place.days)
        move_session(
            actor=actor,
            session=session,
            starts=place.starts,
            room=place.room,
            instructors=place.instructors,
            keep_going=True,
        )
        made.append(session)
    return session_rows(Q(pk__in=made))


def _open(actor: Actor, parent: Call, rows: Sequence[SessionRow], open_days: int, name: str) -> Call:
    now = clock.now()
    number = open_call(
        actor=actor,
        course=parent.course_id,
        sessions=[row.id for row in rows],
        opens_at=now,
        closes_at=now + (timedelta(days=open_days) if open_days else HOUR),
        name=name.strip() or parent.name,
        policy=policy_from_json(parent.policy).as_json(),
        parent=parent.pk,
    )
    announce_call(actor=actor, call=number, keeps_draw=not open_days)
    _keep_caps(parent, number)
    if not open_days:
        Call.objects.filter(pk=number).update(opens_at=now - timedelta(seconds=1), closes_at=now)
    return Call.objects.get(pk=number)


def _keep_caps(parent: Call, child: int) -> None:
    """What holds on every session of the first call holds on those of the second, as was counted before it."""
    labels = dict(Quota.objects.filter(call=parent).values_list("pk", "label"))
    known = quotas_of([parent.pk]).get(parent.pk, ())
    sessions = CallSession.objects.filter(call=parent).count()
    Quota.objects.bulk_create(
        Quota(call_id=child, kind=cap.kind, label=labels[int(cap.id)], keys=sorted(cap.keys), most=cap.most)
        for cap in caps_of_extra(known, sessions)
    )


def _carry_over(parent: Call, child: Call, rows: Sequence[SessionRow], actor: Actor) -> int:
    """Who waits leaves the old list and stands in the new one, approved as before; how many."""
    old = held_applications(Q(call=parent, state=ApplicationState.WAITLISTED))
    old.sort(key=lambda one: (one.wait_rank or 0, one.pk))
    now, suffix = clock.now(), _suffix(child)
    new = [
        Application(
            call=child,
            person_id=one.person_id,
            unit_id=one.unit_id,
            unit_name=one.unit_name,
            grade=one.grade,
            grade_title=one.grade_title,
            series=one.series,
            number=carried_number(one.number, suffix),
            via=AppliedVia.CARRY_OVER,
            is_approved=True,
            approved_at=one.approved_at,
            motive=one.motive,
            needs=one.needs,
            request_key=f"carried-{one.pk}-{child.pk}",
            waiting_since=one.waiting_since,
            carried_from=one,
            applied_at=one.applied_at,
            changed_at=now,
        )
        for one in old
    ]
    begin_all(new, StepReason.CARRIED_OVER, actor=actor, text=carried_over(parent.name))
    _wish(new, rows)
    advance_all([_ended(one, child) for one in old], actor=actor)
    advance_all([_standing(one, place, child) for place, one in enumerate(new, 1)], actor=actor)
    if child.mechanism is Mechanism.FIRST_COME:
        Call.objects.filter(pk=child.pk).update(arrivals=len(new))
    _tell(new, child, rows)
    return len(new)


def _suffix(child: Call) -> int:
    """What tells the numbers of this call's applications from those of every other second call before it.

    The second call is 2, as long as none was opened and taken back before.
    """
    root = child
    while root.parent is not None:
        root = root.parent
    found, layer = 0, [root.pk]
    while layer:
        layer = list(Call.objects.filter(parent_id__in=layer).values_list("pk", flat=True))
        found += len(layer)
    return found + 1


def _ended(one: Application, child: Call) -> Move:
    return Move(one, ApplicationState.NOT_SELECTED, StepReason.SECOND_CALL, facts={"call": child.pk})


def _standing(one: Application, place: int, child: Call) -> Move:
    """Approved, so that the selection takes them in; where first come counts, in line as they were before."""
    if child.mechanism is Mechanism.FIRST_COME:
        changes = {"arrival": place, "wait_rank": place}
        return Move(one, ApplicationState.WAITLISTED, StepReason.BY_ARRIVAL, changes=changes)
    return Move(one, ApplicationState.APPROVED, StepReason.CARRIED_OVER)


def _wish(new: Sequence[Application], rows: Sequence[SessionRow]) -> None:
    """All the new sessions in the order of their days, however many a form takes: who waits takes any seat.

    Those that clash with something else of theirs are left out while any other is left.
    """
    asked = {row.id: row.dates for row in rows if takes_days(row.kind)}
    busy = clashes_of({one.person_id for one in new}, asked)
    wishes = []
    for one in new:
        clashing = {session for session, found in busy.get(one.person_id, {}).items() if found}
        free = [row.id for row in rows if row.id not in clashing] or [row.id for row in rows]
        wishes += [Wish(application=one, session_id=session, rank=rank) for rank, session in enumerate(free, 1)]
    Wish.objects.bulk_create(wishes, batch_size=1000)


def _tell(new: Sequence[Application], child: Call, rows: Sequence[SessionRow]) -> None:
    days = ", ".join(f"{row.starts_on:%m-%d}" for row in rows if row.starts_on is not None)
    tell_each(
        [
            Message(
                person=one.person_id,
                kind=NoticeKind.WAITLIST,
                key=f"carried:{one.pk}",
                title=f"2차 모집으로 신청을 옮겼습니다: {child.name}",
                text=f"새 기수는 {days}에 시작합니다. 승인은 그대로이고 차례도 그대로입니다. 갈 수 없으면 취소하세요.",
                link=f"application:{one.pk}",
            )
            for one in new
        ]
    )
