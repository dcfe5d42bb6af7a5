"""`/plan`: documents."""

from ninja import Router

router = Router(tags=["plan"])
