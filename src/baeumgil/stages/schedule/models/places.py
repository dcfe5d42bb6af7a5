"""Sites, rooms, and when they are closed."""

from django.db import models
from django.db.models import F, Q

from baeumgil.core.fields import TermField
from baeumgil.stages.schedule.terms import ClosureKind, RoomKind


class Site(models.Model):
    """교육 장소. A building with rooms."""

    institute = models.ForeignKey("plan.Institute", on_delete=models.PROTECT, related_name="sites")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)
    order = models.IntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(name="schedule_site_code", fields=["institute", "code"]),)

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    """강의실. `features` are codes of `RoomFeature`."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="rooms")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    kind = TermField(RoomKind)
    seats = models.IntegerField()
    features = models.JSONField(default=list)
    note = models.CharField(max_length=300, blank=True)
    is_in_use = models.BooleanField(default=True)
    order = models.IntegerField(default=0)

    class Meta:
        ordering = ("site__order", "order", "pk")
        constraints = (
            models.UniqueConstraint(name="schedule_room_code", fields=["site", "code"]),
            models.CheckConstraint(name="schedule_room_seats", condition=Q(seats__range=(1, 10_000))),
        )

    def __str__(self) -> str:
        return self.name


class RoomClosure(models.Model):
    """강의실을 쓰지 못하는 날, both ends included."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="closures")
    kind = TermField(ClosureKind)
    starts_on = models.DateField()
    ends_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ("starts_on", "pk")
        constraints = (models.CheckConstraint(name="schedule_closure_span", condition=Q(ends_on__gte=F("starts_on"))),)

    def __str__(self) -> str:
        return f"{self.room_id} {self.starts_on}"
