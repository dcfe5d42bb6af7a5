"""`/plan`: needs."""

from ninja import Router

router = Router(tags=["plan"])
