"""Files on their way in, and the city's own paper templates."""

from django.db import models

from baeumgil.core.fields import TermField
from baeumgil.stages.people.terms import RosterState
from baeumgil.stages.plan.models.catalogue import Institute
from baeumgil.stages.plan.terms import ImportKind, PaperKind


class PlanImport(models.Model):
    """계획 파일 가져오기. One file, checked whole, looked at, then taken whole or not at all."""

    institute = models.ForeignKey(Institute, on_delete=models.CASCADE, related_name="imports")
    kind = TermField(ImportKind)
    year = models.IntegerField(null=True)
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

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.file_name} ({self.state})"


class PaperTemplate(models.Model):
    """기관 서식. A HWPX form of the city's own; its `{{이름}}` places are filled with the same data."""

    institute = models.ForeignKey(Institute, on_delete=models.CASCADE, related_name="paper_templates")
    paper = TermField(PaperKind)
    name = models.CharField(max_length=120)
    file_name = models.CharField(max_length=255)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    places = models.JSONField(default=list)
    uploaded_at = models.DateTimeField()
    uploaded_label = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("paper", "pk")
        constraints = (models.UniqueConstraint(name="plan_template_name", fields=["institute", "paper", "name"]),)

    def __str__(self) -> str:
        return self.name
