"""Roster imports: what was handed in, what it will change, what it changed."""

from django.db import models

from baeumgil.core.fields import TermField
from baeumgil.stages.people.terms import RosterState


class ColumnMapping(models.Model):
    """열 맞춤. Which heading of a city's export holds which fact, saved under a name."""

    name = models.CharField(max_length=80, unique=True)
    columns = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class RosterImport(models.Model):
    """명단 가져오기. One file on its way: checked, previewed, applied, perhaps undone.

    `staged` holds the normalised rows between check and apply and is emptied afterwards; `preview`
    holds counts and changes; `problems` every problem found.
    """

    file_name = models.CharField(max_length=255)
    file_digest = models.CharField(max_length=64)
    as_of = models.DateField()
    mapping_name = models.CharField(max_length=80, blank=True)
    columns = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    state = TermField(RosterState)
    rows = models.IntegerField(default=0)
    staged = models.JSONField(default=list)
    preview = models.JSONField(default=dict)
    preview_digest = models.CharField(max_length=64, blank=True)
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


class RosterEffect(models.Model):
    """What an applied import did to one row that was there before it, so that it can be undone.

    `before` holds the columns as they stood. Rows that the import made carry its id themselves.
    """

    roster_import = models.ForeignKey(RosterImport, on_delete=models.PROTECT, related_name="effects")
    table = models.CharField(max_length=30)
    row_id = models.BigIntegerField()
    before = models.JSONField()

    class Meta:
        constraints = (models.UniqueConstraint(name="people_effect_once", fields=["roster_import", "table", "row_id"]),)

    def __str__(self) -> str:
        return f"{self.table} {self.row_id}"
