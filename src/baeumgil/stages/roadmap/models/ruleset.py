"""Rule sets and their versions."""

from django.db import models
from django.db.models import Q


class RuleSet(models.Model):
    """로드맵 규칙 묶음. Shipped ones are templates; a city edits its own copy, and one set is in force."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=300, blank=True)
    notes = models.JSONField(default=list)
    template_code = models.CharField(max_length=40, blank=True)
    is_template = models.BooleanField(default=False)
    is_in_force = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="roadmap_one_set_in_force", fields=["is_in_force"], condition=Q(is_in_force=True)
            ),
        )

    def __str__(self) -> str:
        return self.name


class RuleSetVersion(models.Model):
    """판. The whole set as it stood after one save; never changed afterwards.

    `unstated` names what the source does not say and the city has not decided: "stage.field" to a note.
    """

    rule_set = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="versions")
    number = models.IntegerField()
    stages = models.JSONField()
    unstated = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    note = models.CharField(max_length=300, blank=True)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("rule_set", "-number")
        constraints = (models.UniqueConstraint(name="roadmap_version_number", fields=["rule_set", "number"]),)

    def __str__(self) -> str:
        return f"{self.rule_set_id} v{self.number}"
