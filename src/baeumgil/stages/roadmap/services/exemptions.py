"""Exemptions: a decision that one person need not do one stage."""

from typing import cast

from django.db import IntegrityError, transaction

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Invalid, Problem
from baeumgil.core.events import announce
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.people.errors import PersonNotFound
from baeumgil.stages.people.queries.persons import person_rows
from baeumgil.stages.roadmap.access import may_exempt
from baeumgil.stages.roadmap.errors import AlreadyExempt, ExemptionNotFound, UnknownStage
from baeumgil.stages.roadmap.events import ExemptionChanged
from baeumgil.stages.roadmap.models import Exemption
from baeumgil.stages.roadmap.queries.rulesets import stage_list

LONGEST_REASON = 300


@action("roadmap.grant_exemption")
def grant(*, actor: Actor, person: int, stage_code: str, reason: str) -> int:
    """Exempt a person from a stage, with the reason; returns the exemption's id.

    Raises `PersonNotFound`, `UnknownStage`, `AlreadyExempt`, and `Invalid` without a reason.
    """
    _allow_for(actor, person)
    if stage_code not in dict(stage_list()):
        raise UnknownStage(stage=stage_code)
    reason = _reason(reason)
    try:
        with transaction.atomic():
            made = Exemption.objects.create(
                person_id=person,
                stage_code=stage_code,
                reason=reason,
                decided_on=clock.today(),
                decided_by=actor.label[:200],
            )
    except IntegrityError as clash:
        raise AlreadyExempt(stage=stage_code) from clash
    announce(ExemptionChanged(person, stage_code))
    record(f"사람 {person}", stage=stage_code, exemption=made.pk)
    return made.pk


@action("roadmap.withdraw_exemption")
def withdraw(*, actor: Actor, exemption: int, reason: str) -> None:
    """Take an exemption back; what was decided stays on record. Raises `ExemptionNotFound`, `Invalid`."""
    rows = hold(Exemption, [exemption])
    found = cast("Exemption", rows[0]) if rows else None
    if found is None or found.withdrawn_at is not None:
        raise ExemptionNotFound(exemption=exemption)
    _allow_for(actor, found.person_id)
    reason = _reason(reason)
    found.withdrawn_at = clock.now()
    found.save(update_fields=["withdrawn_at"])
    announce(ExemptionChanged(found.person_id, found.stage_code))
    record(f"사람 {found.person_id}", stage=found.stage_code, exemption=exemption, reason=reason)


def _allow_for(actor: Actor, person: int) -> None:
    """Rights follow today's posting."""
    row = person_rows(person_ids=[person], on=clock.today()).get(person)
    allow(may_exempt(actor, unit=None if row is None else row.unit))
    if row is None:
        raise PersonNotFound


def _reason(text: str) -> str:
    text = text.strip()
    if not text:
        raise Invalid([Problem("reason", Said("사유를 적으세요.", "Give the reason."), field="reason")])
    if len(text) > LONGEST_REASON:
        raise Invalid(
            [
                Problem(
                    "reason",
                    Said(
                        f"사유는 {LONGEST_REASON}자까지 적을 수 있습니다.",
                        f"The reason may have at most {LONGEST_REASON} characters.",
                    ),
                    field="reason",
                )
            ]
        )
    return text
