"""Needs: rounds, requests of departments, surveys of staff, measured gaps, demand of the roadmap."""

import uuid

from django.db import models
from django.db.models import F, Q

from baeumgil.core.fields import TermField
from baeumgil.stages.plan.models.catalogue import Competency, Course, Field, Institute
from baeumgil.stages.plan.terms import RequestKind, RequestState, RoundState, SurveyReach


class NeedsRound(models.Model):
    """수요조사 회차. Departments ask for courses of one plan year between two days."""

    institute = models.ForeignKey(Institute, on_delete=models.CASCADE, related_name="needs_rounds")
    year = models.IntegerField()
    number = models.IntegerField()
    name = models.CharField(max_length=120)
    opens_on = models.DateField()
    closes_on = models.DateField()
    state = TermField(RoundState, default=RoundState.PLANNED.value)
    guidance = models.TextField(blank=True)

    class Meta:
        ordering = ("year", "number")
        constraints = (
            models.UniqueConstraint(name="plan_round_number", fields=["institute", "year", "number"]),
            models.CheckConstraint(name="plan_round_span", condition=Q(closes_on__gte=F("opens_on"))),
        )

    def __str__(self) -> str:
        return self.name


class CourseRequest(models.Model):
    """과정 수요 요청. A department asks for a new or changed course; it ends with an answer the requester sees."""

    needs_round = models.ForeignKey(NeedsRound, on_delete=models.PROTECT, related_name="requests")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, null=True, related_name="course_requests")
    unit_name = models.CharField(max_length=300)
    requested_by = models.BigIntegerField(null=True)
    requested_label = models.CharField(max_length=200, blank=True)
    kind = TermField(RequestKind)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, null=True, related_name="requests")
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    target_text = models.CharField(max_length=300, blank=True)
    people = models.IntegerField(null=True)
    wanted_when = models.CharField(max_length=120, blank=True)
    state = TermField(RequestState, default=RequestState.SUBMITTED.value)
    answer = models.TextField(blank=True)
    decided_course = models.ForeignKey(Course, on_delete=models.PROTECT, null=True, related_name="decided_requests")
    answered_at = models.DateTimeField(null=True)
    answered_label = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(name="plan_request_people", condition=Q(people=None) | Q(people__gt=0)),
            models.CheckConstraint(
                name="plan_request_answered",
                condition=Q(state__in=(RequestState.SUBMITTED.value, RequestState.WITHDRAWN.value)) | ~Q(answer=""),
            ),
        )

    def __str__(self) -> str:
        return self.title


class StaffSurvey(models.Model):
    """직원 수요조사. Asked of all or of a drawn sample, or results of a survey held elsewhere, entered.

    `topics` are the choices shown: [{"code", "name", "field"}].
    """

    institute = models.ForeignKey(Institute, on_delete=models.CASCADE, related_name="staff_surveys")
    year = models.IntegerField()
    name = models.CharField(max_length=120)
    reach = TermField(SurveyReach)
    opens_on = models.DateField()
    closes_on = models.DateField()
    state = TermField(RoundState, default=RoundState.PLANNED.value)
    topics = models.JSONField(default=list)
    most_choices = models.IntegerField(default=3)
    sample_size = models.IntegerField(null=True)
    sample_seed = models.CharField(max_length=64, blank=True)
    population = models.IntegerField(null=True)
    answered = models.IntegerField(null=True)

    class Meta:
        ordering = ("year", "pk")
        constraints = (models.CheckConstraint(name="plan_survey_span", condition=Q(closes_on__gte=F("opens_on"))),)

    def __str__(self) -> str:
        return self.name


class SurveyInvitation(models.Model):
    """설문 대상. Who was asked and whether they answered; never what (개인정보 보호법: answers stay anonymous)."""

    survey = models.ForeignKey(StaffSurvey, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="survey_invitations")
    has_answered = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(name="plan_invitation_once", fields=["survey", "person"]),)

    def __str__(self) -> str:
        return f"{self.survey_id} {self.person_id}"


class SurveyAnswer(models.Model):
    """설문 응답. What somebody chose, without a person, a day, or a number that counts upwards.

    The random key keeps the order of answers from being laid beside the order of invitations; closing a survey
    writes all answers anew in the order of new keys, so that nothing of the order of storage is left either.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(StaffSurvey, on_delete=models.CASCADE, related_name="answers")
    choices = models.JSONField(default=list)
    wish = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.survey_id}"


class SurveyTally(models.Model):
    """설문 집계. Entered results of a survey held elsewhere; shares are permille and need not reach 1,000."""

    survey = models.ForeignKey(StaffSurvey, on_delete=models.CASCADE, related_name="tallies")
    topic = models.CharField(max_length=120)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, null=True, related_name="survey_tallies")
    share_permille = models.IntegerField(null=True)
    count = models.IntegerField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(name="plan_tally_once", fields=["survey", "topic"]),
            models.CheckConstraint(
                name="plan_tally_share", condition=Q(share_permille=None) | Q(share_permille__range=(0, 1000))
            ),
        )

    def __str__(self) -> str:
        return self.topic


class CompetencyGap(models.Model):
    """역량 차이. Wanted and measured level of a competency before a plan year, for so many people."""

    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="gaps")
    year = models.IntegerField()
    group = models.CharField(max_length=80, blank=True)
    wanted_milli = models.IntegerField()
    measured_milli = models.IntegerField()
    people = models.IntegerField()
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("year", "pk")
        constraints = (
            models.UniqueConstraint(name="plan_gap_once", fields=["competency", "year", "group"]),
            models.CheckConstraint(name="plan_gap_people", condition=Q(people__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.competency_id} {self.year}"


class RoadmapDemand(models.Model):
    """로드맵 수요. What the forecast said of a stage for a plan year, on the day the office took it over.

    Kept, so that a proposal rests on figures that can be looked up again, and no page computes a forecast.
    """

    year = models.IntegerField()
    stage_code = models.CharField(max_length=40)
    stage_name = models.CharField(max_length=120)
    people = models.IntegerField()
    low = models.IntegerField()
    high = models.IntegerField()
    known = models.IntegerField()
    backlog = models.IntegerField(default=0)
    seats = models.IntegerField()
    class_size = models.IntegerField(null=True)
    taken_on = models.DateField()
    rules_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("year", "pk")
        constraints = (
            models.UniqueConstraint(name="plan_demand_once", fields=["year", "stage_code"]),
            models.CheckConstraint(
                name="plan_demand_amounts", condition=Q(people__gte=0) & Q(backlog__gte=0) & Q(seats__gte=0)
            ),
        )

    def __str__(self) -> str:
        return f"{self.stage_code} {self.year}"


class SeatProposal(models.Model):
    """좌석 제안과 결정. What the figures suggest for a course of a plan year, and what the office decided."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="seat_proposals")
    year = models.IntegerField()
    proposed_seats = models.IntegerField()
    proposed_sessions = models.IntegerField()
    reasons = models.JSONField(default=list)
    decided_seats = models.IntegerField(null=True)
    decided_sessions = models.IntegerField(null=True)
    decided_note = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_label = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="plan_proposal_once", fields=["course", "year"]),
            models.CheckConstraint(
                name="plan_proposal_amounts",
                condition=Q(proposed_seats__gte=0)
                & Q(proposed_sessions__gte=0)
                & (Q(decided_seats=None) | Q(decided_seats__gte=0))
                & (Q(decided_sessions=None) | Q(decided_sessions__gte=0)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.course_id} {self.year}"


class CourseInterest(models.Model):
    """관심 과정. Somebody would come if it were held; counted on the needs page, taken back at will."""

    course = models.ForeignKey("plan.Course", on_delete=models.CASCADE, related_name="interests")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="course_interests")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ("-noted_at", "-pk")
        constraints = (models.UniqueConstraint(name="plan_interest_once", fields=["course", "person"]),)

    def __str__(self) -> str:
        return f"{self.course_id} {self.person_id}"
