from datetime import date

import pytest

from baeumgil.stages.roadmap.models import Requirement, RequirementRun
from baeumgil.stages.roadmap.queries.due_months import due_by_month
from baeumgil.stages.roadmap.terms import StageState
from tests.build import a_person

pytestmark = pytest.mark.django_db


def test_people_who_still_owe_a_stage_are_counted_by_month_and_the_late_ones_apart() -> None:
    shown = RequirementRun.objects.create(on=date(2027, 1, 1), rules_digest="0", is_shown=True)
    hidden = RequirementRun.objects.create(on=date(2026, 1, 1), rules_digest="0")
    rows = (
        (shown, StageState.UPCOMING, date(2027, 3, 31)),
        (shown, StageState.DUE, date(2027, 3, 1)),
        (shown, StageState.OVERDUE, date(2026, 12, 31)),
        (shown, StageState.DONE, date(2027, 3, 1)),
        (shown, StageState.UPCOMING, date(2028, 1, 1)),
        (hidden, StageState.DUE, date(2027, 3, 1)),
    )
    for run, state, due_on in rows:
        Requirement.objects.create(
            run=run,
            person_id=a_person(),
            stage_code="new",
            stage_name="신규",
            occurrence=1,
            state=state,
            anchor_on=due_on,
            opens_on=due_on,
            due_on=due_on,
            reason="",
        )
    assert due_by_month(2027) == {"new": {0: 1, 3: 2}}
