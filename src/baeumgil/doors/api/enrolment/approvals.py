"""`/enrolment`: approvals, deputies, nominations."""

from ninja import Router

router = Router(tags=["enrolment"])
