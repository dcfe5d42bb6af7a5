"""Instructors, what they teach, when they are away, and what they are asked."""

from django.db import models
from django.db.models import F, Q

from baeumgil.core.fields import TermField
from baeumgil.stages.schedule.terms import AwayKind, InstructorSide, InvitationState, TeachingRole


class Instructor(models.Model):
    """강사. In-house ones are persons of the city; `fee_grade` is a line of the dated fee table.

    `weekdays` are ISO weekdays on which they come. Never a resident registration number, never a bank account.
    """

    institute = models.ForeignKey("plan.Institute", on_delete=models.PROTECT, related_name="instructors")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    side = TermField(InstructorSide)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="instructing")
    organisation = models.CharField(max_length=120, blank=True)
    speciality = models.CharField(max_length=200, blank=True)
    reach = models.CharField(max_length=120, blank=True)
    fee_grade = models.CharField(max_length=40, blank=True)
    weekdays = models.JSONField(default=list)
    is_in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(name="schedule_instructor_code", fields=["institute", "code"]),
            models.UniqueConstraint(
                name="schedule_instructor_person", fields=["institute", "person"], condition=~Q(person=None)
            ),
        )

    def __str__(self) -> str:
        return self.name


class Teachable(models.Model):
    """강사가 맡을 수 있는 과정과 자리."""

    instructor = models.ForeignKey(Instructor, on_delete=models.CASCADE, related_name="teachables")
    course = models.ForeignKey("plan.Course", on_delete=models.CASCADE, related_name="teachables")
    role = TermField(TeachingRole, default=TeachingRole.LEAD.value)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(name="schedule_teachable_once", fields=["instructor", "course", "role"]),
        )

    def __str__(self) -> str:
        return f"{self.instructor_id} {self.course_id}"


class InstructorAway(models.Model):
    """강사가 오지 못하는 날, both ends included."""

    instructor = models.ForeignKey(Instructor, on_delete=models.CASCADE, related_name="aways")
    kind = TermField(AwayKind)
    starts_on = models.DateField()
    ends_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ("starts_on", "pk")
        constraints = (models.CheckConstraint(name="schedule_away_span", condition=Q(ends_on__gte=F("starts_on"))),)

    def __str__(self) -> str:
        return f"{self.instructor_id} {self.starts_on}"


class Invitation(models.Model):
    """출강 요청. One instructor asked for one role of one session; at most one per role is alive."""

    session = models.ForeignKey("schedule.CourseSession", on_delete=models.CASCADE, related_name="invitations")
    role = TermField(TeachingRole)
    instructor = models.ForeignKey(Instructor, on_delete=models.PROTECT, related_name="invitations")
    state = TermField(InvitationState, default=InvitationState.INVITED.value)
    starts_on = models.DateField()
    ends_on = models.DateField()
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_label = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-invited_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                name="schedule_invitation_alive",
                fields=["session", "role"],
                condition=Q(state__in=(InvitationState.INVITED.value, InvitationState.ACCEPTED.value)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.session_id} {self.role} {self.instructor_id}"
