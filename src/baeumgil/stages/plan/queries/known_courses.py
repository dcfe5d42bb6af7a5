"""What a course as typed may name."""

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed, Problem
from baeumgil.stages.plan.access import may_edit_catalogue
from baeumgil.stages.plan.models import Competency, Course, CourseName, Field, Goal, LegalDuty, Prerequisite, Tag
from baeumgil.stages.plan.queries.fields import areas_of
from baeumgil.stages.plan.rules.course_draft import CourseDraft, KnownCourses, check_course


def problems_of(*, actor: Actor, institute: int, draft: CourseDraft) -> tuple[Problem, ...]:
    """What would be refused about a course as typed so far; nothing is saved."""
    if not may_edit_catalogue(actor):
        raise NotAllowed
    return tuple(check_course(draft, known_courses(institute)))


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
