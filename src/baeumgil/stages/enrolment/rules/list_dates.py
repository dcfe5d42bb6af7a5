"""명단 확정일. When the list of participants of a session is fixed and the waiting list ends."""

from datetime import date, timedelta

from baeumgil.stages.enrolment.rules.call_policy import CallPolicy


def list_date(starts_on: date, policy: CallPolicy) -> date:
    """So many days before the first day as the policy says."""
    return starts_on - timedelta(days=policy.list_days)


def is_list_due(starts_on: date, policy: CallPolicy, today: date) -> bool:
    """Whether the list is to be fixed by now; not once the session has begun."""
    return list_date(starts_on, policy) <= today < starts_on
