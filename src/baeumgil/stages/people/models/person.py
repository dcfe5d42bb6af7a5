"""A person and the dated facts of a career. Every span's `ends_on` is its last day, or open (null).

Foreign keys here have no index of their own: a person's spans are found by the unique constraint that begins
with the person, and rows of an import are sought only when it is undone. Fewer indexes make rosters load faster.
"""

from django.db import models
from django.db.models import F, Q

from baeumgil.core.fields import TermField
from baeumgil.stages.people.terms import (
    AbsenceKind,
    Authority,
    EmploymentKind,
    EntryKind,
    ExitKind,
    GradeChange,
    GuestKind,
    PersonKind,
    Position,
)

_SPAN = Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))


class Person(models.Model):
    """사람. An official, a candidate before appointment, a guest, or somebody who has left.

    Holds what 지방공무원 교육훈련법 시행령 lets an institute collect, and nothing more; the birth
    date serves only the retirement date. There is no resident registration number anywhere.
    """

    staff_no = models.CharField(max_length=30, null=True, unique=True)
    candidate_no = models.CharField(max_length=30, null=True, unique=True)
    name = models.CharField(max_length=100)
    birth_on = models.DateField(null=True)
    kind = TermField(PersonKind)
    guest_kind = TermField(GuestKind, null=True)
    guest_body = models.CharField(max_length=200, blank=True)
    retires_on = models.DateField(null=True, db_index=True)
    roster_import = models.ForeignKey(
        "people.RosterImport", on_delete=models.PROTECT, null=True, db_index=False, related_name="persons"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="people_candidate_has_no_staff_no",
                condition=~Q(kind=PersonKind.CANDIDATE.value) | Q(staff_no=None),
            ),
            models.CheckConstraint(
                name="people_official_has_staff_no",
                condition=~Q(kind=PersonKind.OFFICIAL.value) | Q(staff_no__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.staff_no or self.candidate_no or '-'})"


class Service(models.Model):
    """재직. From appointment (or expected appointment) to leaving, under one kind of employment and authority."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, db_index=False, related_name="services")
    employment = TermField(EmploymentKind)
    authority = TermField(Authority)
    entry = TermField(EntryKind)
    exit = TermField(ExitKind, null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    term_ends_on = models.DateField(null=True)
    roster_import = models.ForeignKey(
        "people.RosterImport", on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="people_service_start", fields=["person", "starts_on"]),
            models.UniqueConstraint(name="people_service_open", fields=["person"], condition=Q(ends_on=None)),
            models.CheckConstraint(name="people_service_span", condition=_SPAN),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.employment} {self.starts_on}"


class GradeSpell(models.Model):
    """직급 기간. A grade held; `grade` is 1 to 9 for 일반직, null where there are no grades (연구직 …)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, db_index=False, related_name="grades")
    grade = models.SmallIntegerField(null=True)
    title = models.CharField(max_length=60)
    series = models.CharField(max_length=40, blank=True)
    change = TermField(GradeChange)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    roster_import = models.ForeignKey(
        "people.RosterImport", on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="people_grade_start", fields=["person", "starts_on"]),
            models.UniqueConstraint(name="people_grade_open", fields=["person"], condition=Q(ends_on=None)),
            models.CheckConstraint(name="people_grade_span", condition=_SPAN),
            models.CheckConstraint(
                name="people_grade_range", condition=Q(grade=None) | (Q(grade__gte=1) & Q(grade__lte=9))
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.title} {self.starts_on}"


class Posting(models.Model):
    """보직. In which unit, in which position; the unit's name of that time stays on the record."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, db_index=False, related_name="postings")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, db_index=False, related_name="postings")
    unit_name = models.CharField(max_length=300)
    position = TermField(Position)
    position_title = models.CharField(max_length=60, blank=True)
    duties = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    roster_import = models.ForeignKey(
        "people.RosterImport", on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )

    class Meta:
        indexes = (models.Index(fields=["unit", "ends_on"]),)
        constraints = (
            models.UniqueConstraint(name="people_posting_start", fields=["person", "starts_on"]),
            models.UniqueConstraint(name="people_posting_open", fields=["person"], condition=Q(ends_on=None)),
            models.CheckConstraint(name="people_posting_span", condition=_SPAN),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.unit_name} {self.starts_on}"


class Absence(models.Model):
    """부재. Leave, secondment, suspension or 공로연수; never with a reason of health."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, db_index=False, related_name="absences")
    kind = TermField(AbsenceKind)
    place = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    roster_import = models.ForeignKey(
        "people.RosterImport", on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="people_absence_start", fields=["person", "starts_on"]),
            models.UniqueConstraint(name="people_absence_open", fields=["person"], condition=Q(ends_on=None)),
            models.CheckConstraint(name="people_absence_span", condition=_SPAN),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.starts_on}"
