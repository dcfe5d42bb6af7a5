"""Parts that pages of runs and of proposals share."""

from collections.abc import Mapping

from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.stages.schedule.access import may_see_instructors
from baeumgil.stages.schedule.queries.problems import LeftOut, left_out
from baeumgil.stages.schedule.queries.runs import RunRow
from baeumgil.stages.schedule.terms import RunKind


def left_out_parts(request: PageRequest, run: RunRow) -> Mapping[str, object]:
    """What the problem of the run's year leaves out. A repair keeps what stands, so that nothing new is left out."""
    is_year = run.kind == RunKind.YEAR
    found = left_out(actor=request.actor, year=run.schedule_year) if is_year else LeftOut()
    return {"left_out": found, "sees_instructors": may_see_instructors(request.actor)}
