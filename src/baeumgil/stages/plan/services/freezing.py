"""승인된 판을 얼림: what was approved can be proven later."""

from datetime import datetime

from baeumgil.core import clock
from baeumgil.core.events import announce
from baeumgil.core.locks import hold
from baeumgil.stages.plan.errors import PlanNotFound, VersionStateWrong
from baeumgil.stages.plan.events import PlanApproved
from baeumgil.stages.plan.models import PlanVersion
from baeumgil.stages.plan.queries.plan_books import digest_now, version_row
from baeumgil.stages.plan.queries.plan_rows import frame_of, names_of
from baeumgil.stages.plan.services.version_hold import touch
from baeumgil.stages.plan.terms import VersionState


def freeze(
    version: int, *, document_number: str = "", policy_number: str = "", approved_at: datetime | None = None
) -> str:
    """Approve a version, supersede the older one and announce it; the digest. For use inside another action.

    Raises `VersionStateWrong` unless it is in approval. Names of fields and goals are kept with the version, so that
    later renaming does not reach it. `approved_at` is for plans approved elsewhere.
    """
    plan = PlanVersion.objects.filter(pk=version).values_list("plan_id", flat=True).first()
    if plan is None:
        raise PlanNotFound(version=version)
    older = PlanVersion.objects.filter(plan_id=plan, state=VersionState.APPROVED).values_list("pk", flat=True)
    states = {row.pk: row.state for row in hold(PlanVersion, [version, *older]) if isinstance(row, PlanVersion)}
    if states[version] != VersionState.IN_APPROVAL:
        raise VersionStateWrong(version=version, state=str(states[version]))
    row = version_row(version)
    PlanVersion.objects.filter(pk=version).update(frame=frame_of(row, names_of(row.plan.institute_id)))
    digest = digest_now(version)
    for pk, state in states.items():
        if state == VersionState.APPROVED:
            touch(pk, state=VersionState.SUPERSEDED)
    touch(
        version,
        state=VersionState.APPROVED,
        approved_at=approved_at or clock.now(),
        digest=digest,
        document_number=document_number,
        policy_number=policy_number,
    )
    announce(PlanApproved(version))
    return digest


def digest_of(version: int) -> str:
    """SHA-256 over all that the version says now, its own state and the approval's numbers left out."""
    return digest_now(version)
