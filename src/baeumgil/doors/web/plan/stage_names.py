"""Stages of the roadmap, as a course names them."""

from baeumgil.stages.roadmap.errors import NoRulesInForce
from baeumgil.stages.roadmap.queries.rulesets import in_force


def stage_names() -> dict[str, str]:
    """Code and name of each stage in force, in their order; none while there is no roadmap."""
    try:
        found = in_force().stages
    except NoRulesInForce:
        return {}
    return {stage.code: stage.name for stage in found}
