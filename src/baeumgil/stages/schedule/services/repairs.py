"""재편성. Something happened to a year that stands: what it hits is noted, and ways to put it right are worked out."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.db.models import Q

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.stages.plan.queries.clocks import list_days_before
from baeumgil.stages.schedule.access import may_change, may_edit_schedule
from baeumgil.stages.schedule.errors import DisruptionInvalid, DisruptionNotFound, NothingHit
from baeumgil.stages.schedule.models import Disruption, Instructor, Repair, Room, ScheduleYear
from baeumgil.stages.schedule.queries.hits import hits_now
from baeumgil.stages.schedule.queries.problems import problem_of_year
from baeumgil.stages.schedule.queries.session_rows import session_rows
from baeumgil.stages.schedule.queries.working_days import days_of
from baeumgil.stages.schedule.rules.hits import HitRow, Struck
from baeumgil.stages.schedule.rules.repair_variants import Broken, variants_of
from baeumgil.stages.schedule.rules.working_days import check_span
from baeumgil.stages.schedule.services.bookings import held_year
from baeumgil.stages.schedule.services.calendar_days import declare_day
from baeumgil.stages.schedule.services.instructors import note_away
from baeumgil.stages.schedule.services.places import close_room
from baeumgil.stages.schedule.services.proposals import Acceptance, accept
from baeumgil.stages.schedule.services.runs import start_run
from baeumgil.stages.schedule.terms import (
    AwayKind,
    ClosureKind,
    DayKind,
    HitKind,
    RunCause,
    RunKind,
    SessionState,
)

REPAIR_SECONDS = 5
LONGEST_HOLIDAY = 31
HOLIDAY = "임시공휴일"


@action("schedule.start_repair")
def start_repair(
    *,
    actor: Actor,
    year: int,
    cause: RunCause = RunCause.BY_HAND,
    name: str = "",
    session: int | None = None,
    seconds: int = REPAIR_SECONDS,
) -> int:
    """Work out how to put right what is hit now; the disruption under which the repairs are gathered.

    `session` is one that was just added (`SESSION_ADDED`: it is given a place) or moved by hand (`BY_HAND`: it stays
    where it is and the rest gives way). Each way is a run of its own. Raises `NothingHit`, `YearNotOpen`.
    """
    allow(may_edit_schedule(actor))
    row = held_year(year)
    allow(may_change(actor, is_example=row.institute.is_example))
    found = hits_now(year)
    if not found and session is None:
        raise NothingHit(year=year)
    made = _begin(actor, row, found, cause=cause, name=name or _named(found), session=session, seconds=seconds)
    record(
        f"{row.year}년 재편성", disruption=made.pk, cause=cause.value, sessions=len(found), runs=made.repairs.count()
    )
    return made.pk


@action("schedule.report_disruption")
def report_disruption(
    *,
    actor: Actor,
    year: int,
    cause: RunCause,
    first: date,
    last: date,
    room: int | None = None,
    instructor: int | None = None,
    closure: ClosureKind = ClosureKind.FLOOD,
    away: AwayKind = AwayKind.SICK,
    name: str = "",
    seconds: int = REPAIR_SECONDS,
) -> int:
    """Write down a holiday declared late, an absence or a closed room, and work out repairs; the disruption.

    What stands in the calendar stays until somebody accepts a repair. When nothing is hit, nothing is worked out.
    Raises `DisruptionInvalid`, and what declaring a day, closing a room or noting an absence raises.
    """
    allow(may_edit_schedule(actor))
    row = held_year(year)
    allow(may_change(actor, is_example=row.institute.is_example))
    problems = _problems(row, Struck(cause, first, last, name, room, instructor))
    if problems:
        raise DisruptionInvalid(problems)
    if cause is RunCause.HOLIDAY:
        subject = name.strip() or HOLIDAY
        for day in _days_to_declare(row.institute_id, first, last):
            declare_day(actor=actor, institute=row.institute_id, on=day, kind=DayKind.TEMPORARY, name=subject)
    elif room is not None:
        close_room(actor=actor, room=room, kind=closure, first=first, last=last, note=name)
        subject = Room.objects.values_list("name", flat=True).get(pk=room)
    else:
        note_away(actor=actor, instructor=instructor or 0, kind=away, first=first, last=last, note=name)
        subject = Instructor.objects.values_list("name", flat=True).get(pk=instructor or 0)
    found = hits_now(year)
    # Whatever else is hit is put right along with it: a repair of half of it would leave the rest impossible.
    touched = found if any(_touches(hit, cause, first, last) for hit in found) else ()
    made = _begin(actor, row, touched, cause=cause, name=subject, first=first, last=last, seconds=seconds)
    record(
        f"{row.year}년 재편성",
        disruption=made.pk,
        cause=cause.value,
        first=first,
        last=last,
        sessions=len(touched),
        runs=made.repairs.count(),
    )
    return made.pk


@action("schedule.accept_repair")
def accept_repair(*, actor: Actor, disruption: int, proposal: int) -> Acceptance:
    """Put one repair into the calendar, whole, and the other drafts of the same disruption aside.

    Lines that no longer fit are skipped and said so. Raises `DisruptionNotFound`, `ProposalOver`.
    """
    allow(may_edit_schedule(actor))
    runs = Repair.objects.filter(disruption_id=disruption).order_by("pk")
    if proposal not in set(runs.values_list("run__proposal__pk", flat=True)):
        raise DisruptionNotFound(disruption=disruption)
    done = accept(actor=actor, proposal=proposal)
    subject = Disruption.objects.select_related("year").get(pk=disruption)
    record(
        f"{subject.year.year}년 재편성",
        disruption=disruption,
        proposal=proposal,
        accepted=len(done.accepted),
        skipped=len(done.skipped),
    )
    return done


def _begin(
    actor: Actor,
    row: ScheduleYear,
    found: Sequence[HitRow],
    *,
    cause: RunCause,
    name: str,
    seconds: int,
    first: date | None = None,
    last: date | None = None,
    session: int | None = None,
) -> Disruption:
    made = Disruption.objects.create(
        year=row,
        cause=cause,
        name=name[:200],
        first=first,
        last=last,
        session_id=session,
        hit=[
            {
                "session": hit.session.id,
                "title": hit.session.title,
                "people": hit.people,
                "is_begun": hit.is_begun,
                "kinds": [each.kind.value for each in hit.causes],
                "days": [day.isoformat() for day in hit.days],
            }
            for hit in found
        ],
        people=sum(hit.people for hit in found),
        requested_by=actor.label[:200],
        requested_at=clock.now(),
    )
    to_move = [hit for hit in found if not hit.is_begun]
    if to_move or session is not None:
        problem = problem_of_year(row.pk, keep="present")
        for variant, posed in variants_of(problem, _broken(row, found, cause, session)):
            run = start_run(
                actor=actor,
                year=row.pk,
                seconds=seconds,
                kind=RunKind.REPAIR,
                cause=cause,
                subject=name,
                problem=posed,
            )
            Repair.objects.create(disruption=made, variant=variant, run_id=run)
    return made


def _broken(row: ScheduleYear, found: Collection[HitRow], cause: RunCause, session: int | None) -> Broken:
    placed = session_rows(Q(year_id=row.pk, state=SessionState.PLACED))
    return Broken(
        cause=cause,
        dates={str(each.id): each.dates for each in placed},
        hit=frozenset(str(hit.session.id) for hit in found),
        only_days=frozenset(
            str(hit.session.id) for hit in found if all(one.kind is HitKind.DAY_OFF for one in hit.causes)
        ),
        added=str(session) if cause is RunCause.SESSION_ADDED else None,
        moved=str(session) if cause is RunCause.BY_HAND and session is not None else None,
        not_before=clock.today() + timedelta(days=list_days_before(clock.today())),
    )


def _touches(hit: HitRow, cause: RunCause, first: date, last: date) -> bool:
    """Whether a session is hit on the days in question; what was broken elsewhere before waits for its own repair."""
    kinds = {
        RunCause.HOLIDAY: HitKind.DAY_OFF,
        RunCause.ROOM_CLOSED: HitKind.ROOM_CLOSED,
        RunCause.INSTRUCTOR_AWAY: HitKind.INSTRUCTOR_AWAY,
    }
    return any(each.kind is kinds[cause] and any(first <= day <= last for day in each.days) for each in hit.causes)


def _named(found: Sequence[HitRow]) -> str:
    return "" if not found else f"{found[0].session.title}{f' 외 {len(found) - 1}' if len(found) > 1 else ''}"


def _days_to_declare(institute: int, first: date, last: date) -> list[date]:
    """Days of a span that are still worked; of a span without any the first, so that declaring it says why not."""
    return [day.on for day in days_of(institute, first, last) if day.is_working] or [first]


def _problems(row: ScheduleYear, blow: Struck) -> list[Problem]:
    problems = list(check_span(blow.first, blow.last))
    if blow.last < clock.today():
        problems.append(
            Problem(
                "past",
                Said("이미 지난 날입니다.", "The day is past."),
                Said("오늘이나 앞으로의 날을 고르세요.", "Choose today or a later day."),
                field="last",
            )
        )
    if not problems and row.year not in {blow.first.year, blow.last.year}:
        text = Said(
            f"{row.year}년 달력에서는 {row.year}년의 날만 다룹니다.",
            f"The calendar of {row.year} has only days of {row.year}.",
        )
        problems.append(
            Problem(
                "year", text, Said("그해의 달력에서 다시 하세요.", "Do it in the calendar of that year."), field="first"
            )
        )
    match blow.cause:
        case RunCause.HOLIDAY:
            if (blow.last - blow.first).days >= LONGEST_HOLIDAY:
                text = Said(
                    f"휴일은 한 번에 {LONGEST_HOLIDAY}일까지 더합니다.",
                    f"At most {LONGEST_HOLIDAY} days off can be added at once.",
                )
                problems.append(Problem("long", text, Said("나누어 하세요.", "Do it in parts."), field="last"))
        case RunCause.ROOM_CLOSED:
            if not Room.objects.filter(pk=blow.room or 0, site__institute=row.institute_id).exists():
                problems.append(Problem("room", Said("강의실을 고르세요.", "Choose a room."), field="room"))
        case RunCause.INSTRUCTOR_AWAY:
            if not Instructor.objects.filter(pk=blow.instructor or 0, institute=row.institute_id).exists():
                problems.append(
                    Problem("instructor", Said("강사를 고르세요.", "Choose an instructor."), field="instructor")
                )
        case _:
            problems.append(
                Problem(
                    "cause",
                    Said("휴일, 강의실, 강사 가운데 고르세요.", "Choose a holiday, a room or an instructor."),
                    field="cause",
                )
            )
    return problems
