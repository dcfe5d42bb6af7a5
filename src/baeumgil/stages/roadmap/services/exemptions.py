"""Exemptions: a decision that one person need not do one stage."""

from baeumgil.core.actions import action
from baeumgil.core.actors import Actor


@action("roadmap.grant_exemption")
def grant(*, actor: Actor, person: int, stage_code: str, reason: str) -> int:
    """Exempt a person from a stage, with the reason; returns the exemption's id."""
    raise NotImplementedError


@action("roadmap.withdraw_exemption")
def withdraw(*, actor: Actor, exemption: int, reason: str) -> None:
    """Take an exemption back; what was decided stays on record."""
    raise NotImplementedError
