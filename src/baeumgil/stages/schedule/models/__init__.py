"""Tables of `schedule`."""

from baeumgil.stages.schedule.models.calendar import CalendarDay, Peak
from baeumgil.stages.schedule.models.feeds import Feed
from baeumgil.stages.schedule.models.instructors import Instructor, InstructorAway, Invitation, Teachable
from baeumgil.stages.schedule.models.places import Room, RoomClosure, Site
from baeumgil.stages.schedule.models.repairs import Disruption, Repair
from baeumgil.stages.schedule.models.runs import Proposal, ProposalLine, Run
from baeumgil.stages.schedule.models.sessions import (
    Condition,
    CourseSession,
    ScheduleYear,
    SessionDay,
    Teaching,
    TeachingDay,
)

__all__ = [
    "CalendarDay",
    "Condition",
    "CourseSession",
    "Disruption",
    "Feed",
    "Instructor",
    "InstructorAway",
    "Invitation",
    "Peak",
    "Proposal",
    "ProposalLine",
    "Repair",
    "Room",
    "RoomClosure",
    "Run",
    "ScheduleYear",
    "SessionDay",
    "Site",
    "Teachable",
    "Teaching",
    "TeachingDay",
]
