"""교육훈련심의위원회: members, meetings, items, opinions (지방공무원 교육훈련법 시행령 제19조)."""

from django.db import models
from django.db.models import F, Q

from baeumgil.core.fields import TermField
from baeumgil.stages.plan.models.catalogue import Institute
from baeumgil.stages.plan.models.plan import PlanLine, PlanVersion
from baeumgil.stages.plan.terms import Decision, ItemKind, MeetingState, VersionState


class Committee(models.Model):
    """심의위원회. How many it has at most and when it may decide is the institute's own rule."""

    institute = models.ForeignKey(Institute, on_delete=models.PROTECT, related_name="committees")
    name = models.CharField(max_length=120)
    basis = models.CharField(max_length=200, blank=True)
    most_members = models.IntegerField(default=12)
    quorum_percent = models.IntegerField(default=50)
    """A meeting is quorate when more than this share of the members in office are present."""
    term_months = models.IntegerField(default=24)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(name="plan_committee_once", fields=["institute", "name"]),
            models.CheckConstraint(
                name="plan_committee_amounts",
                condition=Q(most_members__gt=0) & Q(quorum_percent__range=(0, 100)) & Q(term_months__gt=0),
            ),
        )

    def __str__(self) -> str:
        return self.name


class CommitteeMember(models.Model):
    """위원. From outside or from the city, for a term; the name stays inside, the post may be published."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="members")
    name = models.CharField(max_length=80)
    post = models.CharField(max_length=200)
    is_external = models.BooleanField()
    is_chair = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ("-is_chair", "is_external", "pk")
        constraints = (
            models.CheckConstraint(name="plan_member_term", condition=Q(ends_on__gte=F("starts_on"))),
            models.UniqueConstraint(name="plan_member_once", fields=["committee", "name", "post", "starts_on"]),
        )

    def __str__(self) -> str:
        return f"{self.post} {self.name}"


class Meeting(models.Model):
    """심의 회의. About one version of a plan; `quorum_needed` is fixed when it is closed, as all of it is."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="meetings")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="meetings")
    number = models.IntegerField()
    held_on = models.DateField()
    starts_at_text = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=200, blank=True)
    state = TermField(MeetingState, default=MeetingState.PLANNED.value)
    remarks = models.TextField(blank=True)
    quorum_needed = models.IntegerField(null=True)
    outcome = TermField(VersionState, null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-held_on", "-pk")
        constraints = (
            models.UniqueConstraint(name="plan_meeting_number", fields=["version", "number"]),
            models.UniqueConstraint(
                name="plan_meeting_one_open",
                fields=["version"],
                condition=Q(state__in=(MeetingState.PLANNED.value, MeetingState.HELD.value)),
            ),
            models.CheckConstraint(
                name="plan_meeting_closed",
                condition=~Q(state=MeetingState.CLOSED.value)
                | (Q(closed_at__isnull=False) & Q(quorum_needed__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.committee_id} {self.held_on}"


class Attendance(models.Model):
    """위원 출석. One row for every member in office on the day."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    member = models.ForeignKey(CommitteeMember, on_delete=models.PROTECT, related_name="attendances")
    is_present = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(name="plan_attendance_once", fields=["meeting", "member"]),)

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.member_id}"


class AgendaItem(models.Model):
    """안건. What the committee decides; an amendment's `changes` are made to the line when the meeting closes.

    `changes` may hold "sessions", "seats_per_session", "seats" and "verb"; `before` keeps what the line said then.
    A line that was taken out leaves its item with `title` alone.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    order = models.IntegerField()
    kind = TermField(ItemKind)
    title = models.CharField(max_length=200)
    proposal = models.TextField(blank=True)
    line = models.ForeignKey(PlanLine, on_delete=models.SET_NULL, null=True, related_name="agenda_items")
    decision = TermField(Decision, default=Decision.PENDING.value)
    decision_text = models.TextField(blank=True)
    changes = models.JSONField(default=dict)
    before = models.JSONField(default=dict)

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(name="plan_item_order", fields=["meeting", "order"]),
            models.UniqueConstraint(name="plan_item_line_once", fields=["meeting", "line"]),
            models.UniqueConstraint(
                name="plan_item_whole_once", fields=["meeting"], condition=Q(kind=ItemKind.WHOLE_PLAN.value)
            ),
        )

    def __str__(self) -> str:
        return self.title


class Opinion(models.Model):
    """위원 의견."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="opinions")
    member = models.ForeignKey(CommitteeMember, on_delete=models.PROTECT, null=True, related_name="opinions")
    text = models.TextField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text[:40]
