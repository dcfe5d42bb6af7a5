"""Calendar feeds."""

from django.db import models
from django.db.models import Q

from baeumgil.core.fields import TermField
from baeumgil.stages.schedule.terms import FeedKind


class Feed(models.Model):
    """달력 구독. An address with a secret; only the secret's hash is kept. It shows what its account may see today."""

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="feeds")
    kind = TermField(FeedKind)
    subject = models.BigIntegerField(null=True)
    name = models.CharField(max_length=120)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="schedule_feed_subject",
                condition=Q(kind__in=(FeedKind.INSTITUTE.value, FeedKind.MINE.value), subject=None)
                | (~Q(kind__in=(FeedKind.INSTITUTE.value, FeedKind.MINE.value)) & ~Q(subject=None)),
            ),
        )

    def __str__(self) -> str:
        return self.name
