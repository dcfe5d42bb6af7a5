"""After the result: offers to those who wait, lists of participants, replacements, and bars."""

from django.db import models
from django.db.models import F, Q

from baeumgil.core.fields import TermField
from baeumgil.stages.enrolment.terms import BarCause, OfferState, ReplacementState


class Offer(models.Model):
    """자리 제안. A freed seat offered to the first who waits and may have it; the seat is held until it is answered."""

    application = models.ForeignKey("enrolment.Application", on_delete=models.CASCADE, related_name="offers")
    session = models.ForeignKey("schedule.CourseSession", on_delete=models.PROTECT, related_name="offers")
    state = TermField(OfferState, default=OfferState.OPEN.value)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    skipped = models.JSONField(default=list)
    """Who was passed over with this offer, and why: draw number and `RefusalCode`."""

    class Meta:
        ordering = ("-made_at", "-pk")
        indexes = (models.Index(fields=["state", "expires_at"]),)
        constraints = (
            models.UniqueConstraint(
                name="enrolment_one_open_offer", fields=["application"], condition=Q(state=OfferState.OPEN.value)
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.state}"


class NameList(models.Model):
    """교육생 명단. Who comes to a session, as fixed and sent; every change after that is a new number."""

    session = models.ForeignKey("schedule.CourseSession", on_delete=models.PROTECT, related_name="name_lists")
    number = models.IntegerField()
    rows = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    sent_to = models.CharField(max_length=200, blank=True)
    fixed_at = models.DateTimeField()
    fixed_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("-number", "-pk")
        constraints = (models.UniqueConstraint(name="enrolment_list_number", fields=["session", "number"]),)

    def __str__(self) -> str:
        return f"{self.session_id} {self.number}"


class Replacement(models.Model):
    """대체 요청. A unit asks that somebody else of it comes instead."""

    application = models.ForeignKey("enrolment.Application", on_delete=models.CASCADE, related_name="replacements")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="replacements")
    state = TermField(ReplacementState, default=ReplacementState.ASKED.value)
    reason = models.CharField(max_length=500)
    asked_by = models.CharField(max_length=200)
    asked_account = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                name="enrolment_one_open_replacement",
                fields=["application"],
                condition=Q(state=ReplacementState.ASKED.value),
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.person_id}"


class Bar(models.Model):
    """참여 제한. Somebody may not apply from one day to another; for how long is a dated policy."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="bars")
    application = models.ForeignKey("enrolment.Application", on_delete=models.PROTECT, null=True, related_name="bars")
    cause = TermField(BarCause)
    starts_on = models.DateField()
    ends_on = models.DateField()
    basis = models.CharField(max_length=300, blank=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=200, blank=True)
    lifted_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-starts_on", "-pk")
        indexes = (models.Index(fields=["person", "ends_on"]),)
        constraints = (
            models.CheckConstraint(name="enrolment_bar_span", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="enrolment_bar_lifted_with_reason",
                condition=Q(lifted_at=None) | (~Q(lifted_by="") & ~Q(lifted_reason="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.cause}"
