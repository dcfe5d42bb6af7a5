"""Default policies of `enrolment` from its seed files."""

from pathlib import Path

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.policies import load_seed
from baeumgil.stages.enrolment.access import may_run_calls

SEED = Path(__file__).resolve().parent.parent / "seed" / "policies"


@action("enrolment.seed")
def seed_enrolment(*, actor: Actor) -> int:
    """Put in policies that are not there yet; how many were new. What a city changed stays."""
    allow(may_run_calls(actor))
    made = sum(load_seed(path) for path in sorted(SEED.glob("*.toml")))
    record("신청·선발 기본 방침", made=made)
    return made
