"""관심 과정을 세기. How many would come, and what somebody noted: building blocks, neither guarded nor logged."""

from collections.abc import Collection, Mapping

from django.db.models import Count

from baeumgil.stages.plan.models import CourseInterest


def interest_counts(courses: Collection[int]) -> Mapping[int, int]:
    """How many noted an interest, by course; courses without anybody are absent. One statement."""
    rows = CourseInterest.objects.filter(course_id__in=sorted(courses)).order_by("course_id").values_list("course_id")
    return dict(rows.annotate(Count("pk")))


def own_interests(person: int) -> frozenset[int]:
    """Courses somebody noted; one statement."""
    return frozenset(CourseInterest.objects.filter(person_id=person).values_list("course_id", flat=True))
