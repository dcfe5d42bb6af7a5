"""Who owes a stage now, as last computed: a building block for later stages, neither guarded nor logged."""

from collections.abc import Collection, Mapping
from datetime import date

from baeumgil.stages.roadmap.models import Requirement
from baeumgil.stages.roadmap.terms import OPEN, StageState


def people_due(stage: str, on: date, *, people: Collection[int] | None = None) -> Mapping[int, date]:
    """By what day people owe a stage (by code) whose time has begun; these people, or all. One statement."""
    if not stage:
        return {}
    rows = Requirement.objects.filter(
        run__is_shown=True,
        stage_code=stage,
        state__in=[StageState.UPCOMING.value, *(state.value for state in OPEN)],
        opens_on__lte=on,
    )
    if people is not None:
        rows = rows.filter(person_id__in=sorted(people))
    return dict(rows.order_by("person_id", "-due_on").values_list("person_id", "due_on"))
