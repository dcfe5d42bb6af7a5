"""결재: lines per document type, cases, signatures."""

from django.db import models
from django.db.models import F, Q

from baeumgil.core.fields import TermField
from baeumgil.stages.plan.models.catalogue import Institute
from baeumgil.stages.plan.models.committee import Meeting
from baeumgil.stages.plan.models.plan import PlanVersion
from baeumgil.stages.plan.terms import CaseState, Disclosure, DocumentType, StepMark, StepRole, StepState, VersionState


class ApprovalRoute(models.Model):
    """결재선. For one document type, from one day on (위임전결규정). The step marked `is_final` decides."""

    institute = models.ForeignKey(Institute, on_delete=models.PROTECT, related_name="approval_routes")
    document_type = TermField(DocumentType)
    name = models.CharField(max_length=120)
    basis = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("document_type", "-valid_from")
        constraints = (
            models.UniqueConstraint(name="plan_route_once", fields=["institute", "document_type", "valid_from"]),
            models.CheckConstraint(
                name="plan_route_span", condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
            ),
        )

    def __str__(self) -> str:
        return self.name


class RouteStep(models.Model):
    """결재선의 칸. A post, the account that holds it and the one that stands in (대결).

    `is_delegated` marks 전결: this post decides, and those above it get no box. A drafting step without an account
    is for whoever in the office drafts.
    """

    route = models.ForeignKey(ApprovalRoute, on_delete=models.CASCADE, related_name="steps")
    order = models.IntegerField()
    role = TermField(StepRole)
    post = models.CharField(max_length=120)
    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="route_steps")
    deputy = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="deputy_route_steps")
    is_delegated = models.BooleanField(default=False)

    class Meta:
        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(name="plan_route_step_order", fields=["route", "order"]),)

    def __str__(self) -> str:
        return self.post


class ApprovalCase(models.Model):
    """결재 문서. One run of a paper through its line; what is signed is `digest`, fixed when the case begins.

    `series_number` counts the approved papers of an institute in a year, without gaps. `from_state` is where the
    version stood before, and stands again when the paper is withdrawn.
    """

    institute = models.ForeignKey(Institute, on_delete=models.PROTECT, related_name="approval_cases")
    document_type = TermField(DocumentType)
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, null=True, related_name="approval_cases")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="approval_cases")
    title = models.CharField(max_length=200)
    state = TermField(CaseState, default=CaseState.RUNNING.value)
    digest = models.CharField(max_length=64)
    disclosure = TermField(Disclosure, default=Disclosure.OPEN.value)
    disclosure_ground = models.CharField(max_length=200, blank=True)
    document_number = models.CharField(max_length=80, blank=True)
    policy_number = models.CharField(max_length=80, blank=True)
    from_state = TermField(VersionState, null=True)
    series_year = models.IntegerField(null=True)
    series_number = models.IntegerField(null=True)
    drafted_at = models.DateTimeField()
    drafted_label = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-drafted_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                name="plan_case_one_running_version",
                fields=["version"],
                condition=Q(state=CaseState.RUNNING.value),
            ),
            models.UniqueConstraint(
                name="plan_case_one_running_meeting",
                fields=["meeting"],
                condition=Q(state=CaseState.RUNNING.value),
            ),
            models.UniqueConstraint(name="plan_case_series", fields=["institute", "series_year", "series_number"]),
            models.CheckConstraint(
                name="plan_case_one_subject",
                condition=Q(version=None, meeting__isnull=False) | Q(version__isnull=False, meeting=None),
            ),
            models.CheckConstraint(
                name="plan_case_decided",
                condition=~Q(state=CaseState.APPROVED.value)
                | (Q(decided_at__isnull=False) & Q(series_number__isnull=False) & ~Q(document_number="")),
            ),
            models.CheckConstraint(
                name="plan_case_ground",
                condition=Q(disclosure__in=(Disclosure.PUBLIC_SITE.value, Disclosure.OPEN.value))
                | ~Q(disclosure_ground=""),
            ),
        )

    def __str__(self) -> str:
        return self.title


class ApprovalStep(models.Model):
    """결재 칸. A copy of the line's box, and the signature in it; a signed box names the digest it saw."""

    case = models.ForeignKey(ApprovalCase, on_delete=models.CASCADE, related_name="steps")
    order = models.IntegerField()
    role = TermField(StepRole)
    post = models.CharField(max_length=120)
    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="approval_steps")
    deputy = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, null=True, related_name="deputy_approval_steps"
    )
    is_delegated = models.BooleanField(default=False)
    state = TermField(StepState, default=StepState.WAITING.value)
    mark = TermField(StepMark, default=StepMark.OWN.value)
    signed_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="signed_steps")
    signed_name = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_digest = models.CharField(max_length=64, blank=True)
    comment = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(name="plan_step_order", fields=["case", "order"]),
            models.CheckConstraint(
                name="plan_step_signed",
                condition=~Q(state=StepState.SIGNED.value)
                | (Q(signed_at__isnull=False) & Q(signed_by__isnull=False) & ~Q(signed_digest="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.post} {self.state}"
