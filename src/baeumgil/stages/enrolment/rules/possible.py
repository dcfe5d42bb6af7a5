"""지금 할 수 있는 일. What the applicant may do with an application at a moment, and until when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.terms import ApplicationState, CallPhase, Mechanism

UNDECIDED = frozenset({ApplicationState.SUBMITTED, ApplicationState.AWAITING_APPROVAL, ApplicationState.APPROVED})
CHANGEABLE = frozenset({ApplicationState.AWAITING_APPROVAL, ApplicationState.APPROVED})
SWAPPABLE = frozenset({ApplicationState.SELECTED, ApplicationState.CONFIRMED})
LEAVABLE = UNDECIDED | SWAPPABLE | {ApplicationState.WAITLISTED, ApplicationState.OFFERED}
REVIEWABLE = frozenset({ApplicationState.NOT_SELECTED, ApplicationState.WAITLISTED})


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides: the state, the call's phase and policy, the first day of the seat that is held (None: none)."""

    state: ApplicationState
    phase: CallPhase
    closes_at: datetime
    policy: CallPolicy
    first_day: date | None = None
    is_list_fixed: bool = False
    other_sessions: int = 0


@dataclass(frozen=True, slots=True)
class Possible:
    """지금 할 수 있는 일. Days are the last ones on which something may be done, None where none is set."""

    change_wishes: bool = False
    change_until: datetime | None = None
    withdraw: bool = False
    withdraw_until: date | None = None
    swap: bool = False
    swap_until: date | None = None
    confirm: bool = False
    answer: bool = False
    review: bool = False

    @property
    def is_anything(self) -> bool:
        """Whether there is something to do at all."""
        return any((self.change_wishes, self.withdraw, self.swap, self.confirm, self.answer, self.review))


def possible(situation: Situation, today: date) -> Possible:
    """What may be done now.

    Wishes of a call that draws or ranks change until it closes; those of a first-come call never, since they got their
    places. A seat may be left until `withdraw_days` before its first day, and swapped until `swap_days` before it and
    before the list is fixed.
    """
    policy, state = situation.policy, situation.state
    changes = state in CHANGEABLE and situation.phase is CallPhase.OPEN and policy.mechanism is not Mechanism.FIRST_COME
    leave_until = None if situation.first_day is None else situation.first_day - timedelta(days=policy.withdraw_days)
    swap_until = None if situation.first_day is None else situation.first_day - timedelta(days=policy.swap_days)
    swaps = (
        state in SWAPPABLE
        and situation.other_sessions > 0
        and not situation.is_list_fixed
        and swap_until is not None
        and today <= swap_until
    )
    return Possible(
        change_wishes=changes,
        change_until=situation.closes_at if changes else None,
        withdraw=state in LEAVABLE and (leave_until is None or today <= leave_until),
        withdraw_until=leave_until,
        swap=swaps,
        swap_until=swap_until if state in SWAPPABLE else None,
        confirm=state is ApplicationState.SELECTED,
        answer=state is ApplicationState.OFFERED,
        review=state in REVIEWABLE and situation.phase is CallPhase.DECIDED,
    )
