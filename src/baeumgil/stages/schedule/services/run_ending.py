"""편성 계산의 끝. What came out is kept and becomes a proposal, or the run failed and says why."""

import json
from collections.abc import Mapping
from typing import Any

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.locks import hold
from baeumgil.stages.schedule.access import may_edit_schedule
from baeumgil.stages.schedule.errors import RunNotFound
from baeumgil.stages.schedule.models import Run
from baeumgil.stages.schedule.rules.run_failures import NOTHING_FOUND
from baeumgil.stages.schedule.services.proposal_making import make_proposal
from baeumgil.stages.schedule.terms import RunState

OVER = frozenset({RunState.DONE, RunState.STOPPED, RunState.FAILED})


@action("schedule.finish_run")
def finish_run(
    *, actor: Actor, run: int, plan: str | None, is_cut_short: bool = False, failure: str = ""
) -> int | None:
    """End a run with its plan (canonical text) and make its proposal; the proposal, None where there is no plan.

    `is_cut_short`: it was stopped, or died, before it was done; the best so far is kept. Ended before: nothing happens.
    """
    allow(may_edit_schedule(actor))
    rows = hold(Run, [run])
    if not rows or not isinstance(rows[0], Run):
        raise RunNotFound(run=run)
    row = rows[0]
    subject = f"{row.year.year}년 편성 계산"
    if row.state in OVER:
        record(subject, run=run, unchanged=True)
        return None
    row.ended_at = clock.now()
    row.failure = failure[:300]
    if plan is None:
        row.state = RunState.STOPPED if row.stop_asked and not failure else RunState.FAILED
        row.failure = row.failure or NOTHING_FOUND
        row.save(update_fields=["state", "ended_at", "failure"])
        record(subject, run=run, state=row.state)
        return None
    row.state = RunState.STOPPED if is_cut_short else RunState.DONE
    said: Mapping[str, Any] = json.loads(plan)
    row.plan, row.cost, row.bound, row.engine = plan, said["cost"], said["bound"], said["engine"]
    row.placed = len(said["placed"])
    row.save(update_fields=["state", "ended_at", "failure", "plan", "cost", "bound", "engine", "placed"])
    proposal = make_proposal(run)
    record(subject, run=run, state=row.state, proposal=proposal, cost=row.cost, bound=row.bound, placed=row.placed)
    return proposal
