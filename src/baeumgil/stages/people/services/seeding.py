"""Default policies of `people` from its seed files."""

from pathlib import Path

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.policies import load_seed
from baeumgil.stages.people.access import may_seed_policies

SEED = Path(__file__).resolve().parent.parent / "seed" / "policies"


@action("people.seed_policies")
def seed_policies(*, actor: Actor) -> int:
    """Put in every default policy that is not there yet; what a city changed stays. Returns how many were new."""
    allow(may_seed_policies(actor))
    made = sum(load_seed(path) for path in sorted(SEED.glob("*.toml")))
    record("기본 방침", made=made)
    return made
