"""손으로 옮기기. One session moved, pinned, taken off the calendar; days announced to people."""

from collections.abc import Collection
from datetime import date
from typing import cast

from django.db.models import F

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.schedule.access import may_change, may_edit_schedule
from baeumgil.stages.schedule.errors import ScheduleMovedOn, SessionClash, SessionInvalid, SessionNotFound
from baeumgil.stages.schedule.models import CourseSession, ScheduleYear
from baeumgil.stages.schedule.queries.clash_facts import Desk, desk_of
from baeumgil.stages.schedule.queries.trying import KEEP, RoomAsked, TeachersAsked, placing_at
from baeumgil.stages.schedule.rules.clashes import clashes_of, may_overrule
from baeumgil.stages.schedule.services.bookings import clear_placings, held_year, write_placings
from baeumgil.stages.schedule.services.invitations import invite_for
from baeumgil.stages.schedule.terms import SessionState

PINS = {"date": "is_date_pinned", "room": "is_room_pinned", "instructors": "are_instructors_pinned"}


@action("schedule.move_session")
def move_session(
    *,
    actor: Actor,
    session: int,
    starts: date,
    room: RoomAsked = KEEP,
    instructors: TeachersAsked = KEEP,
    revision: int | None = None,
    keep_going: bool = False,
) -> tuple[date, ...]:
    """Put a session on other days, into another room, or give it other instructors; invitations follow. Its days.

    Raises `SessionClash` naming everything it would clash with. `keep_going` overrules what was only wished or
    foreseen (windows, distances, size of the room), never a day off or somebody else's booking. `revision` is the one
    that was looked at: `ScheduleMovedOn` when somebody was faster.
    """
    allow(may_edit_schedule(actor))
    found = _held(actor, session)
    if (revision is not None and found.revision != revision) or found.state == SessionState.CANCELLED:
        raise ScheduleMovedOn(session=session)
    desk = desk_of(session, is_trusted=actor.is_trusted)
    placing = placing_at(desk, starts, room, instructors)
    problems = clashes_of(placing, desk.facts)
    if problems and not (keep_going and may_overrule(problems)):
        raise SessionClash(problems, session=session)
    write_placings([placing])
    invite_for([session])
    record(_subject(desk), session=session, starts=starts, overruled=len(problems))
    return placing.dates


@action("schedule.pin_session")
def pin_session(
    *,
    actor: Actor,
    session: int,
    date: bool | None = None,
    room: bool | None = None,
    instructors: bool | None = None,
) -> None:
    """Keep the solver's hands off the days, the room or the instructors of a session, or let go of them.

    None leaves a pin as it is. Raises `SessionInvalid` for pinning what a session does not have.
    """
    allow(may_edit_schedule(actor))
    found = _held(actor, session)
    asked = {"date": date, "room": room, "instructors": instructors}
    has = {
        "date": found.state == SessionState.PLACED,
        "room": found.room_id is not None,
        "instructors": found.teachings.exists(),
    }
    missing = [
        Problem(
            "nothing_to_pin",
            Said("고정할 것이 아직 없습니다.", "There is nothing to pin yet."),
            Said("먼저 정하세요.", "Decide it first."),
            field=name,
        )
        for name, wanted in asked.items()
        if wanted and not has[name]
    ]
    if missing:
        raise SessionInvalid(missing)
    changed = {PINS[name]: wanted for name, wanted in asked.items() if wanted is not None}
    if any(getattr(found, column) != wanted for column, wanted in changed.items()):
        CourseSession.objects.filter(pk=session).update(**changed, revision=F("revision") + 1, changed_at=clock.now())
        _touch(found.year_id)
    record(f"{found}", session=session, pinned=sorted(name for name, wanted in asked.items() if wanted))


@action("schedule.unplace_session")
def unplace_session(*, actor: Actor, session: int, revision: int | None = None) -> None:
    """Take a session off the calendar: room and instructors are free again, nobody is asked, its pins are gone.

    Raises `SessionClash` for one that has begun, `ScheduleMovedOn` when somebody was faster.
    """
    allow(may_edit_schedule(actor))
    found = _held(actor, session)
    if revision is not None and found.revision != revision:
        raise ScheduleMovedOn(session=session)
    record(f"{found}", session=session)
    if found.state != SessionState.PLACED:
        return
    if not actor.is_trusted and found.starts_on is not None and found.starts_on <= clock.today():
        problem = Problem(
            "past",
            Said("이미 시작한 기수입니다.", "The session has begun already."),
            Said("열지 않게 되었으면 폐강하세요.", "Cancel it if it will not be held."),
            field="starts",
        )
        raise SessionClash([problem], session=session)
    clear_placings([session])
    invite_for([session])
    CourseSession.objects.filter(pk=session).update(**dict.fromkeys(PINS.values(), False))


@action("schedule.announce_sessions")
def announce_sessions(*, actor: Actor, sessions: Collection[int]) -> int:
    """Note that people were told the first day of these sessions; returns how many now carry a new promise.

    The solver moves an announced session only where nothing else will do. Those without days are passed over.
    """
    allow(may_edit_schedule(actor))
    known = CourseSession.objects.filter(pk__in=set(sessions)).values_list("year_id", flat=True)
    years = [cast("ScheduleYear", year) for year in hold(ScheduleYear, known)]
    rows = [cast("CourseSession", row) for row in hold(CourseSession, sessions)]
    if len(rows) < len(set(sessions)):
        raise SessionNotFound
    for year in years:
        allow(may_change(actor, is_example=year.institute.is_example))
    told = [row for row in rows if row.state == SessionState.PLACED and row.announced_on != row.starts_on]
    moment = clock.now()
    for row in told:
        row.announced_on, row.revision, row.changed_at = row.starts_on, row.revision + 1, moment
    CourseSession.objects.bulk_update(told, ["announced_on", "revision", "changed_at"])
    for year in years:
        _touch(year.pk)
    record(", ".join(str(year.year) for year in years), sessions=len(told))
    return len(told)


def _held(actor: Actor, session: int) -> CourseSession:
    """The session, with its year locked before it."""
    found = CourseSession.objects.filter(pk=session).values_list("year_id", flat=True).first()
    if found is None:
        raise SessionNotFound(session=session)
    year = held_year(found)
    allow(may_change(actor, is_example=year.institute.is_example))
    return cast("CourseSession", hold(CourseSession, [session])[0])


def _touch(year: int) -> None:
    ScheduleYear.objects.filter(pk=year).update(revision=F("revision") + 1)


def _subject(desk: Desk) -> str:
    return f"{desk.row.year}년 {desk.row.title}"
