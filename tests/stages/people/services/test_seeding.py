from datetime import date

import pytest

from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import Policy
from baeumgil.stages.people.queries.policies import career_policies, probation_policy, retirement_policy
from baeumgil.stages.people.services.seeding import seed_policies
from tests.build import RETIREMENT_POLICY, an_actor, the_operator


def test_seeding_twice_makes_each_policy_once_and_keeps_what_a_city_changed(db: None) -> None:
    made = seed_policies(actor=the_operator())
    assert made == Policy.objects.count()
    Policy.objects.filter(key="people.youngest_age").update(value=18)
    assert seed_policies(actor=the_operator()) == 0
    assert Policy.objects.get(key="people.youngest_age").value == 18


def test_the_seeded_policies_are_the_ones_rules_are_tested_with(db: None) -> None:
    seed_policies(actor=the_operator())
    on = date(2026, 7, 1)
    assert retirement_policy(on) == RETIREMENT_POLICY
    assert career_policies(on) == (RETIREMENT_POLICY, probation_policy(on))
    assert career_policies(date(1900, 1, 1)) == (None, None)


def test_only_who_sets_the_system_up_seeds(db: None) -> None:
    with pytest.raises(NotAllowed):
        seed_policies(actor=an_actor(Role.TRAINING_OFFICE))
    assert Policy.objects.count() == 0
