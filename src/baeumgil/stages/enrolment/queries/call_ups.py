"""이수 대상자 부르기. How many people owe the stage of a call's course, before anybody is called up. Counts alone."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.enrolment.access import may_run_calls
from baeumgil.stages.enrolment.models import Application, Call
from baeumgil.stages.enrolment.queries.call_frames import CallFrame, call_frame
from baeumgil.stages.enrolment.queries.obstacles import obstacles
from baeumgil.stages.enrolment.rules.phases import phase_of
from baeumgil.stages.enrolment.terms import CallPhase
from baeumgil.stages.roadmap.queries.due_people import people_due


@dataclass(frozen=True, slots=True)
class CallUpPreview:
    """부를 사람 수. `stage_code` is empty when the course serves no stage; `against` counts what stops the rest."""

    frame: CallFrame
    phase: CallPhase
    stage_code: str
    due: int
    applied: int
    able: int
    against: Mapping[str, int]


def call_up_preview(*, actor: Actor, call: int) -> CallUpPreview:
    """Whom calling up would reach today. Raises `NotAllowed`, `CallNotFound`."""
    if not may_run_calls(actor):
        raise NotAllowed
    frame = call_frame(call)
    stage = Call.objects.filter(pk=call).values_list("course__stage_code", flat=True)[0]
    due = set(people_due(stage, clock.today()))
    applied = set(Application.objects.filter(call_id=call).values_list("person_id", flat=True)) & due
    open_to = due - applied
    stopped = obstacles(frame, open_to, ())
    against = Counter(problem.message for problems in stopped.values() for problem in problems)
    return CallUpPreview(
        frame=frame,
        phase=phase_of(frame.state, frame.opens_at, frame.closes_at, clock.now()),
        stage_code=stage,
        due=len(due),
        applied=len(applied),
        able=len(open_to) - len(stopped),
        against=dict(sorted(against.items())),
    )
