"""Runs of the solver and the proposals that come of them."""

from django.db import models
from django.db.models import Q

from baeumgil.core.fields import TermField
from baeumgil.stages.schedule.models.sessions import CourseSession, ScheduleYear
from baeumgil.stages.schedule.terms import LineChange, LineState, ProposalState, RunCause, RunKind, RunState


class Run(models.Model):
    """편성 계산. What was asked and what came out: enough to derive the plan again.

    `problem` and `plan` are the open format (docs/formats/timetable.md) as text; `digest` is the SHA-256 of the
    problem's canonical bytes. `plan` holds the best so far while it runs. `revisions` are those of the sessions when
    it was asked for: what changed since is not overwritten. `is_derived_same` says what deriving it again gave.
    """

    year = models.ForeignKey(ScheduleYear, on_delete=models.PROTECT, related_name="runs")
    kind = TermField(RunKind)
    cause = TermField(RunCause)
    subject = models.CharField(max_length=200, blank=True)
    state = TermField(RunState, default=RunState.QUEUED.value)
    seconds = models.IntegerField()
    seed = models.IntegerField(default=1)
    engine = models.CharField(max_length=20, blank=True)
    problem = models.TextField()
    digest = models.CharField(max_length=64)
    base_revision = models.IntegerField()
    revisions = models.JSONField(default=dict)
    plan = models.TextField(blank=True)
    cost = models.IntegerField(null=True)
    bound = models.IntegerField(null=True)
    placed = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    progress = models.JSONField(default=list)
    stop_asked = models.BooleanField(default=False)
    job = models.BigIntegerField(null=True)
    requested_by = models.CharField(max_length=200)
    requested_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)
    derived_at = models.DateTimeField(null=True)
    is_derived_same = models.BooleanField(null=True)

    class Meta:
        ordering = ("-requested_at", "-pk")
        constraints = (models.CheckConstraint(name="schedule_run_seconds", condition=Q(seconds__range=(1, 3600))),)

    def __str__(self) -> str:
        return f"{self.year_id} {self.kind} {self.requested_at}"


class Proposal(models.Model):
    """편성안. A draft beside the calendar; people decide, whole or line by line."""

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="proposal")
    year = models.ForeignKey(ScheduleYear, on_delete=models.PROTECT, related_name="proposals")
    state = TermField(ProposalState, default=ProposalState.DRAFT.value)
    title = models.CharField(max_length=200)
    disturbed = models.IntegerField(default=0)
    rank = models.IntegerField(default=0)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_label = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.title


class ProposalLine(models.Model):
    """편성안의 한 줄. `before` and `after` are `{"starts", "ends", "days", "room", "instructors"}` or empty."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="lines")
    session = models.ForeignKey(CourseSession, on_delete=models.CASCADE, related_name="proposal_lines")
    session_revision = models.IntegerField()
    change = TermField(LineChange)
    state = TermField(LineState, default=LineState.OPEN.value)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    why = models.JSONField(default=list)
    ways_out = models.JSONField(default=list)
    disturbed = models.IntegerField(default=0)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(name="schedule_proposal_session", fields=["proposal", "session"]),)

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.session_id}"
