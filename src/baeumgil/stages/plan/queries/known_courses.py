"""What a course as typed may name."""

from baeumgil.stages.plan.models import Competency, Course, CourseName, Field, Goal, LegalDuty, Prerequisite, Tag
from baeumgil.stages.plan.queries.fields import areas_of
from baeumgil.stages.plan.rules.course_draft import KnownCourses


def known_courses(institute: int) -> KnownCourses:
    """Codes, spellings and prerequisites of an institute; nine statements. For services."""
    return KnownCourses(
        fields=frozenset(Field.objects.filter(institute_id=institute).values_list("code", flat=True)),
        areas=areas_of(institute),
        goals=frozenset(Goal.objects.filter(institute_id=institute).values_list("code", flat=True)),
        tags=frozenset(Tag.objects.values_list("code", flat=True)),
        duties=frozenset(LegalDuty.objects.values_list("code", flat=True)),
        competencies=frozenset(Competency.objects.filter(institute_id=institute).values_list("code", flat=True)),
        courses=frozenset(Course.objects.filter(institute_id=institute).values_list("code", flat=True)),
        spellings=dict(CourseName.objects.filter(institute_id=institute).values_list("key", "course__code")),
        edges=frozenset(
            Prerequisite.objects.filter(course__institute_id=institute).values_list("course__code", "needs__code")
        ),
    )
