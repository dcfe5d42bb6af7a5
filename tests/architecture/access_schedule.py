"""One of everything of `schedule` that an address can name."""

from datetime import date

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.stages.schedule.models import (
    CalendarDay,
    Disruption,
    InstructorAway,
    Invitation,
    Peak,
    Proposal,
    RoomClosure,
    Run,
    Teachable,
)
from baeumgil.stages.schedule.services.runs import start_run
from baeumgil.stages.schedule.services.seeding import seed_schedule
from baeumgil.stages.schedule.terms import (
    AwayKind,
    ClosureKind,
    DayKind,
    InvitationState,
    PeakKind,
    RunCause,
    RunState,
    TeachingRole,
)
from tests.build_schedule import a_room, a_schedule_year, a_session, a_site, an_instructor

OPERATOR = Actor.operator("access table")
YEAR = 2031
MONDAY = date(YEAR, 3, 3)


def schedule_ids(*, institute: int, course: int) -> dict[str, object]:
    """A year of one placed and one open session, with all that hangs on it."""
    seed_schedule(actor=OPERATOR)
    year = a_schedule_year(YEAR, institute=institute)
    site = a_site(institute=institute)
    room = a_room(site=site)
    instructor = an_instructor(institute=institute, courses=[course])
    session = a_session(year=year, course=course, starts=MONDAY, room=room, teachers={TeachingRole.LEAD: instructor})
    a_session(year=year, course=course)
    run = start_run(actor=OPERATOR, year=year, seconds=1)
    Run.objects.filter(pk=run).update(state=RunState.FAILED)
    span = {"starts_on": MONDAY, "ends_on": MONDAY}
    proposal = Proposal.objects.create(run_id=run, year_id=year, title="편성안", created_at=clock.now())
    return {
        "year_id": year,
        "site_id": site,
        "room_id": room,
        "instructor_id": instructor,
        "session_id": session,
        "session": session,
        "run_id": run,
        "run": run,
        "proposal_id": proposal.pk,
        "proposal": proposal.pk,
        "which": "problem",
        "month": 3,
        "week": 10,
        "token": "nobody-knows-this-one",
        "feed_id": 1,
        "closure_id": RoomClosure.objects.create(
            room_id=room, kind=ClosureKind.REPAIR, declared_at=clock.now(), **span
        ).pk,
        "away_id": InstructorAway.objects.create(
            instructor_id=instructor, kind=AwayKind.LEAVE, declared_at=clock.now(), **span
        ).pk,
        "teachable_id": Teachable.objects.filter(instructor_id=instructor).values_list("pk", flat=True)[0],
        "day_id": CalendarDay.objects.create(
            institute_id=institute, on=date(YEAR, 5, 2), kind=DayKind.CLOSED, name="휴관", declared_at=clock.now()
        ).pk,
        "peak_id": Peak.objects.create(institute_id=institute, kind=PeakKind.EVENT, name="행사", **span).pk,
        "invitation_id": Invitation.objects.create(
            session_id=session,
            role=TeachingRole.LEAD,
            instructor_id=instructor,
            state=InvitationState.INVITED,
            invited_at=clock.now(),
            **span,
        ).pk,
        "disruption_id": Disruption.objects.create(
            year_id=year, cause=RunCause.BY_HAND, name="시험", requested_at=clock.now(), requested_by="시험"
        ).pk,
    }
