"""`services.seats`: what the calendar hears of who sits and who waits."""

import pytest

from baeumgil.core import clock
from baeumgil.stages.enrolment.models import Application, Wish
from baeumgil.stages.enrolment.services.seats import tell_schedule
from baeumgil.stages.enrolment.terms import ApplicationState, CallState
from baeumgil.stages.schedule.models import CourseSession
from tests.build import a_person
from tests.build_enrolment import a_call, an_application
from tests.stages.enrolment.call_world import TODAY, a_call_world

pytestmark = pytest.mark.django_db


def test_everybody_who_waits_is_counted_once_for_the_dearest_wish_they_still_have() -> None:
    with clock.fixed(TODAY):
        world = a_call_world()
        one, two = world.first, world.second
        call = a_call(course=world.course, sessions=[one, two], state=CallState.DECIDED)
        child = a_call(course=world.course, sessions=[two], state=CallState.DECIDED, parent=call, number=2)

        def waits(wishes: list[int], rank: int, at: int = call) -> int:
            waiting = ApplicationState.WAITLISTED
            return an_application(call=at, person=a_person(), wishes=wishes, state=waiting, wait_rank=rank)

        waits([one, two], 1)
        second_left, nothing_left = waits([one, two], 2), waits([one], 3)
        an_application(call=call, person=a_person(), wishes=[two], state=ApplicationState.SELECTED)
        before = an_application(
            call=call, person=a_person(), wishes=[one, two], state=ApplicationState.NOT_SELECTED, seat=None
        )
        carried, ahead = waits([two], 1, child), waits([two], 2, child)
        Application.objects.filter(pk__in=[carried, ahead]).update(carried_from_id=before)
        Wish.objects.filter(application_id__in=[second_left, nothing_left], session_id=one).update(is_dropped=True)
        Wish.objects.filter(application_id=carried).update(is_dropped=True)
        tell_schedule([one, two])
    counted = CourseSession.objects.order_by("pk").values_list("pk", "selected", "waiting")
    assert sorted(counted) == sorted([(one, 0, 2), (two, 1, 2)])
