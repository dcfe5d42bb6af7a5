"""Which stages somebody owes now, as last computed: a building block for later stages, neither guarded nor logged."""

from dataclasses import dataclass
from datetime import date

from baeumgil.stages.roadmap.models import Requirement
from baeumgil.stages.roadmap.terms import OPEN, StageState


@dataclass(frozen=True, slots=True)
class DueStage:
    """이수할 단계. A stage whose time has begun, and by when it is to be done."""

    code: str
    name: str
    due_on: date


def due_stages_of(person: int, on: date) -> tuple[DueStage, ...]:
    """Stages to be done, the first due first; one statement."""
    rows = (
        Requirement.objects.filter(
            run__is_shown=True,
            person_id=person,
            state__in=[StageState.UPCOMING.value, *(state.value for state in OPEN)],
            opens_on__lte=on,
        )
        .order_by("due_on", "stage_order", "pk")
        .values_list("stage_code", "stage_name", "due_on")
    )
    found = {code: DueStage(code, name, due_on) for code, name, due_on in reversed(list(rows))}
    return tuple(sorted(found.values(), key=lambda stage: (stage.due_on, stage.code)))
