"""What became of plans: actual figures of a year, course by course and session by session."""

from django.db import models
from django.db.models import Q

from baeumgil.stages.plan.models.catalogue import Course, Institute


class YearResult(models.Model):
    """연도 실적. People planned and people actually trained; actual above plan is normal (128 % in Seoul 2017).

    `plan_name` says which version the planned figure belongs to: no rate without it.
    """

    institute = models.ForeignKey(Institute, on_delete=models.CASCADE, related_name="year_results")
    year = models.IntegerField()
    plan_name = models.CharField(max_length=120)
    planned_people = models.IntegerField()
    actual_people = models.IntegerField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("year",)
        constraints = (
            models.UniqueConstraint(name="plan_year_result_once", fields=["institute", "year"]),
            models.CheckConstraint(
                name="plan_year_result_people",
                condition=Q(planned_people__gte=0) & (Q(actual_people=None) | Q(actual_people__gte=0)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.plan_name}"


class CourseResult(models.Model):
    """과정 실적. One course in one year. Means are thousandths of a point of a scale up to `scale`."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="results")
    year = models.IntegerField()
    sessions = models.IntegerField(default=0)
    seats = models.IntegerField(default=0)
    applied = models.IntegerField(null=True)
    enrolled = models.IntegerField(default=0)
    completed = models.IntegerField(null=True)
    satisfaction_milli = models.IntegerField(null=True)
    scale = models.IntegerField(default=5)
    responses = models.IntegerField(null=True)
    themes = models.JSONField(default=list)
    cost = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("year", "course__code")
        constraints = (
            models.UniqueConstraint(name="plan_course_result_once", fields=["course", "year"]),
            models.CheckConstraint(
                name="plan_course_result_amounts",
                condition=Q(sessions__gte=0)
                & Q(seats__gte=0)
                & Q(enrolled__gte=0)
                & (Q(applied=None) | Q(applied__gte=0))
                & (Q(completed=None) | Q(completed__gte=0)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.course_id} {self.year}"


class SessionResult(models.Model):
    """기수 만족도. Means per item of one session, in thousandths of a point."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="session_results")
    year = models.IntegerField()
    number = models.IntegerField()
    dates_text = models.CharField(max_length=80, blank=True)
    place_kind = models.CharField(max_length=60, blank=True)
    people = models.IntegerField(null=True)
    overall_milli = models.IntegerField(null=True)
    items_milli = models.JSONField(default=dict)
    composite_milli = models.IntegerField(null=True)
    scale = models.IntegerField(default=5)

    class Meta:
        ordering = ("year", "course__code", "number")
        constraints = (
            models.UniqueConstraint(name="plan_session_result_once", fields=["course", "year", "number", "dates_text"]),
        )

    def __str__(self) -> str:
        return f"{self.course_id} {self.year}-{self.number}"
