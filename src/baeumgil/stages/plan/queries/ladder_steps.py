"""Courses of level ladders: a building block for later stages, neither guarded nor logged."""

from collections.abc import Collection

from baeumgil.stages.plan.models import Course
from baeumgil.stages.plan.terms import Level


def ladder_steps(ladders: Collection[str]) -> tuple[tuple[str, Level, str, str], ...]:
    """Ladder, level, code and name of each course of these ladders that has a level; one statement, or none."""
    if not ladders:
        return ()
    rows = Course.objects.filter(ladder__in=sorted(ladders), level__isnull=False).order_by("ladder", "code", "pk")
    return tuple(
        (ladder, Level(level), code, name)
        for ladder, level, code, name in rows.values_list("ladder", "level", "code", "name")
        if level is not None
    )
