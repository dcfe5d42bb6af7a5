"""Notices to people, ways to reach them, and the outbox that carries them out."""

from django.db import models
from django.db.models import Q

from baeumgil.core.fields import TermField
from baeumgil.stages.people.terms import Channel, DeliveryState, NoticeKind


class Contact(models.Model):
    """연락처. Where somebody wants notices besides the inbox; given by themselves, shown masked to others."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="contacts")
    channel = TermField(Channel)
    address = models.CharField(max_length=200)
    is_on = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(name="people_contact_channel", fields=["person", "channel"]),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.channel}"


class Notice(models.Model):
    """알림. One message in somebody's inbox. `key` names the fact it tells of: the same fact is told once."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="notices")
    kind = TermField(NoticeKind)
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    text = models.CharField(max_length=1000, blank=True)
    link = models.CharField(max_length=200, blank=True)
    due_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        indexes = (models.Index(fields=["person", "read_at"]), models.Index(fields=["person", "-made_at"]))
        constraints = (models.UniqueConstraint(name="people_notice_once", fields=["person", "key"]),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.title}"


class Delivery(models.Model):
    """발송. One notice by one channel: written with the fact itself, carried out by the worker."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = TermField(Channel)
    address = models.CharField(max_length=200)
    key = models.CharField(max_length=64, unique=True)
    state = TermField(DeliveryState, default=DeliveryState.WAITING.value)
    attempts = models.IntegerField(default=0)
    not_before = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["state", "not_before"]),)
        constraints = (
            models.UniqueConstraint(name="people_delivery_channel", fields=["notice", "channel"]),
            models.CheckConstraint(name="people_delivery_attempts", condition=Q(attempts__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.notice_id} {self.channel}"
