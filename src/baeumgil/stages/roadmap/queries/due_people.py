"""Who owes a stage now, as last computed: a building block for later stages, neither guarded nor logged."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import QuerySet

from baeumgil.stages.roadmap.models import Requirement
from baeumgil.stages.roadmap.terms import OPEN, StageState


def people_due(stage: str, on: date) -> Mapping[int, date]:
    """By what day people owe a stage (by code) whose time has begun. One statement, none for no stage."""
    return dict(_owed([stage], on).order_by("person_id", "-due_on").values_list("person_id", "due_on")) if stage else {}


def stages_due(stages: Collection[str], on: date, *, people: Collection[int]) -> Mapping[tuple[str, int], date]:
    """The same for several stages and these people, by stage and person. One statement."""
    rows = _owed(sorted(stages), on).filter(person_id__in=sorted(people)).order_by("person_id", "-due_on")
    return {(stage, person): due_on for stage, person, due_on in rows.values_list("stage_code", "person_id", "due_on")}


def _owed(stages: Sequence[str], on: date) -> QuerySet[Requirement]:
    return Requirement.objects.filter(
        run__is_shown=True,
        stage_code__in=stages,
        state__in=[StageState.UPCOMING.value, *(state.value for state in OPEN)],
        opens_on__lte=on,
    )
