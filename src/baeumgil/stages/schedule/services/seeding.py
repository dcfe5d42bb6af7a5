"""Default policies of `schedule` from its seed files."""

from pathlib import Path

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.policies import load_seed
from baeumgil.stages.schedule.access import may_edit_schedule

SEED = Path(__file__).resolve().parent.parent / "seed" / "policies"


@action("schedule.seed")
def seed_schedule(*, actor: Actor) -> int:
    """Put in policies that are not there yet; how many were new. What a city changed stays."""
    allow(may_edit_schedule(actor))
    made = sum(load_seed(path) for path in sorted(SEED.glob("*.toml")))
    record("일정 편성 기본 방침", made=made)
    return made
