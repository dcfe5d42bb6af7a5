"""모집 방침. The dated policies that a call freezes when it is announced, as one value.

Policies `enrolment.selection`, `enrolment.approval`, `enrolment.waitlist` and `enrolment.attendance` hold a
`default` table and may hold one per kind of course (`online`, `external` …) with what differs there.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from baeumgil.stages.enrolment.terms import ApproverKind, Criterion, Mechanism

KEYS = ("enrolment.selection", "enrolment.approval", "enrolment.waitlist", "enrolment.attendance")


@dataclass(frozen=True, slots=True)
class CallPolicy:
    """모집 방침. How seats are given out and what follows; days are calendar days before the first day.

    `done_before_years`: who completed the course in one of so many calendar years, this one among them, may not apply;
    0: everybody may.
    `absence_percent`: at most this share of a unit's people away in one week (at least one), None: no cap.
    `confirm_days`: days in which a seat is to be confirmed, None: it is confirmed with the list.
    `second_call_percent`: applications per hundred seats from which on a second call is proposed.
    """

    mechanism: Mechanism = Mechanism.SERIAL
    order: tuple[Criterion, ...] = (Criterion.MANDATORY, Criterion.NEVER_ATTENDED, Criterion.DRAW)
    most_wishes: int = 3
    needs_motive: bool = False
    is_target_strict: bool = True
    done_before_years: int = 1
    absence_percent: int | None = None
    seats_a_year: int | None = None
    approvals: tuple[ApproverKind, ...] = ()
    approval_days: int = 3
    approval_expired: str = "escalate"
    most_waiting: int | None = None
    offer_hours: int = 24
    offer_expired_keeps_rank: bool = False
    confirm_days: int | None = None
    list_days: int = 10
    withdraw_days: int = 3
    swap_days: int = 10
    second_call_percent: int = 150
    no_show_bar_days: int = 180
    drop_out_bar_days: int = 90
    late_cancellation_bar_days: int = 0

    def confirm_by(self, given_at: datetime) -> datetime | None:
        """Until when a seat given at this moment is to be confirmed; None where the policy does not ask for it."""
        return None if self.confirm_days is None else given_at + timedelta(days=self.confirm_days)

    def as_json(self) -> dict[str, Any]:
        """As stored with a call, and as its page and its bundle show it."""
        return {**asdict(self), "order": list(self.order), "approvals": list(self.approvals)}


def policy_from_json(stored: Mapping[str, Any]) -> CallPolicy:
    """A policy as stored; what is not said is as by default, words unknown to this release are left out."""
    known = {field.name for field in fields(CallPolicy)}
    given = {name: value for name, value in stored.items() if name in known}
    if "mechanism" in given:
        given["mechanism"] = Mechanism(given["mechanism"])
    if "order" in given:
        given["order"] = tuple(Criterion(word) for word in given["order"])
    if "approvals" in given:
        given["approvals"] = tuple(ApproverKind(word) for word in given["approvals"])
    return CallPolicy(**given)


def policy_for(values: Mapping[str, object], course_kind: str) -> CallPolicy:
    """The policy that holds for a kind of course, from the dated policies by key."""
    merged: dict[str, Any] = {}
    for key in KEYS:
        value = values.get(key)
        if isinstance(value, Mapping):
            merged |= value.get("default", {})
            merged |= value.get(course_kind, {})
    return policy_from_json(merged)
