"""`/plan`: catalogue."""

from ninja import Router

router = Router(tags=["plan"])
