"""Tables of `enrolment`."""

from baeumgil.stages.enrolment.models.applications import Application, Step, Wish
from baeumgil.stages.enrolment.models.approvals import Approval, Deputy
from baeumgil.stages.enrolment.models.calls import Call, CallSession, CapGuard, Quota, SeatCount
from baeumgil.stages.enrolment.models.selection import Review, Selection, SelectionLine
from baeumgil.stages.enrolment.models.waiting import Bar, NameList, Offer, Replacement

__all__ = [
    "Application",
    "Approval",
    "Bar",
    "Call",
    "CallSession",
    "CapGuard",
    "Deputy",
    "NameList",
    "Offer",
    "Quota",
    "Replacement",
    "Review",
    "SeatCount",
    "Selection",
    "SelectionLine",
    "Step",
    "Wish",
]
