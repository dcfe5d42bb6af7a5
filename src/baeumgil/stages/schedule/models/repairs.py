"""What hit a year's calendar, and the repairs that were worked out for it."""

from django.db import models
from django.db.models import F, Q

from baeumgil.core.fields import TermField
from baeumgil.stages.schedule.models.runs import Run
from baeumgil.stages.schedule.models.sessions import CourseSession, ScheduleYear
from baeumgil.stages.schedule.terms import RepairVariant, RunCause


class Disruption(models.Model):
    """뜻밖의 일. A holiday declared late, an instructor away, a room closed, a session added or moved by hand.

    `hit` is what it hit on that day: `[{"session", "title", "people", "why"}]`, sessions in order, no names of people.
    """

    year = models.ForeignKey(ScheduleYear, on_delete=models.CASCADE, related_name="disruptions")
    cause = TermField(RunCause)
    name = models.CharField(max_length=200)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    session = models.ForeignKey(CourseSession, on_delete=models.CASCADE, null=True, related_name="disruptions")
    hit = models.JSONField(default=list)
    people = models.IntegerField(default=0)
    requested_by = models.CharField(max_length=200)
    requested_at = models.DateTimeField()

    class Meta:
        ordering = ("-requested_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="schedule_disruption_span",
                condition=Q(first=None, last=None) | Q(last__gte=F("first")),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Repair(models.Model):
    """재편성. One way of putting a disruption right: a run of its own, so that it is checked and derivable."""

    disruption = models.ForeignKey(Disruption, on_delete=models.CASCADE, related_name="repairs")
    variant = TermField(RepairVariant)
    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="repair")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(name="schedule_repair_once", fields=["disruption", "variant"]),)

    def __str__(self) -> str:
        return f"{self.disruption_id} {self.variant}"
