"""Approvals of applications, and who stands in for whom."""

from django.db import models
from django.db.models import F, Q

from baeumgil.core.fields import TermField
from baeumgil.stages.enrolment.terms import ApprovalState, ApproverKind


class Approval(models.Model):
    """승인 단계. One consent an application needs; the first that waits is open. `unit` says whose head or liaison."""

    application = models.ForeignKey("enrolment.Application", on_delete=models.CASCADE, related_name="approvals")
    order = models.SmallIntegerField()
    kind = TermField(ApproverKind)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, null=True, related_name="approvals")
    state = TermField(ApprovalState, default=ApprovalState.WAITING.value)
    opened_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    account = models.BigIntegerField(null=True)
    as_deputy = models.BooleanField(default=False)
    comment = models.CharField(max_length=500, blank=True)
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("order", "pk")
        indexes = (models.Index(fields=["state", "kind", "unit"]), models.Index(fields=["state", "due_at"]))
        constraints = (
            models.UniqueConstraint(name="enrolment_approval_order", fields=["application", "order"]),
            models.UniqueConstraint(
                name="enrolment_one_open_approval",
                fields=["application"],
                condition=Q(state=ApprovalState.OPEN.value),
            ),
            models.CheckConstraint(
                name="enrolment_decided_by_somebody",
                condition=~Q(state__in=[ApprovalState.APPROVED.value, ApprovalState.RETURNED.value])
                | (Q(decided_at__isnull=False) & ~Q(decided_by="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.order} {self.state}"


class Deputy(models.Model):
    """대리. Who decides in somebody's place from one day to another."""

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="deputies")
    deputy = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="deputises")
    starts_on = models.DateField()
    ends_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    named_by = models.CharField(max_length=200)
    named_at = models.DateTimeField()

    class Meta:
        ordering = ("-starts_on", "-pk")
        constraints = (
            models.CheckConstraint(
                name="enrolment_deputy_span", condition=Q(ends_on__gte=F("starts_on")) & ~Q(account=F("deputy"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.deputy_id}"
