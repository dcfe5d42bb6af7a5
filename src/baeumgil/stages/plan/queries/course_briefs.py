"""Courses in a few facts each, for later stages. They hold no personal data; access is asked by whoever reads."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from baeumgil.stages.plan.models import Course
from baeumgil.stages.plan.rules.kinds import delivery_of
from baeumgil.stages.plan.terms import CourseKind, CourseState, Delivery, TargetGroup


@dataclass(frozen=True, slots=True)
class CourseBrief:
    """과정, as short as later stages need it."""

    id: int
    code: str
    name: str
    kind: CourseKind
    target_group: TargetGroup
    days: int | None
    total_minutes: int | None
    seats_per_session: int | None
    owner_unit: int | None
    is_active: bool

    @property
    def delivery(self) -> Delivery:
        """집합 or e-러닝."""
        return delivery_of(self.kind)


def course_briefs(institute: int, courses: Collection[int] | None = None) -> Mapping[int, CourseBrief]:
    """Courses of an institute by number, in the catalogue's order; all of them, or some. One statement."""
    rows = Course.objects.filter(institute_id=institute).order_by("field__order", "code")
    if courses is not None:
        rows = rows.filter(pk__in=courses)
    return {
        row.pk: CourseBrief(
            id=row.pk,
            code=row.code,
            name=row.name,
            kind=row.kind,
            target_group=row.target_group,
            days=row.days,
            total_minutes=row.total_minutes,
            seats_per_session=row.seats_per_session,
            owner_unit=row.owner_unit_id,
            is_active=row.state == CourseState.ACTIVE,
        )
        for row in rows
    }
