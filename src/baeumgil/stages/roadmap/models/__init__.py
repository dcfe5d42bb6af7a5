"""Tables of `roadmap`."""

from baeumgil.stages.roadmap.models.requirement import Requirement, RequirementRun
from baeumgil.stages.roadmap.models.ruleset import RuleSet, RuleSetVersion
from baeumgil.stages.roadmap.models.training import Exemption, RecordImport, TrainingRecord

__all__ = [
    "Exemption",
    "RecordImport",
    "Requirement",
    "RequirementRun",
    "RuleSet",
    "RuleSetVersion",
    "TrainingRecord",
]
