"""`/policies`."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Query, Router, Schema
from pydantic import Field

from baeumgil.core import clock
from baeumgil.doors.api.keys import actor_of
from baeumgil.stages.people.queries import policy_book
from baeumgil.stages.people.queries.policy_book import PolicyCard, PolicyRow, PolicyValue
from baeumgil.stages.people.services.policy_book import set_policy, take_back_policy
from baeumgil.stages.people.terms import PolicyTime, Scope

router = Router(tags=["policies"])


class PoliciesWanted(Schema):
    """Which policies, as they stand on which day."""

    subject: str = ""
    text: str = ""
    on: date | None = None


class PolicyValueOut(Schema):
    """방침의 값. `value` as it is stored, `words` in one line."""

    first: date
    last: date | None
    value: Any
    words: str
    basis: str
    announced_on: date | None
    time: PolicyTime


class PolicyOut(Schema):
    """방침. The value in force, the next that was announced, the one before."""

    key: str
    subject: str
    name: str
    meaning: str
    now: PolicyValueOut | None
    next: PolicyValueOut | None
    before: PolicyValueOut | None


class PoliciesOut(Schema):
    """Every policy, by subject."""

    on: date
    policies: list[PolicyOut]


class PolicyCardOut(PolicyOut):
    """One policy with all its values, the latest first."""

    values: list[PolicyValueOut]


class PolicyAsked(Schema):
    """A new value from a day on, which is today or later, and what it rests on."""

    value: Any
    first: date
    basis: str = Field(description="조문이나 내부 방침, 바꾸는 까닭")


class PolicySetOut(Schema):
    """From when to when the new value holds; no last day until further notice."""

    key: str
    first: date
    last: date | None


class TakeBackAsked(Schema):
    """Why a value that has not begun is taken back."""

    reason: str


@router.get("/policies", response=PoliciesOut, summary="방침")
def list_policies(request: HttpRequest, wanted: Query[PoliciesWanted]) -> Any:
    """Every policy with the value of a day, in words and as stored."""
    day = wanted.on or clock.today()
    actor = actor_of(request, Scope.POLICIES_READ)
    rows = policy_book.policy_rows(actor=actor, subject=wanted.subject, text=wanted.text, on=day, language=_language())
    return {"on": day, "policies": [_row(row) for row in rows]}


@router.get("/policies/{policy_key}", response=PolicyCardOut, summary="방침 하나와 그 값의 흐름")
def show_policy(request: HttpRequest, policy_key: str, on: date | None = None) -> Any:
    """One policy with all its values."""
    actor = actor_of(request, Scope.POLICIES_READ)
    return _card(policy_book.policy_card(actor=actor, key=policy_key, on=on, language=_language()))


@router.put("/policies/{policy_key}", response=PolicySetOut, summary="방침의 새 값")
def put_policy(request: HttpRequest, policy_key: str, asked: PolicyAsked) -> Any:
    """Let a value hold from a day on; what held before stays as it was. How people sign in is not set by keys."""
    actor = actor_of(request, Scope.POLICIES_READ, Scope.POLICIES_WRITE)
    last = set_policy(actor=actor, key=policy_key, value=asked.value, first=asked.first, basis=asked.basis)
    return {"key": policy_key, "first": asked.first, "last": last}


@router.post("/policies/{policy_key}/take-back/{first_day}", response=PolicyCardOut, summary="예고한 방침 거두기")
def take_back(request: HttpRequest, policy_key: str, first_day: date, asked: TakeBackAsked) -> Any:
    """Take back a value that has not begun; the one before it goes on. The policy as it stands then."""
    actor = actor_of(request, Scope.POLICIES_READ, Scope.POLICIES_WRITE)
    take_back_policy(actor=actor, key=policy_key, first=first_day, reason=asked.reason)
    return _card(policy_book.policy_card(actor=actor, key=policy_key, language=_language()))


def _card(card: PolicyCard) -> dict[str, Any]:
    return {**_row(card.row), "values": [_value(value) for value in card.values]}


def _row(row: PolicyRow) -> dict[str, Any]:
    return {
        "key": row.key,
        "subject": row.subject,
        "name": row.name,
        "meaning": row.meaning,
        **{
            when: _value(one) if one else None
            for when, one in (("now", row.now), ("next", row.next), ("before", row.before))
        },
    }


def _value(value: PolicyValue) -> dict[str, Any]:
    return {
        "first": value.first,
        "last": value.last,
        "value": value.value,
        "words": value.line,
        "basis": value.basis,
        "announced_on": value.announced_on,
        "time": value.time,
    }


def _language() -> str:
    return get_language() or "ko"
