"""Policies of `people` that hold on a day, as the values rules take."""

from datetime import date

from baeumgil.core import policies
from baeumgil.stages.people.rules import probation, retirement


def retirement_policy(on: date) -> retirement.RetirementPolicy:
    """Age limit that holds on a day. Raises `PolicyMissing`."""
    return retirement.RetirementPolicy.from_value(policies.value_on(retirement.POLICY, on))


def probation_policy(on: date) -> probation.ProbationPolicy:
    """Periods of probation that hold on a day. Raises `PolicyMissing`."""
    return probation.ProbationPolicy.from_value(policies.value_on(probation.POLICY, on))


def career_policies(on: date) -> tuple[retirement.RetirementPolicy | None, probation.ProbationPolicy | None]:
    """Both in one statement; None for one that has no value that day."""
    found = policies.values_on([retirement.POLICY, probation.POLICY], on)
    retiring = found.get(retirement.POLICY)
    trying = found.get(probation.POLICY)
    return (
        None if retiring is None else retirement.RetirementPolicy.from_value(retiring),
        None if trying is None else probation.ProbationPolicy.from_value(trying),
    )
