"""Course sessions: what they need, when and where they are, who teaches."""

from django.db import models
from django.db.models import F, Q

from baeumgil.core.fields import TermField
from baeumgil.stages.schedule.models.instructors import Instructor
from baeumgil.stages.schedule.models.places import Room
from baeumgil.stages.schedule.terms import DayPattern, SessionState, TeachingRole


class ScheduleYear(models.Model):
    """편성 연도. One institute's year; `revision` grows with every change of its calendar."""

    institute = models.ForeignKey("plan.Institute", on_delete=models.PROTECT, related_name="schedule_years")
    year = models.IntegerField()
    version = models.ForeignKey("plan.PlanVersion", on_delete=models.PROTECT, related_name="schedule_years")
    revision = models.IntegerField(default=1)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ("-year", "pk")
        constraints = (models.UniqueConstraint(name="schedule_year_once", fields=["institute", "year"]),)

    def __str__(self) -> str:
        return f"{self.institute_id} {self.year}"


class Condition(models.Model):
    """편성 조건. How sessions of a course may be placed; what is not given follows from the catalogue.

    `given` names what the office decided (`ConditionField`), also where it decided on nothing at all.
    `windows` and `wish` are spans of month-days, each `["03-01", "03-31"]`; `features` codes of `RoomFeature`;
    `roles` a list of `TeachingRole` codes; `audience` a free word: courses for the same people never overlap.
    """

    course = models.OneToOneField("plan.Course", on_delete=models.CASCADE, related_name="condition")
    session_days = models.IntegerField(null=True)
    pattern = TermField(DayPattern, default=DayPattern.BLOCK.value)
    within_week = models.BooleanField(null=True)
    needs_room = models.BooleanField(null=True)
    features = models.JSONField(default=list)
    only_rooms = models.JSONField(default=list)
    windows = models.JSONField(default=list)
    wish = models.JSONField(default=list)
    weekdays = models.JSONField(default=list)
    gap_days = models.IntegerField(null=True)
    roles = models.JSONField(default=list)
    audience = models.CharField(max_length=60, blank=True)
    follows = models.ForeignKey("plan.Course", on_delete=models.SET_NULL, null=True, related_name="followed_by")
    lag_days = models.IntegerField(default=0)
    priority = models.IntegerField(default=1)
    note = models.CharField(max_length=300, blank=True)
    given = models.JSONField(default=list)
    revision = models.IntegerField(default=1)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="schedule_condition_amounts",
                condition=(Q(session_days=None) | Q(session_days__range=(1, 260)))
                & (Q(gap_days=None) | Q(gap_days__range=(0, 366)))
                & Q(lag_days__range=(0, 366))
                & Q(priority__range=(1, 9)),
            ),
            models.CheckConstraint(name="schedule_condition_not_own", condition=~Q(course=F("follows"))),
        )

    def __str__(self) -> str:
        return str(self.course_id)


class CourseSession(models.Model):
    """기수. One holding of a course in a year, numbered within it; placed when it has its days.

    `needs` are its own conditions where they differ from the course's (same keys as `Condition`). Pins keep the
    solver's hands off. `announced_on` is the first day people were promised. `selected` counts people with a seat,
    `waiting` those who wait for one; `enrolment` keeps both.
    """

    year = models.ForeignKey(ScheduleYear, on_delete=models.PROTECT, related_name="sessions")
    course = models.ForeignKey("plan.Course", on_delete=models.PROTECT, related_name="sessions")
    number = models.IntegerField()
    name = models.CharField(max_length=200)
    label = models.CharField(max_length=120, blank=True)
    seats = models.IntegerField()
    days = models.IntegerField()
    needs = models.JSONField(default=dict)
    state = TermField(SessionState, default=SessionState.OPEN.value)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, related_name="sessions")
    place_text = models.CharField(max_length=200, blank=True)
    is_date_pinned = models.BooleanField(default=False)
    is_room_pinned = models.BooleanField(default=False)
    are_instructors_pinned = models.BooleanField(default=False)
    announced_on = models.DateField(null=True)
    planned_starts_on = models.DateField(null=True)
    planned_ends_on = models.DateField(null=True)
    planned_month = models.IntegerField(null=True)
    selected = models.IntegerField(default=0)
    waiting = models.IntegerField(default=0)
    why_open = models.JSONField(default=list)
    revision = models.IntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("starts_on", "course_id", "number", "pk")
        indexes = (models.Index(fields=["year", "starts_on"]), models.Index(fields=["starts_on", "ends_on"]))
        constraints = (
            models.UniqueConstraint(name="schedule_session_number", fields=["year", "course", "number", "label"]),
            models.CheckConstraint(
                name="schedule_session_amounts",
                condition=Q(seats__range=(1, 100_000))
                & Q(days__range=(1, 260))
                & Q(selected__gte=0)
                & Q(waiting__gte=0),
            ),
            models.CheckConstraint(
                name="schedule_session_placed",
                condition=Q(state=SessionState.PLACED.value, ends_on__gte=F("starts_on"))
                | (~Q(state=SessionState.PLACED.value) & Q(starts_on=None, ends_on=None, room=None)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.number}기"


class SessionDay(models.Model):
    """차시의 날. A room is held by one session a day, whatever the code believes."""

    session = models.ForeignKey(CourseSession, on_delete=models.CASCADE, related_name="session_days")
    on = models.DateField()
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, related_name="session_days")

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(name="schedule_day_of_session", fields=["session", "on"]),
            models.UniqueConstraint(name="schedule_room_once_a_day", fields=["room", "on"]),
        )
        indexes = (models.Index(fields=["on"]),)

    def __str__(self) -> str:
        return f"{self.session_id} {self.on}"


class Teaching(models.Model):
    """누가 맡는지. One instructor in one role of a session."""

    session = models.ForeignKey(CourseSession, on_delete=models.CASCADE, related_name="teachings")
    role = TermField(TeachingRole)
    instructor = models.ForeignKey(Instructor, on_delete=models.PROTECT, related_name="teachings")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(name="schedule_teaching_role", fields=["session", "role"]),)

    def __str__(self) -> str:
        return f"{self.session_id} {self.role}"


class TeachingDay(models.Model):
    """강사의 하루. An instructor teaches one session a day, whatever the code believes."""

    session = models.ForeignKey(CourseSession, on_delete=models.CASCADE, related_name="teaching_days")
    instructor = models.ForeignKey(Instructor, on_delete=models.PROTECT, related_name="teaching_days")
    on = models.DateField()

    class Meta:
        ordering = ("on", "pk")
        constraints = (models.UniqueConstraint(name="schedule_instructor_once_a_day", fields=["instructor", "on"]),)

    def __str__(self) -> str:
        return f"{self.instructor_id} {self.on}"
