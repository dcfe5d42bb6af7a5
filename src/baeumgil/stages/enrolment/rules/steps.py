"""신청의 상태 기계. Which state follows which, and under which rule; nothing else ever happens to an application."""

from collections.abc import Mapping

from baeumgil.stages.enrolment.terms import ApplicationState as S
from baeumgil.stages.enrolment.terms import StepReason as R

_LEAVES = frozenset({R.WITHDRAWN, R.SESSION_CANCELLED, R.CALL_CANCELLED, R.REPLACED, R.OVERRIDDEN})

TRANSITIONS: Mapping[tuple[S | None, S], frozenset[R]] = {
    (None, S.SUBMITTED): frozenset({R.APPLIED, R.NOMINATED, R.CALLED_UP, R.CARRIED_OVER, R.REPLACED}),
    (S.SUBMITTED, S.AWAITING_APPROVAL): frozenset({R.APPROVAL_ASKED}),
    (S.SUBMITTED, S.APPROVED): frozenset({R.NO_APPROVAL_NEEDED, R.CARRIED_OVER, R.REPLACED}),
    (S.SUBMITTED, S.SELECTED): frozenset({R.BY_ARRIVAL}),
    (S.SUBMITTED, S.WAITLISTED): frozenset({R.BY_ARRIVAL}),
    (S.SUBMITTED, S.CANCELLED): _LEAVES,
    (S.AWAITING_APPROVAL, S.AWAITING_APPROVAL): frozenset(
        {R.STAGE_APPROVED, R.HANDED_UP, R.WISHES_CHANGED, R.BY_ARRIVAL}
    ),
    (S.AWAITING_APPROVAL, S.APPROVED): frozenset({R.ALL_APPROVED}),
    (S.AWAITING_APPROVAL, S.SELECTED): frozenset({R.BY_ARRIVAL}),
    (S.AWAITING_APPROVAL, S.WAITLISTED): frozenset({R.BY_ARRIVAL}),
    (S.AWAITING_APPROVAL, S.RETURNED): frozenset({R.APPROVAL_RETURNED, R.APPROVAL_EXPIRED}),
    (S.AWAITING_APPROVAL, S.CANCELLED): _LEAVES,
    (S.APPROVED, S.APPROVED): frozenset({R.WISHES_CHANGED}),
    (S.APPROVED, S.SELECTED): frozenset({R.BY_SELECTION, R.OVERRIDDEN, R.REPLACED}),
    (S.APPROVED, S.WAITLISTED): frozenset({R.BY_SELECTION, R.OVERRIDDEN}),
    (S.APPROVED, S.NOT_SELECTED): frozenset({R.LINE_FELL_BEFORE, R.OVERRIDDEN}),
    (S.APPROVED, S.CANCELLED): _LEAVES,
    (S.WAITLISTED, S.WAITLISTED): frozenset({R.PASSED_OVER}),
    (S.WAITLISTED, S.OFFERED): frozenset({R.SEAT_FREED}),
    (S.WAITLISTED, S.SELECTED): frozenset({R.OVERRIDDEN, R.REVIEWED}),
    (S.WAITLISTED, S.NOT_SELECTED): frozenset({R.LIST_FIXED, R.SECOND_CALL, R.SESSION_CANCELLED}),
    (S.WAITLISTED, S.CANCELLED): _LEAVES | {R.OFFER_DECLINED, R.OFFER_EXPIRED},
    (S.OFFERED, S.SELECTED): frozenset({R.OFFER_ACCEPTED}),
    (S.OFFERED, S.WAITLISTED): frozenset({R.OFFER_DECLINED, R.OFFER_EXPIRED, R.SESSION_CANCELLED}),
    (S.OFFERED, S.NOT_SELECTED): frozenset({R.LIST_FIXED, R.SESSION_CANCELLED}),
    (S.OFFERED, S.CANCELLED): _LEAVES | {R.OFFER_DECLINED, R.OFFER_EXPIRED},
    (S.NOT_SELECTED, S.SELECTED): frozenset({R.REVIEWED, R.OVERRIDDEN}),
    (S.NOT_SELECTED, S.WAITLISTED): frozenset({R.REVIEWED, R.OVERRIDDEN, R.SENT_BACK}),
    (S.SELECTED, S.SELECTED): frozenset({R.SWAPPED}),
    (S.SELECTED, S.CONFIRMED): frozenset({R.CONFIRMED_BY_PERSON, R.CONFIRMED_BY_OFFICE, R.LIST_FIXED}),
    (S.SELECTED, S.CANCELLED): _LEAVES | {R.CONFIRMATION_EXPIRED},
    (S.CONFIRMED, S.CONFIRMED): frozenset({R.SWAPPED}),
    (S.CONFIRMED, S.CANCELLED): _LEAVES,
    (S.CONFIRMED, S.NO_SHOW): frozenset({R.DID_NOT_COME}),
    (S.CONFIRMED, S.DROPPED_OUT): frozenset({R.GAVE_UP}),
    (S.CONFIRMED, S.COMPLETED): frozenset({R.PASSED}),
    (S.CONFIRMED, S.NOT_COMPLETED): frozenset({R.FAILED}),
    (S.NO_SHOW, S.CONFIRMED): frozenset({R.REVIEWED}),
    (S.DROPPED_OUT, S.CONFIRMED): frozenset({R.REVIEWED}),
    (S.COMPLETED, S.NOT_COMPLETED): frozenset({R.FAILED}),
    (S.NOT_COMPLETED, S.COMPLETED): frozenset({R.PASSED}),
}
"""From (None: nothing yet) and to, and the rules under which that may happen."""


def may_go(before: S | None, after: S, reason: R) -> bool:
    """Whether an application may take this step under this rule."""
    return reason in TRANSITIONS.get((before, after), frozenset())
