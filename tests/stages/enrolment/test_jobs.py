"""`jobs`: what follows by itself, and comes back as long as anything is to come."""

from datetime import date, timedelta

import pytest

from baeumgil.core import clock
from baeumgil.core.models import Job
from baeumgil.stages.enrolment.jobs import end_offers, fix_lists
from baeumgil.stages.enrolment.models import NameList, Offer
from baeumgil.stages.enrolment.services.waiting import fill_vacancies
from baeumgil.stages.enrolment.terms import ApplicationState, CallState, OfferState
from tests.build import a_person, the_operator
from tests.build_enrolment import a_call, an_application
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session

pytestmark = pytest.mark.django_db

TODAY, MONDAY = date(2027, 2, 1), date(2027, 3, 8)


def test_offers_end_and_lists_are_fixed_by_the_worker_however_often_it_comes() -> None:
    with clock.fixed(TODAY):
        institute = an_institute()
        course = a_course("보고서 작성", institute=institute)
        session = a_session(year=a_schedule_year(2027, institute=institute), course=course, seats=1, starts=MONDAY)
        call = a_call(course=course, sessions=[session], state=CallState.DECIDED)
        an_application(call=call, person=a_person(), wishes=[session], state=ApplicationState.WAITLISTED, wait_rank=1)
        fill_vacancies([session], actor=the_operator())
        assert end_offers() == {"ended": 0}
        assert fix_lists() == {"fixed": 0}
        [again] = Job.objects.filter(name="enrolment.lists")
        assert again.run_after - clock.now() == timedelta(hours=12, minutes=5)
    with clock.fixed(TODAY + timedelta(days=2)):
        assert [end_offers(), end_offers()] == [{"ended": 1}, {"ended": 0}]
        assert Offer.objects.get().state is OfferState.EXPIRED
    with clock.fixed(MONDAY - timedelta(days=10)):
        assert [fix_lists(), fix_lists()] == [{"fixed": 1}, {"fixed": 0}]
    assert NameList.objects.get().rows == []
