"""이수 기한을 달마다 센 것. Counts alone: no personal data."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import Count
from django.db.models.functions import ExtractMonth

from baeumgil.stages.roadmap.models import Requirement
from baeumgil.stages.roadmap.terms import StageState

OPEN = (StageState.UPCOMING, StageState.DUE, StageState.OVERDUE)


def due_by_month(year: int) -> Mapping[str, Mapping[int, int]]:
    """How many people still owe each stage (by code) in each month of a year, as last computed.

    Month 0 holds those whose day had passed before the year began. Two statements. Unguarded.
    """
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    owed = Requirement.objects.filter(run__is_shown=True, state__in=OPEN)
    late = owed.filter(due_on__lt=date(year, 1, 1)).values("stage_code").annotate(people=Count("pk"))
    for row in late.order_by("stage_code"):
        found[row["stage_code"]][0] = row["people"]
    within = owed.filter(due_on__range=(date(year, 1, 1), date(year, 12, 31)))
    months = within.annotate(month=ExtractMonth("due_on")).values("stage_code", "month").annotate(people=Count("pk"))
    for row in months.order_by("stage_code", "month"):
        found[row["stage_code"]][row["month"]] = row["people"]
    return found
