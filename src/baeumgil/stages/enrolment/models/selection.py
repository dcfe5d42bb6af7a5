"""Selections: what went in, what came out, who signed, what was overridden, what was asked to be looked at again."""

from django.db import models
from django.db.models import Q

from baeumgil.core.fields import TermField
from baeumgil.stages.enrolment.terms import Mechanism, Outcome, ReviewState, SelectionState


class Selection(models.Model):
    """선발. One computed result of a call. `problem` and `result` are the canonical texts that a bundle carries."""

    call = models.ForeignKey("enrolment.Call", on_delete=models.PROTECT, related_name="selections")
    number = models.IntegerField()
    mechanism = TermField(Mechanism)
    state = TermField(SelectionState, default=SelectionState.DRAFT.value)
    problem = models.TextField()
    problem_digest = models.CharField(max_length=64)
    result = models.TextField()
    result_digest = models.CharField(max_length=64)
    figures = models.JSONField(default=dict)
    compared = models.JSONField(default=dict)
    bundle_digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    first_account = models.BigIntegerField(null=True)
    first_by = models.CharField(max_length=200, blank=True)
    first_at = models.DateTimeField(null=True)
    second_account = models.BigIntegerField(null=True)
    second_by = models.CharField(max_length=200, blank=True)
    second_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(name="enrolment_selection_number", fields=["call", "number"]),
            models.UniqueConstraint(
                name="enrolment_one_selection_at_work",
                fields=["call"],
                condition=~Q(state=SelectionState.DISCARDED.value),
            ),
            models.CheckConstraint(
                name="enrolment_two_signers",
                condition=~Q(state=SelectionState.PUBLISHED.value)
                | (
                    Q(first_at__isnull=False)
                    & Q(second_at__isnull=False)
                    & ~Q(first_account=models.F("second_account"))
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.call_id} {self.number}"


class SelectionLine(models.Model):
    """선발 결과 한 줄. What became of one application: `place` in the order, the wish it got, why others failed.

    `refusals` are in the order of the wishes: session, `RefusalCode`, and the facts of where the line fell.
    """

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, db_index=False, related_name="lines")
    application = models.ForeignKey(
        "enrolment.Application", on_delete=models.PROTECT, db_index=False, related_name="lines"
    )
    place = models.IntegerField()
    outcome = TermField(Outcome)
    session = models.ForeignKey("schedule.CourseSession", on_delete=models.PROTECT, null=True, related_name="lines")
    rank = models.SmallIntegerField(null=True)
    wait_rank = models.IntegerField(null=True)
    refusals = models.JSONField(default=list)
    override = TermField(Outcome, null=True)
    override_session = models.ForeignKey(
        "schedule.CourseSession", on_delete=models.PROTECT, db_index=False, null=True, related_name="override_lines"
    )
    override_reason = models.CharField(max_length=500, blank=True)
    override_by = models.CharField(max_length=200, blank=True)
    override_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("place", "pk")
        constraints = (
            models.UniqueConstraint(name="enrolment_line_once", fields=["application", "selection"]),
            models.UniqueConstraint(name="enrolment_line_place", fields=["selection", "place"]),
            models.CheckConstraint(
                name="enrolment_override_has_reason",
                condition=Q(override=None) | (~Q(override_reason="") & ~Q(override_by="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.selection_id} {self.place}"


class Review(models.Model):
    """이의신청. Somebody asks a person to look again (개인정보 보호법 제37조의2); the answer stays with it."""

    application = models.ForeignKey("enrolment.Application", on_delete=models.CASCADE, related_name="reviews")
    text = models.TextField()
    asked_at = models.DateTimeField()
    state = TermField(ReviewState, default=ReviewState.OPEN.value)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                name="enrolment_one_open_review", fields=["application"], condition=Q(state=ReviewState.OPEN.value)
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.state}"
