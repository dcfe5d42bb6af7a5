"""표본: the published plan of another institute, shipped as facts."""

from baeumgil.core.actions import action
from baeumgil.core.actors import Actor


@action("plan.load_gyeongnam")
def load_gyeongnam(*, actor: Actor) -> None:
    """The plan of 2025 of Gyeongnam's institute, with sessions, shared e-learning and survey results."""
    raise NotImplementedError
