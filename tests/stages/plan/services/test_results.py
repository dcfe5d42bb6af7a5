"""연도 실적: what cannot be is refused with every problem at once."""

import pytest

from baeumgil.stages.plan.errors import PlanInvalid
from baeumgil.stages.plan.models import YearResult
from baeumgil.stages.plan.services.results import set_year_result
from tests.build_plan import an_institute
from tests.stages.plan.services.build import OPERATOR

pytestmark = pytest.mark.django_db


def test_figures_that_no_city_has_are_refused_with_every_problem() -> None:
    institute = an_institute()
    with pytest.raises(PlanInvalid) as caught:
        set_year_result(
            actor=OPERATOR,
            institute=institute,
            year=99_999,
            plan_name="가" * 121,
            planned_people=2**31,
            actual_people=-1,
            note="가" * 301,
        )
    assert [(problem.code, problem.field) for problem in caught.value.problems] == [
        ("too_long", "plan_name"),
        ("too_long", "note"),
        ("year", "year"),
        ("too_large", "planned_people"),
        ("too_small", "actual_people"),
    ]
    assert not YearResult.objects.exists()
