"""The annual plan: versions, lines, ancestors, planned sessions."""

from django.db import models
from django.db.models import F, Q

from baeumgil.core.fields import TermField
from baeumgil.stages.people.terms import Authority
from baeumgil.stages.plan.models.catalogue import Course, Field, Goal, Institute
from baeumgil.stages.plan.terms import (
    OPEN_STATES,
    ChangeVerb,
    ContentKey,
    CourseKind,
    Origin,
    PreCheckMark,
    TargetGroup,
    VersionState,
)


class Plan(models.Model):
    """교육훈련계획. The plan of one year, of one institute for one appointing authority."""

    institute = models.ForeignKey(Institute, on_delete=models.PROTECT, related_name="plans")
    authority = TermField(Authority, default=Authority.MAYOR.value)
    year = models.IntegerField()
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ("-year", "institute_id")
        constraints = (
            models.UniqueConstraint(name="plan_once_a_year", fields=["institute", "authority", "year"]),
            models.CheckConstraint(name="plan_year", condition=Q(year__range=(1990, 2100))),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.title}"


class PlanVersion(models.Model):
    """계획 판. Worked on in the open, then approved and frozen: `digest` is the SHA-256 of all that it says."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    state = TermField(VersionState, default=VersionState.DRAFT.value)
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="successors")
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="following_years")
    note = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    created_label = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()
    revision = models.IntegerField(default=1)
    submitted_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True)
    document_number = models.CharField(max_length=80, blank=True)
    policy_number = models.CharField(max_length=80, blank=True)
    vision = models.CharField(max_length=300, blank=True)
    frame = models.JSONField(default=dict)
    """Names that the version was approved under: institute, fields, goals. Later renaming does not reach it."""

    class Meta:
        ordering = ("plan_id", "-number")
        constraints = (
            models.UniqueConstraint(name="plan_version_number", fields=["plan", "number"]),
            models.UniqueConstraint(
                name="plan_version_one_open",
                fields=["plan"],
                condition=Q(state__in=tuple(state.value for state in OPEN_STATES)),
            ),
            models.UniqueConstraint(
                name="plan_version_one_approved", fields=["plan"], condition=Q(state=VersionState.APPROVED.value)
            ),
            models.CheckConstraint(
                name="plan_version_frozen",
                condition=Q(state__in=tuple(state.value for state in OPEN_STATES))
                | (~Q(digest="") & Q(approved_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="plan_version_published",
                condition=Q(published_at=None)
                | Q(state__in=(VersionState.APPROVED.value, VersionState.SUPERSEDED.value)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan_id} v{self.number}"


class PlanContent(models.Model):
    """법정 기재사항. One of the six things a plan must say, as text."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="contents")
    key = TermField(ContentKey)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(name="plan_content_once", fields=["version", "key"]),)

    def __str__(self) -> str:
        return str(self.key)


class PreCheck(models.Model):
    """사전 검토항목. One row of the check sheet; which rows there are is a dated policy."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="pre_checks")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    mark = TermField(PreCheckMark, default=PreCheckMark.UNCHECKED.value)
    remark = models.CharField(max_length=300, blank=True)
    order = models.IntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(name="plan_pre_check_once", fields=["version", "code"]),)

    def __str__(self) -> str:
        return self.name


class PlanLine(models.Model):
    """계획의 과정. One course in one version: what happens to it, why, and how many sessions and seats.

    Names and places are those of that day. `seats` counts people of all sessions together (연인원). A line whose
    verb ends the course has no sessions and no seats.
    """

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="lines")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="plan_lines")
    order = models.IntegerField(default=0)
    name = models.CharField(max_length=200)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="plan_lines")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, related_name="plan_lines")
    kind = TermField(CourseKind)
    target_group = TermField(TargetGroup)
    target_text = models.CharField(max_length=300, blank=True)
    duration_text = models.CharField(max_length=60, blank=True)
    total_minutes = models.IntegerField(null=True)
    verb = TermField(ChangeVerb)
    improvements = models.JSONField(default=list)
    origin = TermField(Origin)
    reason = models.CharField(max_length=500, blank=True)
    sessions = models.IntegerField(default=0)
    seats_per_session = models.IntegerField(null=True)
    seats = models.IntegerField(default=0)
    budget = models.BigIntegerField(null=True)
    owner_name = models.CharField(max_length=200, blank=True)
    remark = models.CharField(max_length=500, blank=True)
    revision = models.IntegerField(default=1)

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(name="plan_line_once", fields=["version", "course"]),
            models.CheckConstraint(
                name="plan_line_amounts",
                condition=Q(sessions__gte=0)
                & Q(seats__gte=0)
                & (Q(seats_per_session=None) | Q(seats_per_session__gt=0))
                & (Q(budget=None) | Q(budget__gte=0)),
            ),
            models.CheckConstraint(
                name="plan_line_ended_is_empty",
                condition=~Q(verb__in=(ChangeVerb.MERGED.value, ChangeVerb.REPLACED.value, ChangeVerb.ABOLISHED.value))
                | (Q(sessions=0) & Q(seats=0)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.verb})"


class LineAncestor(models.Model):
    """이전 과정. A course of the year before that this line carries on or takes in."""

    line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="ancestors")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="descendant_lines")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(name="plan_ancestor_once", fields=["line", "course"]),)

    def __str__(self) -> str:
        return f"{self.line_id} ← {self.course_id}"


class PlannedSession(models.Model):
    """계획 기수. A session the plan names; its days may still be open (`month` alone, or nothing)."""

    line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="planned_sessions")
    number = models.IntegerField()
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    month = models.IntegerField(null=True)
    seats = models.IntegerField()
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("starts_on", "number", "pk")
        constraints = (
            models.UniqueConstraint(name="plan_session_number", fields=["line", "number", "note"]),
            models.CheckConstraint(
                name="plan_session_days",
                condition=Q(starts_on=None, ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="plan_session_amounts", condition=Q(seats__gte=0) & (Q(month=None) | Q(month__range=(1, 12)))
            ),
        )

    def __str__(self) -> str:
        return f"{self.line_id}-{self.number}"
