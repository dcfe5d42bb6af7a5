"""Reference data of `plan` from its seed files."""

from pathlib import Path

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.policies import load_seed
from baeumgil.stages.plan.access import may_edit_catalogue
from baeumgil.stages.plan.services.catalogue_seed import load_duties_and_tags

SEED = Path(__file__).resolve().parent.parent / "seed" / "policies"


@action("plan.seed")
def seed_plan(*, actor: Actor) -> int:
    """Put in policies, legal duties and tags that are not there yet; how many were new. What a city changed stays."""
    allow(may_edit_catalogue(actor))
    made = sum(load_seed(path) for path in sorted(SEED.glob("*.toml"))) + load_duties_and_tags()
    record("교육훈련계획 기본 자료", made=made)
    return made
