"""The computed state of every person and stage, stored so that pages and lists need no recomputation."""

from django.db import models
from django.db.models import Q

from baeumgil.core.fields import TermField
from baeumgil.stages.roadmap.terms import StageState


class RequirementRun(models.Model):
    """계산. One computation of all requirements for one day; only the newest finished one is shown."""

    on = models.DateField()
    rules_digest = models.CharField(max_length=64)
    people = models.IntegerField(default=0)
    rows = models.IntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    is_shown = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="roadmap_one_run_shown", fields=["is_shown"], condition=Q(is_shown=True)),
        )

    def __str__(self) -> str:
        return f"{self.on} ({self.rows})"


class Requirement(models.Model):
    """이수 의무. One occurrence of a stage for one person: who owes what, by when, on what basis.

    `derived`: computed anew from facts at any time, so that it never stands in the way of taking a roster back.
    """

    derived = True

    run = models.ForeignKey(RequirementRun, on_delete=models.CASCADE, related_name="requirements")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="requirements")
    stage_code = models.CharField(max_length=40)
    stage_name = models.CharField(max_length=120)
    stage_order = models.IntegerField(default=0)
    occurrence = models.IntegerField()
    state = TermField(StageState)
    anchor_on = models.DateField()
    opens_on = models.DateField()
    due_on = models.DateField()
    closes_on = models.DateField(null=True)
    settled_on = models.DateField(null=True)
    settled_by = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=40)
    blocks_done = models.SmallIntegerField(default=0)
    blocks = models.SmallIntegerField(default=0)
    unit = models.ForeignKey("people.Unit", on_delete=models.CASCADE, null=True, related_name="+")
    is_away = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(fields=["run", "stage_code", "state", "due_on"]),
            models.Index(fields=["run", "state", "due_on"]),
            models.Index(fields=["run", "unit", "state"]),
            models.Index(fields=["run", "person"]),
        )
        constraints = (
            models.UniqueConstraint(
                name="roadmap_requirement_once", fields=["run", "person", "stage_code", "anchor_on"]
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.stage_code} {self.state}"
