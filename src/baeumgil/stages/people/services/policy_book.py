"""방침을 바꾸기: a new value from a day on, and taking back one that has not begun. What has held stays as it was."""

import json
from datetime import date

from django.db import IntegrityError, transaction

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.events import announce
from baeumgil.core.locks import hold
from baeumgil.core.models import Policy
from baeumgil.core.policies import PolicyAbout, descriptions, put
from baeumgil.core.policy_spans import Span, joined
from baeumgil.core.said import Said
from baeumgil.stages.people.access import may_set_policy
from baeumgil.stages.people.errors import PolicyBegun, PolicyInvalid, PolicyNotFound, PolicyTaken
from baeumgil.stages.people.events import PolicySet
from baeumgil.stages.people.rules.policy_checks import problems_of_policy, problems_of_reason


@action("people.set_policy")
def set_policy(*, actor: Actor, key: str, value: object, first: date, basis: str) -> date | None:
    """Let a value hold from today or a later day; the value before ends the day before, what was announced stays.

    Returns its last day, None until further notice. Raises `PolicyNotFound`, `PolicyInvalid` with everything that is
    wrong, `PolicyTaken` when a value begins on that day already.
    """
    about = _about(actor, key)
    rows = _held(key)
    problems = problems_of_policy(key=key, part=about.part, value=value, first=first, basis=basis, today=clock.today())
    if any(row.valid_from == first for row in rows):
        raise PolicyTaken(key=key, first=first.isoformat())
    if not problems and any(_span(row).holds_on(first) and _same(row.value, value) for row in rows):
        text = Said("그날에 이미 이 값을 씁니다.", "This value is already in use on that day.")
        problems.append(
            Problem("policy_same", text, Said("바꿀 값을 적으세요.", "Enter the value to change to."), field="value")
        )
    if problems:
        raise PolicyInvalid(problems)
    try:
        with transaction.atomic():
            row = put(key, value, first=first, last=None, basis=basis.strip(), announced_on=clock.today())
    except IntegrityError as error:  # somebody was quicker by a moment
        raise PolicyTaken(key=key, first=first.isoformat()) from error
    announce(PolicySet(key, value, first))
    record(about.name[0], policy=key, first=first.isoformat(), reason=row.basis)
    return row.valid_to


@action("people.take_back_policy")
def take_back_policy(*, actor: Actor, key: str, first: date, reason: str) -> None:
    """Take back a value that has not begun; what ended for its sake goes on in its place.

    Raises `PolicyNotFound` when no value begins that day (any more), `PolicyBegun`, `PolicyInvalid` without a reason.
    """
    about = _about(actor, key)
    rows = _held(key)
    gone = next((row for row in rows if row.valid_from == first), None)
    if gone is None:
        raise PolicyNotFound(
            Said(
                "그날부터 쓸 값이 없습니다. 이미 거두었을 수 있습니다.",
                "There is no value from that day. It may have been taken back already.",
            ),
            key=key,
        )
    if first <= clock.today():
        raise PolicyBegun(key=key)
    problems = problems_of_reason(reason, "reason")
    if problems:
        raise PolicyInvalid(problems)
    before = joined([_span(row) for row in rows], _span(gone))
    gone.delete()
    if before is not None:
        Policy.objects.filter(pk=before.id).update(valid_to=gone.valid_to)
    record(about.name[0], policy=key, first=first.isoformat(), reason=reason.strip())


def _about(actor: Actor, key: str) -> PolicyAbout:
    about = descriptions().get(key)
    allow(may_set_policy(actor, about.subject if about is not None else ""))
    if about is None:
        raise PolicyNotFound(key=key)
    return about


def _held(key: str) -> list[Policy]:
    """The policy's rows as they are once nobody else is changing them."""
    hold(Policy, list(Policy.objects.filter(key=key).values_list("pk", flat=True)))
    return list(Policy.objects.filter(key=key).order_by("valid_from"))


def _span(row: Policy) -> Span:
    return Span(row.pk, row.valid_from, row.valid_to)


def _same(stored: object, value: object) -> bool:
    """Equal, and of one kind: 1 is not yes. The order of a table's parts is no matter."""
    return json.dumps(stored, sort_keys=True) == json.dumps(value, sort_keys=True)
