"""`/enrolment`: waiting lists, second calls, lists of participants."""

from ninja import Router

router = Router(tags=["enrolment"])
