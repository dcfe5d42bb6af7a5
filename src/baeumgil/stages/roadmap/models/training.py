"""Past training that counts, and exemptions."""

from django.db import models
from django.db.models import F, Q

from baeumgil.core.fields import TermField
from baeumgil.stages.people.terms import RosterState


class RecordImport(models.Model):
    """이수 기록 가져오기. One file of training records, checked whole and then taken whole."""

    file_name = models.CharField(max_length=255)
    file_digest = models.CharField(max_length=64)
    state = TermField(RosterState)
    rows = models.IntegerField(default=0)
    staged = models.JSONField(default=list)
    preview = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    requested_by = models.BigIntegerField(null=True)
    requested_label = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.file_name} ({self.state})"


class TrainingRecord(models.Model):
    """교육 이수 기록. `course_key` is the course's code, or its normalised name where old papers give none.

    Times are whole minutes; unit and grade are those of that time.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="training_records")
    course_key = models.CharField(max_length=200, db_index=True)
    course_name = models.CharField(max_length=200)
    institution = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField(null=True)
    completed_on = models.DateField()
    minutes = models.IntegerField(null=True)
    unit_name = models.CharField(max_length=300, blank=True)
    grade_title = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=40, default="import")
    record_import = models.ForeignKey(RecordImport, on_delete=models.PROTECT, null=True, related_name="records")

    class Meta:
        ordering = ("completed_on", "pk")
        constraints = (
            models.UniqueConstraint(name="roadmap_record_once", fields=["person", "course_key", "completed_on"]),
            models.CheckConstraint(name="roadmap_record_minutes", condition=Q(minutes=None) | Q(minutes__gte=0)),
            models.CheckConstraint(
                name="roadmap_record_span", condition=Q(starts_on=None) | Q(completed_on__gte=F("starts_on"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.course_name} {self.completed_on}"


class Exemption(models.Model):
    """면제. A decision that one person need not do one stage."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="exemptions")
    stage_code = models.CharField(max_length=40)
    reason = models.CharField(max_length=300)
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="roadmap_exemption_once", fields=["person", "stage_code"], condition=Q(withdrawn_at=None)
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.stage_code}"
