"""한도. Caps that several calls share: who counts against one waits for whoever counts at the same moment.

What a cap has used up is counted from the applications themselves, never kept beside them: sessions move to other
weeks, units are joined, people are replaced, and a second book would go wrong in silence. So that two who count at
once cannot both take the last place, each first holds the rows of the weeks and of the persons it counts, after the
calls and the seats and before the applications. A call's own quotas need no more than the call's row.
"""

from collections.abc import Collection, Iterable
from datetime import date

from baeumgil.core.locks import hold
from baeumgil.stages.enrolment.models import CapGuard
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.rules.fitting import weeks_of


def hold_caps(policies: Iterable[CallPolicy], days: Iterable[date], people: Collection[int]) -> None:
    """Hold what these policies count: the weeks of the days, the people. No statement where nothing is capped."""
    read = list(policies)
    keys: set[str] = set()
    if any(policy.absence_percent is not None for policy in read):
        keys |= {f"week:{week}" for week in weeks_of(days)}
    if any(policy.seats_a_year is not None for policy in read):
        keys |= {f"person:{person}" for person in people}
    if keys and len(hold(CapGuard, keys)) < len(keys):
        CapGuard.objects.bulk_create([CapGuard(key=key) for key in sorted(keys)], ignore_conflicts=True)
        hold(CapGuard, keys)
