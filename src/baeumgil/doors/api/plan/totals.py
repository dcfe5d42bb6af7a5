"""`/plan`: totals."""

from ninja import Router

router = Router(tags=["plan"])
