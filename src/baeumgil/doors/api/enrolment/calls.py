"""`/enrolment`: calls: office and public pages."""

from ninja import Router

router = Router(tags=["enrolment"])
