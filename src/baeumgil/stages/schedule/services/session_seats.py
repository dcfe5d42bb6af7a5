"""정원 바꾸기. Another number of seats for one session; what was promised with the old one may stand in the way."""

from typing import cast

from django.db.models import F

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.events import announce
from baeumgil.core.locks import HIGHEST_NUMBER, hold
from baeumgil.core.particles import with_particle
from baeumgil.core.said import Said
from baeumgil.stages.schedule.access import may_change, may_edit_schedule
from baeumgil.stages.schedule.errors import ScheduleMovedOn, SessionInvalid, SessionNotFound
from baeumgil.stages.schedule.events import SeatsAsked, SeatsChanged
from baeumgil.stages.schedule.models import CourseSession, ScheduleYear
from baeumgil.stages.schedule.services.bookings import held_year
from baeumgil.stages.schedule.terms import SessionState

MOST_SEATS = 100_000


@action("schedule.change_seats")
def change_seats(*, actor: Actor, session: int, seats: int, revision: int | None = None) -> None:
    """Give a session another number of seats; calls that offer it follow. The same number: nothing happens.

    Raises `SessionInvalid` where its room is too small, it has begun or more people have a seat already,
    `SessionNotFound`, and `ScheduleMovedOn` when it is cancelled or somebody was faster.
    """
    allow(may_edit_schedule(actor))
    found = CourseSession.objects.filter(pk=session).first() if 0 < session <= HIGHEST_NUMBER else None
    if found is None:
        raise SessionNotFound(session=session)
    if not 1 <= seats <= MOST_SEATS:
        raise SessionInvalid(
            [
                Problem(
                    "seats", Said("인원은 1명부터 100,000명까지입니다.", "Seats go from 1 to 100,000."), field="seats"
                )
            ]
        )
    announce(SeatsAsked(session, seats))
    year = held_year(found.year_id)
    allow(may_change(actor, is_example=year.institute.is_example))
    row = cast("CourseSession", hold(CourseSession, [session])[0])
    if (revision is not None and row.revision != revision) or row.state == SessionState.CANCELLED:
        raise ScheduleMovedOn(session=session)
    problems = _problems(row, seats, actor)
    if problems:
        raise SessionInvalid(problems)
    before = row.seats
    record(f"{year.year}년 {row}", session=session, before=before, seats=seats)
    if seats == before:
        return
    CourseSession.objects.filter(pk=session).update(seats=seats, revision=F("revision") + 1, changed_at=clock.now())
    ScheduleYear.objects.filter(pk=year.pk).update(revision=F("revision") + 1)
    announce(SeatsChanged(session, before, seats))


def _problems(row: CourseSession, seats: int, actor: Actor) -> list[Problem]:
    problems = []
    if not actor.is_trusted and row.starts_on is not None and row.starts_on <= clock.today():
        problems.append(
            Problem(
                "past",
                Said("이미 시작한 기수입니다.", "The session has begun already."),
                Said("정원은 시작하기 전에 바꿉니다.", "Seats are changed before it begins."),
                field="seats",
            )
        )
    if seats > row.seats and row.room is not None and row.room.seats < seats:
        text = Said(
            f"{with_particle(row.room.name, '은/는')} {row.room.seats}석입니다.",
            f"{row.room.name} has {row.room.seats} seats.",
        )
        problems.append(
            Problem(
                "room_fit",
                text,
                Said("더 큰 강의실로 먼저 옮기세요.", "Move it to a larger room first."),
                field="seats",
            )
        )
    return problems
