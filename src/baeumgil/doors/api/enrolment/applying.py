"""`/enrolment`: finding courses and applying."""

from ninja import Router

router = Router(tags=["enrolment"])
