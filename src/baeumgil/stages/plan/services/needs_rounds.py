"""수요조사 회차: planned, opened, closed; its days changed while it is not closed."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.plan.access import may_manage_needs
from baeumgil.stages.plan.errors import InstituteNotFound, NeedsInvalid, PlanMovedOn, RoundClosed, RoundNotFound
from baeumgil.stages.plan.models import Institute, NeedsRound
from baeumgil.stages.plan.rules.needs_drafts import check_days
from baeumgil.stages.plan.terms import RoundState


@action("plan.plan_round")
def plan_round(
    *, actor: Actor, institute: int, year: int, opens_on: date, closes_on: date, name: str = "", guidance: str = ""
) -> int:
    """Put a round into the calendar; the round. It takes requests once it is opened and its days have come."""
    allow(may_manage_needs(actor))
    if not Institute.objects.filter(pk=institute).exists():
        raise InstituteNotFound(institute=institute)
    _check(year, opens_on, closes_on, name)
    latest = NeedsRound.objects.filter(institute_id=institute, year=year).aggregate(n=Max("number"))["n"]
    number = (latest or 0) + 1
    try:
        with transaction.atomic():
            made = NeedsRound.objects.create(
                institute_id=institute,
                year=year,
                number=number,
                name=name.strip() or f"{year}년 {number}차 수요조사",
                opens_on=opens_on,
                closes_on=closes_on,
                guidance=guidance.strip(),
            )
    except IntegrityError as lost:
        raise PlanMovedOn(year=year) from lost
    record(f"수요조사 {made.name}", needs_round=made.pk, year=year)
    return made.pk


@action("plan.change_round")
def change_round(
    *, actor: Actor, needs_round: int, opens_on: date, closes_on: date, name: str = "", guidance: str = ""
) -> None:
    """Other days, another name or guidance. Raises `RoundClosed` for a closed round."""
    found = held_round(needs_round)
    allow(may_manage_needs(actor))
    if found.state == RoundState.CLOSED:
        raise RoundClosed(needs_round=needs_round)
    _check(found.year, opens_on, closes_on, name)
    NeedsRound.objects.filter(pk=needs_round).update(
        opens_on=opens_on, closes_on=closes_on, name=name.strip() or found.name, guidance=guidance.strip()
    )
    record(f"수요조사 {found.name}", needs_round=needs_round)


@action("plan.open_round")
def open_round(*, actor: Actor, needs_round: int) -> None:
    """Let departments ask, from the round's first day to its last. A closed round may be opened again."""
    found = held_round(needs_round)
    allow(may_manage_needs(actor))
    NeedsRound.objects.filter(pk=needs_round).update(state=RoundState.OPEN)
    record(f"수요조사 {found.name}", needs_round=needs_round)


@action("plan.close_round")
def close_round(*, actor: Actor, needs_round: int) -> None:
    """Take no more requests. Those that came in can still be answered."""
    found = held_round(needs_round)
    allow(may_manage_needs(actor))
    NeedsRound.objects.filter(pk=needs_round).update(state=RoundState.CLOSED)
    record(f"수요조사 {found.name}", needs_round=needs_round)


def held_round(needs_round: int) -> NeedsRound:
    """The round, locked. Raises `RoundNotFound`."""
    held = hold(NeedsRound, [needs_round])
    if not held or not isinstance(held[0], NeedsRound):
        raise RoundNotFound(needs_round=needs_round)
    return held[0]


def _check(year: int, opens_on: date, closes_on: date, name: str) -> None:
    problems = list(check_days(year, opens_on, closes_on))
    if len(name) > 120:  # noqa: PLR2004  the length of the column
        problems.append(
            Problem(
                "name",
                Said("회차 이름이 너무 깁니다.", "The name of the round is too long."),
                Said("120자까지 적을 수 있습니다.", "At most 120 characters can be written."),
                field="name",
            )
        )
    if problems:
        raise NeedsInvalid(problems)
