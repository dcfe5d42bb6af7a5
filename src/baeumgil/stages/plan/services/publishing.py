"""대시민공개."""

from baeumgil.core.actions import action, allow
from baeumgil.core.actors import Actor
from baeumgil.stages.plan.access import may_publish


@action("plan.publish")
def publish(*, actor: Actor, version: int) -> None:
    """Make an approved version public."""
    allow(may_publish(actor))
    raise NotImplementedError
