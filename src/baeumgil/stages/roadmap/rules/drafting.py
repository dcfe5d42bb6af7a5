"""Stages as plain JSON values and back, and what is wrong with a draft."""

from collections.abc import Sequence
from typing import Any

from baeumgil.core.errors import Problem
from baeumgil.stages.roadmap.rules.definition import Stage


def stage_to_json(stage: Stage) -> dict[str, Any]:
    """Every field of a stage as JSON values; nothing is left out, so that a stored version never changes meaning."""
    raise NotImplementedError


def stages_to_json(stages: Sequence[Stage]) -> list[dict[str, Any]]:
    """All stages in their order."""
    return [stage_to_json(stage) for stage in stages]


def stages_from_json(raw: object) -> tuple[Stage, ...]:
    """Back to stages; a field left out takes its default. Raises `RulesWrong` naming stage and field."""
    raise NotImplementedError


def check_stages(stages: Sequence[Stage]) -> list[Problem]:
    """Everything that contradicts itself, in Korean; `field` is "단계코드.field". Empty: the draft may be saved."""
    raise NotImplementedError
