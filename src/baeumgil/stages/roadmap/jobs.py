"""Background entry points of `roadmap`."""

from collections.abc import Mapping

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.jobs import job, progress
from baeumgil.stages.roadmap.queries.runs import RECOMPUTE
from baeumgil.stages.roadmap.services import requirements


@job(RECOMPUTE)
def recompute() -> Mapping[str, object]:
    """Compute and store who owes what today. Running it twice changes nothing."""
    progress(0, 0, "인사 자료와 이수 기록 읽기")
    outcome = requirements.recompute(actor=Actor.system("이수 의무 계산"), on=clock.today())
    return {
        "on": outcome.on.isoformat(),
        "people": outcome.people,
        "rows": outcome.rows,
        "written": outcome.written,
        "removed": outcome.removed,
    }
