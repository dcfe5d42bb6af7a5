from datetime import date

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.models import Policy
from baeumgil.core.policies import value_on
from baeumgil.stages.enrolment.services import seeding
from baeumgil.stages.people.errors import PolicyInvalid
from baeumgil.stages.people.services.policy_book import set_policy

OPERATOR = Actor.operator("시험")
TODAY, LATER = date(2026, 11, 2), date(2027, 1, 1)


@pytest.mark.django_db
def test_a_way_of_selecting_that_does_not_go_together_is_refused_for_every_kind_of_course() -> None:
    seeding.seed_enrolment(actor=OPERATOR)
    key = "enrolment.selection"
    now = Policy.objects.get(key=key).value
    wrong = {**now, "default": {**now["default"], "order": ["draw", "mandatory"]}, "lecture": {"order": ["arrival"]}}
    right = {**now, "default": {**now["default"], "done_before_years": 0}}
    with clock.fixed(TODAY):
        with pytest.raises(PolicyInvalid) as refused:
            set_policy(actor=OPERATOR, key=key, value=wrong, first=LATER, basis="가")
        assert [problem.field for problem in refused.value.problems] == ["order", "cases"]
        assert value_on(key, LATER) == now
        set_policy(actor=OPERATOR, key=key, value=right, first=LATER, basis="가")
    assert value_on(key, LATER) == right
