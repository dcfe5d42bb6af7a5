"""Background entry points of `people`."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from baeumgil.core.jobs import job, on_behalf, progress
from baeumgil.stages.people.queries.roster import roster_import as import_row
from baeumgil.stages.people.services.outbox import JOB as DELIVER
from baeumgil.stages.people.services.outbox import deliver
from baeumgil.stages.people.services.roster import RosterOptions, apply_roster, check_roster
from baeumgil.stages.people.terms import RosterState


@job("people.check_roster")
def check(**given: Any) -> Mapping[str, object]:
    """Check a file that a door has put aside, then remove it."""
    path = Path(given["path"])
    progress(0, 1, "명단을 읽는 중")
    try:
        made = check_roster(
            actor=on_behalf(f"{given['requested_label']} 요청: 명단 확인"),
            file_name=given["file_name"],
            path=path,
            as_of=date.fromisoformat(given["as_of"]),
            mapping_name=given["mapping_name"],
            columns=given["columns"],
            options=RosterOptions(**given["options"]),
        )
    finally:
        path.unlink(missing_ok=True)
    progress(1, 1, "명단을 확인했습니다")
    return {"roster_import": made}


@job("people.apply_roster")
def apply(*, roster_import: int, preview_digest: str, requested_label: str) -> Mapping[str, object]:
    """Apply an import. Run again after it was done, it only reports."""
    actor = on_behalf(f"{requested_label} 요청: 명단 적용")
    if import_row(actor=actor, roster_import=roster_import).state is not RosterState.APPLIED:
        progress(0, 1, "명단을 적용하는 중")
        apply_roster(actor=actor, roster_import=roster_import, preview_digest=preview_digest)
    progress(1, 1, "명단을 적용했습니다")
    return {"roster_import": roster_import}


@job(DELIVER)
def deliver_notices() -> Mapping[str, object]:
    """Carry out what is due. Run twice at the same time, the two share the work."""
    done = deliver(actor=on_behalf("알림 발송"))
    return {"sent": done.sent, "waiting": done.waiting, "failed": done.failed, "uncertain": done.uncertain}
