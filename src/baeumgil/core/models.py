"""Tables every stage leans on: the audit chain, the access log, jobs and dated policies."""

from django.db import models
from django.db.models import F, Q


class ChainHead(models.Model):
    """The last link of a hash chain. Locked while a link is added, so links never fork."""

    name = models.CharField(max_length=40, primary_key=True)
    last_hash = models.CharField(max_length=64)
    length = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} #{self.length}"


class AuditEntry(models.Model):
    """감사 기록. One action that was done, or refused: who, when, from where, what, with which facts."""

    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=20)
    account_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    address = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    action = models.CharField(max_length=80)
    subject = models.CharField(max_length=200)
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("-number",)
        indexes = (models.Index(fields=["action", "-number"]), models.Index(fields=["account_id", "-number"]))

    def __str__(self) -> str:
        return f"#{self.number} {self.action} {self.subject}"


class AccessEntry(models.Model):
    """열람 기록. One reading of other people's personal data (safety standard, article 8)."""

    at = models.DateTimeField(db_index=True)
    account_id = models.BigIntegerField(null=True, db_index=True)
    actor_label = models.CharField(max_length=200)
    address = models.CharField(max_length=64, blank=True)
    reading = models.CharField(max_length=80)
    purpose = models.CharField(max_length=500, blank=True)
    person_ids = models.JSONField(default=list)
    people = models.IntegerField()
    criteria = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.reading} ({self.people})"


class Job(models.Model):
    """작업. Slow or outward work, queued in the transaction that asked for it."""

    name = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    unique_key = models.CharField(max_length=120, null=True, unique=True)
    state = models.CharField(max_length=20, default="queued")
    requested_by = models.BigIntegerField(null=True)
    requested_label = models.CharField(max_length=200, blank=True)
    requested_at = models.DateTimeField()
    run_after = models.DateTimeField()
    attempts = models.IntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    heartbeat_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    result = models.JSONField(default=dict)
    failure = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = (models.Index(fields=["state", "run_after", "id"]),)
        constraints = (models.CheckConstraint(name="core_job_progress", condition=Q(done__gte=0) & Q(total__gte=0)),)

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"


class Policy(models.Model):
    """방침. A value a city decides, valid from one day to another, with its legal or local basis."""

    key = models.CharField(max_length=80)
    value = models.JSONField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    basis = models.CharField(max_length=300)
    announced_on = models.DateField(null=True)

    class Meta:
        ordering = ("key", "valid_from")
        constraints = (
            models.UniqueConstraint(name="core_policy_once_a_day", fields=["key", "valid_from"]),
            models.CheckConstraint(
                name="core_policy_span", condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} from {self.valid_from}"
