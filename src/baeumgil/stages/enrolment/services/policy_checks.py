"""방침의 점검: a new value of enrolment's policies must go together with the others, for every kind of course."""

from collections.abc import Mapping
from dataclasses import replace

from baeumgil.core.glossary import both
from baeumgil.core.policies import values_on
from baeumgil.core.policy_parts import CASES
from baeumgil.core.said import joined
from baeumgil.stages.enrolment.rules.call_policy import KEYS, policy_for
from baeumgil.stages.enrolment.rules.policy_draft import check_policy
from baeumgil.stages.people.errors import PolicyInvalid
from baeumgil.stages.people.events import PolicySet
from baeumgil.stages.plan.terms import CourseKind


def after_policy_set(event: PolicySet) -> None:
    """Refuse a value with which calls of some kind of course could not be announced; nothing is changed then."""
    if event.key not in KEYS or not isinstance(event.value, Mapping):
        return
    values = values_on(list(KEYS), event.first)
    usual = check_policy(policy_for(values, ""))
    problems = list(usual)
    for kind in CourseKind:
        if kind.value in event.value:
            problems += [
                replace(problem, message=joined((both(kind), problem.message), ": "), field=CASES)
                for problem in check_policy(policy_for(values, kind.value))
                if problem not in usual
            ]
    if problems:
        raise PolicyInvalid(problems)
