"""The organisation tree with its dates."""

from django.db import models
from django.db.models import F, Q

from baeumgil.core.fields import TermField
from baeumgil.stages.people.terms import SuccessionKind, UnitKind


class Unit(models.Model):
    """부서. One organisational unit through all its names and places; `key` is ours and never changes."""

    key = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.key


class UnitSpan(models.Model):
    """A unit's name, code and parent from one day to another; `ends_on` is the last day, or open."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="spans")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="child_spans", null=True)
    official_code = models.CharField(max_length=7, blank=True, db_index=True)
    name = models.CharField(max_length=100)
    full_name = models.CharField(max_length=300)
    kind = TermField(UnitKind)
    sort_order = models.IntegerField(default=0)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        ordering = ("sort_order", "full_name")
        indexes = (models.Index(fields=["full_name"]), models.Index(fields=["parent", "starts_on"]))
        constraints = (
            models.UniqueConstraint(name="people_unit_span_start", fields=["unit", "starts_on"]),
            models.UniqueConstraint(name="people_unit_span_open", fields=["unit"], condition=Q(ends_on=None)),
            models.CheckConstraint(
                name="people_unit_span_order", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
        )

    def __str__(self) -> str:
        return self.full_name


class UnitSuccession(models.Model):
    """Which unit followed which, from which day."""

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="origins")
    kind = TermField(SuccessionKind)
    on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="people_succession_once", fields=["predecessor", "successor", "on"]),
            models.CheckConstraint(name="people_succession_other", condition=~Q(predecessor=F("successor"))),
        )

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id} {self.on}"
