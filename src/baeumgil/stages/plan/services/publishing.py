"""대시민공개."""

from datetime import datetime

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.events import announce
from baeumgil.core.said import Said
from baeumgil.stages.plan.access import may_publish
from baeumgil.stages.plan.errors import VersionStateWrong
from baeumgil.stages.plan.events import PlanPublished
from baeumgil.stages.plan.models import PlanVersion
from baeumgil.stages.plan.services.examples import leave_examples
from baeumgil.stages.plan.services.version_hold import held_in
from baeumgil.stages.plan.terms import VersionState


@action("plan.publish")
def publish(*, actor: Actor, version: int) -> None:
    """Make an approved version public. Raises `VersionStateWrong` unless it is approved and not public yet."""
    allow(may_publish(actor))
    row = make_public(version)
    leave_examples(actor, row.plan.institute)
    record(str(row.plan), version=version, number=row.number, digest=row.digest)


def make_public(version: int, published_at: datetime | None = None) -> PlanVersion:
    """The same for use inside another action; `published_at` is for plans published elsewhere."""
    row = held_in(version, (VersionState.APPROVED,))
    if row.published_at is not None:
        raise VersionStateWrong(Said("이미 공개한 판입니다.", "This version is published already."), version=version)
    PlanVersion.objects.filter(pk=version).update(published_at=published_at or clock.now())
    announce(PlanPublished(version))
    return row
