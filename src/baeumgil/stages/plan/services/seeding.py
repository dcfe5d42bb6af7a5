"""Reference data of `plan` from its seed files."""

from baeumgil.core.actors import Actor


def seed_plan(*, actor: Actor) -> int:
    """Put in policies, legal duties and tags that are not there yet; how many were new."""
    raise NotImplementedError
