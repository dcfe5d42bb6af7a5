"""`/enrolment`: selections, results, bundles."""

from ninja import Router

router = Router(tags=["enrolment"])
