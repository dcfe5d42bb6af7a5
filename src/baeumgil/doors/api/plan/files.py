"""`/plan`: files."""

from ninja import Router

router = Router(tags=["plan"])
