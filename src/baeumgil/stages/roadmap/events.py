"""Facts that `roadmap` announces."""

from dataclasses import dataclass

from baeumgil.stages.roadmap.terms import RuleSetId


@dataclass(frozen=True, slots=True)
class RulesChanged:
    """The rules in force are other ones than before: another set, or another version of the same."""

    rule_set: RuleSetId
    number: int


@dataclass(frozen=True, slots=True)
class RecordsChanged:
    """Training records of these people were added or taken back."""

    person_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ExemptionChanged:
    """An exemption was granted to this person, or withdrawn."""

    person: int
    stage_code: str
