"""역량 차이: entered figures of a diagnosis."""

from collections.abc import Sequence

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.stages.plan.access import may_manage_needs
from baeumgil.stages.plan.errors import NeedsInvalid
from baeumgil.stages.plan.models import Competency, CompetencyGap
from baeumgil.stages.plan.rules.needs_drafts import GapDraft, check_gaps


@action("plan.enter_gaps")
def enter_gaps(*, actor: Actor, institute: int, year: int, gaps: Sequence[GapDraft]) -> int:
    """Keep wanted and measured levels for a plan year; those of the same competency and group are replaced.

    How many were kept. Raises `NeedsInvalid`.
    """
    allow(may_manage_needs(actor))
    competencies = dict(Competency.objects.filter(institute_id=institute).values_list("code", "pk"))
    problems = list(check_gaps(gaps, frozenset(competencies)))
    if problems:
        raise NeedsInvalid(problems)
    CompetencyGap.objects.bulk_create(
        [
            CompetencyGap(
                competency_id=competencies[gap.competency],
                year=year,
                group=gap.group.strip()[:80],
                wanted_milli=gap.wanted_milli,
                measured_milli=gap.measured_milli,
                people=gap.people,
                source=gap.source.strip()[:200],
            )
            for gap in gaps
        ],
        update_conflicts=True,
        unique_fields=["competency", "year", "group"],
        update_fields=["wanted_milli", "measured_milli", "people", "source"],
    )
    record(f"{year}년 역량 차이", year=year, gaps=len(gaps))
    return len(gaps)


@action("plan.remove_gap")
def remove_gap(*, actor: Actor, institute: int, year: int, competency: str, group: str = "") -> int:
    """Take a line out; how many there were (one or none)."""
    allow(may_manage_needs(actor))
    found = CompetencyGap.objects.filter(
        competency__institute_id=institute, competency__code=competency, year=year, group=group
    )
    removed, _by_table = found.delete()
    record(f"{year}년 역량 차이 {competency}", year=year, gaps=removed)
    return removed
