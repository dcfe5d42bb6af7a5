"""Fields, goals, courses and what hangs on them."""

from django.db import models
from django.db.models import F, Q

from baeumgil.core.fields import TermField
from baeumgil.stages.people.terms import Authority
from baeumgil.stages.plan.terms import (
    Assessment,
    CourseKind,
    CourseState,
    DutyInterval,
    InstructorKind,
    LegalKind,
    Level,
    PrerequisiteKind,
    TargetGroup,
)


class Institute(models.Model):
    """교육훈련기관. Whoever makes an annual plan; `is_example` marks published plans of others shipped as samples."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    body_name = models.CharField(max_length=120)
    authority = TermField(Authority, default=Authority.MAYOR.value)
    is_example = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("is_example", "pk")

    def __str__(self) -> str:
        return self.name


class InstituteUnit(models.Model):
    """소속 부서. A unit whose people, with those of all units below it, an institute serves as its own."""

    institute = models.ForeignKey(Institute, on_delete=models.CASCADE, related_name="own_units")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="institutes")

    class Meta:
        ordering = ("institute", "unit")
        constraints = (models.UniqueConstraint(name="plan_own_unit_once", fields=["institute", "unit"]),)

    def __str__(self) -> str:
        return f"{self.institute_id} {self.unit_id}"


class Field(models.Model):
    """분야. One node of an institute's field system; the leaves carry courses, each mapped to a legal kind."""

    institute = models.ForeignKey(Institute, on_delete=models.PROTECT, related_name="fields")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    legal_kind = TermField(LegalKind)
    order = models.IntegerField(default=0)
    aim = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(name="plan_field_code", fields=["institute", "code"]),
            models.CheckConstraint(name="plan_field_not_own_parent", condition=~Q(parent=F("id"))),
        )

    def __str__(self) -> str:
        return self.name


class Goal(models.Model):
    """목표. One of an institute's goals for a span of years, with its strategies."""

    institute = models.ForeignKey(Institute, on_delete=models.PROTECT, related_name="goals")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    strategies = models.JSONField(default=list)
    order = models.IntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(name="plan_goal_code", fields=["institute", "code"]),)

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    """교과목 꼬리표: 청렴, 안전, 성인지, 장애, AI … counted across courses."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class LegalDuty(models.Model):
    """법정의무교육. A training that a law demands, valid from one day to another."""

    code = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    basis = models.CharField(max_length=300)
    audience = models.CharField(max_length=200)
    is_for_all = models.BooleanField(default=True)
    interval = TermField(DutyInterval)
    minutes = models.IntegerField(null=True)
    in_person = models.CharField(max_length=200, blank=True)
    result_due = models.CharField(max_length=120, blank=True)
    result_to = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(name="plan_duty_code_from", fields=["code", "valid_from"]),
            models.CheckConstraint(name="plan_duty_minutes", condition=Q(minutes=None) | Q(minutes__gt=0)),
        )

    def __str__(self) -> str:
        return self.name


class Competency(models.Model):
    """역량. What people should be able to do; courses serve some, diagnoses measure them."""

    institute = models.ForeignKey(Institute, on_delete=models.PROTECT, related_name="competencies")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(name="plan_competency_code", fields=["institute", "code"]),)

    def __str__(self) -> str:
        return self.name


class Course(models.Model):
    """과정. A course by stable code; its names are spellings (`CourseName`).

    Times are whole minutes. `target_filters` is the roadmap's filter as JSON (`roadmap.rules.drafting`).
    """

    institute = models.ForeignKey(Institute, on_delete=models.PROTECT, related_name="courses")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="courses")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, related_name="courses")
    kind = TermField(CourseKind)
    state = TermField(CourseState, default=CourseState.ACTIVE.value)
    target_group = TermField(TargetGroup, default=TargetGroup.ALL_STAFF.value)
    target_text = models.CharField(max_length=300, blank=True)
    target_filters = models.JSONField(default=dict)
    stage_code = models.CharField(max_length=40, blank=True)
    objectives = models.TextField(blank=True)
    features = models.TextField(blank=True)
    level = TermField(Level, null=True)
    ladder = models.CharField(max_length=60, blank=True)
    duration_text = models.CharField(max_length=60, blank=True)
    days = models.IntegerField(null=True)
    total_minutes = models.IntegerField(null=True)
    recognised_minutes = models.IntegerField(null=True)
    seats_per_session = models.IntegerField(null=True)
    pre_study = models.CharField(max_length=300, blank=True)
    pre_study_minutes = models.IntegerField(null=True)
    assessment = TermField(Assessment, default=Assessment.NONE.value)
    pass_attendance_percent = models.IntegerField(null=True)
    pass_score = models.IntegerField(null=True)
    completion_text = models.CharField(max_length=300, blank=True)
    materials = models.CharField(max_length=300, blank=True)
    owner_unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, null=True, related_name="owned_courses")
    owner_name = models.CharField(max_length=200, blank=True)
    partner = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    placement = models.CharField(max_length=300, blank=True)
    accessibility = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=500, blank=True)
    duties = models.ManyToManyField(LegalDuty, related_name="courses")
    competencies = models.ManyToManyField(Competency, related_name="courses")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("field__order", "code")
        constraints = (
            models.UniqueConstraint(name="plan_course_code", fields=["institute", "code"]),
            models.CheckConstraint(
                name="plan_course_amounts",
                condition=(Q(days=None) | Q(days__gt=0))
                & (Q(total_minutes=None) | Q(total_minutes__gte=0))
                & (Q(recognised_minutes=None) | Q(recognised_minutes__gte=0))
                & (Q(seats_per_session=None) | Q(seats_per_session__gt=0))
                & (Q(pre_study_minutes=None) | Q(pre_study_minutes__gte=0)),
            ),
            models.CheckConstraint(
                name="plan_course_passing",
                condition=(Q(pass_attendance_percent=None) | Q(pass_attendance_percent__range=(0, 100)))
                & (Q(pass_score=None) | Q(pass_score__range=(0, 100))),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class CourseName(models.Model):
    """과정의 다른 이름. A spelling under which papers and files name a course; `key` is the spelling normalised."""

    institute = models.ForeignKey(Institute, on_delete=models.CASCADE, related_name="course_names")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(name="plan_course_name_key", fields=["institute", "key"]),)

    def __str__(self) -> str:
        return self.name


class Subject(models.Model):
    """교과목. Minutes by way of teaching, as the one-page course plan shows them."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="subjects")
    order = models.IntegerField(default=0)
    area = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=200)
    lecture_minutes = models.IntegerField(default=0)
    participation_minutes = models.IntegerField(default=0)
    field_minutes = models.IntegerField(default=0)
    other_minutes = models.IntegerField(default=0)
    method = models.CharField(max_length=120, blank=True)
    instructor_kind = TermField(InstructorKind, null=True)
    tags = models.ManyToManyField(Tag, related_name="subjects")

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(
                name="plan_subject_minutes",
                condition=Q(lecture_minutes__gte=0)
                & Q(participation_minutes__gte=0)
                & Q(field_minutes__gte=0)
                & Q(other_minutes__gte=0),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Prerequisite(models.Model):
    """선수 과정. `course` comes after `needs`."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="prerequisites")
    needs = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="leads_to")
    kind = TermField(PrerequisiteKind, default=PrerequisiteKind.REQUIRED.value)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="plan_prerequisite_once", fields=["course", "needs"]),
            models.CheckConstraint(name="plan_prerequisite_not_own", condition=~Q(course=F("needs"))),
        )

    def __str__(self) -> str:
        return f"{self.course_id} ← {self.needs_id}"


class BudgetLine(models.Model):
    """예산. One line of a course's yearly budget, in won."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="budget_lines")
    year = models.IntegerField()
    item = models.CharField(max_length=120)
    arithmetic = models.CharField(max_length=300, blank=True)
    amount = models.BigIntegerField()

    class Meta:
        ordering = ("year", "pk")
        constraints = (models.CheckConstraint(name="plan_budget_amount", condition=Q(amount__gte=0)),)

    def __str__(self) -> str:
        return f"{self.item} {self.amount:,}"


class SharedContent(models.Model):
    """공동 활용 e-러닝. One line of a year's list of shared or bought-in e-learning."""

    institute = models.ForeignKey(Institute, on_delete=models.CASCADE, related_name="shared_contents")
    year = models.IntegerField()
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    category = models.CharField(max_length=80, blank=True)
    provider = models.CharField(max_length=120, blank=True)
    lessons = models.IntegerField(null=True)
    recognised_minutes = models.IntegerField(null=True)
    has_assessment = models.BooleanField(default=False)

    class Meta:
        ordering = ("year", "code")
        constraints = (
            models.UniqueConstraint(name="plan_shared_content_code", fields=["institute", "year", "code"]),
            models.CheckConstraint(
                name="plan_shared_content_amounts",
                condition=(Q(lessons=None) | Q(lessons__gte=0))
                & (Q(recognised_minutes=None) | Q(recognised_minutes__gte=0)),
            ),
        )

    def __str__(self) -> str:
        return self.name
