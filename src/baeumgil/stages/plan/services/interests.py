"""관심 과정. Somebody would come if it were held: noted before any date exists, taken back at will."""

from typing import cast

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.locks import HIGHEST_NUMBER
from baeumgil.stages.plan.access import may_note_interest
from baeumgil.stages.plan.errors import CourseNotFound
from baeumgil.stages.plan.models import Course, CourseInterest
from baeumgil.stages.plan.terms import CourseState


@action("plan.note_interest")
def note_interest(*, actor: Actor, course: int) -> None:
    """Say that one would come. Again: nothing happens. Raises `CourseNotFound`, also for a course that has ended."""
    allow(may_note_interest(actor))
    found = Course.objects.filter(pk=course, state=CourseState.ACTIVE) if 0 < course <= HIGHEST_NUMBER else None
    name = None if found is None else found.values_list("name", flat=True).first()
    if name is None:
        raise CourseNotFound(course=course)
    CourseInterest.objects.get_or_create(course_id=course, person_id=_self(actor), defaults={"noted_at": clock.now()})
    record(f"관심 과정 {name}", course=course)


@action("plan.withdraw_interest")
def withdraw_interest(*, actor: Actor, course: int) -> None:
    """Take it back. Again: nothing happens."""
    allow(may_note_interest(actor))
    if 0 < course <= HIGHEST_NUMBER:
        CourseInterest.objects.filter(course_id=course, person_id=_self(actor)).delete()
    record("관심 과정 거두기", course=course)


def _self(actor: Actor) -> int:
    """The person that `may_note_interest` asked for."""
    return cast("int", actor.person)
