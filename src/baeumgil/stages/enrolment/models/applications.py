"""Applications, their wishes, and every step they took."""

from django.db import models
from django.db.models import Q

from baeumgil.core.fields import TermField
from baeumgil.stages.enrolment.terms import (
    GONE_STATES,
    SEATED_STATES,
    UNAPPROVED_STATES,
    ApplicationState,
    AppliedVia,
    StepReason,
)

_GONE = sorted(state.value for state in GONE_STATES)
_SEATED = sorted(state.value for state in SEATED_STATES)
_UNAPPROVED = sorted(state.value for state in UNAPPROVED_STATES)
_QUEUED = [ApplicationState.WAITLISTED.value, ApplicationState.OFFERED.value]


class Application(models.Model):
    """교육신청. One person's request for a seat in one call, for the post they hold in one unit.

    `number` is the public draw number: random, known to the applicant from the first moment, and what stands for
    them in a published bundle. `seat` is the session whose seat they hold (counted in `SeatCount`). `wait_rank` is
    fixed with the result and never given anew. `arrival` is the place in line of a first-come call. `request_key`
    makes a retried request the same request. Unit and grade are those of the day of application.
    """

    call = models.ForeignKey("enrolment.Call", on_delete=models.PROTECT, db_index=False, related_name="applications")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, db_index=False, related_name="applications")
    unit = models.ForeignKey(
        "people.Unit", on_delete=models.PROTECT, db_index=False, null=True, related_name="applications"
    )
    unit_name = models.CharField(max_length=300, blank=True)
    grade = models.SmallIntegerField(null=True)
    grade_title = models.CharField(max_length=60, blank=True)
    series = models.CharField(max_length=40, blank=True)
    number = models.CharField(max_length=20, unique=True)
    via = TermField(AppliedVia, default=AppliedVia.SELF.value)
    state = TermField(ApplicationState)
    is_approved = models.BooleanField(default=False)
    approved_at = models.DateTimeField(null=True)
    motive = models.CharField(max_length=500, blank=True)
    needs = models.CharField(max_length=300, blank=True)
    request_key = models.CharField(max_length=64)
    arrival = models.IntegerField(null=True)
    seat = models.ForeignKey(
        "schedule.CourseSession", on_delete=models.PROTECT, db_index=False, null=True, related_name="applications"
    )
    wait_rank = models.IntegerField(null=True)
    waiting_since = models.DateTimeField(null=True)
    carried_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="carried_to")
    confirm_by = models.DateTimeField(null=True)
    applied_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    revision = models.IntegerField(default=1)

    class Meta:
        ordering = ("-applied_at", "-pk")
        indexes = (  # they begin with what a bare index of each key would hold
            models.Index(fields=["call", "state"]),
            models.Index(fields=["person", "state"]),
            models.Index(fields=["unit", "state"]),
            models.Index(fields=["seat", "state"]),
        )
        constraints = (
            models.UniqueConstraint(
                name="enrolment_applied_once", fields=["call", "person"], condition=~Q(state__in=_GONE)
            ),
            models.UniqueConstraint(name="enrolment_request_once", fields=["person", "request_key"]),
            models.UniqueConstraint(name="enrolment_arrival_once", fields=["call", "arrival"]),
            models.UniqueConstraint(name="enrolment_wait_rank_once", fields=["call", "wait_rank"]),
            models.CheckConstraint(
                name="enrolment_only_approved_go_on", condition=Q(is_approved=True) | Q(state__in=_UNAPPROVED)
            ),
            models.CheckConstraint(
                name="enrolment_seat_where_seated",
                condition=(Q(state__in=_SEATED) & Q(seat__isnull=False))
                | (Q(state=ApplicationState.AWAITING_APPROVAL.value) & Q(arrival__isnull=False))
                | (~Q(state__in=_SEATED) & Q(seat=None)),
            ),
            models.CheckConstraint(
                name="enrolment_rank_where_waiting", condition=~Q(state__in=_QUEUED) | Q(wait_rank__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.state}"


class Wish(models.Model):
    """희망 기수. Ranked from 1; dropped when its offer was declined."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="wishes")
    session = models.ForeignKey("schedule.CourseSession", on_delete=models.PROTECT, related_name="wishes")
    rank = models.SmallIntegerField()
    is_dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ("rank", "pk")
        constraints = (
            models.UniqueConstraint(name="enrolment_wish_rank", fields=["application", "rank"]),
            models.UniqueConstraint(name="enrolment_wish_session", fields=["application", "session"]),
            models.CheckConstraint(name="enrolment_wish_from_one", condition=Q(rank__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.rank}"


class Step(models.Model):
    """처리 이력. One step of an application: from where to where, when, by whom, under which rule. Never changed."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField()
    before = TermField(ApplicationState, null=True)
    after = TermField(ApplicationState)
    reason = TermField(StepReason)
    actor_label = models.CharField(max_length=200)
    account = models.BigIntegerField(null=True)
    text = models.CharField(max_length=500, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(name="enrolment_step_has_actor", condition=~Q(actor_label="") & ~Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.after}"
