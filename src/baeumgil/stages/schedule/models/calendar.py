"""The working calendar: what is added to the public holidays (a dated policy of `plan`), and times to avoid."""

from django.db import models
from django.db.models import F, Q

from baeumgil.core.fields import TermField
from baeumgil.stages.schedule.terms import DayKind, PeakKind


class CalendarDay(models.Model):
    """근무 달력의 날. A holiday declared late, a day the institute is closed, or one worked after all."""

    institute = models.ForeignKey("plan.Institute", on_delete=models.CASCADE, related_name="calendar_days")
    on = models.DateField()
    kind = TermField(DayKind)
    name = models.CharField(max_length=80)
    basis = models.CharField(max_length=200, blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ("on",)
        constraints = (models.UniqueConstraint(name="schedule_day_once", fields=["institute", "on"]),)

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class Peak(models.Model):
    """피할 때. Personnel moves, year end, an event; `cost` is points per session day (0: shown, not avoided)."""

    institute = models.ForeignKey("plan.Institute", on_delete=models.CASCADE, related_name="peaks")
    kind = TermField(PeakKind)
    name = models.CharField(max_length=80)
    starts_on = models.DateField()
    ends_on = models.DateField()
    cost = models.IntegerField(default=2)

    class Meta:
        ordering = ("starts_on", "pk")
        constraints = (
            models.CheckConstraint(
                name="schedule_peak_span", condition=Q(ends_on__gte=F("starts_on")) & Q(cost__range=(0, 100))
            ),
        )

    def __str__(self) -> str:
        return self.name
