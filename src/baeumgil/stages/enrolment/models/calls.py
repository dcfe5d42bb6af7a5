"""Calls for applications: which sessions, under which policy, from when to when."""

from django.db import models
from django.db.models import F, Q

from baeumgil.core.fields import TermField
from baeumgil.stages.enrolment.terms import CallState, Mechanism, QuotaKind


class Call(models.Model):
    """모집. One call for applications for sessions of one course, under one policy published before it opens.

    `policy` is the policy of the day it was announced, frozen (`rules.call_policy`). `seed` is the draw's secret;
    its SHA-256 `seed_hash` is public from the announcement on, the seed itself from the result on. `parent` is the
    call whose waiting people a second call (2차 모집) takes over.
    """

    institute = models.ForeignKey("plan.Institute", on_delete=models.PROTECT, related_name="calls")
    course = models.ForeignKey("plan.Course", on_delete=models.PROTECT, related_name="calls")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    number = models.IntegerField(default=1)
    name = models.CharField(max_length=200)
    state = TermField(CallState, default=CallState.DRAFT.value)
    mechanism = TermField(Mechanism, default=Mechanism.SERIAL.value)
    policy = models.JSONField(default=dict)
    policy_from = models.DateField(null=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    guidance = models.TextField(blank=True)
    seed = models.CharField(max_length=64, blank=True)
    seed_hash = models.CharField(max_length=64, blank=True)
    arrivals = models.IntegerField(default=0)
    revision = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-opens_at", "-pk")
        indexes = (models.Index(fields=["state", "closes_at"]), models.Index(fields=["course", "-opens_at"]))
        constraints = (
            models.CheckConstraint(name="enrolment_call_span", condition=Q(closes_at__gt=F("opens_at"))),
            models.CheckConstraint(name="enrolment_call_number", condition=Q(number__gte=1) & Q(arrivals__gte=0)),
            models.CheckConstraint(
                name="enrolment_call_promised",
                condition=Q(state__in=[CallState.DRAFT.value, CallState.CANCELLED.value])
                | (Q(announced_at__isnull=False) & ~Q(seed_hash="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.number}차"


class CallSession(models.Model):
    """모집하는 기수. In the order in which the page offers them."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="call_sessions")
    session = models.ForeignKey("schedule.CourseSession", on_delete=models.PROTECT, related_name="call_sessions")
    order = models.IntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(name="enrolment_session_in_call", fields=["call", "session"]),)

    def __str__(self) -> str:
        return f"{self.call_id} {self.session_id}"


class SeatCount(models.Model):
    """좌석. How many seats a session has and how many are taken: the guard that nothing can oversell.

    `taken` counts applications whose `seat` is this session. Only `services.seats` writes here.
    """

    session = models.OneToOneField(
        "schedule.CourseSession", on_delete=models.CASCADE, primary_key=True, related_name="seat_count"
    )
    capacity = models.IntegerField()
    taken = models.IntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="enrolment_seats_not_oversold", condition=Q(taken__gte=0) & Q(taken__lte=F("capacity"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.session_id}: {self.taken}/{self.capacity}"


class CapGuard(models.Model):
    """한도 자물쇠. One row for each week, and each person, whose caps are counted: held while somebody counts.

    It keeps no figure, which could go wrong; `services.caps` says why.
    """

    key = models.CharField(max_length=40, primary_key=True)

    def __str__(self) -> str:
        return self.key


class Quota(models.Model):
    """배정 인원. At most, or at least kept for, so many seats of a session (null: of each) for some people.

    `keys` are unit ids, grades or series, as text; units count with all units below them.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="quotas")
    session = models.ForeignKey("schedule.CourseSession", on_delete=models.PROTECT, null=True, related_name="quotas")
    kind = TermField(QuotaKind)
    label = models.CharField(max_length=120)
    keys = models.JSONField(default=list)
    most = models.IntegerField(null=True)
    reserved = models.IntegerField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="enrolment_quota_amounts",
                condition=(Q(most=None) | Q(most__gte=0))
                & (Q(reserved=None) | Q(reserved__gte=1))
                & (Q(most__isnull=False) | Q(reserved__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return self.label
