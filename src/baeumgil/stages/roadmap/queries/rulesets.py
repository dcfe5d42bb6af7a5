"""Rule sets and their versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from baeumgil.stages.roadmap.errors import NoRulesInForce, RuleSetNotFound
from baeumgil.stages.roadmap.models import RuleSetVersion
from baeumgil.stages.roadmap.queries.effect import Effect, EffectSample, effect_of
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.rules.drafting import stages_from_json
from baeumgil.stages.roadmap.rules.effect import StageEffect
from baeumgil.stages.roadmap.terms import RuleSetId

__all__ = [
    "Effect",
    "EffectSample",
    "RuleSetRow",
    "RuleSetSummary",
    "RulesInForce",
    "StageEffect",
    "VersionRow",
    "effect_of",
    "in_force",
    "rule_set",
    "rule_sets",
    "stage_list",
]


_IN_FORCE = """
SELECT version.id, version.digest, held.id, held.name
FROM roadmap_rulesetversion AS version JOIN roadmap_ruleset AS held ON held.id = version.rule_set_id
WHERE held.is_in_force ORDER BY version.number DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class RulesInForce:
    """로드맵 규칙. What obliges today. `unstated`: "stage.field" to a note, where the source is silent."""

    rule_set: RuleSetId
    name: str
    number: int
    digest: str
    stages: tuple[Stage, ...]
    source: str
    notes: tuple[str, ...]
    unstated: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RuleSetSummary:
    """One set in the list of sets."""

    id: RuleSetId
    code: str
    name: str
    source: str
    is_template: bool
    is_in_force: bool
    number: int
    stages: int
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """판. One saved version."""

    number: int
    note: str
    made_by: str
    made_at: datetime
    stages: int
    digest: str


@dataclass(frozen=True, slots=True)
class RuleSetRow:
    """로드맵 규칙 묶음. One set as of one version, newest first in `versions`."""

    id: RuleSetId
    code: str
    name: str
    source: str
    template_code: str
    is_template: bool
    is_in_force: bool
    number: int
    latest: int
    digest: str
    stages: tuple[Stage, ...]
    notes: tuple[str, ...]
    unstated: Mapping[str, str]
    versions: tuple[VersionRow, ...]


def in_force() -> RulesInForce:
    """The newest version of the set in force; one statement, for a version never changes. Raises `NoRulesInForce`."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_FORCE)
        found = cursor.fetchone()
    if found is None:
        raise NoRulesInForce
    return _version_in_force(*found)


@lru_cache(maxsize=8)
def _version_in_force(version_id: int, digest: str, rule_set: int, name: str) -> RulesInForce:
    version = _versions().get(pk=version_id)
    return RulesInForce(
        rule_set=RuleSetId(rule_set),
        name=name,
        number=version.number,
        digest=digest,
        stages=stages_from_json(version.stages),
        source=version.rule_set.source,
        notes=tuple(version.rule_set.notes),
        unstated=version.unstated,
    )


def stage_list() -> list[tuple[str, str]]:
    """Code and name of each stage in force, in the order of the road, for filters; empty when none is in force."""
    try:
        stages = in_force().stages
    except NoRulesInForce:
        return []
    named = {stage.code: stage.name for stage in sorted(stages, key=lambda stage: (stage.order, stage.code))}
    return list(named.items())


def rule_sets() -> list[RuleSetSummary]:
    """All sets: the one in force first, then the city's own, then the templates."""
    newest = _versions().filter(number=_newest_number())
    rows = [
        RuleSetSummary(
            id=RuleSetId(version.rule_set_id),
            code=version.rule_set.code,
            name=version.rule_set.name,
            source=version.rule_set.source,
            is_template=version.rule_set.is_template,
            is_in_force=version.rule_set.is_in_force,
            number=version.number,
            stages=len(version.stages),
            made_at=version.made_at,
            made_by=version.made_by,
        )
        for version in newest
    ]
    return sorted(rows, key=lambda row: (not row.is_in_force, row.is_template, row.id))


def rule_set(rule_set: RuleSetId, number: int | None = None) -> RuleSetRow:
    """One set as of a version, the newest when none is named. Raises `RuleSetNotFound`."""
    versions = list(_versions().filter(rule_set_id=rule_set).order_by("-number"))
    chosen = versions[0] if versions and number is None else None
    chosen = next((version for version in versions if version.number == number), chosen)
    if chosen is None:
        raise RuleSetNotFound(rule_set=rule_set, number=number)
    record = chosen.rule_set
    return RuleSetRow(
        id=RuleSetId(record.pk),
        code=record.code,
        name=record.name,
        source=record.source,
        template_code=record.template_code,
        is_template=record.is_template,
        is_in_force=record.is_in_force,
        number=chosen.number,
        latest=versions[0].number,
        digest=chosen.digest,
        stages=stages_from_json(chosen.stages),
        notes=tuple(record.notes),
        unstated=chosen.unstated,
        versions=tuple(
            VersionRow(one.number, one.note, one.made_by, one.made_at, len(one.stages), one.digest) for one in versions
        ),
    )


def _versions() -> QuerySet[RuleSetVersion]:
    return RuleSetVersion.objects.select_related("rule_set")


def _newest_number() -> Subquery:
    newest = RuleSetVersion.objects.filter(rule_set=OuterRef("rule_set")).order_by("-number")
    return Subquery(newest.values("number")[:1])
