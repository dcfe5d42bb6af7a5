"""`services.interests`: noted once, counted beside the other needs, taken back at will."""

import pytest

from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.errors import CourseNotFound
from baeumgil.stages.plan.models import CourseInterest
from baeumgil.stages.plan.queries.interests import interest_counts, own_interests
from baeumgil.stages.plan.queries.needs import needs_of_course
from baeumgil.stages.plan.services.interests import note_interest, withdraw_interest
from baeumgil.stages.plan.terms import CourseState
from tests.build import a_person, an_actor, the_operator
from tests.build_plan import a_course, an_institute

pytestmark = pytest.mark.django_db


def test_an_interest_is_noted_once_and_shown_with_the_needs_of_the_course() -> None:
    course = a_course(institute=an_institute())
    people = [a_person() for _ in range(2)]
    for person in [*people, people[0]]:
        note_interest(actor=an_actor(person=person), course=course)
    assert (dict(interest_counts([course])), own_interests(people[0])) == ({course: 2}, frozenset({course}))
    assert needs_of_course(actor=an_actor(Role.TRAINING_OFFICE), course=course, year=2027).interested == 2
    for _ in range(2):
        withdraw_interest(actor=an_actor(person=people[0]), course=course)
    assert dict(interest_counts([course])) == {course: 1}


def test_nobody_notes_an_interest_for_others_or_in_a_course_that_is_not_there() -> None:
    institute = an_institute()
    ended = a_course(institute=institute, state=CourseState.ENDED)
    for course in (ended, 0, 2**63):
        with pytest.raises(CourseNotFound):
            note_interest(actor=an_actor(person=a_person()), course=course)
    live = a_course(institute=institute)
    for actor in (the_operator(), an_actor(Role.TRAINING_OFFICE)):
        with pytest.raises(NotAllowed):
            note_interest(actor=actor, course=live)
        with pytest.raises(NotAllowed):
            withdraw_interest(actor=actor, course=live)
    assert CourseInterest.objects.count() == 0
