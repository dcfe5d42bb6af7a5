"""`/schedule`: solving."""

from ninja import Router

router = Router(tags=["schedule"])
